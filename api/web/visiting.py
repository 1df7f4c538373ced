"""Who visits a page: the key that opened the session, what its role permits, and that a form is the page's own."""

import datetime as dt
import hmac
import secrets
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Request, params
from starlette.datastructures import FormData

from api.actions.keys import signed_in
from api.dependencies import TheService, admit, demand
from api.errors import Problem
from models.audit import Actor
from models.keyring import Key
from models.roles import Permission

_SAFE = {"GET", "HEAD"}
_KEY, _CSRF = "key", "csrf"
TOKEN_HEADER = "X-CSRF-Token"  # noqa: S105  # the name of a header


def visitor(request: Request, parts: TheService) -> Key:
    """Return the key of the session; raises Problem for none, one that opens nothing any more, or too many requests."""
    prefix = request.session.get(_KEY, "")
    key = signed_in(parts.database, prefix, dt.datetime.now(dt.UTC)) if prefix else None
    if key is None:
        raise Problem("unauthenticated")
    return admit(request, parts, key)


Visitor = Annotated[Key, Depends(visitor)]


def visiting_actor(request: Request, key: Visitor) -> Actor:
    """Return who acts, for the audit log."""
    return Actor(key.name, dt.datetime.now(dt.UTC), request.state.request_id)


TheVisitingActor = Annotated[Actor, Depends(visiting_actor)]


def open_session(session: dict[str, Any], key: Key) -> None:
    """Begin a session of this key; nothing of what was before stays."""
    session.clear()
    session.update({_KEY: key.prefix, _CSRF: secrets.token_urlsafe(32)})


def form_token(session: dict[str, Any]) -> str:
    """Return what a form of this session must carry to be taken for the page's own."""
    token: str = session.setdefault(_CSRF, secrets.token_urlsafe(32))
    return token


async def genuine(request: Request) -> None:
    """Refuse what would change something unless a page of this session sent it; raises Problem."""
    if request.method in _SAFE:
        return
    sent = request.headers.get(TOKEN_HEADER) or _field(await request.form())
    expected = request.session.get(_CSRF, "")
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise Problem("strange-form")


def _field(form: FormData) -> str:
    value = form.get(_CSRF, "")
    return value if isinstance(value, str) else ""


def page(permission: Permission) -> Mapping[str, Any]:
    """Return the declaration of a page that needs this permission."""

    def permitted(key: Visitor) -> None:
        demand(permission, key)

    needed: list[params.Depends] = [Depends(permitted)]
    return {"dependencies": needed}
