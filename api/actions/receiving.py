"""Receiving one document: its text is kept before it is extracted, and then its record, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from sqlalchemy.orm import Session

from api.actions.ingestion import Outcome
from api.actions.shift import LEASE
from corpus.fitness import unfit
from corpus.incoming import Incoming
from models import documents, results
from models.audit import Action, Actor, write_down
from models.database import Database
from models.documents import Kept, Sent
from models.errors import ChidaoError, EngineError, InputError
from models.hits import Origin
from models.identities import text_hash
from models.queue import Queue, Selection, Task
from models.refusals import Refusal, write_refusal
from models.results import Result
from models.storable import Storable
from models.vocabulary import Kind


class Hold(StrEnum):
    """In whose hands a document is; DONE: it has its result."""

    MINE = "mine"
    OTHERS = "others"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Received:
    """A document that is kept; `outcome` is KNOWN where this version's record is there already."""

    kept: Kept
    outcome: Outcome
    holder: str
    hold: Hold


def receive(database: Database, who: Actor, version: str, sent: Incoming, kind: Kind | None) -> Received:
    """Keep a text and where it came from, and claim it: from here on it cannot be lost, whoever dies."""
    holder = uuid4().hex
    with database.writing() as session:
        origin = Origin(sent.source, sent.external_id)
        [kept] = documents.keep(session, [Sent(sent.text, origin, sent.published_on, kind)])
        hold = _take(session, kept, version, holder)
        outcome = Outcome.KNOWN if hold is Hold.DONE else Outcome.NEW if kept.created else Outcome.UPDATED
        if outcome is not Outcome.KNOWN:
            write_down(session, who, Action.DOCUMENT_ADDED, kept.id)
        session.commit()
    return Received(kept, outcome, holder, hold)


def take(database: Database, received: Received, version: str) -> Hold:
    """Claim a document that others had in hand, and say in whose hands it is now."""
    with database.writing() as session:
        hold = _take(session, received.kept, version, received.holder)
        session.commit()
    return hold


def _take(session: Session, kept: Kept, version: str, holder: str) -> Hold:
    task = Task(version, Selection(seqs=(kept.seq,), unread=True, retry=True))
    queue = Queue(session, holder)
    if not queue.count(task):
        return Hold.DONE
    return Hold.MINE if queue.claim(task, 1, LEASE) else Hold.OTHERS


def keep_hold(database: Database, received: Received) -> None:
    """Keep a document in hand for as long again: its extraction takes its time."""
    with database.writing() as session:
        Queue(session, received.holder).renew(LEASE)
        session.commit()


def settle(database: Database, received: Received, version: str, made: Storable | ChidaoError) -> None:
    """Keep what became of a document that is still in hand; where no extraction could be done, it goes on waiting."""
    with database.writing() as session:
        held = Queue(session, received.holder).give_back([received.kept], version)
        if held and not isinstance(made, EngineError):
            outcome = made if isinstance(made, Storable) else str(made)
            results.keep(session, [Result(received.kept, version, outcome)])
        session.commit()


def check_fitness(text: str, limit: int) -> None:
    """Raise for a text that may not come in: secret, blank, over the limit of the settings, or unreadable."""
    if why := unfit(text, limit):
        raise why


def admit_sent(database: Database, who: Actor, text: str, origin: Origin, limit: int) -> None:
    """Do as `check_fitness`, and write the refusal down by the name and hash of what was sent."""
    try:
        check_fitness(text, limit)
    except InputError as error:
        sha256 = text_hash(text).removeprefix("sha256:")
        with database.writing() as session:
            write_refusal(session, Refusal(str(origin), sha256, str(error), who.now))
            session.commit()
        raise
