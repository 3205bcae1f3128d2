"""Command APDUs (ISO 7816-4) as bytes, and the status words this program tells apart."""

from dataclasses import dataclass
from enum import IntEnum

_SHORT_DATA = 0xFF
_SHORT_ANSWER = 0x100
_EXTENDED_DATA = 0xFFFF
_EXTENDED_ANSWER = 0x10000


class Status(IntEnum):
    """Status words with a meaning here; a card may answer any other 16-bit number."""

    OK = 0x9000
    WRONG_LENGTH = 0x6700
    NOT_SATISFIED = 0x6982
    WRONG_DATA = 0x6A80
    NOT_SUPPORTED = 0x6A81
    NOT_FOUND = 0x6A82
    WRONG_INSTRUCTION = 0x6D00
    WRONG_CLASS = 0x6E00

    @staticmethod
    def bytes_waiting(status: int) -> int | None:
        """How many more bytes a 61xx answer announces (256 for 6100), None for any other."""
        return (status & 0xFF) or _SHORT_ANSWER if status >> 8 == 0x61 else None

    @staticmethod
    def right_length(status: int) -> int | None:
        """The length that a 6Cxx answer asks for, None for any other."""
        return (status & 0xFF) or _SHORT_ANSWER if status >> 8 == 0x6C else None


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``expected`` is the longest answer wanted in bytes, None for no answer."""

    cla: int
    ins: int
    p1: int = 0
    p2: int = 0
    data: bytes = b""
    expected: int | None = None

    def encode(self, *, extended: bool = False) -> bytes:
        """The command as sent: short (data <= 255, answer <= 256 bytes) or extended (64 KiB).

        A length that does not fit is the caller's mistake and raises ValueError.
        """
        data_limit, answer_limit = (
            (_EXTENDED_DATA, _EXTENDED_ANSWER) if extended else (_SHORT_DATA, _SHORT_ANSWER)
        )
        if len(self.data) > data_limit:
            raise ValueError(f"{len(self.data)} bytes of data in one command")
        if self.expected is not None and not 0 < self.expected <= answer_limit:
            raise ValueError(f"{self.expected} bytes expected of one command")
        head = bytes((self.cla, self.ins, self.p1, self.p2))
        return head + (self._extended_body() if extended else self._short_body())

    def _short_body(self) -> bytes:
        body = bytes((len(self.data),)) + self.data if self.data else b""
        if self.expected is not None:
            body += bytes((self.expected & 0xFF,))
        return body

    def _extended_body(self) -> bytes:
        if not self.data and self.expected is None:
            return b""
        body = b"\x00"
        if self.data:
            body += len(self.data).to_bytes(2, "big") + self.data
        if self.expected is not None:
            body += (self.expected & 0xFFFF).to_bytes(2, "big")
        return body

    @classmethod
    def decode(cls, body: bytes) -> "Command":
        """The command in ``body``, as the card side reads it; raise ValueError for no command."""
        if len(body) < 4:
            raise ValueError("shorter than a header")
        cla, ins, p1, p2, rest = *body[:4], body[4:]
        if len(rest) > 1 and rest[0] == 0:
            data, expected = _split(rest[1:], 2)
        else:
            data, expected = _split(rest, 1)
        return cls(cla, ins, p1, p2, data, expected)


def _split(rest: bytes, width: int) -> tuple[bytes, int | None]:
    """Data and expected length of a body whose length fields have ``width`` bytes."""
    if not rest:
        return b"", None
    whole = 1 << (8 * width)
    first = int.from_bytes(rest[:width], "big")
    if len(rest) == width:
        return b"", first or whole
    data, tail = rest[width : width + first], rest[width + first :]
    if len(data) < first or len(tail) not in {0, width}:
        raise ValueError("lengths and bytes do not agree")
    return data, (int.from_bytes(tail, "big") or whole) if tail else None
