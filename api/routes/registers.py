"""Registers of all current records: people, citations, task reports; and the authority file of units."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.actions.naming import names_of
from api.actions.registers import list_people, list_references, list_reports
from api.actions.units import find_units
from api.dependencies import TheDatabase, permitted
from api.own_units import own_units
from api.schemas.days import Day
from api.schemas.pages import Ordinal, Page, Paging
from api.schemas.registers import PersonItem, ReferenceItem, ReportItem, UnitItem
from api.schemas.searching import PersonName, UnitName
from models.errors import NotFoundError
from models.registers import Asked
from models.roles import Permission
from models.vocabulary import Status

router = APIRouter(prefix="/api/v1", tags=["registers"])


class PersonSearch(Paging):
    """Which people are wanted."""

    name: PersonName = None


class ReferenceSearch(Paging):
    """Which citations are wanted."""

    number: Annotated[
        str | None,
        Field(max_length=200, pattern=r"^[^\x00]*$", description="số, ký hiệu, hoặc phần đầu", examples=["30/2020"]),
    ] = None


class ReportSearch(Paging):
    """Which task reports are wanted."""

    unit: UnitName = None
    status: Annotated[Status | None, Field(description="có số liệu ở trạng thái này", examples=["overdue"])] = None
    reconciles: Annotated[bool | None, Field(description="cộng lại có khớp không", examples=[False])] = None


class UnitSearch(Paging):
    """Which entries of the authority file are wanted."""

    name: UnitName = None
    kind: Annotated[
        str | None, Field(max_length=50, pattern=r"^[a-z_]*$", description="loại đơn vị", examples=["ministry"])
    ] = None
    living_on: Annotated[Day | None, Field(description="tồn tại vào ngày này", examples=["2019-04-03"])] = None


@router.get("/people", **permitted(Permission.READ))
def people(database: TheDatabase, search: Annotated[PersonSearch, Query()]) -> Page[PersonItem]:
    """Những người được nêu tên: chức vụ mà các văn bản gán cho họ, bao nhiêu văn bản nêu tên; xếp theo họ tên."""
    found = list_people(database, search.name, search.after(str), search.limit + 1)
    return search.page([(PersonItem.of(entry), entry.place) for entry in found])


@router.get("/references", **permitted(Permission.READ))
def references(database: TheDatabase, search: Annotated[ReferenceSearch, Query()]) -> Page[ReferenceItem]:
    """Văn bản viện dẫn: mỗi mục là một chỗ viện dẫn trong một văn bản, trích sau đứng trước."""
    found = list_references(database, search.number, search.after(Ordinal), search.limit + 1)
    return search.page([(ReferenceItem.of(cited), cited.seq) for cited in found])


@router.get("/task-reports", **permitted(Permission.READ))
def task_reports(database: TheDatabase, search: Annotated[ReportSearch, Query()]) -> Page[ReportItem]:
    """Số liệu nhiệm vụ: mỗi mục là số liệu của một đơn vị trong một kỳ, kèm từng số và việc cộng lại có khớp không."""
    with own_units():
        asked = Asked(names_of(search.unit), search.status, search.reconciles)
    found = list_reports(database, asked, search.after(Ordinal), search.limit + 1)
    return search.page([(ReportItem.of(reported), reported.seq) for reported in found])


@router.get("/units", **permitted(Permission.READ))
def units(search: Annotated[UnitSearch, Query()]) -> Page[UnitItem]:
    """Danh mục đơn vị: tên chính thức, tên khác, cấp trên, thời gian tồn tại, đơn vị trước và sau; khớp nhất trước."""
    skipped = search.after(Ordinal) or 0
    with own_units():
        try:
            found = find_units(search.name or "", search.living_on, search.kind)
        except NotFoundError:
            found = ()
    part = found[skipped : skipped + search.limit + 1]
    return search.page([(UnitItem.of(entry), skipped + at) for at, entry in enumerate(part, start=1)])
