"""PC/SC through pyscard's plain functions: readers, their slots, open cards. The only pyscard.

Its ready-made monitors are not used: their threads end silently when the service does. A context
that has seen the service die stays dead for ever, so everything here is made anew after a fault.
None of these calls knows a time limit; they belong into a process that may be killed.
"""

import errno
import os
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from casework.errors import DeviceError
from hardware.connection import Connection

try:
    import smartcard.scard as _scard
except ImportError:  # an optional part
    _scard = None
# The Any of this module: pyscard has no types.
scard: Any = _scard

_SOCKET = "/run/pcscd/pcscd.comm"
_SECOND_LOOK = 0.1
_COUNTER_SHIFT = 16
_MASK = 0xFFFFFFFF

_TIMEOUT = 0x8010000A
_NO_READERS = 0x8010002E
_CODES: Mapping[int, str] = {
    0x80100003: "HW-101",  # the context died with the service
    0x80100013: "HW-101",  # the line to the service broke
    0x8010001D: "HW-101",  # no service
    0x8010001E: "HW-101",  # service stopped
    0x8010002F: "HW-101",  # the line to the service lost bytes
    0x80100009: "HW-102",  # unknown reader
    0x80100017: "HW-102",  # reader not available
    _NO_READERS: "HW-102",
    0x8010000C: "HW-103",  # no card
    0x8010000F: "HW-104",  # no common protocol
    0x80100065: "HW-104",  # not supported
    0x80100066: "HW-104",  # does not answer to a reset
    0x80100067: "HW-104",  # without power
    0x80100027: "HW-105",  # no access
    0x8010006A: "HW-105",  # security violation
    0x80100016: "HW-106",  # the card did not take the command: lifted, or hardly in the field
    0x80100068: "HW-106",  # reset by another program
    0x80100069: "HW-106",  # removed
    _TIMEOUT: "HW-107",
    0x8010000B: "HW-112",  # another program holds it
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A reader's slot; ``changes`` counts cards put on and lifted since the reader appeared."""

    reader: str
    present: bool
    changes: int
    state: int
    """The raw word, to be handed back to the next wait."""


class Service:
    """A context of the reader service. Use and closing belong to one thread."""

    def __init__(self) -> None:
        """Reach the service; raise DeviceError HW-101, HW-105, or HW-110 without pyscard."""
        if scard is None:
            raise DeviceError("HW-110")
        result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if _error_code(result) == "HW-105":
            # A service that dies at this moment is reported with the same word as a refusal.
            time.sleep(_SECOND_LOOK)
            result, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if _error_code(result) == "HW-101" and _may_not_connect():
            raise DeviceError("HW-105")
        _check(result)

    def close(self) -> None:
        """Release the context; a dead one is simply forgotten."""
        scard.SCardReleaseContext(self._context)

    def readers(self) -> tuple[str, ...]:
        """The names of the readers, in the order of the service."""
        result, names = scard.SCardListReaders(self._context, [])
        if result & _MASK == _NO_READERS:
            return ()
        _check_open(result)
        return tuple(names)

    def wait(self, states: Mapping[str, int], seconds: float) -> tuple[Slot, ...]:
        """Wait until a slot differs from the state known of it (0: nothing); all slots then.

        Nothing when ``seconds`` went by without a change.
        """
        known = list(states.items())
        limit = int(seconds * 1000)
        result, found = scard.SCardGetStatusChange(self._context, limit, known)
        if result & _MASK == _TIMEOUT:
            return ()
        _check_open(result)
        return tuple(self._slot(name, state & _MASK) for name, state, _ in found)

    @staticmethod
    def _slot(name: str, state: int) -> Slot:
        if state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE):
            raise DeviceError("HW-102", reader=name)
        present = bool(state & scard.SCARD_STATE_PRESENT)
        return Slot(name, present, state >> _COUNTER_SHIFT, state & ~scard.SCARD_STATE_CHANGED)

    @contextmanager
    def connect(self, reader: str) -> Iterator[Connection]:
        """The card on ``reader``, for this program alone while the block runs."""
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        result, card, protocol = scard.SCardConnect(
            self._context, reader, scard.SCARD_SHARE_SHARED, protocols
        )
        _check(result)
        try:
            _check_open(scard.SCardBeginTransaction(card))
            yield _Card(card, protocol)
            scard.SCardEndTransaction(card, scard.SCARD_LEAVE_CARD)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)


class _Card:
    """A connection to the card in a slot."""

    def __init__(self, card: Any, protocol: int) -> None:
        self._card = card
        t0 = protocol == scard.SCARD_PROTOCOL_T0
        self._protocol = scard.SCARD_PCI_T0 if t0 else scard.SCARD_PCI_T1

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        result, answer = scard.SCardTransmit(self._card, self._protocol, list(command))
        _check_open(result)
        if not answer:  # what a driver gives for a card that was lifted while it was asked
            raise DeviceError("HW-106")
        if len(answer) < 2:
            raise DeviceError("HW-108", reason="status")
        body = bytes(answer)
        return body[:-2], int.from_bytes(body[-2:], "big")


def _error_code(result: int) -> str | None:
    """The code of a PC/SC result, None for success."""
    result &= _MASK
    return _CODES.get(result, "HW-113") if result else None


def _check(result: int) -> None:
    code = _error_code(result)
    if code is not None:
        raise DeviceError(code, pcsc=f"{result & _MASK:08X}")


def _check_open(result: int) -> None:
    """As ``_check``, where access was granted before: a refusal now is a service that died."""
    code = _error_code(result)
    if code is not None:
        shown = f"{result & _MASK:08X}"
        raise DeviceError("HW-101" if code == "HW-105" else code, pcsc=shown)


def _may_not_connect() -> bool:
    """Whether the service is there but this user may not speak to it (pcsc-lite says: none)."""
    if sys.platform == "linux":
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(1.0)
            path = os.environ.get("PCSCLITE_CSOCK_NAME", _SOCKET)
            return probe.connect_ex(path) in {errno.EACCES, errno.EPERM}
    else:
        return False
