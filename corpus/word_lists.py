"""Numbers of automatic lists in Word files: computed as Word shows them, for the file itself does not hold them.

A list has levels; each has a form (`lowerLetter`), a pattern (`%1.%2`) and a start. A paragraph belongs to a list by
its own properties or by its style's. A number goes on where the list last stood, a lower level begins anew.
"""

import string
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from docx.document import Document
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_SIGNS = {"o": "•", "§": "•", "·": "•"}
_PRIVATE = range(0xE000, 0xF900)


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int
    space: str
    legal: bool
    style: str | None


class WordLists:
    """The lists of one file; `marker` is asked for every paragraph, in order."""

    def __init__(self, document: Document) -> None:
        """Read the definitions of the file's lists and which of its styles belong to one."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = defaultdict(dict)
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[str] = set()
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        for rel in document.part.rels.values():
            if rel.reltype.endswith("/numbering") and not rel.is_external:
                self._read(rel.target_part.element)

    def _read(self, numbering: "Element") -> None:
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for abstract in numbering.iter(qn("w:abstractNum")):
            name = abstract.get(qn("w:abstractNumId"))
            levels = abstract.iter(qn("w:lvl"))
            self._levels[name] = {_number(level.get(qn("w:ilvl"))): _level(level) for level in levels}
            if (style := _value(abstract, "w:numStyleLink")) is not None:
                linked[name] = style
            if (style := _value(abstract, "w:styleLink")) is not None:
                by_style[style] = name
        for num in numbering.iter(qn("w:num")):
            name = num.get(qn("w:numId"))
            abstract_id = _value(num, "w:abstractNumId") or ""
            self._abstract[name] = by_style.get(linked.get(abstract_id, ""), abstract_id)
            for override in num.iter(qn("w:lvlOverride")):
                if (start := _value(override, "w:startOverride")) is not None:
                    self._starts[name][_number(override.get(qn("w:ilvl")))] = _number(start)

    def marker(self, paragraph: "Element") -> str:
        """Return the number or bullet that Word puts before the paragraph, with the space after it; often empty."""
        name, at = self._membership(paragraph)
        levels = self._levels.get(self._abstract.get(name or "", ""))
        if name is None or not levels or at not in levels:
            return ""
        self._step(name, at, levels)
        level = levels[at]
        if level.form == "bullet":
            return _bullet(level.pattern) + " " if level.pattern.strip() else ""
        shown = self._shown(self._counts[self._abstract[name]], at, levels)
        return shown + level.space if shown.strip() else ""

    def _step(self, name: str, at: int, levels: dict[int, _Level]) -> None:
        counts = self._counts[self._abstract[name]]
        if name not in self._begun:
            self._begun.add(name)
            for level in self._starts[name]:
                counts[level] = None
        start = self._starts[name].get(at, levels[at].start)
        before = counts[at]
        counts[at] = start if before is None else before + 1
        for above in range(at):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)

    @staticmethod
    def _shown(counts: list[int | None], at: int, levels: dict[int, _Level]) -> str:
        text = levels[at].pattern
        for level in range(at + 1):
            form = levels[level].form if level in levels and not levels[at].legal else "decimal"
            text = text.replace(f"%{level + 1}", numeral(counts[level] or 0, form))
        return text

    def _membership(self, paragraph: "Element") -> tuple[str | None, int]:
        """Return the list of a paragraph, its own or of its style, and the level; `0` takes it out of every list."""
        properties = paragraph.find(qn("w:pPr"))
        name, at = _membership_in(properties)
        style = _value(properties, "w:pStyle") if properties is not None else None
        seen: set[str] = set()
        while name is None and style is not None and style in self._styles and style not in seen:
            seen.add(style)
            own = self._styles[style]
            name, level = _membership_in(own.find(qn("w:pPr")))
            at = level if at is None else at
            if name is not None:
                at = self._level_of(name, seen, at)
            style = _value(own, "w:basedOn")
        return (None if name == "0" else name), at or 0

    def _level_of(self, name: str, styles: set[str], at: int | None) -> int | None:
        """Return the level of the list that names one of these styles as its own."""
        levels = self._levels.get(self._abstract.get(name, ""), {})
        return next((number for number, level in levels.items() if level.style in styles), at)


def numeral(number: int, form: str) -> str:
    """Return a number as Word writes it in this form: `decimal`, `lowerLetter`, `upperRoman` …."""
    write = _FORMS.get(form, str)
    return write(number) if number > 0 or write is str else str(number)


def _letters(number: int) -> str:
    times, at = divmod(number - 1, 26)
    return string.ascii_lowercase[at] * min(times + 1, 9)


def _roman(number: int) -> str:
    written = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        times, number = divmod(min(number, 9_999), value)
        written += sign * times
    return written


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}


def _bullet(pattern: str) -> str:
    """Return a bullet that any font can show; Word takes its own from the private part of a symbol font."""
    sign = pattern.strip()[:1]
    return "•" if ord(sign) in _PRIVATE else _SIGNS.get(sign, sign)


def _level(level: "Element") -> _Level:
    return _Level(
        form=_value(level, "w:numFmt") or "decimal",
        pattern=_value(level, "w:lvlText") or "",
        start=_number(_value(level, "w:start"), 1),
        space="" if _value(level, "w:suff") == "nothing" else " ",
        legal=level.find(qn("w:isLgl")) is not None,
        style=_value(level, "w:pStyle"),
    )


def _membership_in(properties: "Element | None") -> tuple[str | None, int | None]:
    found = properties.find(qn("w:numPr")) if properties is not None else None
    if found is None:
        return None, None
    level = _value(found, "w:ilvl")
    return _value(found, "w:numId"), None if level is None else min(_number(level), _LEVELS - 1)


def _value(element: "Element | None", name: str) -> str | None:
    found = element.find(qn(name)) if element is not None else None
    return None if found is None else found.get(qn("w:val"))


def _number(text: str | None, instead: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else instead
