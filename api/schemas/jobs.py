"""Shapes of batches: what is sent together, the job it becomes, what became of each entry."""

import datetime as dt
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.documents import NewDocument
from models.jobs import Job, State

MOST = 1000

JobId = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{32}$", description="mã lượt nạp", examples=["0f0e0d0c0b0a09080706050403020100"]),
]


class NewBatch(BaseModel):
    """Documents that are sent together."""

    model_config = ConfigDict(extra="forbid")

    documents: Annotated[list[NewDocument], Field(min_length=1, max_length=MOST)]


class JobItem(BaseModel):
    """A job: how many of its entries wait, are done, failed, or were refused."""

    id: JobId
    created_at: Annotated[dt.datetime, Field(examples=["2026-01-05T08:00:00Z"])]
    over: Annotated[bool, Field(description="không còn mục nào chờ", examples=[False])]
    counts: Annotated[dict[State, int], Field(examples=[{"waiting": 3, "done": 1, "failed": 0, "refused": 0}])]

    @classmethod
    def of(cls, job: Job) -> Self:
        """Return a job's shape."""
        return cls(id=job.id, created_at=job.created_at, over=job.over, counts=job.counts)


class EntryItem(BaseModel):
    """One entry of a job; `reason`: why it was refused or failed."""

    at: Annotated[int, Field(description="thứ tự khi gửi, từ 0", examples=[0])]
    source: Annotated[str, Field(examples=["tin-bai.zip/bai-1.docx"])]
    document: Annotated[str | None, Field(examples=["617b4bb34945a0c2"])]
    state: Annotated[State, Field(examples=["done"])]
    reason: Annotated[str | None, Field(examples=[None])]
