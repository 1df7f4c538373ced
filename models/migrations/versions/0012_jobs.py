"""Jobs: batches of documents that were accepted together.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create both tables."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "jobs",
        sa.Column("seq", key, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("owner", sa.String(100), nullable=False, index=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "job_entries",
        sa.Column("seq", key, primary_key=True),
        sa.Column("job_seq", key, sa.ForeignKey("jobs.seq", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("document", sa.String(16), index=True),
        sa.Column("reason", sa.Text()),
        sa.UniqueConstraint("job_seq", "at"),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("job_entries")
    op.drop_table("jobs")
