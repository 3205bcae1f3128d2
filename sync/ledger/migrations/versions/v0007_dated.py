"""Rows of procedures whose limits a calendar has dated since. Rows are rebuilt afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the rows of what was dated."""
    op.create_table(
        "dated",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
        sqlite_with_rowid=False,
    )
