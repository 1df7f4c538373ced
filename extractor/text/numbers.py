"""Numbers as Vietnamese texts write them: digits with dot thousands and comma decimals, and number words.

No clock, no context: `năm` is five here; whether it is a year is for the caller's pattern to know.
"""

import math
import re
from collections.abc import Sequence

from models.folding import canonical

LIMIT = 10**12  # a larger number counts nothing that this project reads

DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TENS_ONLY = {"mốt", "tư", "lăm", "nhăm"}  # «hai mươi lăm», never «lăm nhiệm vụ»
_UNITS = DIGITS.keys() - _AFTER_TENS_ONLY
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0 ]\d{3})+")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](?P<part>\d+))?")
_SCALED = re.compile(rf"(?P<value>\d[\d.,]*) (?P<scale>{'|'.join(SCALES)})(?P<half> rưỡi)?")
_PERCENT = re.compile(r"(?P<value>\d[\d.,]*) ?%")

# The words and digit groups that a number may be made of, for the patterns of the rule files.


def parse_number(text: str) -> int | None:
    """Return the whole number that `text` is (`05`, `1.234`, `hai mươi mốt`, `2,5 triệu`), else None."""
    text = " ".join(canonical(text).casefold().split())
    if _GROUPED.fullmatch(text):
        return _bounded(int(re.sub(r"\D", "", text)))
    if _PLAIN.fullmatch(text):
        return _bounded(int(text))
    if scaled := _SCALED.fullmatch(text):
        return _read_scaled(scaled)
    return _read_words(text.split()) if text else None


def parse_decimal(text: str) -> float | None:
    """Return the number that `text` is, a comma (or a point that groups no thousands) before decimals."""
    found = _DECIMAL.fullmatch(text.strip())
    if not found:
        return None
    return float(found["whole"].replace(".", "") + "." + (found["part"] or "0"))


def parse_percent(text: str) -> float | None:
    """Return the share that `text` gives (`98,62%` is 98.62), else None."""
    found = _PERCENT.fullmatch(text.strip())
    return None if found is None else parse_decimal(found["value"])


def _bounded(value: int) -> int | None:
    return value if value <= LIMIT else None


def _read_scaled(found: re.Match[str]) -> int | None:
    """«25 triệu», «1,5 tỷ», «2 triệu rưỡi»; None where a fraction of one would remain."""
    value = parse_decimal(found["value"])
    if value is None:
        return None
    scale = SCALES[found["scale"]]
    total = value * scale + (scale // 2 if found["half"] else 0)
    return _bounded(round(total)) if math.isclose(total, round(total), abs_tol=1e-6) else None


def _read_words(words: Sequence[str]) -> int | None:
    """Read number words: groups below a thousand, each with its scale, the scales falling."""
    total, last, i = 0, LIMIT * 10, 0
    while i < len(words):
        end = next((j for j in range(i, len(words)) if words[j] in SCALES), len(words))
        group = _read_group(words[i:end], leading=i == 0)
        if group is None:
            return None
        scale = 1
        while end < len(words) and words[end] in SCALES:
            scale *= SCALES[words[end]]
            end += 1
        if scale >= last:
            return None
        total, last, i = total + group * scale, scale, end
        if words[i:] == ["rưỡi"] and scale > 1:
            return _bounded(total + scale // 2)
    return _bounded(total) if words else None


def _read_group(words: Sequence[str], *, leading: bool) -> int | None:
    """Read one group below a thousand: `[d trăm] [linh d | [d] mươi [d] | d]`."""
    rest = list(words)
    total = 0
    if len(rest) > 1 and rest[1] == "trăm" and rest[0] in DIGITS:
        total, rest = DIGITS[rest[0]] * 100, rest[2:]
        if rest == ["rưỡi"]:
            return total + 50
        if not rest:
            return total
        if rest[0] in {"linh", "lẻ"}:
            return total + DIGITS[rest[1]] if rest[1:] and not rest[2:] and rest[1] in DIGITS else None
    elif not leading and rest[:1] in (["linh"], ["lẻ"]):
        rest = rest[1:]
    tens = _read_tens(rest)
    return None if tens is None else total + tens


def _read_tens(words: Sequence[str]) -> int | None:
    """Read a number below a hundred: «mười lăm», «hai mươi mốt», «ba chục», «hai mốt», «bảy»."""
    value: int | None = None
    match list(words):
        case ["mười" | "chục"]:
            value = 10
        case ["mười", unit] if unit in DIGITS and unit not in {"mốt", "tư", "không"}:
            value = 10 + DIGITS[unit]
        case [ten, "mươi" | "chục"] if ten in _UNITS:
            value = DIGITS[ten] * 10
        case [ten, "mươi", unit] if ten in _UNITS and unit in DIGITS and unit != "không":
            value = DIGITS[ten] * 10 + DIGITS[unit]
        case [ten, unit] if ten in _UNITS and unit in _AFTER_TENS_ONLY:
            value = DIGITS[ten] * 10 + DIGITS[unit]
        case [unit] if unit in _UNITS:
            value = DIGITS[unit]
    return value


def spell(number: int) -> str:
    """Return `number` with dots between thousands, as Vietnamese texts write it."""
    return f"{number:,}".replace(",", ".")
