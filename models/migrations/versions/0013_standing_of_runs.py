"""Who is to work at a run: the command that was started for it, any service, or nobody for now.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; runs so far belong to commands."""
    op.add_column("runs", sa.Column("standing", sa.String(20), nullable=False, server_default="terminal"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("runs", "standing")
