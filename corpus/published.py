"""The day a document was published, read from what came with it; where two days are possible, none is taken.

A page that came from Vietnam writes the day before the month. The day a file was made is no publication date.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime

_EARLIEST = 1945
_ISO = r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"
_NUMERIC = r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"
_SPELT = r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})"
_FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (rf"(?<!\d){_ISO}", _NUMERIC, _SPELT))
_IN_NAME = tuple(
    re.compile(rf"(?<!\d){form}(?!\d)")
    for form in (
        r"(?P<y>\d{4})[-_. ]?(?P<m>\d{2})[-_. ]?(?P<d>\d{2})",
        r"(?P<d>\d{1,2})(?P<sep>[-_. ])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})",
        r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})",
    )
)
_DATELINE = re.compile(
    rf"(?:^|[*|\t]| {{3}}) *\w[^\n\d,]{{1,40}},\s*{_SPELT}[.*|]* *(?:$|\t| {{2}})", re.IGNORECASE | re.MULTILINE
)
_STAMP = re.compile(
    r"^\s*(?:(?:thứ\s+\w+|chủ\s+nhật|cập nhật|đăng lúc|ngày đăng)\s*[,:]?\s*)*(?:ngày\s+)?"
    rf"(?:\d{{1,2}}[:h]\d{{2}}\s*[,|-]?\s*)?(?:{_NUMERIC})"
    r"[\s,|-]*(?:\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*(?:\(?GMT\s*\+\s*7\)?)?\s*$",
    re.IGNORECASE,
)
_OF_STAMP = re.compile(r"thứ|chủ\s+nhật|cập nhật|đăng|\d[:h]\d\d", re.IGNORECASE)
_HEAD_CHARACTERS = 2_000


def day(said: str) -> dt.date | None:
    """Return the one day that a short statement names: `2019-04-03T10:15`, `Thứ tư, 03/04/2019`, `ngày 3 tháng 4 …`."""
    return _only(found for form in _FORMS for found in _days(form, said))


def mail_day(said: str) -> dt.date | None:
    """Return the day of the `Date` of a mail, where the sender was."""
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None


def in_file_name(name: str) -> dt.date | None:
    """Return the one day in the last part of a path: `2019-04-03`, `20190403`, `03.04.2019`, `03042019`."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _only(found for form in _IN_NAME for found in _days(form, last))


def in_text(text: str) -> dt.date | None:
    """Return the day of the one dateline near the beginning: `Hà Nội, ngày 3 tháng 4 …`, or a line of its own."""
    head = text[:_HEAD_CHARACTERS]
    stamped = (found for line in head.splitlines() if is_stamp(line) for found in _days(_FORMS[1], line))
    return _only(_days(_DATELINE, head)) or _only(stamped)


def is_stamp(line: str) -> bool:
    """Whether a line is nothing but when the page was put up: `Thứ tư, 03/04/2019 10:15`; no bare day."""
    return bool(_STAMP.match(line) and _OF_STAMP.search(line))


def _days(form: re.Pattern[str], said: str) -> Iterator[dt.date]:
    for match in form.finditer(said):
        try:
            found = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        if found.year >= _EARLIEST:
            yield found


def _only(days: Iterable[dt.date]) -> dt.date | None:
    distinct = set(days)
    return distinct.pop() if len(distinct) == 1 else None
