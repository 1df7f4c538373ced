"""Issuers: who issues a document, decides in it, announces it or chairs the meeting, by its head, title and close."""

from itertools import pairwise

from extractor.annotations import Agent, DocumentFinding
from extractor.resolve.agents import Agents
from extractor.resolve.order_words import words
from extractor.resolve.phrases import Atom
from extractor.text.kinds import BlockKind
from extractor.text.layout import Layout

_LAW = 3  # articles from which a text prints a law
_HEAD = 30  # blocks within which a document says who decides


def reports_upwards(document: DocumentFinding, text: str) -> bool:
    """Whether a document reports and proposes to those above its issuer: it asks, and orders nothing."""
    header = document.header
    if header is None:
        return False
    above = [bool(words("highest-addressee").match(line.span.of(text))) for line in header.to]
    return header.type in {"Báo cáo", "Tờ trình"} or (bool(above) and all(above))


def _agent(atoms: list[Atom], *, last: bool = False) -> Agent | None:
    """Return the first person among `atoms`, else their first (or last) unit."""
    people = [atom.person for atom in atoms if atom.person is not None]
    units = [atom.units[0] for atom in atoms if atom.units]
    if people:
        return Agent("person", people[0])
    return Agent("unit", units[-1 if last else 0]) if units else None


def issuer_of(document: DocumentFinding, agents: Agents) -> Agent | None:
    """Who issues an administrative document: the person or body that its letterhead names."""
    span = document.header.issuer if document.header else None
    return None if span is None else _agent(agents.within(*span), last=True)


def decider_of(layout: Layout, document: DocumentFinding, agents: Agents) -> Agent | None:
    """Whose decision it is, where title or the line above the legal bases says so.

    «KẾT LUẬN của Ban Thường vụ Tỉnh ủy», «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH».
    """
    title = document.title if document.header else None
    if title and (said := words("paper-whose").match(layout.text, *title)) and (atom := agents.at(said.end())):
        return _agent([atom])
    for block, below in pairwise(layout.blocks[:_HEAD]):
        named = block.kind is BlockKind.LETTERHEAD and layout.text.startswith(("Căn cứ", "Xét"), below.span.start)
        people = [atom for atom in agents.within(*block.span) if atom.person is not None] if named else []
        if people:
            return _agent(people)
    return None


def title_agent(document: DocumentFinding, agents: Agents) -> Agent | None:
    """Who opens the title of an article: «Tổ công tác của Thủ tướng nhắc các bộ»."""
    return None if document.title is None else _agent(agents.within(*document.title)[:1])


def law_from(layout: Layout) -> int | None:
    """Where an article begins to print a law, article by article: what it lays down, nobody orders in the news."""
    articles = [
        block.span.start for block in layout.blocks if words("article-of-a-law").match(block.span.of(layout.text))
    ]
    return articles[0] if len(articles) >= _LAW else None


def announcer_of(layout: Layout, agents: Agents) -> Agent | None:
    """Which office tells of a conclusion: «Văn phòng Chính phủ thông báo để các bộ biết, thực hiện»."""
    for found in words("informs").finditer(layout.text):
        agent, _ = agents.subject(layout.sentences[layout.sentence_at(found.start())].span.start, found.start())
        if agent is not None and agent.kind == "unit":
            return agent
    return None


def chair_of(layout: Layout, agents: Agents) -> Agent | None:
    """Who chairs a meeting, by the head of its minutes."""
    for block in layout.blocks[:40]:
        if words("in-the-chair").match(block.span.of(layout.text)):
            people = [atom for atom in agents.within(*block.span) if atom.person is not None]
            return _agent(people)
    return None
