"""Shapes of the service itself: health, problems, keys, the audit log."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from models.audit import Action, Entry
from models.keyring import Key
from models.roles import Role

KeyName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="tên khóa: chữ không dấu, số và . _ -",
        examples=["toa-soan"],
    ),
]
KeyRole = Annotated[Role, Field(description="vai trò", examples=["ingester"])]
At = Annotated[dt.datetime, Field(examples=["2026-01-05T08:00:00Z"])]


class Health(BaseModel):
    """That the service is well."""

    status: Literal["ok"]


class ProblemKind(BaseModel):
    """A problem explained, in both languages."""

    type: Annotated[str, Field(examples=["/problems/not-found"])]
    status: Annotated[int, Field(examples=[404])]
    title: Annotated[str, Field(examples=["Không có"])]
    detail: Annotated[str, Field(examples=["Không có gì ở địa chỉ này; hãy kiểm tra lại đường dẫn và mã."])]
    title_en: Annotated[str, Field(examples=["Not found"])]
    detail_en: Annotated[str, Field(examples=["There is nothing at this address; check the path and the id."])]


class Fault(BaseModel):
    """One place of a request that does not fit the schema."""

    where: Annotated[str, Field(examples=["query.limit"])]
    what: Annotated[str, Field(examples=["Input should be less than or equal to 200"])]


class ProblemDetails(BaseModel):
    """Every error (RFC 9457); `type` is stable and explains itself when it is asked for."""

    type: Annotated[str, Field(examples=["/problems/invalid-request"])]
    title: Annotated[str, Field(examples=["Yêu cầu không đúng lược đồ"])]
    status: Annotated[int, Field(examples=[422])]
    detail: Annotated[str, Field(examples=["Từng chỗ sai nằm trong «errors»; lược đồ ở /openapi.json."])]
    instance: Annotated[str, Field(examples=["/api/v1/directives"])]
    request_id: Annotated[str | None, Field(examples=["5f0c7d0e4c1d4f8e9a3b2c1d0e9f8a7b"])]
    errors: Annotated[list[Fault], Field(description="các chỗ sai, chỉ có ở lỗi 422")] = []


class NewKey(BaseModel):
    """A key to be made."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName
    role: KeyRole
    days: Annotated[
        int | None,
        Field(ge=1, le=3650, strict=True, description="số ngày có hiệu lực; null: không hết hạn", examples=[365]),
    ] = 365


class NewToken(BaseModel):
    """A new key, with its secret for the only time."""

    name: KeyName
    role: KeyRole
    token: Annotated[str, Field(description="khóa, chỉ hiện lần này", examples=["chidao_1a2b3c4d_…"])]


class KeyItem(BaseModel):
    """A key without its secret."""

    name: KeyName
    role: KeyRole
    prefix: Annotated[str, Field(description="phần đầu của khóa, để nhận ra nó", examples=["1a2b3c4d"])]
    created_at: At
    expires_at: Annotated[At | None, Field(examples=["2027-01-05T08:00:00Z"])]
    revoked_at: Annotated[At | None, Field(examples=[None])]

    @classmethod
    def of(cls, key: Key) -> Self:
        """Return a key's shape."""
        return cls(
            name=key.name,
            role=key.role,
            prefix=key.prefix,
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
        )


class AuditItem(BaseModel):
    """One entry of the audit log."""

    seq: Annotated[int, Field(examples=[42])]
    at: At
    actor: Annotated[str, Field(description="tên khóa; `cli`: dòng lệnh", examples=["toa-soan"])]
    action: Annotated[Action, Field(examples=["document.added"])]
    target: Annotated[str, Field(examples=["617b4bb34945a0c2"])]
    request_id: Annotated[str | None, Field(examples=["5f0c7d0e4c1d4f8e9a3b2c1d0e9f8a7b"])]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Return an entry's shape."""
        return cls(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.action,
            target=entry.target,
            request_id=entry.request_id,
        )
