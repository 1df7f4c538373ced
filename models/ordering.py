"""Orders of lists, and going on in one after the last item of the part before, however far that is (keyset)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_

from models.errors import NotFoundError


class Order(StrEnum):
    """How directives and documents are put in order."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    DUE = "due"
    LATEST_DUE = "latest_due"


class Key(NamedTuple):
    """One column that orders a list; it is never null."""

    column: Any
    descending: bool = False


Place = Sequence[Any]
"""Where an item stands in a list: the values of its keys."""


def in_order(found: Select[*tuple[Any, ...]], keys: Sequence[Key]) -> Select[*tuple[Any, ...]]:
    """Return the select ordered by the keys, the first the most important."""
    return found.order_by(*(key.column.desc() if key.descending else key.column for key in keys))


def beyond(keys: Sequence[Key], place: Place) -> ColumnElement[bool]:
    """Return that a row comes after the place; its first part lets an index begin there.

    Raises NotFoundError for a place in a list of another order: what was found has become common meanwhile.
    """
    if len(keys) != len(place):
        raise NotFoundError("con trỏ không còn dùng được: danh sách nay xếp cách khác; hãy đọc lại từ phần đầu")
    first, value = keys[0], place[0]
    begin = first.column <= value if first.descending else first.column >= value
    return and_(begin, or_(*(_differs_at(keys, place, at) for at in range(len(keys)))))


def _differs_at(keys: Sequence[Key], place: Place, at: int) -> ColumnElement[bool]:
    """Return that a row has the same values before the key `at`, and there one that comes later."""
    same = [key.column == value for key, value in zip(keys[:at], place[:at], strict=True)]
    last, value = keys[at], place[at]
    return and_(*same, last.column < value if last.descending else last.column > value)
