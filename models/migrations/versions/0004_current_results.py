"""Findings belong to a result, and a document points at the result that is current.

Revision 0004, after 0003. Until now findings belonged to the document, and existed for its current result alone.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0004"
down_revision = "0003"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FINDINGS = ("units", "people", "dates", "task_reports", "task_counts", "directives", "citations")
_SAID: dict[str, sa.types.TypeEngine[Any]] = {
    "kind": sa.String(20), "title": sa.Text(), "published_on": sa.Date(), "event_date": sa.Date(),
}  # fmt: skip
_TRIGGER = """CREATE TRIGGER directive_index_delete AFTER DELETE ON directives
    BEGIN DELETE FROM directive_index WHERE rowid = old.seq; END"""
_SAID_BY_RECORD = {
    "sqlite": "UPDATE results SET {0} = json_extract(record, '$.document.{0}') WHERE record IS NOT NULL",
    "postgresql": "UPDATE results SET {0} = CAST(record::jsonb #>> '{{document,{0}}}' AS {1}) WHERE record IS NOT NULL",
}
_CURRENT = """UPDATE documents SET result_seq =
    (SELECT seq FROM results WHERE document_seq = documents.seq AND current)"""
_PARTS = (
    ("unit_names", "unit_seq", "units"), ("person_names", "person_seq", "people"),
    ("directive_units", "directive_seq", "directives"), ("directive_people", "directive_seq", "directives"),
)  # fmt: skip


def _dialect() -> str:
    return op.get_context().dialect.name


def upgrade() -> None:
    """Move findings from documents to their current results, and the mark of those to the documents."""
    for name, kind in _SAID.items():
        op.add_column("results", sa.Column(name, kind))
        op.execute(_SAID_BY_RECORD[_dialect()].format(name, "DATE" if isinstance(kind, sa.Date) else "TEXT"))
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("result_seq", _KEY))
    op.execute(_CURRENT)
    with op.batch_alter_table("documents") as documents:
        documents.create_unique_constraint("uq_documents_result_seq", ["result_seq"])
        documents.create_foreign_key("fk_documents_result_seq", "results", ["result_seq"], ["seq"])
    for table in _FINDINGS:
        _fill(table, "result_seq", "SELECT result_seq FROM documents WHERE seq = document_seq")
        with op.batch_alter_table(table) as rows:
            rows.drop_index(f"ix_{table}_document_seq")
            rows.drop_constraint(f"fk_{table}_document_seq", "foreignkey")
            rows.drop_constraint(f"uq_{table}_id", "unique")
            rows.drop_column("document_seq")
            _own(rows, table, "result_seq", "results")
            rows.create_unique_constraint(f"uq_{table}_result_seq_id", ["result_seq", "id"])
    op.drop_index("ix_results_one_current", "results")
    with op.batch_alter_table("results") as results:
        results.drop_column("current")
    _restore_trigger()


def downgrade() -> None:
    """Move the findings of current results back to the documents; those of other results go."""
    with op.batch_alter_table("results") as results:
        results.add_column(sa.Column("current", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE results SET current = true WHERE seq IN (SELECT result_seq FROM documents)")
    op.execute("CREATE UNIQUE INDEX ix_results_one_current ON results (document_seq) WHERE current")
    _drop_rest()
    for table in _FINDINGS:
        _fill(table, "document_seq", "SELECT document_seq FROM results WHERE seq = result_seq")
        with op.batch_alter_table(table) as rows:
            rows.drop_constraint(f"uq_{table}_result_seq_id", "unique")
            rows.drop_constraint(f"fk_{table}_result_seq", "foreignkey")
            rows.drop_column("result_seq")
            rows.create_unique_constraint(f"uq_{table}_id", ["id"])
            _own(rows, table, "document_seq", "documents")
            rows.create_index(f"ix_{table}_document_seq", ["document_seq"])
    with op.batch_alter_table("documents") as documents:
        documents.drop_constraint("fk_documents_result_seq", "foreignkey")
        documents.drop_constraint("uq_documents_result_seq", "unique")
        documents.drop_column("result_seq")
    with op.batch_alter_table("results") as results:
        results.alter_column("current", server_default=None)
        for name in _SAID:
            results.drop_column(name)
    _restore_trigger()


def _fill(table: str, column: str, value: str) -> None:
    """Add a column that leads to the rows' owner, and fill it."""
    with op.batch_alter_table(table) as rows:
        rows.add_column(sa.Column(column, _KEY))
    op.execute(f"UPDATE {table} SET {column} = ({value})")
    with op.batch_alter_table(table) as rows:
        rows.alter_column(column, existing_type=_KEY, nullable=False)


def _own(rows: BatchOperations, table: str, column: str, owner: str) -> None:
    rows.create_foreign_key(f"fk_{table}_{column}", owner, [column], ["seq"], ondelete="CASCADE")


def _drop_rest() -> None:
    """Delete the findings of results that are not current."""
    current = "SELECT result_seq FROM documents WHERE result_seq IS NOT NULL"
    for table in _FINDINGS:
        op.execute(f"DELETE FROM {table} WHERE result_seq NOT IN ({current})")
    for table, key, owner in _PARTS:
        op.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT seq FROM {owner})")


def _restore_trigger() -> None:
    """Make the trigger anew that SQLite dropped with the table it copied."""
    if _dialect() == "sqlite":
        op.execute(_TRIGGER)
