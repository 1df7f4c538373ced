"""The bodies of each province, composed of their kind and the province as the extractor composes them."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

from extractor.resolve.unit_registry import RegisteredUnit
from extractor.rules.loader import load_table

KIND = "local"
_FILE = "places.toml"
_BODIES = {"Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HĐND"}


@cache
def place_units() -> tuple[RegisteredUnit, ...]:
    """Return the People's Committee and Council of every province, before and after the mergers of July 2025."""
    entries = load_table("places").get("province")
    found = entries if isinstance(entries, list) else []
    return tuple(_body(head, short, entry) for head, short in _BODIES.items() for entry in found)


def _body(head: str, short: str, entry: Mapping[str, object]) -> RegisteredUnit:
    name, place = str(entry["name"]), str(entry["short"])
    aliases = entry.get("aliases", [])
    called = (name, place, *(str(alias) for alias in aliases)) if isinstance(aliases, list) else (name, place)
    since, until = entry.get("valid_from"), entry.get("valid_to")
    return RegisteredUnit(
        name=f"{head} {name}",
        kind=KIND,
        file=_FILE,
        aliases=tuple(dict.fromkeys((*(f"{short} {one}" for one in called), *(f"{head} {one}" for one in called[1:])))),
        valid_from=since if isinstance(since, dt.date) else None,
        valid_to=until if isinstance(until, dt.date) else None,
        successors=(f"{head} {entry['successor']}",) if "successor" in entry else (),
    )
