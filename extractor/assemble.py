"""Assembly: from what the stages left on the Doc to the frozen record, every span back on the source."""

import hashlib
from collections.abc import Iterable

from spacy.tokens import Doc

from extractor.annotations import (
    AddresseeFinding,
    Agent,
    CountFinding,
    DateFinding,
    DirectiveFinding,
    DocumentFinding,
    HeaderFinding,
    PersonFinding,
    RecipientFinding,
    ReferenceFinding,
    ReportFinding,
    UnitFinding,
)
from extractor.places import Places
from extractor.resolve.unit_lexicon import strings
from models import records
from models.folding import tidy
from models.spans import Span
from models.vocabulary import Role


class Assembler(Places):
    """Writes one Doc's findings as a record; ids follow the order of the findings."""

    def __init__(self, doc: Doc, version: str) -> None:
        """Take the findings of `doc`; `version` is the extractor's."""
        super().__init__(doc)
        self.doc = doc
        self.version = version
        self.units: tuple[UnitFinding, ...] = doc._.units
        self.people: tuple[PersonFinding, ...] = doc._.people

    def record(self) -> records.Record:
        """Return the whole record."""
        dates = tuple(self.date(i, found) for i, found in enumerate(self.doc._.dates))
        return records.Record(
            document=self.document(self.doc._.document, dates),
            units=tuple(self.unit(i, found) for i, found in enumerate(self.units)),
            people=tuple(self.person(i, found) for i, found in enumerate(self.people)),
            dates=dates,
            task_reports=tuple(self.report(i, found) for i, found in enumerate(self.doc._.task_reports)),
            directives=tuple(self.directive(i, found) for i, found in enumerate(self.doc._.directives)),
            references=tuple(self.reference(i, found) for i, found in enumerate(self.doc._.references)),
            flags=self.doc._.layout.flags,
            version=self.version,
        )

    def document(self, found: DocumentFinding, dates: tuple[records.Date, ...]) -> records.Document:
        """Return the document's own fields; the event date is the first event of one day, save in an order."""
        orders = found.header is not None and found.header.type in strings("headers", "orders")
        events = (d.first for d in dates if d.role is Role.EVENT and d.first is not None and d.first == d.last)
        return records.Document(
            id="sha256:" + hashlib.sha256(self.source.encode()).hexdigest(),
            kind=found.kind,
            title=None if found.title is None else tidy(str(self.place(found.title)["text"])),
            published_on=found.date,
            event_date=None if orders else found.met_on or next(events, None),
            header=None if found.header is None else self.header(found.header),
        )

    def header(self, found: HeaderFinding) -> records.Header:
        """Return the header, its issuer, recipients and signer matched to units and people by place."""
        to = tuple(line for found_line in found.to for line in self.recipients(found_line))
        copies = tuple(line for found_line in found.copies for line in self.recipients(found_line))
        recipients = dict.fromkeys(line.unit for line in (*to, *copies) if line.unit is not None)
        issuers = [] if found.issuer is None else self.units_within(found.issuer)
        signers = [] if found.signer is None else self.people_within(found.signer)
        return records.Header(
            issuer=f"U{issuers[-1] + 1}" if issuers else None,
            number=found.number,
            type=found.type,
            place=found.place,
            date=found.date,
            subject=found.subject,
            recipients=tuple(recipients),
            signer=f"P{signers[0] + 1}" if signers else None,
            to=to,
            copies=copies,
            urgency=found.urgency,
        )

    def recipients(self, line: RecipientFinding) -> list[records.Recipient]:
        """Return a line of recipients, once for each unit in it, once without where it names none."""
        units: list[int | None] = [*self.units_within(line.span)] or [None]
        return [
            records.Recipient.model_validate(
                {**self.place(line.span), "purpose": line.purpose, "unit": None if i is None else f"U{i + 1}"}
            )
            for i in units
        ]

    def units_within(self, span: Span) -> list[int]:
        """Return the indices of the units with a mention inside `span`, in reading order."""
        found = sorted((m.start, i) for i, unit in enumerate(self.units) for m in unit.mentions if span.contains(m))
        return list(dict.fromkeys(i for _, i in found))

    def people_within(self, span: Span) -> list[int]:
        """Return the indices of the people with a mention inside `span`."""
        return [i for i, person in enumerate(self.people) if any(span.contains(m) for m in person.mentions)]

    def unit(self, index: int, found: UnitFinding) -> records.Unit:
        """Return one unit."""
        return records.Unit(
            id=f"U{index + 1}",
            name=found.name,
            parent=None if found.parent is None else f"U{found.parent + 1}",
            mentions=self.mentions(found.mentions),
            why=self.why(found.reason),
        )

    def person(self, index: int, found: PersonFinding) -> records.Person:
        """Return one person."""
        positions = (
            records.Position(title=p.title, unit=None if p.unit is None else f"U{p.unit + 1}") for p in found.positions
        )
        return records.Person(
            id=f"P{index + 1}",
            name=found.name,
            positions=tuple(dict.fromkeys(positions)),
            mentions=self.mentions(found.mentions),
            why=self.why(found.reason),
        )

    def date(self, index: int, found: DateFinding) -> records.Date:
        """Return one date."""
        return records.Date.model_validate(
            {
                **self.place(found.span),
                "id": f"D{index + 1}",
                "value": found.value,
                "from": found.first,
                "to": found.last,
                "role": found.role,
                "problem": found.problem,
                "why": self.why(found.reason),
            }
        )

    def reference(self, index: int, found: ReferenceFinding) -> records.Reference:
        """Return one reference."""
        fields = {
            "id": f"C{index + 1}",
            "type": found.type,
            "number": found.number,
            "again": self.mentions(found.again),
            "why": self.why(found.reason),
        }
        return records.Reference.model_validate({**self.place(found.span), **fields})

    def report(self, index: int, found: ReportFinding) -> records.TaskReport:
        """Return the counts of one unit and period."""
        return records.TaskReport(
            id=f"T{index + 1}",
            unit=None if found.unit is None else f"U{found.unit + 1}",
            period=None if found.period is None else f"D{found.period + 1}",
            counts=tuple(map(self.count, found.counts)),
            reconciles=found.reconciles,
            why=self.why(found.reason),
        )

    def count(self, found: CountFinding) -> records.Count:
        """Return one count."""
        return records.Count.model_validate(
            {
                **self.place(found.span),
                "status": found.status,
                "count": found.count,
                "percent": found.percent,
                "assigner": self.agent(found.assigner),
                "noun": found.noun,
                "approximate": found.approximate,
                "of": found.of,
                "relation": found.relation,
                "detail": found.detail,
                "why": self.why(found.reason),
            }
        )

    def agent(self, found: Agent | None) -> str | None:
        """Return the id of a unit or person."""
        return None if found is None else f"{'U' if found.kind == 'unit' else 'P'}{found.index + 1}"

    def directive(self, index: int, found: DirectiveFinding) -> records.Directive:
        """Return one directive."""
        return records.Directive.model_validate(
            {
                **self.place(found.span),
                "id": f"R{index + 1}",
                "number": found.number,
                "parent": None if found.parent is None else f"R{found.parent + 1}",
                "issuer": self.agent(found.issuer),
                "conveyed_by": self.agent(found.conveyed_by),
                **{name: self.unit_ids(getattr(found, name)) for name in _UNIT_LISTS},
                "deadline": None if found.deadline is None else f"D{found.deadline + 1}",
                "addressee_texts": tuple(line for a in found.addressee_texts for line in self.addressee(a)),
                "dues": tuple(map(self.due, found.dues)),
                "given_on": None if found.given_on is None else f"D{found.given_on + 1}",
                "instrument": None if found.instrument is None else f"C{found.instrument + 1}",
                "polarity": found.polarity,
                "strength": found.strength,
                "product": self.marked(found.product),
                "condition": self.marked(found.condition),
                "lead_in": self.marked(found.lead_in),
                "why": self.why(found.reason),
            }
        )

    def unit_ids(self, indices: Iterable[int]) -> tuple[str, ...]:
        """Return ids of units, each once."""
        return tuple(dict.fromkeys(f"U{i + 1}" for i in indices))

    def addressee(self, found: AddresseeFinding) -> list[records.Addressee]:
        """Return the words of an addressee, once for each unit they stand for."""
        units: list[int | None] = [*found.units] or [None]
        return [
            records.Addressee.model_validate(
                {**self.place(found.span), "kind": found.kind, "unit": None if i is None else f"U{i + 1}"}
            )
            for i in units
        ]


_UNIT_LISTS = ("addressees", "lead", "coordinating", "monitor")


def assemble(doc: Doc, version: str) -> records.Record:
    """Return the record of a Doc that has been through the pipeline."""
    return Assembler(doc, version).record()
