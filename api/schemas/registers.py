"""Shapes of the registers: deadlines, people, citations, task reports."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.actions.units import UnitEntry
from api.schemas.findings import DocumentRef, Offset
from models.findings import TaskCountRow
from models.names import PersonEntry
from models.registers import Cited, Reported
from models.vocabulary import Status


class DeadlineItem(BaseModel):
    """A day, and how many directives are due on it."""

    due_on: Annotated[dt.date, Field(examples=["2024-06-30"])]
    directives: Annotated[int, Field(examples=[3])]


class PersonItem(BaseModel):
    """A person by name, in all documents."""

    name: Annotated[str, Field(examples=["Trần Hồng Hà"])]
    titles: Annotated[list[str], Field(examples=[["Bộ trưởng Bộ Tài nguyên và Môi trường"]])]
    documents: Annotated[int, Field(description="bao nhiêu văn bản nêu tên; chỉ đếm đến 1001", examples=[7])]

    @classmethod
    def of(cls, entry: PersonEntry) -> Self:
        """Return a person's shape."""
        return cls(name=entry.name, titles=list(entry.titles), documents=entry.documents)


class ReferenceItem(BaseModel):
    """A numbered document that a document cites."""

    id: Annotated[str, Field(examples=["617b4bb34945a0c2-c-0123456789"])]
    type: Annotated[str, Field(examples=["Nghị định"])]
    number: Annotated[str, Field(examples=["30/2020/NĐ-CP"])]
    start: Offset
    end: Offset
    text: Annotated[str, Field(examples=["Nghị định số 30/2020/NĐ-CP"])]
    document: DocumentRef

    @classmethod
    def of(cls, cited: Cited) -> Self:
        """Return a citation's shape."""
        row = cited.row
        return cls(
            id=row.id,
            type=row.type,
            number=row.number,
            start=row.start,
            end=row.end,
            text=row.text,
            document=DocumentRef.of(cited.document),
        )


class CountItem(BaseModel):
    """One number of tasks in one state."""

    id: Annotated[str, Field(examples=["617b4bb34945a0c2-n-0123456789"])]
    status: Annotated[Status, Field(examples=["overdue"])]
    count: Annotated[int, Field(examples=[2])]
    percent: Annotated[float | None, Field(examples=[71.4])]
    noun: Annotated[str | None, Field(examples=["nhiệm vụ"])]
    start: Offset
    end: Offset
    text: Annotated[str, Field(examples=["2 nhiệm vụ"])]

    @classmethod
    def of(cls, row: TaskCountRow) -> Self:
        """Return a count's shape."""
        return cls(
            id=row.id,
            status=Status(row.status),
            count=row.count,
            percent=row.percent,
            noun=row.noun,
            start=row.start,
            end=row.end,
            text=row.text,
        )


class ReportItem(BaseModel):
    """The counts of one unit in one period; `reconciles`: whether they add up, null where they need not."""

    id: Annotated[str, Field(examples=["617b4bb34945a0c2-t-0123456789"])]
    unit: Annotated[str | None, Field(examples=["Cục Quản lý Dược"])]
    period: Annotated[str | None, Field(description="kỳ, theo cách ghi của bản ghi", examples=["2024-H1"])]
    reconciles: Annotated[bool | None, Field(examples=[True])]
    counts: list[CountItem]
    document: DocumentRef

    @classmethod
    def of(cls, reported: Reported) -> Self:
        """Return a report's shape."""
        row = reported.row
        return cls(
            id=row.id,
            unit=row.unit.name if row.unit else None,
            period=row.period.value if row.period else None,
            reconciles=row.reconciles,
            counts=[CountItem.of(count) for count in sorted(row.counts, key=lambda count: count.seq)],
            document=DocumentRef.of(reported.document),
        )


class UnitItem(BaseModel):
    """One unit in one of its lives, as the authority file has it."""

    name: Annotated[str, Field(examples=["Bộ Tài nguyên và Môi trường"])]
    kind: Annotated[str, Field(examples=["ministry"])]
    parent: Annotated[str | None, Field(examples=["Chính phủ"])]
    aliases: Annotated[list[str], Field(examples=[["Bộ TN&MT"]])]
    valid_from: Annotated[dt.date | None, Field(examples=["2002-08-05"])]
    valid_to: Annotated[dt.date | None, Field(examples=["2025-02-28"])]
    predecessors: Annotated[list[str], Field(examples=[["Tổng cục Địa chính"]])]
    successors: Annotated[list[str], Field(examples=[["Bộ Nông nghiệp và Môi trường"]])]
    in_every_province: Annotated[bool, Field(examples=[False])]

    @classmethod
    def of(cls, entry: UnitEntry) -> Self:
        """Return an entry's shape."""
        return cls.model_validate({name: value for name, value in entry.as_json().items() if name != "file"})
