"""Records: the contract as frozen values; `Record.model_dump(mode="json", by_alias=True)` is its JSON.

Every offset is a code point of the text as ingested, half-open; every `text` is the source's own slice.
Ids (`U1`, `P1`, `D1`, `T1`, `R1`, `C1`) are unique within one record.
"""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.vocabulary import (
    AddresseeKind,
    Bound,
    Kind,
    Polarity,
    Relation,
    Review,
    Role,
    Status,
    Strength,
    TimeUnit,
    Urgency,
)

UnitId = Annotated[str, Field(pattern=r"^U\d+$")]
PersonId = Annotated[str, Field(pattern=r"^P\d+$")]
DateId = Annotated[str, Field(pattern=r"^D\d+$")]
ReportId = Annotated[str, Field(pattern=r"^T\d+$")]
DirectiveId = Annotated[str, Field(pattern=r"^R\d+$")]
ReferenceId = Annotated[str, Field(pattern=r"^C\d+$")]
AgentId = Annotated[str, Field(pattern=r"^[UP]\d+$")]


class Value(BaseModel):
    """A frozen value of the contract: unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Marked(Value):
    """Something that stands in the source at `[start, end)`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Mention(Marked):
    """One place where a unit or a person is named."""


class Step(Value):
    """One thing that decided a finding, with the words it was read from, where there are any."""

    what: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Why(Value):
    """Why a record was found: the rule or model, the file it stands in, and what decided."""

    rule: str
    file: str
    steps: tuple[Step, ...] = ()


class Found(Value):
    """What every record carries: why it was found, and who vouches for it."""

    why: Why
    review: Review = Review.MACHINE


class Recipient(Marked):
    """One addressee of an administrative document, and what the copy is for."""

    unit: UnitId | None = None
    purpose: str | None = None


class Header(Value):
    """Header of an administrative document (Nghị định 30/2020/NĐ-CP)."""

    issuer: UnitId | None = None
    number: str | None = None
    type: str | None = None
    place: str | None = None
    date: dt.date | None = None
    subject: str | None = None
    recipients: tuple[UnitId, ...] = ()
    signer: PersonId | None = None
    to: tuple[Recipient, ...] = ()
    copies: tuple[Recipient, ...] = ()
    urgency: Urgency | None = None


class Document(Value):
    """The document as a whole; `id` is `sha256:` and the hash of its UTF-8 text."""

    id: str
    kind: Kind
    title: str | None = None
    published_on: dt.date | None = None
    event_date: dt.date | None = None
    header: Header | None = None


class Unit(Found):
    """One organisation, with its official name and every mention."""

    id: UnitId
    name: str
    parent: UnitId | None = None
    mentions: tuple[Mention, ...]


class Position(Value):
    """An office held: the title without its unit, and the unit where the text states it."""

    title: str
    unit: UnitId | None = None


class Person(Found):
    """One person; `name` is null for an unnamed office-holder who acts."""

    id: PersonId
    name: str | None
    positions: tuple[Position, ...] = ()
    mentions: tuple[Mention, ...]


class Date(Found, Marked):
    """A time expression: `value` in the notation of the contract, `from`/`to` its first and last day."""

    id: DateId
    value: str
    first: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = Field(default=None, alias="to")
    role: Role
    problem: str | None = None


class Count(Found, Marked):
    """One number of tasks in one state."""

    status: Status
    count: int = Field(ge=0)
    percent: float | None = None
    assigner: AgentId | None = None
    noun: str | None = None
    approximate: bool = False
    of: int | None = None
    relation: Relation | None = None
    detail: str | None = None


class TaskReport(Found):
    """The counts of one unit in one period; `reconciles` says whether they add up, null where they need not."""

    id: ReportId
    unit: UnitId | None = None
    period: DateId | None = None
    counts: tuple[Count, ...]
    reconciles: bool | None = None


class Addressee(Marked):
    """Words that name someone who must act; `unit` where they stand for one particular unit."""

    kind: AddresseeKind
    unit: UnitId | None = None


class Due(Marked):
    """One deadline of a directive, resolvable or not."""

    date: DateId | None = None
    bound: Bound
    amount: int | None = None
    unit: TimeUnit | None = None
    recurrence: str | None = None
    inherited: bool = False


class Directive(Found, Marked):
    """What someone with authority tells someone to do."""

    id: DirectiveId
    number: str | None = None
    parent: DirectiveId | None = None
    issuer: AgentId | None = None
    conveyed_by: AgentId | None = None
    addressees: tuple[UnitId, ...] = ()
    lead: tuple[UnitId, ...] = ()
    coordinating: tuple[UnitId, ...] = ()
    deadline: DateId | None = None
    addressee_texts: tuple[Addressee, ...] = ()
    dues: tuple[Due, ...] = ()
    given_on: DateId | None = None
    instrument: ReferenceId | None = None
    polarity: Polarity = Polarity.DO
    strength: Strength | None = None
    product: Marked | None = None
    condition: Marked | None = None
    monitor: tuple[UnitId, ...] = ()
    lead_in: Marked | None = None


class Reference(Found, Marked):
    """A numbered document that the text cites; `again`: where the text names it again without its number."""

    id: ReferenceId
    type: str
    number: str
    again: tuple[Mention, ...] = ()


class Record(Value):
    """One document's whole record."""

    document: Document
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    dates: tuple[Date, ...] = ()
    task_reports: tuple[TaskReport, ...] = ()
    directives: tuple[Directive, ...] = ()
    references: tuple[Reference, ...] = ()
    flags: tuple[str, ...] = ()
    version: str
