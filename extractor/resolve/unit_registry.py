"""The authority file of units: official names, other names, lives and successors, read from `unit_registry*.toml`."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from extractor.resolve.added_units import added_units, per_registry
from extractor.rules.loader import load_table
from models.errors import RuleError
from models.folding import canonical, fold

FILES = (
    "unit_registry",
    "unit_registry_party",
    "unit_registry_departments",
    "unit_registry_provincial",
    "unit_registry_economy",
    "unit_registry_press",
    "unit_registry_world",
)
_SHORT_HEADS = {
    "Ban Chỉ đạo": "BCĐ",
    "Ban Chấp hành": "BCH",
    "Bệnh viện": "BV",
    "Đại học": "ĐH",
    "Tổng công ty": "Tổng Cty",
    "Văn phòng": "VP",
    "Ủy ban": "UB",
}
# Words inside a name that texts abbreviate, after the head has been: «UBTƯ MTTQ Việt Nam», «Trung ương Hội LHPN VN».
_SHORT_WORDS = {
    "UB Trung ương": ("UBTW", "UBTƯ"),
    "BCH Trung ương": ("BCHTW", "BCHTƯ"),
    "Trung ương": ("TW", "TƯ", "T.Ư", "T.W"),
    "Mặt trận Tổ quốc": ("MTTQ",),
    "Liên hiệp Phụ nữ": ("LHPN",),
    "Việt Nam": ("VN",),
    "Thành phố Hồ Chí Minh": ("TPHCM", "TP.HCM", "TP HCM", "TP Hồ Chí Minh"),
}
_HEADS = ("Bộ", "Sở", "Ủy ban", "Báo", "Ngân hàng")


class RegisteredUnit(NamedTuple):
    """One organisation in one of its lives; `template` marks a kind of unit that every province has."""

    name: str
    kind: str
    file: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    cores: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    fuller: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successors: tuple[str, ...] = ()
    template: bool = False

    def lives_on(self, day: dt.date) -> bool:
        """Whether the unit existed on `day`, as far as its life is known."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def meets(self, other: "RegisteredUnit") -> bool:
        """Whether there may have been a day on which both existed."""
        first, last = dt.date.min, dt.date.max
        begins = max(self.valid_from or first, other.valid_from or first)
        return begins <= min(self.valid_to or last, other.valid_to or last)

    @property
    def core(self) -> str:
        """The name without its head noun, for ministries and provincial departments."""
        head = next((h for h in _HEADS if self.name.startswith(f"{h} ")), "")
        return self.name[len(head) :].strip()

    @property
    def head(self) -> str:
        """The head noun of a name that has a core."""
        return self.name[: -len(self.core)].strip()


def abbreviation_spellings(short: str) -> tuple[str, ...]:
    """Return the ways an abbreviated core is written: `TN&MT` gives also `TN-MT`, `TNMT`, `TN và MT`."""
    joined = re.sub(r"[&,\-]", "", short)
    swapped = short.replace("&", "-")
    return tuple(dict.fromkeys((short, swapped, joined, short.replace("&", " và "), short.replace("-", ""))))


def _core_spellings(core: str) -> tuple[str, ...]:
    """Return the ways a core joins its parts: the last two by `và`, `&`, a hyphen; all alike, or by nothing."""
    parts = re.split(r", | và | - ", core)
    alike = (joiner.join(parts) for joiner in (", ", " - ", " ")) if " và " in core else ()
    return tuple(dict.fromkeys((core, *(core.replace(" và ", joiner) for joiner in (" & ", " - ")), *alike)))


def _with_short_words(aliases: Iterable[str]) -> tuple[str, ...]:
    """Return aliases and the same with head noun and words abbreviated (`BCĐ 389 quốc gia`, `UBTƯ MTTQ`), each once."""
    found: dict[str, None] = {}
    for alias in aliases:
        found[alias] = None
        for head, short in _SHORT_HEADS.items():
            if alias.startswith(f"{head} "):
                found[f"{short}{alias[len(head) :]}"] = None
    for word, shorts in _SHORT_WORDS.items():
        found |= dict.fromkeys(
            alias.replace(word, short) for alias in tuple(found) if word in alias for short in shorts
        )
    return tuple(found)


def _texts(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key, ())
    return tuple(canonical(str(item)) for item in value) if isinstance(value, list) else ()


def _day(entry: Mapping[str, object], key: str) -> dt.date | None:
    value = entry.get(key)
    return value if isinstance(value, dt.date) else None


def read_unit(entry: Mapping[str, object], file: str) -> RegisteredUnit:
    """Return one line of an authority file; raise RuleError where it has no name or kind."""
    if not isinstance(entry.get("name"), str) or not isinstance(entry.get("kind"), str):
        message = f"{file}: a unit needs name and kind: {entry}"
        raise RuleError(message)
    name = canonical(str(entry["name"]))
    shorts = tuple(s for short in _texts(entry, "abbreviations") for s in abbreviation_spellings(short))
    plain = RegisteredUnit(name, str(entry["kind"]), file)
    cores = tuple(c for core in (plain.core, *_texts(entry, "cores")) for c in _core_spellings(core))
    initial = {"Bộ": "B", "Sở": ""}.get(plain.head, "")
    initials = tuple(f"{initial}{s}" for s in shorts if initial and len(s) > 2 and s.isalpha())  # noqa: PLR2004  # `BTC` is also an organising committee
    bare = (name.removesuffix(" Việt Nam"),) if plain.kind == "group" else ()  # «Tập đoàn Xăng dầu»
    online = (f"Báo điện tử {name.removeprefix('Báo ')}",) if name.startswith("Báo ") else ()
    headed = tuple(f"{plain.head} {core}" for core in (*cores, *shorts)) if plain.head else ()
    return RegisteredUnit(
        name=name,
        kind=plain.kind,
        file=file,
        parent=str(entry["parent"]) if "parent" in entry else None,
        aliases=_with_short_words((name, *bare, *online, *_texts(entry, "aliases"), *headed, *initials)),
        cores=tuple(dict.fromkeys((*cores, *shorts))) if plain.head in {"Bộ", "Sở"} else (),
        contextual=_texts(entry, "contextual"),
        fuller=_texts(entry, "fuller"),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
        successors=_texts(entry, "successors"),
        template=bool(entry.get("template")),
    )


@per_registry
def load_registry() -> tuple[RegisteredUnit, ...]:
    """Return every unit of the shipped authority file, in file order, and those that a user added."""
    return _extended(_shipped(), added_units())


def _extended(shipped: tuple[RegisteredUnit, ...], added: tuple[RegisteredUnit, ...]) -> tuple[RegisteredUnit, ...]:
    """Return all units; one that is there already is given the further names, and keeps what else is known of it."""
    known = {unit.name for unit in shipped}
    own = {unit.name: unit for unit in added if unit.name in known}
    named = (
        _renamed(unit, own[unit.name]) if unit.name in own and unit.meets(own[unit.name]) else unit for unit in shipped
    )
    return (*named, *(u for u in added if not any(u.name == other.name and u.meets(other) for other in shipped)))


def _renamed(unit: RegisteredUnit, more: RegisteredUnit) -> RegisteredUnit:
    return unit._replace(
        aliases=tuple(dict.fromkeys((*unit.aliases, *more.aliases))),
        cores=tuple(dict.fromkeys((*unit.cores, *more.cores))),
        contextual=tuple(dict.fromkeys((*unit.contextual, *more.contextual))),
        fuller=tuple(dict.fromkeys((*unit.fuller, *more.fuller))),
    )


@cache
def _shipped() -> tuple[RegisteredUnit, ...]:
    units: list[RegisteredUnit] = []
    for file in FILES:
        entries = load_table(file).get("unit", [])
        if not isinstance(entries, list):
            message = f"{file}.toml: unit must be a list"
            raise RuleError(message)
        units.extend(read_unit(entry, f"{file}.toml") for entry in entries)
    return tuple(units)


@per_registry
def lives() -> Mapping[str, tuple[RegisteredUnit, ...]]:
    """Return the lives of each unit by its folded official or other whole name."""
    found: dict[str, list[RegisteredUnit]] = {}
    for unit in load_registry():
        for alias in unit.aliases:
            found.setdefault(fold(alias), []).append(unit)
    return {key: tuple(units) for key, units in found.items()}


def living(units: Iterable[RegisteredUnit], day: dt.date | None) -> tuple[RegisteredUnit, ...]:
    """Return those of `units` that existed on `day`; all of them where the day is unknown or none fits."""
    every = tuple(units)
    return (tuple(u for u in every if u.lives_on(day)) or every) if day else every
