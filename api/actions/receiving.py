"""Receiving one document: its text is kept before it is extracted, and then its record, or why there is none."""

from dataclasses import dataclass
from uuid import uuid4

from api.actions.ingestion import Outcome
from api.actions.shift import LEASE
from corpus.fitness import unfit
from corpus.incoming import Incoming
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import ChidaoError, EngineError, InputError
from models.hits import Origin
from models.identities import text_hash
from models.queue import Queue, Selection, Task
from models.records import Record
from models.refusals import Refusal, write_refusal
from models.repository import Kept, Repository
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Received:
    """A document that is kept; `outcome` is KNOWN where this version's record is there already, else it is claimed."""

    kept: Kept
    outcome: Outcome
    holder: str


def receive(database: Database, who: Actor, version: str, sent: Incoming, kind: Kind | None) -> Received:
    """Keep a text and where it came from, and claim it: from here on it cannot be lost, whoever dies."""
    holder = uuid4().hex
    with database.writing() as session:
        origin = Origin(sent.source, sent.external_id)
        kept = Repository(session).add_document(sent.text, origin, given_on=sent.published_on, given_kind=kind)
        session.flush()
        task = Task(version, Selection(seqs=(kept.seq,), unread=True, retry=True))
        queue = Queue(session, holder)
        outcome = Outcome.NEW if kept.created else Outcome.UPDATED
        if queue.count(task):
            queue.claim(task, 1, LEASE)
            write_down(session, who, Action.DOCUMENT_ADDED, kept.id)
        else:
            outcome = Outcome.KNOWN
        session.commit()
    return Received(kept, outcome, holder)


def settle(database: Database, received: Received, version: str, result: Record | ChidaoError) -> None:
    """Keep what became of a document; where no extraction could be done at all, it goes on waiting."""
    with database.writing() as session:
        repository = Repository(session)
        Queue(session, received.holder).give_all_back()
        if isinstance(result, Record):
            repository.save_record(received.kept, result)
        elif not isinstance(result, EngineError):
            repository.save_failure(received.kept, version, str(result))
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
