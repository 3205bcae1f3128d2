"""Frames of the security module (SAM): build requests, parse replies piece by piece.

A frame is AA AA AA 96 69, a big-endian length of everything after it, the body, and the xor of
length and body. A request's body is command, parameter and data; a reply's is SW1 SW2 SW3 and
data. Only SW3 carries the result.
"""

from dataclasses import dataclass
from functools import reduce
from operator import xor

from casework.errors import DeviceError

PREAMBLE = bytes.fromhex("AAAAAA9669")
_HEAD = len(PREAMBLE) + 2
_SHORTEST_REPLY = 4
_SHORTEST_REQUEST = 3
# Text, photo and fingerprint together are 2,316 bytes; anything far beyond is a wrong length.
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Request:
    """A command of the module with its parameter."""

    command: int
    parameter: int
    data: bytes = b""

    def encode(self) -> bytes:
        return _frame(bytes((self.command, self.parameter)) + self.data)


@dataclass(frozen=True, slots=True)
class Reply:
    """The third status byte of a reply and its data."""

    status: int
    data: bytes = b""

    def encode(self) -> bytes:
        return _frame(bytes((0, 0, self.status)) + self.data)


class Assembler:
    """Collects the pieces of one frame in whatever sizes they arrive."""

    def __init__(self, shortest: int = _SHORTEST_REPLY) -> None:
        self._shortest = shortest
        self._buffer = b""

    def feed(self, piece: bytes) -> bytes | None:
        """Add ``piece``; return the body of the frame when it is complete, else None.

        Raise DeviceError HW-108 as soon as the bytes cannot become a frame: ``reason`` is
        preamble, length, xor or trailing.
        """
        self._buffer += piece
        if not PREAMBLE.startswith(self._buffer[: len(PREAMBLE)]):
            raise DeviceError("HW-108", reason="preamble")
        if len(self._buffer) < _HEAD:
            return None
        length = int.from_bytes(self._buffer[len(PREAMBLE) : _HEAD], "big")
        if not self._shortest <= length <= _LONGEST:
            raise DeviceError("HW-108", reason="length")
        if len(self._buffer) > _HEAD + length:
            raise DeviceError("HW-108", reason="trailing")
        if len(self._buffer) < _HEAD + length:
            return None
        if reduce(xor, self._buffer[len(PREAMBLE) :]):
            raise DeviceError("HW-108", reason="xor")
        return self._buffer[_HEAD:-1]


def parse_reply(body: bytes) -> Reply:
    """The reply in a frame's body, as the assembler of a reply returns it."""
    return Reply(body[2], body[3:])


def parse_request(frame: bytes) -> Request:
    """The request in a whole frame, as the module reads it; raise DeviceError HW-108."""
    body = Assembler(_SHORTEST_REQUEST).feed(frame)
    if body is None:
        raise DeviceError("HW-108", reason="length")
    return Request(body[0], body[1], body[2:])


def _frame(body: bytes) -> bytes:
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((reduce(xor, counted),))
