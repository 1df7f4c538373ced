"""Lists: `{"items": […], "next": cursor|null}`, and cursors that say where a list goes on."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.errors import Problem

Item = TypeVar("Item", bound=BaseModel)
Key = TypeVar("Key")

NEXT = "eyJ2IjoxLCJhZnRlciI6NDJ9"


class Page(BaseModel, Generic[Item]):
    """Part of a list; `next` is the cursor of the part after it, null at the end."""

    items: list[Item]
    next: Annotated[str | None, Field(description="con trỏ của phần tiếp theo; null: hết", examples=[NEXT])]


class Paging(BaseModel):
    """How a list is asked for, part by part; unknown parameters are refused, so that no typo widens a search."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="số mục tối đa của một phần", examples=[20])] = 20
    cursor: Annotated[
        str | None,
        Field(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="`next` của phần trước", examples=[NEXT]),
    ] = None

    def after(self, kind: type[Key]) -> Key | None:
        """Return the key of the last item of the part before; raises Problem for a cursor of no list like this."""
        if not self.cursor:
            return None
        try:
            read = json.loads(base64.urlsafe_b64decode(self.cursor + "=" * (-len(self.cursor) % 4)))
            if set(read) != {"v", "after"} or read["v"] != 1:
                raise Problem("bad-cursor")
            return TypeAdapter(kind).validate_json(json.dumps(read["after"]), strict=True)
        except (ValueError, TypeError, RecursionError, ValidationError):
            raise Problem("bad-cursor") from None


def cursor_of(key: object) -> str:
    """Return the cursor of a list that goes on after the item with this key."""
    written = json.dumps({"v": 1, "after": key}, default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def page_of(found: Sequence[Item], paging: Paging, key: Callable[[Item], object]) -> Page[Item]:
    """Return the page of what was found: one item more than wanted says that the list goes on."""
    items = list(found[: paging.limit])
    return Page(items=items, next=cursor_of(key(items[-1])) if len(found) > paging.limit else None)
