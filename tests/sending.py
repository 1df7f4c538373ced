"""Clients that send documents through whatever happens, and what of it is kept."""

import threading
import time
from collections import Counter

import httpx
from service import bearer
from sqlalchemy import select

from models.database import Database
from models.tables import DocumentRow


class Clients:
    """Clients that send documents at once, again where there is no answer, and count what was accepted."""

    def __init__(self, address: str, token: str, clients: int, documents: int) -> None:
        """Begin."""
        self.accepted: set[str] = set()
        self.refused: Counter[str] = Counter()
        self._address, self._token = address, token
        self._threads = [threading.Thread(target=self._send, args=(client, documents)) for client in range(clients)]
        for thread in self._threads:
            thread.start()

    def _send(self, client: int, documents: int) -> None:
        with httpx.Client(base_url=self._address, headers=bearer(self._token), timeout=120) as http:
            for at in range(documents):
                body = {"text": f"Bộ Y tế yêu cầu báo cáo số {client}-{at}."}
                for _ in range(200):
                    if self._is_accepted(http, body):
                        break
                    time.sleep(0.1)

    def _is_accepted(self, http: httpx.Client, body: dict[str, str]) -> bool:
        try:
            answer = http.post("/api/v1/documents", json=body)
        except httpx.TransportError as error:
            self.refused[type(error).__name__] += 1
            return False
        if answer.is_success:
            self.accepted.add(answer.json()["id"])
            return True
        assert answer.headers["content-type"] == "application/problem+json", answer.text
        assert int(answer.headers["retry-after"]) > 0, answer.text
        self.refused[answer.json()["type"]] += 1
        return False

    @property
    def at_it(self) -> bool:
        """Whether any still sends."""
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> None:
        """Wait until all have sent everything."""
        for thread in self._threads:
            thread.join()


def kept(database: Database) -> dict[str, bool]:
    """Return every document, and whether it has a record."""
    with database.reading() as session:
        rows = session.execute(select(DocumentRow.id, DocumentRow.result_seq))
        return {document: result is not None for document, result in rows}
