"""Does a paper match the journal? Asked by anybody who holds it; no personal data are told."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from casework.records.case_events import NoticeIssued
from casework.records.notice import PaperMark
from casework.records.registry import BOOK
from hub.opening import Hub
from sync.ledger import chain
from sync.ledger.journal import SET_ASIDE
from sync.ledger.tables import acts
from sync.ledger.tables import journal as entries


class Verdict(StrEnum):
    """What the journal says of a paper."""

    MATCHES = "matches"
    STANDS = "stands"
    """It matches an act that is in dispute: served paper stands (obligations 0b e)."""
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    """No such entry here; the window may not have sent it yet."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict with the kind of paper and the moment of its act, where it matches."""

    verdict: Verdict
    kind: str = ""
    at: str = ""


def check(hub: Hub, mark: PaperMark) -> Checked:
    """Compare number, entry hash and record digest of a paper with the journal."""
    query = (
        select(entries.c.body, acts.c.at, acts.c.state)
        .join(acts, (acts.c.hall == entries.c.hall) & (acts.c.act == entries.c.act))
        .where(
            entries.c.hall == hub.hall_id,
            entries.c.hash == bytes.fromhex(mark.entry_hash),
            entries.c.tag == "NoticeIssued.v1",
        )
    )
    with hub.ledger.store.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return Checked(Verdict.UNKNOWN)
    event = BOOK.decode(bytes(chain.decode_entry(row.body).event), {})
    if not isinstance(event, NoticeIssued):
        return Checked(Verdict.UNKNOWN)
    if (event.number, event.record_digest) != (mark.number, mark.record_digest):
        return Checked(Verdict.DIFFERS)
    verdict = Verdict.STANDS if row.state == SET_ASIDE else Verdict.MATCHES
    return Checked(verdict, event.kind, row.at)
