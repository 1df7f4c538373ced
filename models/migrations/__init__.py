"""The schema's history: Alembic revisions shipped with the package, run on the caller's connection."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from models.errors import StoreError

_HERE = Path(__file__).parent


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for this package's revisions, on `connection` where one is given."""
    made = Config()
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def head() -> str | None:
    """Return the newest revision."""
    return ScriptDirectory.from_config(config()).get_current_head()


def is_current(connection: Connection) -> bool:
    """Whether the schema is at the newest revision; raises StoreError where a newer program has been here."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        return False
    scripts = ScriptDirectory.from_config(config())
    try:
        scripts.get_revision(revision)
    except CommandError:
        raise StoreError(
            f"cơ sở dữ liệu có lược đồ {revision} mà bản chidao này không biết; hãy dùng bản chidao mới hơn"
        ) from None
    return revision == scripts.get_current_head()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the revisions up to `to` inside the caller's transaction."""
    command.upgrade(config(connection), to)


def downgrade(connection: Connection, to: str = "base") -> None:
    """Undo the revisions down to `to` inside the caller's transaction."""
    command.downgrade(config(connection), to)
