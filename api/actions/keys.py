"""Keys and the audit log: made, listed, revoked, read; every change is written down with it."""

import datetime as dt

from models.audit import Action, Actor, Entry, entries, write_down
from models.database import Database
from models.keyring import Key, Keyring
from models.roles import Role


def add_key(database: Database, who: Actor, name: str, role: Role, lifetime: dt.timedelta | None) -> str:
    """Make a key and return its token, which is not kept; raises ConflictError for a name that is taken."""
    with database.writing() as session:
        token = Keyring(session).add(name, role, who.now, lifetime)
        write_down(session, who, Action.KEY_ADDED, f"{name} ({role})")
        session.commit()
    return token


def list_keys(database: Database) -> list[Key]:
    """Return every key."""
    with database.reading() as session:
        return Keyring(session).all()


def has_key(database: Database, now: dt.datetime) -> bool:
    """Whether any key opens anything."""
    with database.reading() as session:
        return Keyring(session).any_lives(now)


def revoke_key(database: Database, who: Actor, name: str) -> Key:
    """Revoke a key by its name; raises NotFoundError where there is none."""
    with database.writing() as session:
        key = Keyring(session).revoke(name, who.now)
        write_down(session, who, Action.KEY_REVOKED, name)
        session.commit()
    return key


def sign_in(database: Database, token: str, now: dt.datetime, request_id: str | None) -> Key | None:
    """Return the key that a token opens, for a session on the page, and write it down; None where it opens nothing."""
    with database.writing() as session:
        key = Keyring(session).find(token, now)
        if key:
            write_down(session, Actor(key.name, now, request_id), Action.SIGNED_IN, f"{key.name} ({key.role})")
            session.commit()
    return key


def signed_in(database: Database, prefix: str, now: dt.datetime) -> Key | None:
    """Return the key of a session, as long as it opens anything."""
    with database.reading() as session:
        return Keyring(session).living(prefix, now)


def read_audit(database: Database, limit: int, before: int | None) -> list[Entry]:
    """Return entries of the audit log, the newest first."""
    with database.reading() as session:
        return list(entries(session, limit, before))


def note_export(database: Database, who: Actor, what: str) -> None:
    """Write down that someone exports this, before anything is handed out."""
    with database.writing() as session:
        write_down(session, who, Action.EXPORTED, what)
        session.commit()
