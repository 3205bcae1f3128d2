"""A scripted card, a scripted line, a scripted service: the other end as written down."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from casework.errors import DeviceError
from hardware.connection import Connection
from hardware.pcsc import Slot

Round = tuple[tuple[str, ...], tuple[Slot, ...] | DeviceError]


class ScriptedCard:
    """A connection that expects the commands of its script, in order."""

    def __init__(self, *script: tuple[str, str]) -> None:
        self._script = [(bytes.fromhex(sent), bytes.fromhex(answer)) for sent, answer in script]

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        sent, answer = self._script.pop(0)
        assert command.hex() == sent.hex()
        return answer[:-2], int.from_bytes(answer[-2:], "big")

    @property
    def done(self) -> bool:
        return not self._script


class ScriptedLine:
    """A transport that hands out its pieces one by one; an empty piece is a time without any."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = list(pieces)
        self.sent: list[bytes] = []
        self.waited: list[float] = []

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def read(self, seconds: float) -> bytes:
        self.waited.append(seconds)
        return self._pieces.pop(0) if self._pieces else b""


class End(Exception):  # noqa: N818
    """The script is over."""


class ScriptedService:
    """Rounds of (names, changed slots); a fault ends the service."""

    def __init__(self, *rounds: Round) -> None:
        self._rounds = list(rounds)
        self.known: list[Mapping[str, int]] = []
        self.closed = False

    def readers(self) -> tuple[str, ...]:
        if not self._rounds:
            raise End
        names, _ = self._rounds[0]
        if not names:
            self._rounds.pop(0)
        return names

    def wait(self, states: Mapping[str, int], seconds: float) -> tuple[Slot, ...]:
        self.known.append(dict(states))
        _, changed = self._rounds.pop(0)
        if isinstance(changed, DeviceError):
            raise changed
        return changed

    def connect(self, reader: str) -> AbstractContextManager[Connection]:
        return nullcontext(ScriptedCard())

    def close(self) -> None:
        self.closed = True
