"""Runs, claims of documents in hand, and publications that can be undone.

Revision 0011, after 0010.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", _KEY, primary_key=True)


def _key(name: str, to: str, *, nullable: bool = False, index: bool = True) -> sa.Column[Any]:
    return sa.Column(name, _KEY, sa.ForeignKey(f"{to}.seq", ondelete="CASCADE"), nullable=nullable, index=index)


def _now(name: str) -> sa.Column[Any]:
    return sa.Column(name, _TIME, server_default=sa.func.now(), nullable=False)


def upgrade() -> None:
    """Create the tables, and let results name their run."""
    op.create_table(
        "runs",
        _seq(),
        sa.Column("version", sa.String(200), nullable=False),
        sa.Column("selection", sa.Text(), nullable=False),
        _now("started_at"),
        sa.Column("finished_at", _TIME),
    )
    op.execute("CREATE UNIQUE INDEX ix_runs_unfinished ON runs (version, selection) WHERE finished_at IS NULL")
    op.create_table(
        "claims",
        _seq(),
        _key("document_seq", "documents", index=False),
        sa.Column("version", sa.String(200), nullable=False),
        sa.Column("holder", sa.String(32), nullable=False, index=True),
        sa.Column("until", sa.Double(), nullable=False),
        sa.UniqueConstraint("document_seq", "version"),
    )
    op.create_table(
        "publications", _seq(), _key("run_seq", "runs"), _now("published_at"), sa.Column("undone_at", _TIME)
    )
    op.create_table(
        "turns",
        _seq(),
        _key("publication_seq", "publications"),
        _key("document_seq", "documents"),
        _key("before_seq", "results", nullable=True),
        _key("after_seq", "results"),
    )
    with op.batch_alter_table("results") as results:
        results.add_column(sa.Column("run_seq", _KEY))
        results.create_foreign_key("fk_results_run_seq", "runs", ["run_seq"], ["seq"], ondelete="SET NULL")
        results.create_index("ix_results_run_seq", ["run_seq"])


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("results") as results:
        results.drop_index("ix_results_run_seq")
        results.drop_constraint("fk_results_run_seq", "foreignkey")
        results.drop_column("run_seq")
    for table in ("turns", "publications", "claims", "runs"):
        op.drop_table(table)
