"""The day of a result, by which lists are ordered and go on.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Give every result its day, and index it."""
    op.add_column("results", sa.Column("day", sa.Date(), nullable=False, server_default="0001-01-01"))
    op.execute(
        "UPDATE results SET day = coalesce(published_on, event_date)"
        " WHERE published_on IS NOT NULL OR event_date IS NOT NULL"
    )
    op.create_index("ix_results_day_document_seq", "results", ["day", "document_seq"])


def downgrade() -> None:
    """Drop both."""
    op.drop_index("ix_results_day_document_seq", "results")
    op.drop_column("results", "day")
