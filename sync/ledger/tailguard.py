"""The tail guard: outside the store, this machine remembers how far the chain had come.

A store whose chain does not hold what the guard saw is a restored copy; a store without a guard
was carried here from another machine. Neither goes on writing its chain (two machines writing one
chain would make one of them a forger): it enrols anew. The guard may lag behind a crash, never
lead.
"""

import contextlib
from pathlib import Path

import msgspec

from casework.errors import StoreError
from sync.durable import replace_file


class Tail(msgspec.Struct, frozen=True):
    """How far a device's chain had come: sequence number and hash (hex)."""

    device: str
    seq: int
    head: str


class TailGuard:
    """The guard of one store in this machine's state folder."""

    def __init__(self, folder: Path, store: str) -> None:
        self._path = folder / f"{store}.tail"

    def last(self) -> Tail | None:
        """What was last seen; None when this machine never saw the store."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Tail)
        except (OSError, msgspec.DecodeError):
            return None

    def note(self, tail: Tail) -> None:
        """Remember; a machine that cannot is no reason to stop work."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, msgspec.json.encode(tail))

    def check(self, device: str, seq: int, known_hash: bytes | None) -> None:
        """Compare the store with the guard before the first append.

        ``seq`` is the last sequence number of the store, ``known_hash`` the store's hash at the
        guard's sequence number (None when the store does not reach it). StoreError LE-211: carried
        from another machine; LE-212: an older copy was restored.
        """
        seen = self.last()
        if seen is None or seen.device != device:
            raise StoreError("LE-211")
        if seen.seq and (known_hash is None or known_hash.hex() != seen.head):
            raise StoreError("LE-212", seen=seen.seq, here=seq)
