"""Shapes of what documents were read from."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from models.provenance import ReadingHit

_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
Sha256 = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="mã băm SHA-256 của tệp đã nhận", examples=[_HASH])
]


class OriginalQuery(BaseModel):
    """Which file is wanted."""

    model_config = ConfigDict(extra="forbid")

    sha256: Annotated[Sha256 | None, Field(description="tệp nào; bỏ trống: tệp đầu tiên", examples=[_HASH])] = None


class ReadingItem(BaseModel):
    """How one origin of a document was read."""

    source: Annotated[str, Field(examples=["tin-bai.zip/bai-1.docx"])]
    external_id: Annotated[str | None, Field(examples=["4711"])]
    sha256: Sha256
    reader: Annotated[str, Field(description="bộ đọc, xem docs/readers.md", examples=["docx"])]
    reader_version: Annotated[str, Field(examples=["1"])]
    encoding: Annotated[str | None, Field(examples=["utf-8"])]
    flags: Annotated[list[str], Field(description="điều bộ đọc nhận thấy", examples=[["ocr"]])]
    title: Annotated[str | None, Field(examples=["Rà soát giá thuốc"])]
    author: Annotated[str | None, Field(examples=["Nguyễn An"])]
    address: Annotated[str | None, Field(examples=["https://example.vn/bai-1"])]
    published_on: Annotated[dt.date | None, Field(examples=["2024-05-02"])]
    published_from: Annotated[str | None, Field(description="ngày lấy từ đâu", examples=["metadata"])]

    @classmethod
    def of(cls, hit: ReadingHit) -> Self:
        """Return a reading's shape."""
        return cls(
            source=hit.origin.source,
            external_id=hit.origin.external_id,
            sha256=hit.sha256,
            reader=hit.reader,
            reader_version=hit.reader_version,
            encoding=hit.encoding,
            flags=list(hit.flags),
            title=hit.title,
            author=hit.author,
            address=hit.address,
            published_on=hit.published_on,
            published_from=hit.published_from,
        )
