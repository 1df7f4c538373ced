"""What was found: units, people, dates, counts, directives, citations, each with an id of its own.

Revision 0002, after 0001.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    "units", "unit_names", "people", "person_names", "dates", "task_reports", "task_counts",
    "directives", "directive_units", "directive_people", "citations",
)  # fmt: skip


def _key(name: str, to: str, *, nullable: bool = False, ondelete: str = "CASCADE") -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, sa.ForeignKey(f"{to}.seq", ondelete=ondelete), nullable=nullable, index=True)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


def _finding() -> list[sa.Column[Any]]:
    return [
        _seq(),
        _key("document_seq", "documents"),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        sa.Column("contract_id", sa.String(20), nullable=False),
    ]


def _place() -> list[sa.Column[int]]:
    return [sa.Column("start", sa.Integer(), nullable=False), sa.Column("end", sa.Integer(), nullable=False)]


def _text(name: str, *, nullable: bool = False, index: bool | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable, index=index)


def upgrade() -> None:
    """Create the tables."""
    _create_agents()
    _create_dates_and_counts()
    _create_directives()
    op.create_table(
        "citations",
        *_finding(),
        *_place(),
        _text("text"),
        _text("type"),
        _text("number"),
        _text("folded", index=True),
    )


def _create_agents() -> None:
    parent = _key("parent_seq", "units", nullable=True, ondelete="SET NULL")
    op.create_table("units", *_finding(), _text("name"), _text("folded", index=True), parent)
    op.create_table("people", *_finding(), _text("name", nullable=True), _text("titles"))
    for table, key, owner in (("unit_names", "unit_seq", "units"), ("person_names", "person_seq", "people")):
        op.create_table(table, _seq(), _key(key, owner), _text("folded", index=True), _text("stripped", index=True))


def _create_dates_and_counts() -> None:
    op.create_table(
        "dates",
        *_finding(),
        *_place(),
        _text("text"),
        _text("value"),
        sa.Column("first_day", sa.Date()),
        sa.Column("last_day", sa.Date(), index=True),
        sa.Column("role", sa.String(20), nullable=False),
    )
    op.create_table(
        "task_reports",
        *_finding(),
        _key("unit_seq", "units", nullable=True),
        _key("period_seq", "dates", nullable=True),
        sa.Column("reconciles", sa.Boolean()),
    )
    op.create_table(
        "task_counts",
        *_finding(),
        *_place(),
        _key("report_seq", "task_reports"),
        _text("text"),
        sa.Column("status", sa.String(30), nullable=False, index=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.Double()),
        _text("noun", nullable=True),
    )


def _create_directives() -> None:
    op.create_table(
        "directives",
        *_finding(),
        *_place(),
        _text("number", nullable=True),
        _text("text"),
        _key("parent_seq", "directives", nullable=True, ondelete="SET NULL"),
        _text("deadline", nullable=True),
        sa.Column("due_on", sa.Date(), index=True),
        _text("groups"),
        _text("dues"),
    )
    for table, key, owner in (
        ("directive_units", "unit_seq", "units"),
        ("directive_people", "person_seq", "people"),
    ):
        part = sa.Column("part", sa.String(20), nullable=False)
        op.create_table(table, _seq(), _key("directive_seq", "directives"), _key(key, owner), part)


def downgrade() -> None:
    """Drop the tables."""
    for table in reversed(_TABLES):
        op.drop_table(table)
