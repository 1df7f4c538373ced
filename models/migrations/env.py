"""Alembic's entry: runs revisions on the connection that `models.migrations` put into the configuration."""

from alembic import context
from sqlalchemy import Connection

from models import access as _access  # noqa: F401  # completes the metadata
from models import answers as _answers  # noqa: F401  # completes the metadata
from models import findings as _findings  # noqa: F401  # completes the metadata
from models import finished as _finished  # noqa: F401  # the same
from models import jobs as _jobs  # noqa: F401  # completes the metadata
from models import provenance as _provenance  # noqa: F401  # completes the metadata
from models import refusals as _refusals  # noqa: F401  # completes the metadata
from models import runs as _runs  # noqa: F401  # the same
from models.index import Index
from models.tables import Table


def include(name: str | None, kind: str, _parents: object) -> bool:
    """Whether autogeneration looks at a table: the full-text tables are not in the metadata."""
    return kind != "table" or not any((name or "").startswith(index) for index in Index)


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    include_name=include,
    render_as_batch=True,  # SQLite alters by copying
)
context.run_migrations()
