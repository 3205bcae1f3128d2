"""Push: ranges of the chain go to the hub; what it has receipted is done. There is no outbox.

Files first, entries after. One fault sets one act aside; faults of credentials, clock, TLS or disk
stop the loop and say so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from casework.errors import HaltError, SyncError
from casework.records.ids import new_id
from casework.records.registry import BOOK, blobs_in
from sync import wire
from sync.client import HubClient, SignedReceipt
from sync.ledger import chain, journal, settle
from sync.ledger.blobs import LIST, Blobs, ChunkList
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger

MAX_ACTS = 200
MAX_BYTES = 8 << 20
MAX_PACK = 64 << 20


@dataclass(frozen=True, slots=True)
class Pushed:
    """What one round brought: acts receipted, set aside, and still waiting."""

    receipted: int = 0
    set_aside: int = 0
    waiting: int = 0


class Push:
    """Ships this device's pending acts; call ``round`` from one thread at a time."""

    def __init__(
        self, ledger: Ledger, blobs: Blobs, client: HubClient, now: Callable[[], datetime]
    ) -> None:
        self._ledger = ledger
        self._blobs = blobs
        self._client = client
        self._now = now

    def round(self, known: frozenset[str]) -> Pushed:
        """Send one batch of pending acts; ``known`` are the event versions the hub announced.

        Raises SyncError when the hub cannot be reached (the acts wait) and HaltError SY-120 when
        the hub is older than an event on its way.
        """
        acts = self._next_acts()
        if not acts:
            return Pushed()
        self._refuse_newer(acts, known)
        self._send_blobs(acts)
        signed = self._client.batch(self._encode(acts))
        return self._settle(acts, signed)

    def _next_acts(self) -> list[StoredAct]:
        hall, device = self._ledger.identity.hall, self._ledger.identity.device
        taken: list[StoredAct] = []
        size = 0
        with self._ledger.store.reading() as connection:
            for act in journal.pending_acts(connection, hall, device, MAX_ACTS):
                stored = journal.read_act(connection, hall, act)
                if stored is None or size > MAX_BYTES:
                    break
                taken.append(stored)
                size += sum(len(entry.body) for entry in stored.entries)
        return taken

    def _refuse_newer(self, acts: list[StoredAct], known: frozenset[str]) -> None:
        tags = {entry.tag for act in acts for entry in act.entries}
        if newer := sorted(tags - known):
            raise HaltError("SY-120", events=", ".join(newer))

    def _send_blobs(self, acts: list[StoredAct]) -> None:
        names = [name for act in acts for entry in act.entries for name in _blobs_of(entry.body)]
        if not names:
            return
        lists: dict[str, bytes] = {}
        self._pack(self._client.have(dict.fromkeys(names)), lists)
        if lists:
            # The hub takes a list only when it has the chunks: they go first.
            chunks = [chunk for data in lists.values() for chunk in _chunks_in(data)]
            self._pack(self._client.have(dict.fromkeys(chunks)), lists)
            self._client.pack(wire.frame(name, LIST, data) for name, data in lists.items())

    def _pack(self, missing: frozenset[str], lists: dict[str, bytes]) -> None:
        """Send what is missing; what turns out to be the list of a large file is put aside.

        Only what is missing is ever read, and once: a batch sent again costs next to nothing.
        """
        waiting = list(missing)
        while waiting:
            self._client.pack(self._frames(waiting, lists))

    def _frames(self, waiting: list[str], lists: dict[str, bytes]) -> Iterator[bytes]:
        """Frames until a pack is large enough: a refusal is heard only at the end of one."""
        size = 0
        while waiting and size < MAX_PACK:
            name = waiting.pop()
            kind, data = self._blobs.read_stored(name)
            if kind == LIST:
                lists[name] = data
            else:
                yield wire.frame(name, kind, data)
                size += len(data)

    def _encode(self, acts: list[StoredAct]) -> bytes:
        hall = self._ledger.identity.hall
        now = self._now()
        claim = self._ledger.anchor.claim(now)
        with self._ledger.store.reading() as connection:
            values = [
                wire.SealedLine(stream, value.commitment, value.salt, value.body)
                for stream, value in journal.sealed_in_acts(connection, hall, acts)
            ]
            previous = journal.hash_before(connection, hall, acts[0])
        spans = tuple(
            wire.ActRange(act.act, act.first_seq, act.last_seq, act.at, act.signature)
            for act in acts
        )
        manifest = wire.Manifest(
            batch=new_id(now),
            hall=hall,
            device=acts[0].device,
            previous=previous.hex(),
            acts=spans,
            sealed=len(values),
            client_at=now.isoformat(),
            boot=claim.boot,
            hub_at=claim.hub_at,
            since_hub_ms=claim.since_hub_ms,
        )
        return wire.encode_batch(manifest, acts, values)

    def _settle(self, acts: list[StoredAct], signed: SignedReceipt) -> Pushed:
        receipt = signed.receipt
        ledger, hall = self._ledger, self._ledger.identity.hall
        sent = {act.act for act in acts}
        done = aside = 0
        with ledger.writing(), ledger.store.writing() as connection:
            settle.check_head(ledger, connection, receipt.last_seq, receipt.head)
            settle.keep_receipt(connection, hall, signed.kept())
            for result in (one for one in receipt.results if one.act in sent):
                if result.result in ("new", "duplicate"):
                    settle.settle_act(
                        ledger, connection, result.act, receipt.batch, result.positions
                    )
                    done += 1
                elif result.result in ("conflict", "rejected"):
                    settle.set_aside_act(ledger, connection, result.act, result.code)
                    aside += 1
        ledger.anchor.heard(datetime.fromisoformat(receipt.hub_at))
        if not done and not aside:
            raise SyncError("SY-105")
        return Pushed(done, aside, ledger.pending())


def _blobs_of(body: bytes) -> tuple[str, ...]:
    return blobs_in(BOOK.decode(bytes(chain.decode_entry(body).event), {}))


def _chunks_in(listing: bytes) -> tuple[str, ...]:
    return msgspec.json.decode(listing, type=ChunkList).chunks
