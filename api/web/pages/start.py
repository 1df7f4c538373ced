"""Where a visit begins: what the home unit has to follow, what was read last, which counts do not add up."""

import datetime as dt
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from api import labels
from api.actions.listing import Part, count_facets, list_documents
from api.actions.mismatches import list_checked
from api.dependencies import TheDatabase, TheService
from api.settings import Settings
from api.web import charts
from api.web.acting import SEARCH, acted, due_chart, wanted
from api.web.asking import address
from api.web.formatting import today
from api.web.navigation import first_page
from api.web.rendering import render, wants_page
from api.web.visiting import Visitor, genuine, page
from models.browsing import Facet
from models.finding import Wanted
from models.registers import Asked
from models.roles import Permission, permits

router = APIRouter(include_in_schema=False, dependencies=[Depends(genuine)])
_LATEST, _MISMATCHES, _RECEIVERS = 8, 3, 8


class Column(NamedTuple):
    """One of the two lists: what it is called, and what is asked for."""

    title: str
    asked: Mapping[str, str]


@router.get("/")
def start(request: Request, parts: TheService, key: Visitor) -> Response:
    """Show what there is to follow; who may not read is led to the first page that the role permits."""
    if not permits(key.role, Permission.READ):
        return RedirectResponse(first_page(key), HTTPStatus.SEE_OTHER)
    database = parts.database
    return render(
        request,
        "start.html",
        home=parts.settings.home_unit,
        lists=[acted(database, title, asked, today()) for title, asked in _columns(parts.settings)],
        documents=[hit.hit for hit, _ in list_documents(database, Wanted(), None, Part(_LATEST), total=False).items],
        mismatches=list_checked(database, Asked(reconciles=False), None, _MISMATCHES),
    )


@router.get("/charts", **page(Permission.READ))
def show_charts(request: Request, parts: TheService) -> Response:
    """Show the lists as charts; to a script without the page around them."""
    drawn = [chart for column in _columns(parts.settings) for chart in _charts(parts.database, parts.settings, column)]
    return render(request, "charts.html" if wants_page(request) else "charts_part.html", charts=drawn)


def _columns(settings: Settings) -> list[Column]:
    """Return the lists of the home unit; where none is set, one of everything."""
    home = settings.home_unit
    if not home:
        return [Column(labels.EVERYONE, {})]
    told = {"with_predecessors": "true"}
    return [
        Column(labels.LEADERS_GAVE.format(home), {"given_by": home, **told}),
        Column(labels.GOVERNMENT_GAVE.format(home), {"given_by": labels.GOVERNMENT, "given_to": home, **told}),
    ]


def _charts(database: TheDatabase, settings: Settings, column: Column) -> list[charts.Chart]:
    counted = count_facets(database, wanted(column.asked), settings.facet_seconds).counts
    receivers = [
        charts.Mark(name, count, address(SEARCH, column.asked, given_to=name))
        for name, count in counted.get(Facet.UNIT, [])[:_RECEIVERS]
    ]
    drawn = [due_chart(database, column.title, column.asked, today())]
    if "given_to" not in column.asked and receivers:
        drawn.append(charts.bars(f"{column.title}: {labels.CHARTS['receivers']}", receivers))
    elif counted.get(Facet.MONTH):
        given = charts.months(
            f"{column.title}: {labels.CHARTS['given']}",
            counted[Facet.MONTH],
            lambda name: address(SEARCH, column.asked, **month_of(name)),
        )
        drawn.append(given)
    return drawn


def month_of(name: str) -> dict[str, str | None]:
    """Return the filters for the documents of a month.

    >>> month_of("2024-02")
    {'since': '2024-02-01', 'until': '2024-02-29'}
    """
    first = dt.date.fromisoformat(f"{name}-01")
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return {"since": first.isoformat(), "until": last.isoformat()}
