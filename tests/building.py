"""Records built by hand for tests of the store: words of a text become findings with true spans."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from models.identities import text_hash
from models.records import (
    Addressee,
    Count,
    Date,
    Directive,
    Document,
    Due,
    Mention,
    Person,
    Position,
    Record,
    Reference,
    TaskReport,
    Unit,
    Why,
)
from models.vocabulary import AddresseeKind, Bound, Kind, Role, Status

_WHY = Why(rule="by-hand", file="tests")


@dataclass
class Builder:
    """Collects findings of one text; each method returns the contract id of what it added."""

    text: str
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    reports: list[TaskReport] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def unit(self, name: str, *mentions: str) -> str:
        """Add a unit, mentioned by its name or by the given words."""
        found = tuple(Mention(**self.place(words)) for words in mentions or (name,))
        self.units.append(Unit(id=f"U{len(self.units) + 1}", name=name, mentions=found, why=_WHY))
        return self.units[-1].id

    def person(self, name: str, title: str, unit: str | None = None) -> str:
        """Add a person with one position."""
        person = Person(
            id=f"P{len(self.people) + 1}",
            name=name,
            positions=(Position(title=title, unit=unit),),
            mentions=(Mention(**self.place(name)),),
            why=_WHY,
        )
        self.people.append(person)
        return person.id

    def holder(self, words: str, title: str, unit: str | None = None) -> str:
        """Add an office-holder without a name, mentioned by the words."""
        found = (Mention(**self.place(words)),)
        positions = (Position(title=title, unit=unit),)
        made = Person(id=f"P{len(self.people) + 1}", name=None, positions=positions, mentions=found, why=_WHY)
        self.people.append(made)
        return made.id

    def date(self, words: str, day: dt.date, role: Role = Role.DEADLINE) -> str:
        """Add a date of one day."""
        found = {"value": day.isoformat(), "from": day, "to": day, "role": role}
        self.dates.append(
            Date.model_validate({"id": f"D{len(self.dates) + 1}", "why": _WHY} | found | self.place(words))
        )
        return self.dates[-1].id

    def counts(self, unit: str, **statuses: str) -> str:
        """Add a report of counts: `overdue="2 nhiệm vụ"`."""
        counts = tuple(
            Count(status=Status(status), count=int(words.split()[0]), why=_WHY, **self.place(words))
            for status, words in statuses.items()
        )
        self.reports.append(TaskReport(id=f"T{len(self.reports) + 1}", unit=unit, counts=counts, why=_WHY))
        return self.reports[-1].id

    def directive(self, words: str, **fields: Any) -> str:  # noqa: ANN401  # any fields of Directive
        """Add a directive whose text is `words`."""
        made = Directive(id=f"R{len(self.directives) + 1}", why=_WHY, **self.place(words), **fields)
        self.directives.append(made)
        return made.id

    def reference(self, words: str, kind: str, number: str) -> str:
        """Add a cited document."""
        made = Reference(id=f"C{len(self.references) + 1}", type=kind, number=number, why=_WHY, **self.place(words))
        self.references.append(made)
        return made.id

    def record(self, version: str = "1", published_on: dt.date | None = None, kind: Kind = Kind.NEWS) -> Record:
        """Return the record of everything added."""
        return Record(
            document=Document(
                id=text_hash(self.text), kind=kind, title=self.text.splitlines()[0], published_on=published_on
            ),
            units=tuple(self.units),
            people=tuple(self.people),
            dates=tuple(self.dates),
            task_reports=tuple(self.reports),
            directives=tuple(self.directives),
            references=tuple(self.references),
            version=version,
        )

    def place(self, words: str) -> dict[str, Any]:
        """Return where words stand first, as fields."""
        start = self.text.index(words)
        return {"start": start, "end": start + len(words), "text": words}


ARTICLE = """Bộ Công Thương họp về cung ứng điện

Bộ trưởng Nguyễn Hồng Diễm yêu cầu Cục Điện lực rà soát quy hoạch nguồn điện tại các địa phương trước ngày \
30/6/2024, theo Nghị định số 30/2020/NĐ-CP. Cục ĐL còn 2 nhiệm vụ quá hạn.
Giao Vụ Kế hoạch (Bộ CT) hoàn thiện báo cáo đánh giá."""


def article(version: str = "1", published_on: dt.date | None = dt.date(2024, 5, 2)) -> Record:
    """Return the record of ARTICLE: two directives, one with a deadline, and one overdue count."""
    build = Builder(ARTICLE)
    ministry = build.unit("Bộ Công Thương", "Bộ Công Thương", "Bộ CT")
    power, planning = build.unit("Cục Điện lực", "Cục Điện lực", "Cục ĐL"), build.unit("Vụ Kế hoạch")
    minister = build.person("Nguyễn Hồng Diễm", "Bộ trưởng", ministry)
    due = build.date("ngày 30/6/2024", dt.date(2024, 6, 30))
    build.counts(power, overdue="2 nhiệm vụ")
    review = ARTICLE[ARTICLE.index("rà soát") : ARTICLE.index(". Cục ĐL")]
    build.directive(review, issuer=minister, addressees=(power,), deadline=due)
    group, soon = build.place("các địa phương"), build.place("hoàn thiện báo cáo đánh giá")
    build.directive(
        "hoàn thiện báo cáo đánh giá",
        issuer=minister,
        addressees=(planning,),
        addressee_texts=(Addressee(kind=AddresseeKind.GROUP, **group),),
        dues=(Due(bound=Bound.AT_ONCE, **soon),),
    )
    build.reference("Nghị định số 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP")
    return build.record(version, published_on)
