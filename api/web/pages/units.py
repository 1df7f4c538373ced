"""Units: all that records name, and a page for each: its names over time, what it gave and was given, its counts."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from api import labels
from api.actions.lineage import trace
from api.actions.mismatches import Checked, list_checked
from api.actions.naming import names_of
from api.actions.registers import list_units
from api.dependencies import TheDatabase
from api.own_units import own_units
from api.schemas.pages import Paging
from api.schemas.searching import UnitName
from api.web import charts
from api.web.acting import acted, due_chart
from api.web.asking import address, given, read
from api.web.formatting import today
from api.web.rendering import render, wants_page
from api.web.visiting import genuine, page
from models.registers import Asked
from models.roles import Permission
from models.vocabulary import Status

router = APIRouter(prefix="/units", include_in_schema=False, dependencies=[Depends(genuine)])
_PATH = "/units"
_REPORTS = 60


class UnitListing(Paging):
    """Which units are wanted."""

    limit: int = 60
    q: UnitName = None


@router.get("", **page(Permission.READ))
def units(request: Request, database: TheDatabase) -> Response:
    """Show the units that records name, part by part."""
    asked = given(request)
    wanted, _ = read(UnitListing, asked)
    with own_units():
        found = list_units(database, wanted.q, wanted.after(str), wanted.limit + 1)
    after = wanted.next([(entry, entry.place) for entry in found])
    return render(
        request,
        "units.html",
        asked=asked,
        found=found[: wanted.limit],
        next=after and address(_PATH, asked, cursor=after),
        first=address(_PATH, asked) if "cursor" in asked else None,
    )


@router.get("/{name:path}/charts", **page(Permission.READ))
def unit_charts(request: Request, database: TheDatabase, name: Annotated[str, Path(max_length=300)]) -> Response:
    """Show a unit's deadlines and counts as charts; to a script without the page around them."""
    asked = _asked(request)
    return render(
        request,
        "charts.html" if wants_page(request) else "charts_part.html",
        charts=[
            due_chart(database, labels.RECEIVED, {"given_to": name, **asked}, today()),
            due_chart(database, labels.GAVE, {"given_by": name, **asked}, today()),
            _counts(_reports(database, name, asked)),
        ],
    )


@router.get("/{name:path}", **page(Permission.READ))
def unit(request: Request, database: TheDatabase, name: Annotated[str, Path(max_length=300)]) -> Response:
    """Show one unit by its official name; with those before it where they are wanted."""
    asked = _asked(request)
    with own_units():
        lineage = trace(name)
    return render(
        request,
        "unit.html",
        name=name,
        lineage=lineage,
        with_predecessors=bool(asked),
        charts=address(f"{request.url.path}/charts", asked),
        sides=[
            acted(database, labels.RECEIVED, {"given_to": name, **asked}, today()),
            acted(database, labels.GAVE, {"given_by": name, **asked}, today()),
        ],
        reports=_reports(database, name, asked),
    )


def _asked(request: Request) -> dict[str, str]:
    return {"with_predecessors": "true"} if request.query_params.get("with_predecessors") == "true" else {}


def _reports(database: TheDatabase, name: str, asked: dict[str, str]) -> list[Checked]:
    with own_units():
        names = names_of(name, predecessors=bool(asked))
    return list_checked(database, Asked(names), None, _REPORTS)


def _counts(reports: Sequence[Checked]) -> charts.Chart:
    points = [
        charts.Point(
            labels.STATUSES[Status(count.status)], day, count.count, f"/documents/{document.id}#{row.contract_id}", said
        )
        for one in reports
        if (day := _day(one)) is not None
        for row, document in [(one.reported.row, one.reported.document)]
        for said in [document.title or labels.UNTITLED]
        for count in row.counts
    ]
    return charts.over_time(labels.CHARTS["counts"], sorted(points, key=lambda point: (point.series, point.on)))


def _day(one: Checked) -> dt.date | None:
    """Return the last day that a report is about; else the day of its document."""
    period, document = one.reported.row.period, one.reported.document
    return (period.last_day if period else None) or document.event_date or document.published_on
