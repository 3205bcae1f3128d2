"""Blobs: scans and printed files, encrypted one by one, appended to packs with few syncs.

Entries and the wire name a blob by the SHA-256 of its plain bytes; on disk it is named by an HMAC
with a key of this end and encrypted with a random data key of its own, kept in the store: purge
deletes that key. Over 4 MiB a file is kept as chunks and a list that stands under its own name.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Row, delete, insert, select, update

from casework.errors import StoreError
from foundation.places import sync_data, sync_folder
from sync.ledger.store import Store, translated
from sync.ledger.tables import blobs

CHUNK = 4 << 20
PACK_LIMIT = 256 << 20
PLAIN, LIST = 0, 1
_MARK = b"YCB1"
_HEAD = len(_MARK) + 32 + 4
_NONCE = bytes(12)  # every blob has a key of its own, so one nonce can never repeat under a key


class ChunkList(msgspec.Struct, frozen=True):
    """The list of a large file: its size and the SHA-256 (hex) of its chunks in order."""

    size: int
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A blob that lies in a pack and is not yet indexed."""

    name: str
    kind: int
    pack: str
    start: int
    length: int
    size: int
    data_key: bytes


def digest_of(data: bytes) -> str:
    """The name of plain bytes on the wire and in entries."""
    return hashlib.sha256(data).hexdigest()


class Blobs:
    """The blobs of one store; thread-safe. ``name_key`` is the secret of this end."""

    def __init__(self, store: Store, hall: str, name_key: bytes) -> None:
        self._store = store
        self._hall = hall
        self._name_key = name_key
        self._lock = threading.Lock()
        self._folder = store.folder / "packs"
        self._folder.mkdir(exist_ok=True)
        self._pack: FileIO | None = None

    def put(self, data: bytes) -> str:
        """Keep plain bytes durably and return their SHA-256 (hex); known bytes are kept once."""
        sha = digest_of(data)
        if self.has((sha,)):
            return sha
        if len(data) <= CHUNK:
            self.commit((self.append(sha, data),))
            return sha
        pieces = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
        placed = [self.append(digest_of(piece), piece) for piece in pieces]
        listing = ChunkList(len(data), tuple(digest_of(piece) for piece in pieces))
        placed.append(self.append(sha, msgspec.json.encode(listing), LIST))
        self.commit(placed)
        return sha

    def append(self, sha: str, data: bytes, kind: int = PLAIN) -> Placed:
        """Write into the current pack without a sync; the blob exists only after ``commit``."""
        name = self._name(sha)
        data_key = AESGCM.generate_key(256)
        sealed = AESGCM(data_key).encrypt(_NONCE, data, name.encode())
        with self._lock, translated():
            pack = self._open_pack()
            start = pack.seek(0, os.SEEK_END)
            frame = _MARK + bytes.fromhex(name) + len(sealed).to_bytes(4, "big") + sealed
            _write_whole(pack, frame, start)
            where = Path(pack.name).name
        return Placed(name, kind, where, start + _HEAD, len(sealed), len(data), data_key)

    def commit(self, placed: Iterable[Placed]) -> None:
        """Make appended blobs durable, then known; a purged one is kept anew."""
        rows = [_row(self._hall, one) for one in placed]
        if not rows:
            return
        with self._lock, translated():
            if self._pack is not None:
                sync_data(self._pack.fileno())
        with self._store.writing() as connection:
            for some in _batches([str(row["name"]) for row in rows], 500):
                purged = blobs.c.name.in_(some), blobs.c.data_key.is_(None)
                connection.execute(delete(blobs).where(blobs.c.hall == self._hall, *purged))
            connection.execute(insert(blobs).prefix_with("OR IGNORE"), rows)

    def has(self, names: Iterable[str]) -> frozenset[str]:
        """Which of these SHA-256 names (hex) are kept here and not purged."""
        wanted = {self._name(sha): sha for sha in names}
        found: set[str] = set()
        with self._store.reading() as connection:
            for some in _batches(list(wanted), 500):
                query = select(blobs.c.name).where(
                    blobs.c.hall == self._hall,
                    blobs.c.name.in_(some),
                    blobs.c.data_key.is_not(None),
                )
                found.update(wanted[name] for (name,) in connection.execute(query))
        return frozenset(found)

    def purged(self, names: Iterable[str]) -> frozenset[str]:
        """Which of these SHA-256 names (hex) were here and can never be read again."""
        wanted = {self._name(sha): sha for sha in names}
        found: set[str] = set()
        with self._store.reading() as connection:
            for some in _batches(list(wanted), 500):
                query = select(blobs.c.name).where(
                    blobs.c.hall == self._hall, blobs.c.name.in_(some), blobs.c.data_key.is_(None)
                )
                found.update(wanted[name] for (name,) in connection.execute(query))
        return frozenset(found)

    def read(self, sha: str) -> bytes:
        """The plain bytes; StoreError LE-401 when unknown or purged, LE-402 when damaged."""
        kind, data = self.read_stored(sha)
        if kind == LIST:
            data = b"".join(self._chunk(chunk) for chunk in _listed(data))
        if digest_of(data) != sha:
            raise StoreError("LE-402", name=sha[:12])
        return data

    def _chunk(self, sha: str) -> bytes:
        kind, data = self.read_stored(sha)
        if kind == LIST:
            # No file is made of lists; one that says so could go round for ever.
            raise StoreError("LE-402", name=sha[:12])
        return data

    def read_stored(self, sha: str) -> tuple[int, bytes]:
        """What lies under a name: its kind and the plain bytes or the encoded list."""
        name = self._name(sha)
        with self._store.reading() as connection:
            row = connection.execute(
                select(blobs).where(blobs.c.hall == self._hall, blobs.c.name == name)
            ).one_or_none()
        if row is None or row.data_key is None:
            raise StoreError("LE-401", name=sha[:12])
        try:
            return row.kind, self._opened(row)
        except InvalidTag as error:
            raise StoreError("LE-402", name=sha[:12]) from error

    def purge(self, sha: str) -> None:
        """Delete the data key: the bytes in the pack can never be read again.

        The chunks of a large file go with it, but those that another large file shares.
        """
        doomed = {sha, *self._chunks(sha)}
        with self._store.writing() as connection:
            if len(doomed) > 1:
                doomed -= self._chunks_of_others(connection, sha)
            for some in _batches([self._name(one) for one in doomed], 500):
                connection.execute(
                    update(blobs)
                    .where(blobs.c.hall == self._hall, blobs.c.name.in_(some))
                    .values(data_key=None)
                )

    def _chunks(self, sha: str) -> tuple[str, ...]:
        """The chunks of a large file; nothing when it is none, or is damaged or gone."""
        try:
            kind, data = self.read_stored(sha)
            return _listed(data) if kind == LIST else ()
        except StoreError:
            return ()

    def _chunks_of_others(self, connection: Connection, sha: str) -> set[str]:
        rows = connection.execute(
            select(blobs).where(
                blobs.c.hall == self._hall,
                blobs.c.kind == LIST,
                blobs.c.name != self._name(sha),
                blobs.c.data_key.is_not(None),
            )
        ).all()
        found: set[str] = set()
        for row in rows:
            with contextlib.suppress(StoreError, InvalidTag):
                found.update(_listed(self._opened(row)))
        return found

    def close(self) -> None:
        """Make the current pack durable and close it."""
        with self._lock, translated():
            self._end_pack()

    def _opened(self, row: Row[Any]) -> bytes:
        """The bytes behind a row; InvalidTag when the pack does not hold them any more."""
        path = self._folder / row.pack
        if not path.exists():
            raise InvalidTag
        with translated(), path.open("rb") as pack:
            pack.seek(row.start)
            sealed = pack.read(row.length)
        return AESGCM(row.data_key).decrypt(_NONCE, sealed, row.name.encode())

    def _name(self, sha: str) -> str:
        return hmac.new(self._name_key, bytes.fromhex(sha), hashlib.sha256).hexdigest()

    def _open_pack(self) -> FileIO:
        if self._pack is not None and self._pack.tell() < PACK_LIMIT:
            return self._pack
        self._end_pack()
        name = f"{secrets.token_hex(8)}.pack"
        self._pack = (self._folder / name).open("xb", buffering=0)
        sync_folder(self._folder)
        return self._pack

    def _end_pack(self) -> None:
        if self._pack is not None:
            sync_data(self._pack.fileno())
            self._pack.close()
            self._pack = None


def _listed(data: bytes) -> tuple[str, ...]:
    try:
        return msgspec.json.decode(data, type=ChunkList).chunks
    except msgspec.DecodeError as error:
        raise StoreError("LE-402", name="") from error


def _write_whole(pack: FileIO, frame: bytes, start: int) -> None:
    """Write all of a frame, or none of it: a full disk takes parts."""
    rest = memoryview(frame)
    try:
        while rest:
            rest = rest[pack.write(rest) or 0 :]
    except OSError:
        pack.truncate(start)
        raise


def _row(hall: str, one: Placed) -> dict[str, object]:
    return {
        "hall": hall,
        "name": one.name,
        "kind": one.kind,
        "pack": one.pack,
        "start": one.start,
        "length": one.length,
        "size": one.size,
        "data_key": one.data_key,
    }


def _batches(names: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(names), size):
        yield names[at : at + size]
