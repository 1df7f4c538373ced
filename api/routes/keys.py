"""Keys: who may use the service; the same actions as `chidao key`."""

import datetime as dt

from fastapi import APIRouter, Response

from api.actions.keys import add_key, list_keys, revoke_key
from api.dependencies import TheActor, TheDatabase, permitted
from api.schemas.pages import Page
from api.schemas.service import KeyItem, KeyName, NewKey, NewToken
from models.roles import Permission

router = APIRouter(prefix="/api/v1/keys", tags=["keys"])


@router.get("", **permitted(Permission.ADMINISTER))
def list_all_keys(database: TheDatabase) -> Page[KeyItem]:
    """Mọi khóa, cũ trước, kể cả khóa đã thu hồi hoặc hết hạn; không bao giờ có phần bí mật."""
    return Page(items=[KeyItem.of(key) for key in list_keys(database)], next=None)


@router.post("", status_code=201, **permitted(Permission.ADMINISTER))
def create_key(wanted: NewKey, database: TheDatabase, who: TheActor, response: Response) -> NewToken:
    """Tạo khóa; khóa chỉ hiện một lần, trong câu trả lời này."""
    lifetime = dt.timedelta(days=wanted.days) if wanted.days else None
    token = add_key(database, who, wanted.name, wanted.role, lifetime)
    response.headers["Cache-Control"] = "no-store"
    return NewToken(name=wanted.name, role=wanted.role, token=token)


@router.delete("/{name}", **permitted(Permission.ADMINISTER))
def revoke(name: KeyName, database: TheDatabase, who: TheActor) -> KeyItem:
    """Thu hồi khóa: từ lúc này khóa không mở được gì nữa; thu hồi lần nữa thì không đổi gì."""
    return KeyItem.of(revoke_key(database, who, name))
