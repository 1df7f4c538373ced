"""Receiving one document: its text is kept before it is extracted, and then its record, or why there is none."""

from dataclasses import dataclass

from api.actions.ingestion import Outcome
from corpus.fitness import unfit
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import ChidaoError, EngineError, InputError
from models.hits import Origin
from models.identities import text_hash
from models.queue import Queue, Selection, Task
from models.records import Record
from models.refusals import Refusal, write_refusal
from models.repository import Kept, Repository


@dataclass(frozen=True, slots=True)
class Received:
    """A document that is kept; `outcome` is KNOWN where its record is there already."""

    kept: Kept
    outcome: Outcome


def receive(database: Database, who: Actor, version: str, sent: Kept, origin: Origin) -> Received:
    """Keep a text and where it came from; from here on it cannot be lost."""
    with database.writing() as session:
        repository = Repository(session)
        kept = repository.add_document(sent.text, origin, given_on=sent.given_on, given_kind=sent.given_kind)
        session.flush()
        outcome = Outcome.NEW if kept.created else Outcome.UPDATED
        if not Queue(session).count(Task(version, Selection(seqs=(kept.seq,), unread=True, retry=True))):
            outcome = Outcome.KNOWN
        else:
            write_down(session, who, Action.DOCUMENT_ADDED, kept.id)
        session.commit()
    return Received(kept, outcome)


def settle(database: Database, received: Received, version: str, result: Record | ChidaoError) -> None:
    """Keep what became of a document; where no extraction could be done at all, it goes on waiting."""
    if isinstance(result, EngineError):
        return
    with database.writing() as session:
        repository = Repository(session)
        if isinstance(result, Record):
            repository.save_record(received.kept, result)
        else:
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
