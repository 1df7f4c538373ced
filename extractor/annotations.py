"""What the stages leave on the Doc for each other: the values of its attributes (`extractor.attributes`).

All spans are view offsets (`doc._.layout.text`); `extractor.assemble` alone translates them to the source. Units and
people refer to each other by index into `doc._.units` and `doc._.people`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.spans import Span
from models.vocabulary import (
    AddresseeKind,
    Bound,
    Kind,
    Polarity,
    Relation,
    Role,
    Status,
    Strength,
    TimeUnit,
    Urgency,
)


class Clue(NamedTuple):
    """One thing that decided a finding, and the words it was read from, where there are any."""

    what: str
    span: Span | None = None


class Reason(NamedTuple):
    """Why something was found: rule, file, and what decided."""

    rule: str
    file: str
    clues: tuple[Clue, ...] = ()


class RecipientFinding(NamedTuple):
    """One line of `Kính gửi`, of `điện:` or of `Nơi nhận`; `purpose` is `để b/c` and the like."""

    span: Span
    purpose: str | None = None


class HeaderFinding(NamedTuple):
    """What the letterhead and close of an administrative document say."""

    number: str | None = None
    type: str | None = None
    place: str | None = None
    date: dt.date | None = None
    date_span: Span | None = None
    subject: str | None = None
    issuer: Span | None = None
    to: tuple[RecipientFinding, ...] = ()
    copies: tuple[RecipientFinding, ...] = ()
    signing: Span | None = None
    signer: Span | None = None
    urgency: Urgency | None = None


class DocumentFinding(NamedTuple):
    """Kind, title and header; `date` is the document's date by the rule of the contract, `given` by the caller.

    `met_on` is the day that the head of minutes gives; `printed` the header of a document that an article prints.
    """

    kind: Kind
    title: Span | None = None
    header: HeaderFinding | None = None
    given: dt.date | None = None
    date: dt.date | None = None
    met_on: dt.date | None = None
    printed: HeaderFinding | None = None


class ReferenceFinding(NamedTuple):
    """A numbered document, from its type word to the end of its number; `again` are places that name it without."""

    span: Span
    type: str
    number: str
    reason: Reason
    again: tuple[Span, ...] = ()


class DateFinding(NamedTuple):
    """A time expression, its value in the contract's notation and the days it covers."""

    span: Span
    value: str
    first: dt.date | None
    last: dt.date | None
    role: Role
    reason: Reason
    problem: str | None = None


class EntityFinding(NamedTuple):
    """A span that the statistical stage takes for a unit (`ORG`) or a person (`PER`), with its confidence in [0, 1]."""

    span: Span
    label: str
    score: float


class UnitFinding(NamedTuple):
    """One organisation of the text; `parent` is an index into the units."""

    name: str
    parent: int | None
    mentions: tuple[Span, ...]
    reason: Reason


class PositionFinding(NamedTuple):
    """An office held; `unit` is an index into the units."""

    title: str
    unit: int | None = None


class PersonFinding(NamedTuple):
    """One person, or one unnamed office-holder who acts (`name` None).

    `mentions` are what the record marks. `titles` are all title-only places (`Bộ trưởng yêu cầu`) that stand for this
    person: of a named person they are no mentions, but the directives are attributed through them.
    """

    name: str | None
    positions: tuple[PositionFinding, ...]
    mentions: tuple[Span, ...]
    titles: tuple[Span, ...]
    reason: Reason


class EnumeratorFinding(NamedTuple):
    """An enumerator and the item it opens; `parent` is an index into the enumerators, `style` its rule's name."""

    span: Span
    number: str
    item: Span
    parent: int | None
    style: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Who wills or acts: an index into the units or into the people."""

    kind: str
    index: int


class AddresseeFinding(NamedTuple):
    """Words that name someone who must act; `units` are the indices they stand for."""

    span: Span
    kind: AddresseeKind
    units: tuple[int, ...] = ()


class DueFinding(NamedTuple):
    """A deadline of a directive; `date` is an index into the dates."""

    span: Span
    bound: Bound
    date: int | None = None
    amount: int | None = None
    unit: TimeUnit | None = None
    recurrence: str | None = None
    inherited: bool = False


class DirectiveFinding(NamedTuple):
    """One directive; units, people, dates and parents are indices into the findings of their kind."""

    span: Span
    reason: Reason
    number: str | None = None
    parent: int | None = None
    issuer: Agent | None = None
    conveyed_by: Agent | None = None
    addressees: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    coordinating: tuple[int, ...] = ()
    deadline: int | None = None
    addressee_texts: tuple[AddresseeFinding, ...] = ()
    dues: tuple[DueFinding, ...] = ()
    given_on: int | None = None
    instrument: int | None = None
    polarity: Polarity = Polarity.DO
    strength: Strength | None = None
    product: Span | None = None
    condition: Span | None = None
    monitor: tuple[int, ...] = ()
    lead_in: Span | None = None


@dataclass(frozen=True, slots=True)
class CountFinding:
    """One number of tasks in one state; `of` is an index into the counts of its report."""

    span: Span
    status: Status
    count: int
    reason: Reason
    percent: float | None = None
    assigner: Agent | None = None
    noun: str | None = None
    approximate: bool = False
    of: int | None = None
    relation: Relation | None = None
    detail: str | None = None


class ReportFinding(NamedTuple):
    """The counts of one unit in one period."""

    unit: int | None
    period: int | None
    counts: tuple[CountFinding, ...]
    reconciles: bool | None
    reason: Reason
