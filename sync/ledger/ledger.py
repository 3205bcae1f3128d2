"""The ledger of one end: append an act whole, fold a stream, keep the rows of the lists.

A window's own acts wait without a place until the hub's receipt gives them one; on the hub every
act gets its place in the same transaction.
"""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, select

from casework.act import Appended, Changed, Loaded, NewAct
from casework.errors import StoreError
from casework.records.act_head import ActHead
from casework.records.event import AnyEvent, tag_of
from casework.records.registry import BOOK, fold
from casework.records.sealed import SealedValue
from sync.ledger import chain, journal, rows
from sync.ledger.journal import Entry, StoredAct
from sync.ledger.store import Store
from sync.ledger.tables import acts
from sync.trusted_time import TimeAnchor

CACHE = 256
HEAD = str(ActHead.__struct_config__.tag)


@dataclass(frozen=True, slots=True)
class Identity:
    """This end as a device of a hall: its id and its signing key."""

    hall: str
    device: str
    key: Ed25519PrivateKey


class Ledger:
    """Implements ``casework.act.Ledger`` over a store; thread-safe through the store's writer."""

    def __init__(self, store: Store, identity: Identity, anchor: TimeAnchor) -> None:
        self.store = store
        self.identity = identity
        self.anchor = anchor
        self._cache: OrderedDict[str, Loaded] = OrderedDict()
        self._fresh: dict[str, Loaded] = {}
        """What the transaction under way changed: seen by its own thread until it is on disk."""
        self._tail: tuple[int, bytes] | None = None
        self._commits = 0
        self._guard = threading.Lock()
        self._depth = 0
        store.ended = self._ended
        self._listeners: list[Callable[[Changed], None]] = []

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Call ``listener`` after every commit, from the committing thread."""
        self._listeners.append(listener)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer; listeners hear of it after the commit."""
        with self.store.writing():
            outermost = self._depth == 0
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                touched = frozenset(self._fresh)
        if outermost and touched:
            for listener in self._listeners:
                listener(Changed(touched))

    def _ended(self, committed: bool) -> None:  # noqa: FBT001 - the signature of Store.ended
        """Let everybody see what is now on disk, or forget what is not (inside the writer)."""
        with self._guard:
            self._tail = self._tail if committed else None
            if committed and self._fresh:
                self._commits += 1
                for stream, loaded in self._fresh.items():
                    self._remember(stream, loaded)
            self._fresh = {}

    def load(self, stream: str) -> Loaded:
        """Fold a stream; the result is cached until an append or a feed touches it."""
        if self.store.writes_here and stream in self._fresh:
            return self._fresh[stream]
        with self._guard:
            if stream in self._cache:
                self._cache.move_to_end(stream)
                return self._cache[stream]
            seen = self._commits
        with self.store.reading() as connection:
            loaded = self._fold(connection, stream)
        with self._guard:
            # A commit meanwhile may have made this one old before it could be kept.
            if seen == self._commits:
                self._remember(stream, loaded)
        return loaded

    def _fold(self, connection: Connection, stream: str) -> Loaded:
        hall = self.identity.hall
        bodies = journal.stream_entries(connection, hall, stream)
        record = fold(stream, self._decoded(connection, stream, bodies))
        return Loaded(record, journal.stream_position(connection, hall, stream))

    def _decoded(
        self, connection: Connection, stream: str, bodies: Sequence[bytes]
    ) -> Iterator[AnyEvent]:
        values = journal.sealed_of(connection, self.identity.hall, stream)
        return (BOOK.decode(bytes(chain.decode_entry(body).event), values) for body in bodies)

    def append(self, act: NewAct) -> Appended:
        """Write an act in this device's chain; raise StoreError and leave nothing behind."""
        with self.writing(), self.store.writing() as connection:
            stored, values = self._compose(connection, act)
            journal.write_act(connection, self.identity.hall, stored, journal.PENDING)
            journal.write_sealed(connection, self.identity.hall, values)
            journal.move_head(
                connection,
                self.identity.hall,
                self.identity.device,
                stored.last_seq,
                stored.head,
            )
            self._tail = stored.last_seq, stored.head
            for stream in stored.streams():
                events = [staged.event for staged in act.events if staged.stream == stream]
                if (known := self._known(stream)) is not None:
                    self._step(connection, stream, events, (known, known.position), act.act)
                else:
                    self._refold(connection, stream)
        hashes = tuple(entry.hash.hex() for entry in stored.entries[1:])
        return Appended(act.act, stored.last_seq, hashes, act.events)

    def reread(self, connection: Connection, streams: Iterable[str]) -> None:
        """Fold streams anew and rewrite their rows: what lies beside the journal changed."""
        for stream in streams:
            self._refold(connection, stream)

    def added(self, connection: Connection, act: StoredAct, positions: Mapping[str, int]) -> None:
        """Another end's act got its places; where these come last, nothing is read again."""
        for stream in act.streams():
            known, first = self._known(stream), positions[stream]
            if known is None or self._moved(connection, stream, (known, first)):
                self._refold(connection, stream)
                continue
            bodies = [entry.body for entry in act.entries if entry.stream == stream]
            events = list(self._decoded(connection, stream, bodies))
            after = first + len(events) - 1
            self._step(connection, stream, events, (known, after), act.act)

    def settled(self, connection: Connection, act: StoredAct, positions: Mapping[str, int]) -> None:
        """An own act got its places; where these follow what is known, nothing else changes."""
        for stream in act.streams():
            known, first = self._known(stream), positions[stream]
            if known is None or self._moved(connection, stream, (known, first), act.first_seq):
                self._refold(connection, stream)
                continue
            count = sum(entry.stream == stream for entry in act.entries)
            self._fresh[stream] = Loaded(known.record, first + count - 1)

    def _known(self, stream: str) -> Loaded | None:
        """What is known without reading (inside the writer, so that nobody else changes it)."""
        with self._guard:
            return self._fresh.get(stream) or self._cache.get(stream)

    def _moved(
        self, connection: Connection, stream: str, at: tuple[Loaded, int], before: int | None = None
    ) -> bool:
        """Whether a place is another than the next, or own entries wait in front of it."""
        known, first = at
        hall = self.identity.hall
        return first != known.position + 1 or journal.has_waiting(connection, hall, stream, before)

    def _step(
        self,
        connection: Connection,
        stream: str,
        events: Sequence[AnyEvent],
        at: tuple[Loaded, int],
        act: str,
    ) -> None:
        """Fold events onto what is known and write the rows that change with it."""
        known, position = at
        record = fold(stream, events, known.record)
        hall = self.identity.hall
        rows.change_rows(connection, hall, stream, (known.record, record), act)
        self._fresh[stream] = Loaded(record, position)

    def _refold(self, connection: Connection, stream: str) -> None:
        hall = self.identity.hall
        values = journal.sealed_of(connection, hall, stream)
        bodies = journal.stream_entries(connection, hall, stream)
        record, brought = rows.replay(stream, map(chain.decode_entry, bodies), values)
        rows.project_rows(connection, hall, stream, record, brought)
        self._fresh[stream] = Loaded(record, journal.stream_position(connection, hall, stream))

    def head(self) -> tuple[int, bytes]:
        """The last sequence number and hash of this device's chain."""
        with self.store.reading() as connection:
            row = journal.device_row(connection, self.identity.hall, self.identity.device)
        if row is None:
            raise StoreError("LE-210", device=self.identity.device)
        return row["last_seq"], row["head"]

    def pending(self) -> int:
        """How many own acts the hub has not receipted: the outbox is nothing else."""
        query = select(func.count()).where(
            acts.c.hall == self.identity.hall,
            acts.c.device == self.identity.device,
            acts.c.state == journal.PENDING,
        )
        with self.store.reading() as connection:
            return connection.execute(query).scalar_one()

    def _compose(
        self, connection: Connection, act: NewAct
    ) -> tuple[StoredAct, list[tuple[str, SealedValue]]]:
        last_seq, head = self._own_tail(connection)
        values: list[tuple[str, SealedValue]] = []
        bodies = [("", HEAD, _head_event(self.identity, self.anchor, act))]
        for staged in act.events:
            body, found = BOOK.encode(staged.event)
            values += ((staged.stream, value) for value in found)
            bodies.append((staged.stream, tag_of(staged.event), body))
        entries = _linked(act.act, head, bodies)
        signature = chain.sign_act(self.identity.key, entries[-1].hash)
        at = act.at.isoformat()
        stored = StoredAct(act.act, self.identity.device, last_seq + 1, entries, signature, at)
        return stored, values

    def _own_tail(self, connection: Connection) -> tuple[int, bytes]:
        """How far the own chain has come; read again after anything but a commit of its own."""
        tail = self._tail or journal.tail_of(connection, self.identity.hall, self.identity.device)
        if tail is None:
            raise StoreError("LE-210", device=self.identity.device)
        return tail

    def _remember(self, stream: str, loaded: Loaded) -> None:
        self._cache[stream] = loaded
        self._cache.move_to_end(stream)
        if len(self._cache) > CACHE:
            self._cache.popitem(last=False)


def _head_event(identity: Identity, anchor: TimeAnchor, act: NewAct) -> bytes:
    claim = anchor.claim(act.at)
    head = ActHead(
        device=identity.device,
        hall=identity.hall,
        window=act.window,
        clerk=act.clerk,
        at=act.at.isoformat(),
        hub_at=claim.hub_at,
        since_hub_ms=claim.since_hub_ms,
        boot=claim.boot,
        clock_suspect=claim.suspect,
        why=act.why,
        pack=act.pack,
        pack_sha256=act.pack_sha256,
        bases=dict(act.bases),
        count=len(act.events),
    )
    return BOOK.encode(head)[0]


def _linked(act: str, previous: bytes, bodies: list[tuple[str, str, bytes]]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for stream, tag, event in bodies:
        body = chain.encode_entry(act, stream, event)
        previous = chain.link(previous, body)
        entries.append(Entry(stream, tag, body, previous))
    return tuple(entries)
