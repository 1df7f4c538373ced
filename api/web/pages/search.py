"""Searching directives: one box, filters in the address, facets beside the results, exports of the same query."""

import calendar
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from api.actions.listing import Part, count_facets, lead_ins, list_directives, list_documents
from api.actions.suggesting import Suggestion, suggest
from api.dependencies import TheDatabase, TheService
from api.own_units import own_units
from api.routes.exports import DirectiveExport, export_directives
from api.schemas.searching import DirectiveFilter, DirectiveSearch, DocumentSearch
from api.web.asking import address, chips, given, read
from api.web.rendering import render, wants_page
from api.web.visiting import TheVisitingActor, genuine, page
from models.browsing import Facet
from models.roles import Permission

router = APIRouter(prefix="/search", include_in_schema=False, dependencies=[Depends(genuine)])
_PATH, _DOCUMENTS = "/search", "/search/documents"
_SUGGESTED = 6


@router.get("", **page(Permission.READ))
def search(request: Request, database: TheDatabase) -> Response:
    """Show the directives that are wanted, part by part."""
    asked = given(request)
    if len(asked) < len(request.query_params):
        return RedirectResponse(address(_PATH, asked), HTTPStatus.SEE_OTHER)  # an address without what says nothing
    wanted, wrong = read(DirectiveSearch, asked)
    listed = list_directives(
        database, wanted.wanted(), wanted.sort, Part(wanted.limit + 1, wanted.place()), total=False
    )
    shown = [item for item, _ in listed.items[: wanted.limit]]
    after = wanted.next(listed.items)
    return render(
        request,
        "search.html",
        asked=asked,
        wrong=wrong,
        search=wanted,
        chips=list(chips(_PATH, asked, wanted)),
        found=shown,
        lead_ins=lead_ins(database, [item.hit for item in shown]),
        next=after and address(_PATH, asked, cursor=after),
        first=address(_PATH, asked) if "cursor" in asked else None,
        facets=address(f"{_PATH}/facets", asked, sort=None),
        export=address(f"{_PATH}/export", asked, sort=None),
        other=address(_DOCUMENTS, asked, sort=None),
    )


@router.get("/documents", **page(Permission.READ))
def search_documents(request: Request, database: TheDatabase) -> Response:
    """Show the documents that are wanted, part by part; filters that only directives have are left out."""
    asked = {name: value for name, value in given(request).items() if name in DocumentSearch.model_fields}
    if len(asked) < len(request.query_params):
        return RedirectResponse(address(_DOCUMENTS, asked), HTTPStatus.SEE_OTHER)
    wanted, wrong = read(DocumentSearch, asked)
    listed = list_documents(database, wanted.wanted(), None, Part(wanted.limit + 1, wanted.place()), total=False)
    after = wanted.next(listed.items)
    return render(
        request,
        "search_documents.html",
        asked=asked,
        wrong=wrong,
        search=wanted,
        chips=list(chips(_DOCUMENTS, asked, wanted)),
        found=[item for item, _ in listed.items[: wanted.limit]],
        next=after and address(_DOCUMENTS, asked, cursor=after),
        first=address(_DOCUMENTS, asked) if "cursor" in asked else None,
        other=address(_PATH, asked),
    )


@router.get("/suggestions", **page(Permission.READ))
def suggestions(database: TheDatabase, q: Annotated[str, Query(min_length=1, max_length=200)]) -> list[Suggestion]:
    """Give a script the units and people that may be meant."""
    with own_units():
        return suggest(database, q.replace("\0", ""), _SUGGESTED)


@router.get("/facets", **page(Permission.READ))
def facets(request: Request, parts: TheService) -> Response:
    """Show how many directives there are, in all and by facet; to a script without the page around it."""
    asked = given(request)
    wanted, _ = read(DirectiveFilter, asked)
    counted = count_facets(parts.database, wanted.wanted(), parts.settings.facet_seconds)
    links = {
        facet: [(value, count, address(_PATH, asked, **_narrowing(facet, value))) for value, count in values]
        for facet, values in counted.counts.items()
    }
    template = "facets.html" if wants_page(request) else "facets_part.html"
    return render(request, template, counted=counted, links=links, back=address(_PATH, asked))


@router.get("/export", **page(Permission.EXPORT))
def export(request: Request, database: TheDatabase, who: TheVisitingActor) -> Response:
    """Hand out everything that is wanted as a file."""
    wanted, _ = read(DirectiveExport, given(request))
    return export_directives(database, who, wanted)


def _narrowing(facet: Facet, value: str) -> dict[str, str | None]:
    """Return the filters that leave the directives with this value of a facet.

    >>> _narrowing(Facet.DUE_MONTH, "2024-06")
    {'due_after': '2024-06-01', 'due_before': '2024-06-30'}
    """
    if facet in {Facet.UNIT, Facet.KIND}:
        return {facet.value: value}
    year, month = map(int, value.split("-"))
    last = calendar.monthrange(year, month)[1]
    since, until = ("due_after", "due_before") if facet is Facet.DUE_MONTH else ("since", "until")
    return {since: f"{value}-01", until: f"{value}-{last}"}
