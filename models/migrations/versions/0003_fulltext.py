"""Full text: passages of documents, and an index table beside passages and directives.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INDEXES = {"directive_index": "directives", "passage_index": "passages"}
_DEFINITIONS = {
    # remove_diacritics 0: FTS5 would else drop the marks of the exact column, and never the stroke of đ
    "sqlite": """
        CREATE VIRTUAL TABLE {name} USING fts5(exact, stripped, tokenize = 'unicode61 remove_diacritics 0')
        ---
        CREATE TRIGGER {name}_delete AFTER DELETE ON {indexed}
            BEGIN DELETE FROM {name} WHERE rowid = old.seq; END
    """,
    "postgresql": """
        CREATE TABLE {name} (
            rowid BIGINT PRIMARY KEY REFERENCES {indexed} (seq) ON DELETE CASCADE,
            exact TSVECTOR NOT NULL,
            stripped TSVECTOR NOT NULL
        )
        ---
        CREATE INDEX ix_{name}_exact ON {name} USING gin (exact)
        ---
        CREATE INDEX ix_{name}_stripped ON {name} USING gin (stripped)
    """,
}


def upgrade() -> None:
    """Create passages and both index tables."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "passages",
        sa.Column("seq", key, primary_key=True),
        sa.Column(
            "document_seq",
            key,
            sa.ForeignKey("documents.seq", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
    )
    for name, indexed in _INDEXES.items():
        for statement in _DEFINITIONS[op.get_context().dialect.name].split("---"):
            op.execute(statement.format(name=name, indexed=indexed))


def downgrade() -> None:
    """Drop the index tables and the passages."""
    for name in _INDEXES:
        if op.get_context().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}_delete")
        op.drop_table(name)
    op.drop_table("passages")
