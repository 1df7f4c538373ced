"""Shapes of one document: opened, its versions, and what is sent to be kept or extracted."""

import datetime as dt
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from api.actions.documents import Opened
from api.schemas.findings import DocumentRef, OriginItem
from models.records import Record

_RECORD: dict[str, Any] = {
    "document": {"id": "sha256:617b4bb3…", "kind": "news"},
    "version": "0.1.0+1a2b3c4d",
}


class FullDocument(DocumentRef):
    """A document with its record; null where it waits for the extraction, or where that failed."""

    origins: list[OriginItem]
    record: Annotated[Record | None, Field(description="bản ghi, theo docs/record.md", examples=[_RECORD])]
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
