"""Purging a document: out of the store, out of its files, and never in again."""

from models.audit import Action, Actor, write_down
from models.database import Database
from models.errors import NotFoundError
from models.purging import purge, scrub, was_purged
from models.repository import Repository


def purge_document(database: Database, who: Actor, given: str, reason: str) -> str:
    """Purge the document whose id begins so and return its id; one purged before is only scrubbed again.

    Raises NotFoundError where there was never such a document.
    """
    with database.writing() as session:
        try:
            document = Repository(session).find_id(given)
        except NotFoundError:
            if not was_purged(session, given.strip().lower()):
                raise
            document = given
        else:
            purge(session, document, reason, who.now)
            write_down(session, who, Action.DOCUMENT_PURGED, f"{document} ({reason})")
        session.commit()
    scrub(database)
    return document
