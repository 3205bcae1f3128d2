"""The feed of a hall: what a window may know, in the hub's order, signed as a whole.

What was filed online is told to every window until somebody has decided it, that decision included:
each of them may take it up (obligations 0b g). Personal values go only while it is undecided.

The issuing windows hear of every case, so that they have its whole history when it comes to them;
personal values go to them only from then on (001D八(三)1, ``hub.issuing``).
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from casework.records import ids
from casework.records.case_events import ONLINE, ApplicationReceived
from casework.records.registry import BOOK
from hub import issuing
from sync import signing, wire
from sync.ledger import chain, journal
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger
from sync.ledger.tables import acts
from sync.ledger.tables import journal as entries
from sync.wire import FedAct, FeedHead, SealedLine

PAGE = 200
PAGE_BYTES = 8 << 20
"""An answer ends after the act that passes this size, long before a window refuses its size."""
_SHARED = frozenset({ids.ACCOUNT, ids.PROJECT, ids.RULES, ids.ROLLS, ids.LOCKS})
_TOLD = frozenset({ids.EXEMPTION})
"""What every window hears of, since it counts at the next step anywhere; persons stay sealed."""
_WITH_A_CASE = frozenset({ids.CASE, *ids.BOUND})
_OF_CASES = frozenset({*_WITH_A_CASE, ids.STAGE, ids.TASK})
"""What an issuing window hears of from the beginning."""
_ABOUT = (ids.CASE, ids.STAGE, ids.EXEMPTION)
"""What a task may be about; a task about anything else (a project) is everybody's."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OPENING = ("ApplicationReceived.v1",)
_TAKEN = (
    "ApplicationAccepted.v1",
    "ApplicationRefused.v1",
    "ApplicationDeemedAccepted.v1",
    "PapersHandedOver.v1",
    "CaseWithdrawn.v1",
    "CaseTerminated.v1",
)
"""What ends the time in which any window may take an online case up."""


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
        if stored is None or not self._may_see(connection, stored, feed, device):
            return None
        positions = journal.positions_of(connection, self._hall, stored)
        # An act may touch a stream for everybody and a case for few: values go by the stream.
        sealed = tuple(
            SealedLine(stream, value.commitment, value.salt, value.body)
            for stream, value in journal.sealed_in_acts(connection, self._hall, [stored])
            if stored.device == device or self.opens(connection, stream, device)
        )
        return FedAct(feed, stored, positions, sealed)

    def _may_see(self, connection: Connection, act: StoredAct, feed: int, device: str) -> bool:
        """Accounts, projects and rules for all; numbers for their device; cases it works on."""
        if act.device == device:
            return True
        streams = act.streams()
        if any(self.opens(connection, stream, device) for stream in streams):
            return True
        if any(ids.kind_of(stream) in _TOLD for stream in streams):
            return True
        if any(ids.kind_of(stream) in _OF_CASES for stream in streams) and issuing.is_issuing(
            connection, self._hall, device
        ):
            return True
        return any(self._was_open(connection, stream, feed) for stream in streams)

    def opens(self, connection: Connection, stream: str, device: str) -> bool:
        """Whether a device may know everything of a stream now, files and personal values too."""
        kind = ids.kind_of(stream)
        if kind in _SHARED or stream == ids.stream_of(ids.NUMBERS, device):
            return True
        if kind in _WITH_A_CASE:
            return self._opens_case(connection, ids.ident_of(stream), device)
        if kind == ids.TASK:
            return self._opens_task(connection, stream, device)
        return kind in _ABOUT and self._works_on(connection, stream, device)

    def _opens_case(self, connection: Connection, ident: str, device: str) -> bool:
        case = ids.stream_of(ids.CASE, ident)
        online, taken = self._taken(connection, case)
        if (online and taken is None) or self._works_on(connection, case, device):
            return True
        return issuing.is_issuing(connection, self._hall, device) and self._reached(
            connection, case
        )

    def _reached(self, connection: Connection, case: str) -> bool:
        """Whether something of a case is to be told or handed out at the issuing window."""
        streams = (case, ids.bound_to(case, ids.JOINT))
        queries = (self._placed(one, issuing.REACHED).limit(1) for one in streams)
        return any(connection.execute(query).first() is not None for query in queries)

    def _opens_task(self, connection: Connection, stream: str, device: str) -> bool:
        """A task's name begins with the identifier of what it is about."""
        about = _UUID.match(ids.ident_of(stream))
        if about is None:
            return True
        if self._opens_case(connection, about[0], device):
            return True
        streams = (ids.stream_of(kind, about[0]) for kind in _ABOUT)
        return any(self._works_on(connection, one, device) for one in streams)

    def _was_open(self, connection: Connection, stream: str, feed: int) -> bool:
        """Whether an online case had not been taken up before this place of the feed."""
        online, taken = self._taken(connection, stream)
        return online and (taken is None or feed <= taken)

    def _taken(self, connection: Connection, stream: str) -> tuple[bool, int | None]:
        """Whether a case was filed online, and where in the feed somebody took it up."""
        opening = self._placed(stream, _OPENING).with_only_columns(entries.c.body).limit(1)
        body = connection.execute(opening).scalar_one_or_none()
        if body is None:
            return False, None
        event = BOOK.decode(bytes(chain.decode_entry(body).event), {})
        online = isinstance(event, ApplicationReceived) and event.channel == ONLINE
        first = self._placed(stream, _TAKEN).with_only_columns(func.min(acts.c.feed))
        return online, connection.execute(first).scalar_one() if online else None

    def _placed(self, stream: str, tags: Sequence[str]) -> Select[Any]:
        """The entries of a stream with these tags that stand in the hall's order."""
        return (
            select(entries)
            .join(acts, (entries.c.hall == acts.c.hall) & (acts.c.act == entries.c.act))
            .where(
                entries.c.hall == self._hall,
                entries.c.stream == stream,
                entries.c.tag.in_(tags),
                acts.c.state == journal.RECEIPTED,
            )
        )

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
