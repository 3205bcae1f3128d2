"""First schema: journal, acts, streams, sealed values, blobs, devices, receipts and the rows."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    _journal_tables()
    _side_tables()
    _row_tables()


def _journal_tables() -> None:
    _act_tables()
    _chain_tables()


def _act_tables() -> None:
    op.create_table(
        "acts",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("act", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.Column("feed", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "act"),
        sqlite_with_rowid=False,
    )
    op.create_index("acts_device", "acts", ["hall", "device", "first_seq"], unique=True)
    op.create_index("acts_state", "acts", ["hall", "state", "feed"], unique=False)
    op.create_table(
        "journal",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "device", "seq"),
    )
    op.create_index("journal_stream", "journal", ["hall", "stream", "position"], unique=False)


def _chain_tables() -> None:
    op.create_table(
        "streams",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
    )
    op.create_table(
        "devices",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "device"),
    )


def _side_tables() -> None:
    op.create_table(
        "sealed",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream", "commitment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blobs",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("hall", "name"),
    )
    _receipt_tables()


def _receipt_tables() -> None:
    op.create_table(
        "receipts",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "batch"),
    )
    op.create_table(
        "drafts",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("hall", "draft"),
    )
    op.create_table(
        "facts",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "name"),
    )


def _row_tables() -> None:
    op.create_table(
        "cases",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("item_name", sa.String(length=200), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.Column("project_code", sa.String(length=64), nullable=False),
        sa.Column("project_name", sa.String(length=400), nullable=False),
        sa.Column("unit", sa.String(length=400), nullable=False),
        sa.Column("person_masked", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
        sqlite_with_rowid=False,
    )
    op.create_index("cases_newest", "cases", ["hall", "received_at", "stream"], unique=False)
    op.create_index("cases_project", "cases", ["hall", "project"], unique=False)
    op.create_table(
        "projects",
        sa.Column("hall", sa.String(length=36), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=400), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=False),
        sa.Column("builder", sa.String(length=400), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream"),
    )
    op.create_index("projects_code", "projects", ["hall", "code"], unique=False)
    op.create_index("projects_parent", "projects", ["hall", "parent"], unique=False)
    _limit_table()


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
        sa.Column("act", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("hall", "stream", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("limits_due", "limits", ["hall", "due"], unique=False)
