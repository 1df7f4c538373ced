"""A thin client of the service for Python programs; it needs httpx, and nothing of this package but the shapes.

with Client("http://127.0.0.1:8000", key) as chidao:
    sent = chidao.add_document("Bộ Y tế yêu cầu …", external_id="4711")
    for directive in chidao.directives(unit="Cục Quản lý Dược", due_before=dt.date(2024, 12, 31)):
        print(directive.due_on, directive.text)
"""

import datetime as dt
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel

from api.schemas.documents import FullDocument, IngestedDocument
from api.schemas.findings import DirectiveItem, DocumentItem
from api.schemas.jobs import EntryItem, JobItem
from api.schemas.service import ProblemDetails
from models.records import Record

Shape = TypeVar("Shape", bound=BaseModel)
Filter = str | int | bool | dt.date
_AGAIN = {429, 503}
_TRIES = 5


class Refusal(Exception):  # noqa: N818  # it is the service's answer
    """What the service refused, and why: the problem it answered with."""

    def __init__(self, problem: ProblemDetails) -> None:
        """Take the problem."""
        super().__init__(f"{problem.status} {problem.title}: {problem.detail}")
        self.problem = problem


class Client:
    """The service at an address, opened by a key; what is refused for want of room is sent again after a while."""

    def __init__(self, address: str, key: str, timeout: float = 330.0) -> None:
        """Take the address and the key; `timeout` is in seconds, for extraction takes its time."""
        headers = {"Authorization": f"Bearer {key}", "Accept-Language": "vi"}
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout)

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self._http.close()

    def add_document(self, text: str, **told: str | dt.date | None) -> IngestedDocument:
        """Send a document (`source`, `external_id`, `published_on`, `kind` may be told); sent twice it is done once."""
        answer = self._send("POST", "/api/v1/documents", json=_written({"text": text, **told}), once=True)
        return IngestedDocument.model_validate_json(answer.content)

    def add_documents(self, documents: Sequence[dict[str, str | dt.date | None]]) -> JobItem:
        """Send many documents, which are extracted afterwards."""
        body = {"documents": [_written(document) for document in documents]}
        answer = self._send("POST", "/api/v1/batches", json=body, once=True)
        return JobItem.model_validate_json(answer.content)

    def job(self, job: str) -> JobItem:
        """Return how far a job is."""
        return JobItem.model_validate_json(self._send("GET", f"/api/v1/jobs/{quote(job)}").content)

    def entries(self, job: str) -> Iterator[EntryItem]:
        """Yield what became of each entry of a job."""
        return self._list(EntryItem, f"/api/v1/jobs/{quote(job)}/entries", {})

    def extract(self, text: str, **told: str | dt.date | None) -> Record:
        """Return the record of a text, which is not kept."""
        answer = self._send("POST", "/api/v1/extract", json=_written({"text": text, **told}))
        return Record.model_validate_json(answer.content)

    def document(self, document: str) -> FullDocument:
        """Return a document with its record."""
        return FullDocument.model_validate_json(self._send("GET", f"/api/v1/documents/{quote(document)}").content)

    def directives(self, **filters: Filter) -> Iterator[DirectiveItem]:
        """Yield every directive that the filters of `GET /api/v1/directives` find."""
        return self._list(DirectiveItem, "/api/v1/directives", filters)

    def documents(self, **filters: Filter) -> Iterator[DocumentItem]:
        """Yield every document that the filters of `GET /api/v1/documents` find."""
        return self._list(DocumentItem, "/api/v1/documents", filters)

    def _list(self, shape: type[Shape], path: str, filters: dict[str, Filter]) -> Iterator[Shape]:
        cursor: str | None = ""
        while cursor is not None:
            params = _written(filters) | ({"cursor": cursor} if cursor else {})
            page = self._send("GET", path, params=params).json()
            yield from (shape.model_validate(item) for item in page["items"])
            cursor = page["next"]

    def _send(self, method: str, path: str, *, once: bool = False, **sent: Any) -> httpx.Response:  # noqa: ANN401  # what httpx takes
        """Send a request, again where the service has no room; raises Refusal for any other refusal."""
        headers = {"Idempotency-Key": uuid.uuid4().hex} if once else {}
        for left in reversed(range(_TRIES)):
            answer = self._http.request(method, path, headers=headers, **sent)
            if answer.status_code not in _AGAIN or not left:
                break
            time.sleep(float(answer.headers.get("retry-after", 1)))
        if answer.is_error:
            raise Refusal(ProblemDetails.model_validate_json(answer.content))
        return answer


def _written(told: dict[str, Any]) -> dict[str, Any]:
    """Return values as they are written in requests, the untold left out."""
    given = {name: value for name, value in told.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in given.items()}
