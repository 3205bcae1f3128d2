"""The wire, version 1: batches of acts up, receipts and the feed down, blobs as frames.

A batch is zstd over lines: the manifest, then the exact stored bytes of the entries in the
device's order, then the sealed values. The unit of every answer is the act.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import zstandard

from casework.errors import SyncError
from casework.records.sealed import SealedValue
from sync.ledger import chain
from sync.ledger.journal import Entry, StoredAct

VERSION = "v1"
MAX_BODY = 64 << 20
"""No batch or feed unpacks to more than this many bytes."""
MAX_LINES = 1 << 18
MAX_ACT, MAX_NAME, MAX_TIME = 36, 64, 40
"""Longest identifier, stream or tag, and time that the tables of both ends take."""
FRAME_HEAD = 32 + 1 + 4
K = TypeVar("K", bound=msgspec.Struct)
# Besides its own errors the JSON reader lets these out: bytes that are no UTF-8, endless nesting.
_UNREADABLE = (ValueError, RecursionError)


class ActRange(msgspec.Struct, frozen=True):
    """Where an act lies in its device's chain, and the signature over its last hash."""

    act: str
    first_seq: int
    last_seq: int
    at: str
    signature: bytes


class SealedLine(msgspec.Struct, frozen=True):
    """A sealed value on its way, with the stream it belongs to."""

    stream: str
    commitment: str
    salt: bytes
    body: bytes

    def value(self) -> SealedValue:
        """The value, checked against its commitment; raises StoreError LE-301.

        SyncError SY-203 when it is no JSON text: it could never be shown, only break a page.
        """
        if not self.commitment.isascii() or len(self.stream) > MAX_NAME:
            raise SyncError("SY-203")
        value = SealedValue(self.commitment, self.salt, self.body)
        value.verify()
        try:
            msgspec.json.decode(self.body, type=str)
        except _UNREADABLE as error:
            raise SyncError("SY-203") from error
        return value


class Manifest(msgspec.Struct, frozen=True, tag="Manifest.v1", tag_field="type"):
    """What a batch holds: whole acts of one device, one after the other."""

    batch: str
    hall: str
    device: str
    previous: str
    """Hash (hex) before the first entry."""
    acts: tuple[ActRange, ...]
    sealed: int
    client_at: str
    boot: str
    hub_at: str
    since_hub_ms: int

    @property
    def entries(self) -> int:
        """How many entry lines follow."""
        return sum(one.last_seq - one.first_seq + 1 for one in self.acts)


@dataclass(frozen=True, slots=True)
class Batch:
    """A decoded batch."""

    manifest: Manifest
    acts: tuple[StoredAct, ...]
    sealed: tuple[SealedLine, ...]


class ActResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of an act: ``new duplicate conflict missing-blob rejected``.

    ``positions`` names, per stream, the place of its first entry in the hub's order.
    """

    act: str
    result: str
    code: str = ""
    positions: dict[str, int] = {}
    missing: tuple[str, ...] = ()


class Receipt(msgspec.Struct, frozen=True, tag="Receipt.v1", tag_field="type"):
    """The hub's word on a batch; signed over its exact bytes."""

    batch: str
    digest: str
    """SHA-256 (hex) of the batch's bytes as sent."""
    hall: str
    device: str
    last_seq: int
    head: str
    """Last sequence number and hash (hex) of the device's chain as the hub has it now."""
    hub_at: str
    approval_system: bool
    """Whether the hub itself is the approval system: then this ends at-once and same-day pushes."""
    results: tuple[ActResult, ...]


class FeedHead(msgspec.Struct, frozen=True, tag="Feed.v1", tag_field="type"):
    """The first line of a feed answer; ``next`` is what to ask after the following time."""

    hall: str
    device: str
    after: int
    next: int
    more: bool
    hub_at: str
    versions: tuple[str, ...]
    """Event versions the hub knows; a newer window sends nothing until the hub is updated."""
    acts: int


class FeedAct(msgspec.Struct, frozen=True, tag="FeedAct.v1", tag_field="type"):
    """An act in the hall's order; its entries and sealed values follow as lines."""

    feed: int
    device: str
    act: str
    first_seq: int
    at: str
    signature: bytes
    entries: int
    sealed: int
    positions: dict[str, int]


@dataclass(frozen=True, slots=True)
class FedAct:
    """A decoded act of the feed."""

    feed: int
    stored: StoredAct
    positions: dict[str, int]
    sealed: tuple[SealedLine, ...]


def encode_batch(manifest: Manifest, acts: Iterable[StoredAct], sealed: list[SealedLine]) -> bytes:
    """The compressed body of ``POST /v1/batch``."""
    lines = [msgspec.json.encode(manifest)]
    lines += (entry.body for act in acts for entry in act.entries)
    lines += (msgspec.json.encode(line) for line in sealed)
    return _pack(lines)


def decode_batch(body: bytes) -> Batch:
    """Read a batch; SyncError SY-203 for anything that is not one, SY-204 for a broken chain.

    The hashes are computed here from ``previous`` on; signatures are the caller's to check.
    """
    lines = _unpack(body)
    manifest = _as(Manifest, lines[0])
    if len(lines) != 1 + manifest.entries + manifest.sealed:
        raise SyncError("SY-203")
    previous, at = _hash(manifest.previous), 1
    acts: list[StoredAct] = []
    for span in manifest.acts:
        count = span.last_seq - span.first_seq + 1
        bodies = lines[at : at + count]
        acts.append(_act(span.act, manifest.device, span, previous, bodies))
        previous, at = acts[-1].head, at + count
    _check_order(acts)
    return Batch(manifest, tuple(acts), tuple(_as(SealedLine, line) for line in lines[at:]))


def encode_feed(head: FeedHead, acts: Iterable[FedAct]) -> bytes:
    """The compressed body of ``GET /v1/feed``."""
    lines = [msgspec.json.encode(head)]
    for one in acts:
        lines.append(msgspec.json.encode(_feed_act(one)))
        lines += (entry.hash.hex().encode() + b" " + entry.body for entry in one.stored.entries)
        lines += (msgspec.json.encode(line) for line in one.sealed)
    return _pack(lines)


def decode_feed(body: bytes) -> tuple[FeedHead, tuple[FedAct, ...]]:
    """Read a feed answer; SyncError SY-203 for anything that is not one."""
    lines = iter(_unpack(body))
    head = _as(FeedHead, next(lines))
    acts = tuple(_fed_act(lines) for _ in range(head.acts))
    if next(lines, None) is not None:
        raise SyncError("SY-203")
    return head, acts


def _feed_act(one: FedAct) -> FeedAct:
    act = one.stored
    return FeedAct(
        feed=one.feed,
        device=act.device,
        act=act.act,
        first_seq=act.first_seq,
        at=act.at,
        signature=act.signature,
        entries=len(act.entries),
        sealed=len(one.sealed),
        positions=one.positions,
    )


def _fed_act(lines: Iterator[bytes]) -> FedAct:
    head = _as(FeedAct, _next(lines))
    entries = tuple(_fed_entry(_next(lines)) for _ in range(head.entries))
    sealed = tuple(_as(SealedLine, _next(lines)) for _ in range(head.sealed))
    if not entries or head.first_seq < 1:
        raise SyncError("SY-203")
    stored = StoredAct(head.act, head.device, head.first_seq, entries, head.signature, head.at)
    return FedAct(head.feed, stored, head.positions, sealed)


def _next(lines: Iterator[bytes]) -> bytes:
    line = next(lines, None)
    if line is None:
        raise SyncError("SY-203")
    return line


def _fed_entry(line: bytes) -> Entry:
    digest, _, body = line.partition(b" ")
    return _entry(body, _hash(digest.decode("ascii", "replace")))


def _act(act: str, device: str, span: ActRange, previous: bytes, bodies: list[bytes]) -> StoredAct:
    entries: list[Entry] = []
    for body in bodies:
        previous = chain.link(previous, body)
        entries.append(_entry(body, previous))
    if not entries or any(_act_in(entry.body) != act for entry in entries):
        raise SyncError("SY-204", act=act)
    if span.first_seq < 1 or len(act) > MAX_ACT or len(span.at) > MAX_TIME:
        raise SyncError("SY-204", act=act)
    return StoredAct(act, device, span.first_seq, tuple(entries), span.signature, span.at)


def _act_in(body: bytes) -> str:
    return chain.decode_entry(body).act


def _entry(body: bytes, digest: bytes) -> Entry:
    """One entry, read to its last byte: what a fold could stumble over never gets in."""
    try:
        line = chain.decode_entry(body)
        tag = chain.tag_in(bytes(line.event))
        msgspec.json.decode(line.event)
    except _UNREADABLE as error:
        raise SyncError("SY-203") from error
    if len(line.stream) > MAX_NAME or len(tag) > MAX_NAME:
        raise SyncError("SY-203")
    return Entry(line.stream, tag, body, digest)


def _check_order(acts: list[StoredAct]) -> None:
    following = acts[0].first_seq if acts else 0
    for act in acts:
        if act.first_seq != following:
            raise SyncError("SY-204", act=act.act)
        following = act.last_seq + 1


def _pack(lines: Iterable[bytes]) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(b"\n".join(lines))


def _unpack(body: bytes) -> list[bytes]:
    try:
        reader = zstandard.ZstdDecompressor().stream_reader(body)
        data = reader.read(MAX_BODY + 1)
    except zstandard.ZstdError as error:
        raise SyncError("SY-203") from error
    if not data or len(data) > MAX_BODY or data.count(b"\n") >= MAX_LINES:
        raise SyncError("SY-203")
    return data.split(b"\n")


def _as(kind: type[K], line: bytes) -> K:
    try:
        return msgspec.json.decode(line, type=kind)
    except _UNREADABLE as error:
        raise SyncError("SY-203") from error


def _hash(text: str) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError as error:
        raise SyncError("SY-203") from error
    if len(value) != chain.HASH_BYTES:
        raise SyncError("SY-203")
    return value


def frame(sha: str, kind: int, data: bytes) -> bytes:
    """One blob on the wire: SHA-256, kind (0 blob, 1 list of chunks), length, bytes."""
    return bytes.fromhex(sha) + bytes([kind]) + len(data).to_bytes(4, "big") + data


def read_frame(body: bytes) -> tuple[str, int, bytes]:
    """SHA-256 (hex), kind and bytes of the one frame in ``body``; SyncError SY-203 otherwise."""
    size = int.from_bytes(body[FRAME_HEAD - 4 : FRAME_HEAD], "big")
    if len(body) < FRAME_HEAD or len(body) - FRAME_HEAD != size:
        raise SyncError("SY-203")
    return body[:32].hex(), body[32], body[FRAME_HEAD:]


def body_digest(body: bytes) -> str:
    """SHA-256 (hex) of a body as sent: what a receipt answers for."""
    return hashlib.sha256(body).hexdigest()
