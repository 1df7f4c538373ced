"""Directives: searched, counted by facet, counted by the day they are due."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from api.actions.listing import Part, count_facets, list_directives
from api.actions.registers import list_deadlines
from api.dependencies import TheDatabase, TheService, permitted
from api.schemas.findings import DirectiveItem, FacetCounts
from api.schemas.pages import CountedPage, Page
from api.schemas.registers import DeadlineItem
from api.schemas.searching import DeadlineSearch, DirectiveFilter, DirectiveSearch
from models.roles import Permission

router = APIRouter(prefix="/api/v1", tags=["directives"])


@router.get("/directives", **permitted(Permission.READ))
def search_directives(database: TheDatabase, search: Annotated[DirectiveSearch, Query()]) -> CountedPage[DirectiveItem]:
    """Tìm nội dung chỉ đạo: theo từ, đơn vị (cả tên cũ, cả đơn vị trực thuộc), người, thời hạn, loại văn bản, nhóm."""
    part = Part(search.limit + 1, search.place())
    listed = list_directives(database, search.wanted(), search.sort, part, total=search.total)
    found = [(DirectiveItem.found(item), place) for item, place in listed.items]
    return CountedPage(items=[item for item, _ in found[: search.limit]], next=search.next(found), total=listed.total)


@router.get("/directives/facets", **permitted(Permission.READ))
def facets_of_directives(parts: TheService, search: Annotated[DirectiveFilter, Query()]) -> FacetCounts:
    """Đếm nội dung chỉ đạo tìm được: theo đơn vị phải làm, loại văn bản, tháng đến hạn, tháng của văn bản.

    Hết thời gian cho phép thì trả lời những gì đã đếm được, với `partial`.
    """
    return FacetCounts.of(count_facets(parts.database, search.wanted(), parts.settings.facet_seconds))


@router.get("/deadlines", **permitted(Permission.READ))
def deadlines(database: TheDatabase, search: Annotated[DeadlineSearch, Query()]) -> Page[DeadlineItem]:
    """Các ngày đến hạn, gần trước: mỗi ngày có bao nhiêu nội dung chỉ đạo (lọc như khi tìm)."""
    found = list_deadlines(database, search.wanted(), search.after(dt.date), search.limit + 1)
    return search.page([(DeadlineItem(due_on=day, directives=count), day) for day, count in found])
