"""Speakers: who has the word where no name stands right before the verb."""

import re
from typing import NamedTuple

from extractor.annotations import Agent
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words
from extractor.resolve.phrases import Atom
from models.spans import Span
from models.vocabulary import AddresseeKind

_LABEL = re.compile(r"[\s*•–“\"-]*")
_AND = 14  # characters of «, đồng thời cũng »
_REPORT = 300  # characters that what is to be reported may hold
_SAID = 70  # characters between whose paper it is and what it says


class Voice(NamedTuple):
    """Who speaks, and for whom; `answering` when the speaker reports or explains, so that no order is meant."""

    speaker: Agent | None = None
    principal: Agent | None = None
    answering: bool = False
    said: Span | None = None

    @property
    def will(self) -> Agent | None:
        """Whose will it is."""
        return self.principal or self.speaker

    @property
    def conveyor(self) -> Agent | None:
        """Who passes it on, where that is someone else."""
        return self.speaker if self.principal is not None and self.principal != self.speaker else None

    def owned(self, will: Agent | None) -> "Voice":
        """Return the voice of «…”, ông nói»: whoever had the word says it himself, and passes on nobody's will."""
        own = self.speaker is None and self.principal == will
        return self._replace(speaker=self.principal, principal=None) if own else self

    def tells_in(self, span: Span) -> bool:
        """Whether who wills is a person, or was heard in `span`."""
        body = self.will is not None and self.will.kind == "unit"
        return not body or (self.said is not None and self.said.end > span.start)


def labelled(agents: Agents, span: Span) -> Agent | None:
    """Return whose words a sentence are by its label: «Phó Thủ tướng Vũ Đức Đam: Đề nghị các bộ …»."""
    if agents.text.find(": ", span.start, span.end + 2) < 0:
        return None
    opened = _LABEL.match(agents.text, span.start, span.end)
    phrase = agents.read(opened.end() if opened else span.start, span.end)
    people = [atom.person for atom in phrase.atoms if atom.person is not None]
    if not people or agents.text[phrase.end : phrase.end + 2] != ": ":
        return None
    return Agent("person", people[-1])


def opener(agents: Agents, start: int, behind: tuple[int, int], *, units: bool = False) -> Agent | None:
    """«Thủ tướng hoan nghênh Tập đoàn Nidec và đề nghị …»: who opens the sentence, not the object of its first verb.

    `behind`: where the name before the second verb begins, and that verb. `units`: whether it may be a body.
    """
    edge, verb = behind
    named = edge if edge < verb else max(start, verb - _AND)
    if not words("and-verb").search(agents.text, named, verb):
        return None
    led = words("connective").match(agents.text, start, edge)
    phrase = agents.read(led.end() if led else start, edge)
    if not phrase.atoms or agents.text[phrase.end] != " ":
        return None
    people = [atom.person for atom in phrase.atoms if atom.person is not None]
    if people:
        return Agent("person", people[-1])
    one = units and len(phrase.atoms) == len(phrase.units) == 1 and not agents.text[:verb].endswith(", ")
    return Agent("unit", phrase.units[0]) if one else None


def author(agents: Agents, start: int, verb: int) -> Agent | None:
    """Return who issued the paper that a sentence tells of: «Bộ Y tế có công văn số 5, trong đó yêu cầu …»."""
    if (agent := _of_paper(agents, start, verb)) is not None:
        return agent
    if not words("joined-to-the-last").search(agents.text, max(start, verb - 40), verb):
        return None
    issued = list(words("issues-paper").finditer(agents.text, start, verb))
    if not issued:
        return None
    end = issued[-1].start()
    heads = [a for a in agents.within(start, end) if a.kind is not AddresseeKind.GROUP and _heads(agents, start, a)]
    return agents.subject(start, end)[0] or (agents.subject(start, heads[-1].span.end)[0] if heads else None)


def _of_paper(agents: Agents, start: int, verb: int) -> Agent | None:
    """«Nghị quyết số 169/NQ-CP của Chính phủ đã yêu cầu …»: whose paper is the subject."""
    for atom in reversed(agents.within(start, verb)):
        said = agents.text[atom.span.end : verb]
        if (
            atom.units
            and len(said) < _SAID
            and "," not in said
            and words("paper-of").search(agents.text[start : atom.span.start])
        ):
            return Agent("unit", atom.units[0])
    return None


def _heads(agents: Agents, start: int, atom: Atom) -> bool:
    """Whether a name stands at the head of a sentence or clause."""
    return not agents.text[start : atom.span.start].strip() or agents.text[: atom.span.start].endswith(", ")


def must_report(agents: Agents, speaker: Agent, behind: int) -> bool:
    """Whether what a body reports by some day it is to report: «Sở Y tế báo cáo kết quả trước ngày 4/7»."""
    stop = agents.text.find(". ", behind, behind + _REPORT)
    end = stop if stop >= 0 else behind + _REPORT
    return speaker.kind == "unit" and words("by-a-day").search(agents.text, behind, end) is not None
