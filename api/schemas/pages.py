"""Lists: `{"items": […], "next": cursor|null}`, and cursors that say where a list goes on."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.errors import Problem

Item = TypeVar("Item", bound=BaseModel)

Ordinal = Annotated[int, Field(ge=0, le=2**62)]
"""A number in a cursor; one that no database takes is refused."""

NEXT = "eyJvZiI6IjNmMmEiLCJhZnRlciI6WzQyXX0"


class Page(BaseModel, Generic[Item]):
    """Part of a list; `next` is the cursor of the part after it, null at the end."""

    items: list[Item]
    next: Annotated[str | None, Field(description="con trỏ của phần tiếp theo; null: hết", examples=[NEXT])]


class CountedPage(Page[Item], Generic[Item]):
    """Part of a list, with the number of all items where it was asked for."""

    total: Annotated[
        int | None, Field(description="có bao nhiêu mục cả thảy; null: không hỏi (total=true)", examples=[128])
    ] = None


class Paging(BaseModel):
    """How a list is asked for, part by part; unknown parameters are refused, so that no typo widens a search."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="số mục tối đa của một phần", examples=[20])] = 20
    cursor: Annotated[
        str | None,
        Field(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="`next` của phần trước", examples=[NEXT]),
    ] = None

    def after(self, keys: Any) -> Any:  # noqa: ANN401  # a type, which mypy cannot bind to a tuple's
        """Return the keys of the last item of the part before; raises Problem for a cursor of another list."""
        if not self.cursor:
            return None
        try:
            read = json.loads(base64.urlsafe_b64decode(self.cursor + "=" * (-len(self.cursor) % 4)))
            if set(read) != {"of", "after"} or read["of"] != self._list():
                raise Problem("bad-cursor")
            return TypeAdapter(keys).validate_json(json.dumps(read["after"]))
        except (ValueError, TypeError, RecursionError, ValidationError):
            raise Problem("bad-cursor") from None

    def page(self, found: Sequence[tuple[Item, Any]]) -> Page[Item]:
        """Return the page of items with their keys: one more than wanted says that the list goes on."""
        return Page(items=[item for item, _ in found[: self.limit]], next=self.next(found))

    def next(self, found: Sequence[tuple[object, Any]]) -> str | None:
        """Return the cursor of the next part, where there is one."""
        if len(found) <= self.limit:
            return None
        written = json.dumps({"of": self._list(), "after": found[self.limit - 1][1]}, default=str)
        return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")

    def _list(self) -> str:
        """Return what tells this list from one with other filters or another order."""
        filters = self.model_dump_json(exclude={"limit", "cursor", "total"})
        return hashlib.sha256(f"{type(self).__name__} {filters}".encode()).hexdigest()[:12]
