"""Rows of tasks; limits of any stream name their case themselves. Rows are rebuilt afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the rows of tasks, and those of limits anew."""
    op.drop_table("limits")
    _limit_table()
    _task_table()


def _limit_table() -> None:
    op.create_table(
        "limits",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("start", sa.String(length=40), nullable=False),
        sa.Column("due", sa.String(length=40), nullable=False),
        sa.Column("ends", sa.String(length=32), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("sentence", sa.String(length=400), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("case", sa.String(length=64), nullable=False),
        sa.Column("project_name", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("limits_due", "limits", ["hall", "due"], unique=False)
    op.create_index("limits_case", "limits", ["hall", "case"], unique=False)


def _task_table() -> None:
    op.create_table(
        "tasks",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("project_name", sa.String(length=400), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
        sqlite_with_rowid=False,
    )
    op.create_index("tasks_newest", "tasks", ["hall", "state", "opened_at"], unique=False)
    op.create_index("tasks_about", "tasks", ["hall", "about"], unique=False)
