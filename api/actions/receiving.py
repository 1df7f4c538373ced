"""Receiving one document: its text is kept before it is extracted, and then its record, or why there is none."""

from dataclasses import dataclass

from api.actions.ingestion import Outcome
from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import ChidaoError, EngineError, TextTooLongError
from models.hits import Origin
from models.records import Record
from models.repository import Kept, Repository


@dataclass(frozen=True, slots=True)
class Received:
    """A document that is kept; `outcome` is KNOWN where this version's record is there already."""

    kept: Kept
    outcome: Outcome


def receive(database: Database, who: Actor, version: str, sent: Kept, origin: Origin) -> Received:
    """Keep a text and where it came from; from here on it cannot be lost."""
    with database.writing() as session:
        repository = Repository(session)
        kept = repository.add_document(sent.text, origin, given_on=sent.given_on, given_kind=sent.given_kind)
        session.flush()
        outcome = Outcome.NEW if kept.created else Outcome.UPDATED
        if repository.has_result(kept.id, version):
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


def check_length(text: str, limit: int) -> None:
    """Raise TextTooLongError for a text over the limit of the settings."""
    if len(text) > limit:
        raise TextTooLongError(len(text), limit)
