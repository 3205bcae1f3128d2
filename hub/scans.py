"""Scans on their way to a window: only what a case names that the window may know."""

import re

import msgspec
from sqlalchemy import Connection

from casework.errors import SyncError
from casework.records.registry import BOOK, blobs_in
from hub.feed import Feed
from hub.refusals import BLOB_NAME
from sync import wire
from sync.ledger import chain, journal
from sync.ledger.blobs import LIST, Blobs, ChunkList
from sync.ledger.ledger import Ledger

_STREAM = re.compile(r"[a-z]{1,16}/[0-9A-Za-z.-]{1,47}")


class Scans:
    """Answers ``GET /v1/blob``."""

    def __init__(self, ledger: Ledger, blobs: Blobs, feed: Feed) -> None:
        self._ledger = ledger
        self._blobs = blobs
        self._feed = feed

    def frame(self, device: str, sha: str, stream: str, whole: str) -> bytes:
        """The frame of a file that ``stream`` names, or of a chunk of the large file ``whole``.

        SyncError HU-206 for what is no name, HU-208 for a file that this device may not see,
        StoreError LE-401 for one that was purged or never came.
        """
        names = (sha, whole) if whole else (sha,)
        if not all(map(BLOB_NAME.fullmatch, names)) or not _STREAM.fullmatch(stream):
            raise SyncError("HU-206")
        with self._ledger.store.reading() as connection:
            seen = self._feed.opens(connection, stream, device)
            if not seen or (whole or sha) not in self._named(connection, stream):
                raise SyncError("HU-208")
        if whole and sha not in self._chunks(whole):
            raise SyncError("HU-208")
        kind, data = self._blobs.read_stored(sha)
        return wire.frame(sha, kind, data)

    def _named(self, connection: Connection, stream: str) -> frozenset[str]:
        """Every file an event of the stream names, also those that were replaced since."""
        bodies = journal.stream_entries(connection, self._ledger.identity.hall, stream)
        events = (BOOK.decode(bytes(chain.decode_entry(body).event), {}) for body in bodies)
        return frozenset(name for event in events for name in blobs_in(event))

    def _chunks(self, whole: str) -> tuple[str, ...]:
        kind, data = self._blobs.read_stored(whole)
        return msgspec.json.decode(data, type=ChunkList).chunks if kind == LIST else ()
