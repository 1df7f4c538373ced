"""How directives and documents are asked for: words, filters, order."""

import datetime as dt
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.actions.naming import names_of, offices_of
from api.own_units import own_units
from api.schemas.days import Day
from api.schemas.pages import Ordinal, Paging
from models.finding import Wanted
from models.ordering import Order, Place
from models.vocabulary import Kind, Status

_NO_NUL = r"^[^\x00]*$"
Words = Annotated[
    str,
    Field(
        max_length=1000,
        pattern=_NO_NUL,
        description='từ cần tìm: có dấu thì đúng dấu, không dấu thì bỏ qua dấu; cụm từ đặt trong "…"; `-từ`: không có',
        examples=['"giá thuốc" rà soát -đấu thầu'],
    ),
]
UnitName = Annotated[
    str | None,
    Field(max_length=300, pattern=_NO_NUL, description="đơn vị, theo bất kỳ tên gọi nào", examples=["Bộ TN&MT"]),
]
PersonName = Annotated[
    str | None, Field(max_length=300, pattern=_NO_NUL, description="họ tên, hoặc tên gọi tắt", examples=["Hồng Hà"])
]
DocumentKind = Annotated[Kind | None, Field(description="loại văn bản", examples=["news"])]


class DocumentFilter(BaseModel):
    """Which documents are wanted; unknown parameters are refused, so that no typo widens a search."""

    model_config = ConfigDict(extra="forbid")

    q: Words = ""
    unit: UnitName = None
    with_predecessors: Annotated[
        bool, Field(description="cả các đơn vị tiền thân của những đơn vị được nêu", examples=[False])
    ] = False
    with_sub_units: Annotated[
        bool, Field(description="cả các đơn vị trực thuộc những đơn vị được nêu", examples=[False])
    ] = False
    person: PersonName = None
    since: Annotated[Day | None, Field(description="đăng hoặc diễn ra từ ngày", examples=["2024-01-01"])] = None
    until: Annotated[Day | None, Field(description="đăng hoặc diễn ra đến hết ngày", examples=["2024-12-31"])] = None
    kind: DocumentKind = None
    status: Annotated[
        Status | None, Field(description="văn bản có số liệu nhiệm vụ ở trạng thái này", examples=["overdue"])
    ] = None

    @property
    def ranked(self) -> bool:
        """Whether there are words by which one item fits better than another."""
        return bool(Wanted(self.q).terms)

    def wanted(self) -> Wanted:
        """Return the search; raises UnitsFileError where a user's own units are unsound."""
        units = self.names_of(self.unit)
        return Wanted(self.q, units, self.person, self.since, self.until, status=self.status, kind=self.kind)

    def names_of(self, unit: str | None) -> tuple[str, ...]:
        """Return what a unit that is asked for may be called, with those before or below it where they are wanted."""
        if not unit:
            return ()
        with own_units():
            return names_of(unit, predecessors=self.with_predecessors, sub_units=self.with_sub_units)


class DirectiveFilter(DocumentFilter):
    """Which directives are wanted."""

    due_after: Annotated[Day | None, Field(description="thời hạn từ ngày", examples=["2024-06-01"])] = None
    due_before: Annotated[Day | None, Field(description="thời hạn đến hết ngày", examples=["2024-06-30"])] = None
    overdue_as_of: Annotated[Day | None, Field(description="thời hạn đã qua vào ngày này", examples=["2024-07-01"])] = (
        None
    )
    unresolved: Annotated[
        bool,
        Field(description="có thời hạn nhưng chưa tính được ra ngày (định kỳ, ngay, thiếu năm…)", examples=[False]),
    ] = False
    group: Annotated[
        str | None,
        Field(max_length=300, pattern=_NO_NUL, description="giao cho nhóm này", examples=["các địa phương"]),
    ] = None
    given_by: Annotated[
        str | None,
        Field(
            max_length=300,
            pattern=_NO_NUL,
            description="do đơn vị này, người giữ chức vụ ở đó, hoặc người có họ tên này giao",
            examples=["Bộ Y tế"],
        ),
    ] = None
    given_to: Annotated[
        str | None,
        Field(
            max_length=300,
            pattern=_NO_NUL,
            description="giao cho đơn vị này thực hiện, chủ trì, phối hợp hoặc theo dõi",
            examples=["Cục Quản lý Dược"],
        ),
    ] = None

    def wanted(self) -> Wanted:
        """Return the search, as above."""
        givers = self.names_of(self.given_by)
        return replace(
            super().wanted(),
            due_since=self.due_after,
            due_until=self.due_before,
            overdue_on=self.overdue_as_of,
            unresolved=self.unresolved,
            group=self.group,
            given_by=givers,
            given_by_offices=offices_of(givers),
            given_to=self.names_of(self.given_to),
        )


class _Counted(Paging):
    """A list whose items may be counted."""

    total: Annotated[bool, Field(description="đếm cả thảy bao nhiêu mục", examples=[True])] = False


class DocumentSearch(_Counted, DocumentFilter):
    """Which part of the documents is wanted: best first where there are words, else newest first."""

    def place(self) -> Place | None:
        """Return where the part before ended."""
        key = tuple[dt.date, Ordinal]
        place: Place | None = self.after(tuple[float, dt.date, Ordinal] | key if self.ranked else key)
        return place


class DirectiveSearch(_Counted, DirectiveFilter):
    """Which part of the directives is wanted, in which order."""

    sort: Annotated[
        Order | None,
        Field(
            description="relevance: khớp nhất trước (mặc định khi có `q`), quá 2000 mục khớp thì mới trước; "
            "newest: mới trước (mặc định); "
            "due: gần hạn trước, latest_due: hạn muộn nhất trước, chỉ những nội dung có hạn là ngày",
            examples=["newest"],
        ),
    ] = None

    def place(self) -> Place | None:
        """Return where the part before ended."""
        ranked = self.ranked and self.sort in {None, Order.RELEVANCE}
        key = tuple[dt.date, Ordinal, Ordinal, Ordinal]
        place: Place | None = self.after(tuple[float, dt.date, Ordinal, Ordinal, Ordinal] | key if ranked else key)
        return place


class DeadlineSearch(Paging, DirectiveFilter):
    """Whose deadlines are wanted."""
