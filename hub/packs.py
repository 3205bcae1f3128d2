"""What a pack brings is checked blob by blob, made durable every few MiB, and only then known."""

import hashlib

import msgspec

from casework.errors import StoreError, SyncError
from hub.frames import Frame, FrameReader
from sync.ledger.blobs import CHUNK, LIST, PLAIN, Blobs, ChunkList, Placed, digest_of

SYNC_EVERY = CHUNK
MAX_PACK = 4 << 30
"""Bytes of one call; whatever did not fit is asked for again."""


class PackWriter:
    """Takes the pieces of one pack call; ``finish`` also after a cut or a refusal.

    Call it from one thread at a time.
    """

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._reader = FrameReader()
        self._placed: dict[str, Placed] = {}
        self._unsynced = 0
        self._size = 0
        self.kept = 0

    def feed(self, piece: bytes) -> None:
        """Append what became whole.

        SyncError HU-203…HU-205; whole blobs before the fault stay good for ``finish``.
        """
        self._size += len(piece)
        if self._size > MAX_PACK:
            raise SyncError("HU-203", limit=MAX_PACK)
        frames = self._reader.feed(piece)
        known = self._blobs.has([frame.sha for frame in frames]) if frames else frozenset()
        for frame in frames:
            if frame.sha not in known and frame.sha not in self._placed:
                self._take(frame)
            self.kept += 1
        if self._reader.fault is not None:
            raise self._reader.fault

    def finish(self) -> int:
        """Make everything that came whole durable and known; how many blobs that was in all."""
        self._blobs.commit(self._placed.values())
        self._placed, self._unsynced = {}, 0
        return self.kept

    def check_whole(self) -> None:
        """SyncError HU-204 when the stream ended inside a frame."""
        if self._reader.midway:
            raise SyncError("HU-204")

    def _take(self, frame: Frame) -> None:
        if frame.kind == LIST:
            # A list is only as good as its chunks: they must be known before it can be checked.
            self.finish()
            self._check_list(frame)
        elif digest_of(frame.data) != frame.sha:
            raise SyncError("HU-204")
        self._placed[frame.sha] = self._blobs.append(frame.sha, frame.data, frame.kind)
        self._unsynced += len(frame.data)
        if self._unsynced >= SYNC_EVERY:
            self.finish()

    def _check_list(self, frame: Frame) -> None:
        """The chunks must be here and add up to the file that the list says."""
        try:
            listing = msgspec.json.decode(frame.data, type=ChunkList)
        except (ValueError, RecursionError) as error:
            raise SyncError("HU-205") from error
        total, size = hashlib.sha256(), 0
        for chunk in listing.chunks:
            data = self._chunk(chunk)
            total.update(data)
            size += len(data)
        if size != listing.size or total.hexdigest() != frame.sha:
            raise SyncError("HU-205")

    def _chunk(self, sha: str) -> bytes:
        try:
            kind, data = self._blobs.read_stored(sha)
        except (StoreError, ValueError) as error:
            raise SyncError("HU-205") from error
        if kind != PLAIN:
            raise SyncError("HU-205")
        return data
