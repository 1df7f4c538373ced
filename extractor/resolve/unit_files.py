"""A user's own authority file: TOML of the same form as the shipped one, checked line by line before it is taken."""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from extractor.resolve.added_units import AddedUnits, adding
from extractor.resolve.unit_registry import RegisteredUnit, load_registry, read_unit
from models.errors import UnitsFileError
from models.folding import fold

_LISTS = {"aliases", "abbreviations", "cores", "contextual", "fuller", "successors"}
_TEXTS = {"name", "kind", "parent"}
_DAYS = {"valid_from", "valid_to"}
_KEYS = {*_TEXTS, *_LISTS, *_DAYS, "template"}


def read_units_file(path: Path | None) -> AddedUnits:
    """Return the units of a file, none for no file; raises UnitsFileError naming file and entry."""
    if path is None:
        return AddedUnits()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnitsFileError(str(path), f"không đọc được tệp ({error.strerror})") from None
    return _read(str(path), content)


@lru_cache(maxsize=8)
def _read(file: str, content: bytes) -> AddedUnits:
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnitsFileError(file, f"không phải TOML ghi bằng UTF-8 ({error})") from None
    entries = table.get("unit")
    if not isinstance(entries, list) or not entries or set(table) != {"unit"}:
        raise UnitsFileError(file, "phải là một danh sách [[unit]] và không gì khác")
    for number, entry in enumerate(entries, start=1):
        if fault := _fault(entry):
            raise UnitsFileError(file, fault, _called(entry, number))
    units = tuple(read_unit(entry, file) for entry in entries)
    with adding(AddedUnits()):
        _check_names(file, units, load_registry())
    return AddedUnits(content, units)


def _called(entry: object, number: int) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return f"mục {number} («{name}»)" if isinstance(name, str) and name else f"mục {number}"


def _fault(entry: object) -> str | None:
    """Return what is wrong with one entry taken alone, None for a sound one."""
    if not isinstance(entry, dict):
        return "phải là một bảng có name và kind"
    if unknown := sorted(set(entry) - _KEYS):
        return f"không có trường «{unknown[0]}»; các trường: {', '.join(sorted(_KEYS))}"
    if missing := [key for key in ("name", "kind") if key not in entry]:
        return f"thiếu {missing[0]}"
    return next((fault for key, value in entry.items() if (fault := _wrong_value(key, value))), None) or _wrong_life(
        entry
    )


def _wrong_value(key: str, value: object) -> str | None:
    if key in _TEXTS and not (isinstance(value, str) and value.strip()):
        return f"{key} phải là chữ và không trống"
    if key in _LISTS and not (isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)):
        return f"{key} phải là danh sách chữ, không trống"
    if key in _DAYS and (not isinstance(value, dt.date) or isinstance(value, dt.datetime)):
        return f"{key} phải là ngày viết như 2025-03-01, không có dấu nháy"
    if key == "template" and not isinstance(value, bool):
        return "template phải là true hoặc false"
    return None


def _wrong_life(entry: Mapping[str, object]) -> str | None:
    since, until = entry.get("valid_from"), entry.get("valid_to")
    if isinstance(since, dt.date) and isinstance(until, dt.date) and until < since:
        return f"valid_to {until} trước valid_from {since}"
    if entry.get("successors") and until is None:
        return "có successors thì phải có valid_to"
    return None


def _check_names(file: str, own: tuple[RegisteredUnit, ...], shipped: tuple[RegisteredUnit, ...]) -> None:
    """Raise UnitsFileError for a kind, parent or successor that nobody knows, and for a name that is taken."""
    names = {unit.name for unit in (*own, *shipped)}
    kinds = {unit.kind for unit in shipped}
    for number, unit in enumerate(own, start=1):
        others = [*shipped, *own[: number - 1]]
        taken = next((name for name in unit.aliases if _is_taken(unit, name, others)), None)
        unknown = [name for name in (unit.parent, *unit.successors) if name and name not in names]
        if unit.kind not in kinds:
            fault = f"không có loại «{unit.kind}»; các loại: {', '.join(sorted(kinds))}"
        elif unknown:
            fault = f"không biết đơn vị «{unknown[0]}»; hãy viết tên chính thức, hoặc thêm đơn vị ấy vào tệp"
        elif taken:
            fault = (
                f"«{taken}» đã là tên chính thức của một đơn vị cùng thời; hãy đổi tên hoặc cho valid_from, valid_to"
            )
        else:
            continue
        raise UnitsFileError(file, fault, f"mục {number} («{unit.name}»)")


def _is_taken(unit: RegisteredUnit, name: str, others: Iterable[RegisteredUnit]) -> bool:
    """Whether `name` is the official name of another unit that lived at the same time.

    An entry may give further names to a unit of the shipped file, but only once.
    """
    same = [other for other in others if fold(other.name) == fold(name) and unit.meets(other)]
    return any(other.name != unit.name or other.file == unit.file for other in same)
