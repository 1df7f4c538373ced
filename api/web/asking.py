"""What a page is asked for, as its address says it: filters in words, and addresses with a filter more or less."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ValidationError

from api.labels import FILTERS, KINDS, STATUSES
from api.web.formatting import day
from models.vocabulary import Kind, Status

Asked = TypeVar("Asked", bound=BaseModel)
_PLACE = ("cursor", "limit")


class Chip(NamedTuple):
    """A filter that is on, in words, and the address without it."""

    name: str
    value: str
    without: str


def given(request: Request) -> dict[str, str]:
    """Return the parameters of an address that say something."""
    return {name: value for name, value in request.query_params.items() if value.strip()}


def address(path: str, asked: Mapping[str, str], **changes: str | None) -> str:
    """Return an address with some parameters changed or, for None, left out; a list begins anew.

    >>> address("/search", {"q": "giá", "cursor": "x"}, unit="Bộ Y tế")
    '/search?q=gi%C3%A1&unit=B%E1%BB%99+Y+t%E1%BA%BF'
    """
    merged = {**{name: value for name, value in asked.items() if name not in _PLACE}, **changes}
    query = urlencode({name: value for name, value in merged.items() if value})
    return f"{path}?{query}" if query else path


def read(model: type[Asked], asked: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    """Return what is asked, without the parameters that are no good, and what is wrong with those."""
    try:
        return model.model_validate(asked), {}
    except ValidationError as error:
        wrong = {str(fault["loc"][0]): "Không đúng cách ghi." for fault in error.errors()}
        return model.model_validate({name: value for name, value in asked.items() if name not in wrong}), wrong


def chips(path: str, asked: Mapping[str, str], search: BaseModel) -> Iterator[Chip]:
    """Yield the filters that are on."""
    for name, label in FILTERS.items():
        value = getattr(search, name, None)
        if value:
            yield Chip(label, _said(value), address(path, asked, **{name: None}))


def _said(value: object) -> str:
    if value is True:
        return ""
    if isinstance(value, Kind):
        return KINDS[value]
    if isinstance(value, Status):
        return STATUSES[value]
    return day(value) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]  # what has it is a day
