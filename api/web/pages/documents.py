"""A document: its text with everything found in it, the records beside it, what it was read from, its versions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import PlainTextResponse, Response

from api.actions.documents import (
    compare_versions,
    list_readings,
    list_versions,
    open_document,
    read_original,
    read_text,
)
from api.dependencies import TheDatabase
from api.schemas.findings import DocumentId
from api.web.originals import can_be_shown, download, view
from api.web.panes import panes
from api.web.rendering import render
from api.web.visiting import genuine, page
from corpus.change_report import AROUND
from corpus.change_report import Shown as ShownChange
from corpus.comparison import Change
from models.hits import DocumentHit
from models.roles import Permission

router = APIRouter(prefix="/documents/{document}", include_in_schema=False, dependencies=[Depends(genuine)])
Id = Annotated[DocumentId, Path()]
Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("", **page(Permission.READ))
def show_document(request: Request, database: TheDatabase, document: Id, version: str = "") -> Response:
    """Show a document with its current record or that of a version; where there is none, with why."""
    opened = open_document(database, document, version or None)
    record, readings = opened.record, list_readings(database, document)
    return render(
        request,
        "document.html",
        document=opened.document,
        record=record,
        failure=opened.failure,
        version=version,
        readings=readings,
        shown_originals={reading.sha256 for reading in readings if can_be_shown(reading)},
        **panes(opened.document, record, opened.ids, readings),
    )


@router.get("/text", **page(Permission.READ))
def show_text(database: TheDatabase, document: Id) -> Response:
    """Show the text alone, exactly as it came in."""
    return PlainTextResponse(read_text(database, document), headers={"Cache-Control": "no-store"})


@router.get("/originals/{sha256}", **page(Permission.READ))
def download_original(database: TheDatabase, document: Id, sha256: Sha) -> Response:
    """Hand out what the document was read from."""
    return download(*read_original(database, document, sha256))


@router.get("/originals/{sha256}/view", **page(Permission.READ))
def view_original(database: TheDatabase, document: Id, sha256: Sha) -> Response:
    """Show what the document was read from, so that nothing in it acts."""
    return view(*read_original(database, document, sha256))


@router.get("/versions", **page(Permission.READ))
def show_versions(request: Request, database: TheDatabase, document: Id, before: str = "", after: str = "") -> Response:
    """Show what every version of the extraction made of a document, and what differs between two of them."""
    hit, versions = open_document(database, document).document, list_versions(database, document)
    changes = compare_versions(database, document, before, after) if before and after else None
    return render(
        request,
        "versions.html",
        document=hit,
        versions=versions,
        before=before or next((v.version for v in versions[1:] if v.has_record), ""),
        after=after or next((v.version for v in versions if v.has_record), ""),
        changes=None if changes is None else [_around(hit, change) for change in changes],
    )


def _around(document: DocumentHit, change: Change) -> ShownChange:
    """Return a change with the words around it."""
    start, end = change.span
    before, after = document.text[max(0, start - AROUND) : start], document.text[end : end + AROUND]
    return ShownChange(document.id, document.title or "", change, before, after, rule="")
