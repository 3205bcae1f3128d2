"""Rows of projects say kind and state; drafts say their project. Rows are rebuilt afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the rows of projects anew; drafts are no rows, so each one is kept."""
    op.drop_table("projects")
    _project_table()
    op.rename_table("drafts", "drafts_before")
    _draft_table()
    op.execute(
        "INSERT INTO drafts (hall, draft, kind, body, saved_at, project)"
        " SELECT hall, draft, kind, body, saved_at, '' FROM drafts_before"
    )
    op.drop_table("drafts_before")


def _project_table() -> None:
    op.create_table(
        "projects",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=False),
        sa.Column("builder", sa.String(length=400), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("beginning", sa.String(length=12), nullable=False),
        sa.Column("works", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
    )
    op.create_index("projects_code", "projects", ["hall", "code"], unique=False)
    op.create_index("projects_parent", "projects", ["hall", "parent"], unique=False)
    op.create_index("projects_state", "projects", ["hall", "state"], unique=False)


def _draft_table() -> None:
    op.create_table(
        "drafts",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.String(length=40), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("hall", "draft"),
    )
