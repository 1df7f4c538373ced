"""Documents, where they came from, and the results of extracting them.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


def _document() -> sa.Column[int]:
    return sa.Column(
        "document_seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("documents.seq", ondelete="CASCADE"),
        nullable=False,
    )


def _created() -> sa.Column[object]:
    return sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "documents",
        _seq(),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("text_hash", sa.String(71), nullable=False, unique=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date()),
        sa.Column("given_kind", sa.String(20)),
        sa.Column("kind", sa.String(20), index=True),
        sa.Column("title", sa.Text()),
        sa.Column("published_on", sa.Date(), index=True),
        sa.Column("event_date", sa.Date(), index=True),
        _created(),
    )
    op.create_table(
        "origins",
        _seq(),
        _document(),
        sa.Column("key", sa.String(64), nullable=False, index=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text()),
        sa.Column("given_on", sa.Date()),
        _created(),
        sa.UniqueConstraint("document_seq", "key"),
    )
    op.create_table(
        "results",
        _seq(),
        _document(),
        sa.Column("version", sa.String(200), nullable=False),
        sa.Column("given_on", sa.Date()),
        sa.Column("given_kind", sa.String(20)),
        sa.Column("record", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        _created(),
        sa.UniqueConstraint("document_seq", "version"),
    )
    op.create_index("ix_results_version_document_seq", "results", ["version", "document_seq"])
    op.create_index(
        "ix_results_one_current",
        "results",
        ["document_seq"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def downgrade() -> None:
    """Drop the three tables."""
    for table in ("results", "origins", "documents"):
        op.drop_table(table)
