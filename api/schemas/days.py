"""Days as they are written in requests: `2024-06-30` and nothing else, no number of seconds."""

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written(given: object) -> object:
    if isinstance(given, str) and _WRITTEN.fullmatch(given):
        return given
    raise ValueError("a day is written as 2024-06-30")


Day = Annotated[dt.date, BeforeValidator(_written)]
