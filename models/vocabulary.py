"""Closed vocabularies of the record contract."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is."""

    NEWS = "news"
    MINUTES = "minutes"
    ADMINISTRATIVE = "administrative"


class Role(StrEnum):
    """What a date is of."""

    EVENT = "event"
    DEADLINE = "deadline"
    PERIOD = "period"
    DOCUMENT = "document"
    OTHER = "other"


class Status(StrEnum):
    """The state of the tasks that a count counts."""

    ASSIGNED = "assigned"
    COMPLETED = "completed"
    COMPLETED_ON_TIME = "completed_on_time"
    COMPLETED_LATE = "completed_late"
    IN_PROGRESS = "in_progress"
    IN_PROGRESS_ON_TIME = "in_progress_on_time"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"
    NOT_COMPLETED = "not_completed"
    OTHER = "other"


class Relation(StrEnum):
    """How a count stands to the count it divides: a part sums to it, a subset only lies within it."""

    PART = "part"
    SUBSET = "subset"


class AddresseeKind(StrEnum):
    """Who is told to act."""

    UNIT = "unit"
    GROUP = "group"
    OFFICE = "office"
    PERSON = "person"


class Bound(StrEnum):
    """How a due date bounds the time of acting."""

    BEFORE = "before"
    BY = "by"
    IN = "in"
    WITHIN = "within"
    RECURRING = "recurring"
    AT_ONCE = "at_once"


class TimeUnit(StrEnum):
    """Unit of a relative due time."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Polarity(StrEnum):
    """Whether something is to be done or to be left undone."""

    DO = "do"
    DO_NOT = "do_not"


class Strength(StrEnum):
    """The word of will, as Vietnamese practice grades it."""

    ASSIGN = "giao"
    REQUIRE = "yêu cầu"
    DIRECT = "chỉ đạo"
    PROPOSE = "đề nghị"
    NOTE = "lưu ý"
    REMIND = "nhắc"
    WISH = "mong muốn"


class Urgency(StrEnum):
    """Urgency stamp of an administrative document (Nghị định 30/2020/NĐ-CP)."""

    EXPRESS = "HỎA TỐC"
    VERY_URGENT = "THƯỢNG KHẨN"
    URGENT = "KHẨN"


class Review(StrEnum):
    """Who last vouched for a record."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
