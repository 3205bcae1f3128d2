"""Fetch: the scans of a case that came from elsewhere, brought when somebody looks at them.

What was fetched is a blob like any other: encrypted with a key of its own, purged with its case.
"""

import hashlib
import threading

import msgspec

from casework.errors import SyncError
from sync.client import HubClient
from sync.ledger.blobs import LIST, PLAIN, Blobs, ChunkList, Placed, digest_of

MAX_CHUNKS = 256
"""A file of 1 GiB: nobody looks at a larger one at a window."""


class Fetch:
    """Implements ``casework.ports.ScanSource``; one call at a time, from any thread."""

    def __init__(self, blobs: Blobs, client: HubClient) -> None:
        self._blobs = blobs
        self._client = client
        self._lock = threading.Lock()

    def close(self) -> None:
        """Drop the connections; a call under way is left to its time limit."""
        self._client.close()

    def bring(self, stream: str, sha: str) -> None:
        """Make sure that a file named by ``stream`` lies here.

        SyncError SY-101/SY-103 while the hub is out of reach, SY-104 when it refuses, SY-203 for
        bytes that are not those of the file.
        """
        with self._lock:
            if self._blobs.has((sha,)):
                return
            kind, data = self._client.blob(sha, stream)
            if kind == LIST:
                self._bring_large(stream, sha, data)
            elif kind != PLAIN or digest_of(data) != sha:
                raise SyncError("SY-203")
            else:
                self._blobs.put(data)

    def _bring_large(self, stream: str, sha: str, data: bytes) -> None:
        """Chunk by chunk; what came stays, and a cut is gone on from there."""
        listing = _listing(data)
        whole = hashlib.sha256()
        for chunk in listing.chunks:
            if not self._blobs.has((chunk,)):
                kind, piece = self._client.blob(chunk, stream, sha)
                if kind != PLAIN or digest_of(piece) != chunk:
                    raise SyncError("SY-203")
                self._blobs.put(piece)
            whole.update(self._blobs.read(chunk))
        if whole.hexdigest() != sha:
            raise SyncError("SY-203")
        placed: Placed = self._blobs.append(sha, data, LIST)
        self._blobs.commit((placed,))


def _listing(data: bytes) -> ChunkList:
    try:
        found = msgspec.json.decode(data, type=ChunkList)
    except (ValueError, RecursionError) as error:
        raise SyncError("SY-203") from error
    if len(found.chunks) > MAX_CHUNKS:
        raise SyncError("SY-203")
    return found
