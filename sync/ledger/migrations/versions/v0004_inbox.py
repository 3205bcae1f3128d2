"""Rows of what was filed online and waits for a decision. Rows are rebuilt afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the rows of the inbox."""
    op.create_table(
        "inbox",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("brought_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
        sqlite_with_rowid=False,
    )
