"""The frames of a pack as they come in: every length is bounded before its bytes are waited for."""

from dataclasses import dataclass

from casework.errors import SyncError
from sync import wire
from sync.ledger.blobs import CHUNK, LIST, PLAIN

MAX_LIST = 1 << 20
"""Bytes of a list of chunks: about 60 GiB of file."""
_LIMITS = {PLAIN: CHUNK, LIST: MAX_LIST}


@dataclass(frozen=True, slots=True)
class Frame:
    """One blob on its way: SHA-256 (hex) of the plain bytes it stands for, kind, bytes."""

    sha: str
    kind: int
    data: bytes


class FrameReader:
    """Cuts a stream of any pieces into frames; keeps at most one unfinished frame."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self.fault: SyncError | None = None
        """Why nothing more can be read: HU-204 an unknown kind, HU-203 a length over its limit."""

    def feed(self, piece: bytes) -> list[Frame]:
        """The frames that are whole now; none any more after a fault."""
        self._waiting += piece
        found: list[Frame] = []
        at = 0
        while self.fault is None and (frame := self._frame_at(at)) is not None:
            found.append(frame)
            at += wire.FRAME_HEAD + len(frame.data)
        del self._waiting[: at if self.fault is None else None]
        return found

    def _frame_at(self, at: int) -> Frame | None:
        head = self._waiting[at : at + wire.FRAME_HEAD]
        if len(head) < wire.FRAME_HEAD:
            return None
        kind, length = head[32], int.from_bytes(head[33:], "big")
        if kind not in _LIMITS:
            self.fault = SyncError("HU-204")
            return None
        if length > _LIMITS[kind]:
            self.fault = SyncError("HU-203", limit=_LIMITS[kind])
            return None
        start = at + wire.FRAME_HEAD
        if len(self._waiting) < start + length:
            return None
        with memoryview(self._waiting) as view:
            return Frame(head[:32].hex(), kind, bytes(view[start : start + length]))

    @property
    def midway(self) -> bool:
        """Whether a frame has begun and not ended."""
        return bool(self._waiting)
