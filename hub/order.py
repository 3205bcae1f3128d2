"""The hub's order: the only final one. Every accepted act gets its places and a feed position.

The position of the feed is one row per hall and the last thing every accepting transaction
touches, so that positions appear in commit order and a reader never skips one.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, update

from casework.act import Appended, Loaded, NewAct
from casework.law.catalogue import Pack
from casework.records import ids
from casework.records.event import Staged
from sync.ledger import journal
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger
from sync.ledger.tables import acts

FEED = "feed"
HUB = "hub"
"""Who acts, where nobody but the hub does."""


def place(connection: Connection, hall: str, act: StoredAct) -> dict[str, int]:
    """Order a written act: per stream the position of its first entry."""
    positions = {
        stream: journal.stream_position(connection, hall, stream) + 1 for stream in act.streams()
    }
    journal.place_act(connection, hall, act, positions)
    feed = journal.stream_position(connection, hall, FEED) + 1
    connection.execute(
        update(acts)
        .where(acts.c.hall == hall, acts.c.act == act.act)
        .values(state=journal.RECEIPTED, feed=feed)
    )
    journal.set_stream_position(connection, hall, FEED, feed)
    return positions


class HubLedger(Ledger):
    """The hub as a device of the hall: its own acts are in order at once."""

    def append(self, act: NewAct) -> Appended:
        """Write an act and place it in the same transaction."""
        with self.writing(), self.store.writing() as connection:
            done = super().append(act)
            stored = journal.read_act(connection, self.identity.hall, act.act)
            if stored is not None:
                positions = place(connection, self.identity.hall, stored)
                self.settled(connection, stored, positions)
        return done

    def record(
        self, why: str, now: datetime, events: Sequence[Staged], pack: Pack | None = None
    ) -> Appended:
        """An act of the hub itself: no clerk and no window; ``pack`` if rules decided it."""
        with self.writing():
            streams = dict.fromkeys(staged.stream for staged in events)
            act = NewAct(
                act=ids.new_id(now),
                at=now,
                clerk=HUB,
                window=HUB,
                why=why,
                pack=pack.ident if pack else "",
                pack_sha256=pack.sha256 if pack else "",
                bases={stream: self.load(stream).position for stream in streams},
                events=tuple(events),
            )
            return self.append(act)

    def load(self, stream: str) -> Loaded:
        """As on a window; accounts and rules always from the disk.

        ``yichuang-hub`` may write them from another process while the hub runs.
        """
        if ids.kind_of(stream) not in (ids.ACCOUNT, ids.RULES):
            return super().load(stream)
        with self.store.reading() as connection:
            return self._fold(connection, stream)

    def _own_tail(self, connection: Connection) -> tuple[int, bytes]:
        """Always from the disk, for the same reason."""
        self._tail = None
        return super()._own_tail(connection)
