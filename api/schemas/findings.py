"""Shapes of what a search finds: documents, directives, facets."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.actions.search import Found
from models.browsing import Facet, Facets
from models.fulltext import Piece
from models.hits import DirectiveHit, DocumentHit, Origin
from models.rows import Part
from models.vocabulary import Kind, Review

DocumentId = Annotated[
    str,
    Field(pattern=r"^[0-9a-f]{16}$", description="mã văn bản, tính từ nguyên văn", examples=["617b4bb34945a0c2"]),
]
Offset = Annotated[int, Field(description="vị trí trong nguyên văn, tính bằng ký tự", examples=[112])]
Names = Annotated[list[str], Field(examples=[["Cục Quản lý Dược"]])]


class SnippetPiece(BaseModel):
    """A piece of a snippet; `matches`: it is what was searched for."""

    text: Annotated[str, Field(examples=["giá thuốc"])]
    matches: Annotated[bool, Field(examples=[True])]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> list[Self]:
        """Return a snippet's shape."""
        return [cls(text=piece.text, matches=piece.matches) for piece in pieces]


class OriginItem(BaseModel):
    """Where a text came from."""

    source: Annotated[str, Field(examples=["toa-soan"])]
    external_id: Annotated[str | None, Field(examples=["4711"])]

    @classmethod
    def of(cls, origins: Sequence[Origin]) -> list[Self]:
        """Return origins' shapes."""
        return [cls(source=origin.source, external_id=origin.external_id) for origin in origins]


class DocumentRef(BaseModel):
    """A document in short, as its current record has it."""

    id: DocumentId
    title: Annotated[str | None, Field(examples=["Rà soát giá thuốc"])]
    kind: Annotated[Kind | None, Field(description="null: chưa trích", examples=["news"])]
    published_on: Annotated[dt.date | None, Field(examples=["2024-05-02"])]
    event_date: Annotated[dt.date | None, Field(examples=["2024-05-02"])]

    @classmethod
    def of(cls, hit: DocumentHit) -> Self:
        """Return a document's shape."""
        return cls(id=hit.id, title=hit.title, kind=hit.kind, published_on=hit.published_on, event_date=hit.event_date)


class DocumentItem(DocumentRef):
    """A document that was found."""

    origins: list[OriginItem]
    snippet: list[SnippetPiece]

    @classmethod
    def found(cls, found: Found[DocumentHit]) -> Self:
        """Return a hit's shape."""
        short = DocumentRef.of(found.hit)
        return cls(
            **short.model_dump(), origins=OriginItem.of(found.hit.origins), snippet=SnippetPiece.of(found.snippet)
        )


class DirectiveItem(BaseModel):
    """A directive that was found; who has which part in it by name."""

    id: Annotated[str, Field(description="mã ổn định", examples=["617b4bb34945a0c2-r-0123456789"])]
    contract_id: Annotated[str, Field(description="mã trong bản ghi", examples=["R3"])]
    document: DocumentRef
    number: Annotated[str | None, Field(description="số thứ tự như trong văn bản", examples=["(i)"])]
    start: Offset
    end: Offset
    text: Annotated[str, Field(examples=["rà soát giá thuốc trước ngày 30/6/2024"])]
    snippet: list[SnippetPiece]
    issuer: Names
    conveyed_by: Names
    addressees: Names
    addressee_groups: Annotated[
        str, Field(description="nhóm phải làm, không phải một đơn vị", examples=["các địa phương"])
    ]
    lead: Names
    coordinating: Names
    monitor: Names
    deadline: Annotated[str | None, Field(description="thời hạn theo cách ghi của bản ghi", examples=["2024-06-30"])]
    due_on: Annotated[dt.date | None, Field(description="ngày cuối của thời hạn", examples=["2024-06-30"])]
    dues: Annotated[str, Field(description="mọi lời nói về thời hạn", examples=["trước ngày 30/6/2024"])]
    review: Annotated[Review, Field(description="ai bảo đảm; machine: máy trích, chưa soát", examples=["machine"])]

    @classmethod
    def found(cls, found: Found[DirectiveHit]) -> Self:
        """Return a hit's shape."""
        hit = found.hit
        named = {part: list(hit.parts.get(part, ())) for part in Part}
        return cls(
            id=hit.id,
            contract_id=hit.contract_id,
            document=DocumentRef.of(hit.document),
            number=hit.number,
            start=hit.start,
            end=hit.end,
            text=hit.text,
            snippet=SnippetPiece.of(found.snippet),
            issuer=named[Part.ISSUER],
            conveyed_by=named[Part.CONVEYED_BY],
            addressees=named[Part.ADDRESSEE],
            addressee_groups=hit.groups,
            lead=named[Part.LEAD],
            coordinating=named[Part.COORDINATING],
            monitor=named[Part.MONITOR],
            deadline=hit.deadline,
            due_on=hit.due_on,
            dues=hit.dues,
            review=hit.review,
        )


class FacetValue(BaseModel):
    """A value, and how many directives have it."""

    value: Annotated[str, Field(examples=["Cục Quản lý Dược"])]
    count: Annotated[int, Field(examples=[12])]


class FacetCounts(BaseModel):
    """The commonest values by facet; `partial`: there was no time for those that are missing."""

    facets: Annotated[
        dict[Facet, list[FacetValue]], Field(examples=[{"unit": [{"value": "Cục Quản lý Dược", "count": 12}]}])
    ]
    total: Annotated[int | None, Field(description="có bao nhiêu cả thảy; null: không kịp đếm", examples=[128])]
    partial: Annotated[bool, Field(examples=[False])]

    @classmethod
    def of(cls, counted: Facets) -> Self:
        """Return facets' shape."""
        values = {
            facet: [FacetValue(value=value, count=count) for value, count in found]
            for facet, found in counted.counts.items()
        }
        return cls(facets=values, total=counted.total, partial=counted.partial)
