"""Shapes of one document: opened, its versions, and what is sent to be kept or extracted."""

import datetime as dt
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from api.actions.documents import Opened
from api.actions.ingestion import Outcome
from api.schemas.days import Day
from api.schemas.findings import DocumentRef, OriginItem
from corpus.incoming import Incoming
from models.records import Record
from models.vocabulary import Kind

_NO_NUL = r"^[^\x00]*$"
RECORD: dict[str, Any] = {
    "document": {"id": f"sha256:{'0' * 64}", "kind": "news", "published_on": "2024-05-02"},
    "units": [
        {
            "id": "U1",
            "name": "Bộ Y tế",
            "mentions": [{"start": 0, "end": 7, "text": "Bộ Y tế"}],
            "why": {"rule": "registry", "file": "unit_registry.toml"},
        }
    ],
    "version": "0.1.0+1a2b3c4d",
}
"""A record in short, as an example."""


class FullDocument(DocumentRef):
    """A document with its record; null where it waits for the extraction, or where that failed."""

    origins: list[OriginItem]
    record: Annotated[Record | None, Field(description="bản ghi, theo docs/record.md", examples=[RECORD])]
    failure: Annotated[str | None, Field(description="vì sao không trích được", examples=[None])]
    ids: Annotated[
        dict[str, str],
        Field(description="mã trong bản ghi → mã ổn định", examples=[{"R1": "617b4bb34945a0c2-r-0123456789"}]),
    ]

    @classmethod
    def opened(cls, opened: Opened) -> Self:
        """Return a document's shape."""
        short = DocumentRef.of(opened.document)
        return cls(
            **short.model_dump(),
            origins=OriginItem.of(opened.document.origins),
            record=opened.record,
            failure=opened.failure,
            ids=opened.ids,
        )


class IngestedDocument(FullDocument):
    """A document that was sent, with what became of it."""

    outcome: Annotated[Outcome, Field(description="new: mới; updated: trích lại; known: đã có", examples=["new"])]

    @classmethod
    def received(cls, opened: Opened, outcome: Outcome) -> Self:
        """Return the shape of a document that was sent."""
        return cls(**FullDocument.opened(opened).model_dump(by_alias=True), outcome=outcome)


class NewText(BaseModel):
    """A text to be extracted."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str,
        Field(
            pattern=r"^[^\x00]*[^\s\x00\ufeff][^\x00]*$",
            description="nguyên văn; mọi vị trí trong bản ghi tính theo đúng nguyên văn này",
            examples=["Bộ Y tế yêu cầu Cục Quản lý Dược rà soát giá thuốc trước ngày 30/6/2024."],
        ),
    ]
    published_on: Annotated[
        Day | None, Field(description="ngày của văn bản, khi văn bản không tự nói", examples=["2024-05-02"])
    ] = None
    kind: Annotated[Kind | None, Field(description="loại văn bản; null: tự nhận", examples=["news"])] = None


class NewDocument(NewText):
    """A text to be kept, with where it came from."""

    source: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=500,
            pattern=_NO_NUL,
            description="nơi gửi, như tên trang hay tên tệp; null: tên khóa",
            examples=["toa-soan"],
        ),
    ] = None
    external_id: Annotated[
        str | None,
        Field(min_length=1, max_length=500, pattern=_NO_NUL, description="mã của văn bản ở nơi gửi", examples=["4711"]),
    ] = None

    def incoming(self, sender: str) -> Incoming:
        """Return the document as it came in, from its source or else from its sender."""
        return Incoming(self.text, self.published_on, self.external_id, self.source or sender)


class VersionQuery(BaseModel):
    """Which record of a document is wanted."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[
        str | None,
        Field(
            max_length=200,
            pattern=r"^[^\x00]*$",
            description="bản trích; bỏ trống: bản đang dùng",
            examples=["0.1.0+1a2b3c4d"],
        ),
    ] = None


class VersionItem(BaseModel):
    """What one version of the extraction made of a document: a record, or an error."""

    version: Annotated[str, Field(examples=["0.1.0+1a2b3c4d"])]
    current: Annotated[bool, Field(examples=[True])]
    has_record: Annotated[bool, Field(examples=[True])]
    error: Annotated[str | None, Field(examples=[None])]
    attempt: Annotated[int, Field(examples=[1])]
    created_at: Annotated[dt.datetime, Field(examples=["2026-01-05T08:00:00Z"])]
