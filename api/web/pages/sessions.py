"""Signing in with a key, and out."""

import datetime as dt
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.actions.keys import has_key, sign_in
from api.dependencies import TheDatabase, TheService, allow
from api.web.navigation import first_page
from api.web.rendering import render
from api.web.visiting import form_token, genuine, open_session

router = APIRouter(include_in_schema=False, dependencies=[Depends(genuine)])
_TRIES = "20/minute"


@router.get("/sign-in")
def show_sign_in(request: Request, database: TheDatabase, next: str = "") -> Response:  # noqa: A002  # the name in the address
    """Show the form that asks for a key."""
    form_token(request.session)
    keyless = not has_key(database, dt.datetime.now(dt.UTC))
    return render(request, "sign_in.html", next=_local(next), keyless=keyless, refused=False)


@router.post("/sign-in")
def take_key(
    request: Request,
    parts: TheService,
    key: Annotated[str, Form(max_length=200)],
    next: Annotated[str, Form()] = "",  # noqa: A002  # as above
) -> Response:
    """Open a session where the key opens anything, else ask again; who tries too often must wait."""
    allow(parts, _TRIES, "sign-in", request.client.host if request.client else "")
    found = sign_in(parts.database, key.strip(), dt.datetime.now(dt.UTC), request.state.request_id)
    if found is None:
        return render(request, "sign_in.html", HTTPStatus.FORBIDDEN, next=_local(next), keyless=False, refused=True)
    open_session(request.session, found)
    return RedirectResponse(_local(next) or first_page(found), HTTPStatus.SEE_OTHER)


@router.post("/sign-out")
def leave(request: Request) -> Response:
    """End the session."""
    request.session.clear()
    return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)


def _local(address: str) -> str:
    r"""Return an address of this service; nothing for one that leads elsewhere.

    >>> _local("/search?q=a"), _local("//elsewhere"), _local("https://elsewhere"), _local("/\\elsewhere")
    ('/search?q=a', '', '', '')
    """
    here = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if here and address.isprintable() else ""
