"""Shapes of change reports: what publishing a run would change."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.schemas.findings import DocumentId, Offset
from corpus.comparison import Turn

Share = Annotated[int, Field(ge=0, examples=[12])]


class DocumentCounts(BaseModel):
    """How many documents stay, change, have their first record, or failed."""

    unchanged: Share
    changed: Share
    new: Share
    failed: Share


class KindCounts(BaseModel):
    """How many findings of a kind there were, stay, change, come and go."""

    before: Share
    unchanged: Share
    changed: Share
    gained: Share
    lost: Share


class RuleCounts(BaseModel):
    """How many findings of a rule change, come and go."""

    changed: Share
    gained: Share
    lost: Share


class FieldChange(BaseModel):
    """A field of a finding, before and after."""

    name: Annotated[str, Field(examples=["deadline"])]
    before: Annotated[str, Field(examples=["2024-06-30"])]
    after: Annotated[str, Field(examples=["2024-07-15"])]


class ChangeItem(BaseModel):
    """One finding that changes, with the words around it."""

    document: DocumentId
    kind: Annotated[str, Field(examples=["directives"])]
    turn: Annotated[Turn, Field(examples=["changed"])]
    start: Offset
    end: Offset
    text: Annotated[str, Field(examples=["rà soát giá thuốc"])]
    before: Annotated[str, Field(description="chữ đứng trước", examples=["Bộ Y tế yêu cầu Cục Quản lý Dược "])]
    after: Annotated[str, Field(description="chữ đứng sau", examples=[" trước ngày 30/6/2024."])]
    rule: Annotated[str, Field(examples=["sentence"])]
    fields: list[FieldChange]


class MostChanged(BaseModel):
    """A document with much change."""

    document: DocumentId
    title: Annotated[str, Field(examples=["Rà soát giá thuốc"])]
    changes: Share
    changed: Share = 0
    gained: Share = 0
    lost: Share = 0


class FailureItem(BaseModel):
    """A document of which the run made nothing."""

    document: DocumentId
    title: Annotated[str, Field(examples=["Rà soát giá thuốc"])]
    reason: Annotated[str, Field(examples=["trích quá 300 giây nên bị dừng"])]


class RunReport(BaseModel):
    """What publishing a run would change; after it was published, what that changed."""

    run: Annotated[int, Field(examples=[3])]
    version: Annotated[str, Field(examples=["0.1.0+1a2b3c4d"])]
    finished: Annotated[bool, Field(examples=[True])]
    objections: Annotated[
        list[str],
        Field(description="vì sao chưa nên công bố", examples=[["2.4% nội dung chỉ đạo bị mất, quá ngưỡng 2.0%"]]),
    ]
    documents: DocumentCounts
    kinds: dict[str, KindCounts]
    rules: dict[str, RuleCounts]
    directives: Annotated[
        list[ChangeItem], Field(description="mọi nội dung chỉ đạo mất, hoặc đổi thời hạn, chủ trì, nơi nhận")
    ]
    most_changed: list[MostChanged]
    sample: Annotated[list[ChangeItem], Field(description="mẫu để xem")]
    failures: list[FailureItem]
