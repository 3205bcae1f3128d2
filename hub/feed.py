"""The feed of a hall: what a window may know, in the hub's order, signed as a whole."""

from datetime import datetime

from sqlalchemy import Connection, select

from casework.records import ids
from casework.records.registry import BOOK
from sync import signing, wire
from sync.ledger import journal
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger
from sync.ledger.tables import acts
from sync.ledger.tables import journal as entries
from sync.wire import FedAct, FeedHead, SealedLine

PAGE = 200
_SHARED = frozenset({ids.ACCOUNT, ids.PROJECT, ids.RULES})


class Feed:
    """Answers ``GET /v1/feed`` for a device."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._hall = ledger.identity.hall

    def answer(self, device: str, after: int, now: datetime) -> tuple[bytes, str]:
        """The signed body with at most PAGE acts after position ``after``.

        ``next`` moves over acts the device may not see, so that nothing is asked for twice.
        """
        with self._ledger.store.reading() as connection:
            rows = connection.execute(
                select(acts.c.act, acts.c.feed)
                .where(acts.c.hall == self._hall, acts.c.feed > after)
                .order_by(acts.c.feed)
                .limit(PAGE)
            ).all()
            fed = [
                one
                for row in rows
                if (one := self._fed(connection, row.act, row.feed, device)) is not None
            ]
        head = FeedHead(
            hall=self._hall,
            device=device,
            after=after,
            next=rows[-1].feed if rows else after,
            more=len(rows) == PAGE,
            hub_at=now.isoformat(),
            versions=tuple(sorted(BOOK.tags)),
            acts=len(fed),
        )
        body = wire.encode_feed(head, fed)
        return body, signing.sign_answer(self._ledger.identity.key, signing.FEED, body)

    def _fed(self, connection: Connection, act: str, feed: int, device: str) -> FedAct | None:
        stored = journal.read_act(connection, self._hall, act)
        if stored is None or not self._may_see(connection, stored, device):
            return None
        found = connection.execute(
            select(entries.c.stream, entries.c.position)
            .where(entries.c.hall == self._hall, entries.c.act == act, entries.c.stream != "")
            .order_by(entries.c.position.desc())
        )
        positions = {row.stream: row.position for row in found}
        sealed = tuple(
            SealedLine(stream, value.commitment, value.salt, value.body)
            for stream, value in journal.sealed_in_acts(connection, self._hall, [stored])
        )
        return FedAct(feed, stored, positions, sealed)

    def _may_see(self, connection: Connection, act: StoredAct, device: str) -> bool:
        """Accounts, projects and rules for all; numbers for their device; cases it works on."""
        if act.device == device:
            return True
        for stream in act.streams():
            kind = ids.kind_of(stream)
            if kind in _SHARED or stream == ids.stream_of(ids.NUMBERS, device):
                return True
            if kind == ids.CASE and self._works_on(connection, stream, device):
                return True
        return False

    def _works_on(self, connection: Connection, stream: str, device: str) -> bool:
        query = (
            select(entries.c.seq)
            .where(
                entries.c.hall == self._hall,
                entries.c.stream == stream,
                entries.c.device == device,
            )
            .limit(1)
        )
        return connection.execute(query).first() is not None
