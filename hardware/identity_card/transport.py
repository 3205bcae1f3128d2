"""Frames of the security module inside a pseudo-APDU, as the reader's model wants it.

How a reader wraps the frames is its maker's choice and not published, so it is data: one profile
a model in ``resources/readers.toml``.
"""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

import resources
from casework.errors import DeviceError
from hardware.apdu import Command
from hardware.connection import Connection, exchange

_SHORT_ANSWER = 256
_LONG_ANSWER = 4096


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one model of reader takes frames.

    ``match`` is searched in the reader's name; ``header`` is CLA INS P1 P2 in hex; ``length`` says
    how an answer of more than 256 bytes comes (in one extended APDU, or in 61xx pieces);
    ``expected`` is the status word of an answer that carries a frame, in hex.
    """

    name: str
    match: str
    header: str
    length: Literal["extended", "chained"]
    expected: str

    def command(self, frame: bytes) -> Command:
        cla, ins, p1, p2 = bytes.fromhex(self.header)
        answer = _LONG_ANSWER if self.length == "extended" else _SHORT_ANSWER
        return Command(cla, ins, p1, p2, frame, answer)

    @property
    def status(self) -> int:
        return int(self.expected, 16)


class _Profiles(msgspec.Struct, forbid_unknown_fields=True):
    reader: tuple[Profile, ...]


def load_profiles() -> tuple[Profile, ...]:
    """The profiles that are shipped, in the order in which they are tried."""
    return msgspec.toml.decode(resources.text("readers.toml"), type=_Profiles).reader


def profile_for(reader: str, profiles: Sequence[Profile]) -> Profile | None:
    """The first profile that knows a reader of this name, None when nobody described it."""
    return next((profile for profile in profiles if re.search(profile.match, reader)), None)


class WrappedTransport:
    """The transport of a session through an open card of PC/SC."""

    def __init__(self, connection: Connection, profile: Profile) -> None:
        self._connection = connection
        self._profile = profile
        self._answer = b""

    def write(self, data: bytes) -> None:
        """Send one frame; HW-104 when what lies there does not understand it."""
        command = self._profile.command(data)
        extended = self._profile.length == "extended"
        self._answer, status = exchange(self._connection, command, extended=extended)
        if status != self._profile.status:
            raise DeviceError("HW-104", status=f"{status:04X}")

    def read(self, seconds: float) -> bytes:  # noqa: ARG002 - the answer came with the write
        answer, self._answer = self._answer, b""
        return answer
