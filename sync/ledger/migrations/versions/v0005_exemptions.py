"""Rows of exemptions by their project. Rows are rebuilt afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the rows of exemptions."""
    op.create_table(
        "exemptions",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("determined_at", sa.String(length=40), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("works", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
        sqlite_with_rowid=False,
    )
    op.create_index("exemptions_project", "exemptions", ["hall", "project"], unique=False)
