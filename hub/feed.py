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
PAGE_BYTES = 8 << 20
"""An answer ends after the act that passes this size, long before a window refuses its size."""
_SHARED = frozenset({ids.ACCOUNT, ids.PROJECT, ids.RULES, ids.ROLLS})
_WITH_A_CASE = frozenset({ids.CASE, ids.TASK, *ids.BOUND})
_IDENT = 36


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
                .where(
                    acts.c.hall == self._hall,
                    acts.c.state == journal.RECEIPTED,
                    acts.c.feed > after,
                )
                .order_by(acts.c.feed)
                .limit(PAGE)
            ).all()
            fed: list[FedAct] = []
            size, following = 0, after
            for row in rows:
                if size > PAGE_BYTES:
                    break
                following = row.feed
                if (one := self._fed(connection, row.act, row.feed, device)) is not None:
                    fed.append(one)
                    size += _size(one)
        head = FeedHead(
            hall=self._hall,
            device=device,
            after=after,
            next=following,
            more=bool(rows) and (len(rows) == PAGE or following != rows[-1].feed),
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
        positions = journal.positions_of(connection, self._hall, stored)
        # An act may touch a stream for everybody and a case for few: values go by the stream.
        sealed = tuple(
            SealedLine(stream, value.commitment, value.salt, value.body)
            for stream, value in journal.sealed_in_acts(connection, self._hall, [stored])
            if stored.device == device or self._opens(connection, stream, device)
        )
        return FedAct(feed, stored, positions, sealed)

    def _may_see(self, connection: Connection, act: StoredAct, device: str) -> bool:
        """Accounts, projects and rules for all; numbers for their device; cases it works on."""
        if act.device == device:
            return True
        return any(self._opens(connection, stream, device) for stream in act.streams())

    def _opens(self, connection: Connection, stream: str, device: str) -> bool:
        kind = ids.kind_of(stream)
        if kind in _SHARED or stream == ids.stream_of(ids.NUMBERS, device):
            return True
        if kind not in _WITH_A_CASE:
            return False
        # A task's name begins with that of the case it is about.
        case = ids.stream_of(ids.CASE, ids.ident_of(stream)[:_IDENT])
        return self._works_on(connection, case, device)

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


def _size(one: FedAct) -> int:
    """About as many bytes as the act takes in the answer before it is packed."""
    entries_size = sum(len(entry.body) for entry in one.stored.entries)
    return entries_size + sum(len(line.body) for line in one.sealed)
