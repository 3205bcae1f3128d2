"""The journal's order of a stream without its hall, which every entry repeated."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index shorter: a stream belongs to one hall alone but for a few."""
    op.drop_index("journal_stream", table_name="journal")
    op.create_index("journal_stream", "journal", ["stream", "position"], unique=False)
