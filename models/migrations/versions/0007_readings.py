"""What was received, and how it was read.

Revision 0007, after 0006.
"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _seq() -> sa.Column[int]:
    return sa.Column("seq", _key(), primary_key=True)


def _created_at() -> sa.Column[dt.datetime]:
    return sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now())


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "received",
        _seq(),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("content", sa.LargeBinary()),
        _created_at(),
    )
    op.create_table(
        "readings",
        _seq(),
        sa.Column("document_seq", _key(), sa.ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("reader", sa.String(20), nullable=False),
        sa.Column("reader_version", sa.String(40), nullable=False),
        sa.Column("encoding", sa.String(40)),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("lead", sa.Text()),
        sa.Column("author", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("published_on", sa.Date()),
        sa.Column("published_from", sa.String(20)),
        sa.Column("places", sa.Text(), nullable=False),
        _created_at(),
        sa.UniqueConstraint("document_seq", "key"),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("readings")
    op.drop_table("received")
