"""People: all that records name, and a page for each: the offices held over time, and what the person gave."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from api import labels
from api.actions.listing import Part, list_documents
from api.actions.registers import list_offices, list_people
from api.dependencies import TheDatabase
from api.schemas.pages import Paging
from api.schemas.searching import PersonName
from api.web.acting import acted, due_chart
from api.web.asking import address, given, read
from api.web.formatting import today
from api.web.rendering import render, wants_page
from api.web.visiting import genuine, page
from models.finding import Wanted
from models.roles import Permission

router = APIRouter(prefix="/people", include_in_schema=False, dependencies=[Depends(genuine)])
_PATH = "/people"
_LATEST = 10


class PersonListing(Paging):
    """Which people are wanted."""

    limit: int = 60
    q: PersonName = None


@router.get("", **page(Permission.READ))
def people(request: Request, database: TheDatabase) -> Response:
    """Show the people that records name, part by part."""
    asked = given(request)
    wanted, _ = read(PersonListing, asked)
    found = list_people(database, wanted.q, wanted.after(str), wanted.limit + 1)
    after = wanted.next([(entry, entry.place) for entry in found])
    return render(
        request,
        "people.html",
        asked=asked,
        found=found[: wanted.limit],
        next=after and address(_PATH, asked, cursor=after),
        first=address(_PATH, asked) if "cursor" in asked else None,
    )


@router.get("/{name:path}/charts", **page(Permission.READ))
def person_charts(request: Request, database: TheDatabase, name: Annotated[str, Path(max_length=300)]) -> Response:
    """Show the deadlines of what a person gave as a chart; to a script without the page around it."""
    drawn = [due_chart(database, labels.GAVE, {"given_by": name}, today())]
    return render(request, "charts.html" if wants_page(request) else "charts_part.html", charts=drawn)


@router.get("/{name:path}", **page(Permission.READ))
def person(request: Request, database: TheDatabase, name: Annotated[str, Path(max_length=300)]) -> Response:
    """Show the person, or people, of one name."""
    listed = list_documents(database, Wanted(person=name), None, Part(_LATEST), total=False)
    return render(
        request,
        "person.html",
        name=name,
        offices=list_offices(database, name),
        charts=f"{request.url.path}/charts",
        sides=[acted(database, labels.GAVE, {"given_by": name}, today())],
        documents=[found.hit for found, _ in listed.items],
        mentions=address("/search", {"person": name}),
    )
