"""Projects and what they were split from, read from the ledger; on the ledger lane."""

from casework.records.project import ProjectRecord
from desktop.desk import Desk


def project_of(desk: Desk, stream: str) -> ProjectRecord | None:
    """The project behind a stream; None where this end does not know it."""
    record = desk.ledger.load(stream).record
    return record if isinstance(record, ProjectRecord) else None


def above(desk: Desk, stream: str) -> dict[str, ProjectRecord]:
    """The project and everything it was split from, itself first, as far as it is known here."""
    found: dict[str, ProjectRecord] = {}
    while stream and stream not in found:
        record = project_of(desk, stream)
        if record is None:
            break
        found[stream] = record
        stream = record.registered.parent
    return found
