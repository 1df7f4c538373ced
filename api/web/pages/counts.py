"""Task counts: what units reported of their tasks, whether it adds up, and which digit would mend it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from api.actions.mismatches import list_checked
from api.actions.naming import names_of
from api.dependencies import TheDatabase
from api.own_units import own_units
from api.schemas.pages import Ordinal, Paging
from api.schemas.searching import UnitName
from api.web.asking import address, given, read
from api.web.rendering import render
from api.web.visiting import genuine, page
from models.registers import Asked
from models.roles import Permission
from models.vocabulary import Status

router = APIRouter(prefix="/counts", include_in_schema=False, dependencies=[Depends(genuine)])
_PATH = "/counts"


class CountSearch(Paging):
    """Which reports are wanted."""

    unit: UnitName = None
    status: Status | None = None
    reconciles: Annotated[bool | None, Field(description="whether they add up")] = None


@router.get("", **page(Permission.READ))
def counts(request: Request, database: TheDatabase) -> Response:
    """Show the reports that are wanted, part by part."""
    asked = given(request)
    wanted, wrong = read(CountSearch, asked)
    with own_units():
        reports = Asked(names_of(wanted.unit), wanted.status, wanted.reconciles)
    found = list_checked(database, reports, wanted.after(Ordinal), wanted.limit + 1)
    after = wanted.next([(one, one.reported.seq) for one in found])
    return render(
        request,
        "counts.html",
        asked=asked,
        wrong=wrong,
        reports=found[: wanted.limit],
        next=after and address(_PATH, asked, cursor=after),
        first=address(_PATH, asked) if "cursor" in asked else None,
    )
