"""A virtual identity card for a real PC/SC service: the card side of the vpcd reader driver.

``python -m hardware.simulated.vpcd --card NAME --port N`` lays the card down; it is lifted when
the process ends. The driver listens; connecting is laying down, closing is lifting. Every message
is a two-byte big-endian length and a body: one byte is a control (only "give me your ATR" is
answered), more bytes are a command APDU.
"""

import argparse
import socket
import sys
from contextlib import suppress

from hardware.apdu import Command, Status
from hardware.identity_card.session import READ_TEXT_AND_PHOTO
from hardware.identity_card.transport import Profile, load_profiles
from hardware.simulated.cards import VirtualCard, card_names, load_card
from hardware.simulated.sam import Fault, VirtualSam

DEFAULT_PORT = 0x8C7B
ATR = bytes.fromhex("3B800181")
_POWER_OFF, _POWER_ON, _RESET, _GET_ATR = 0, 1, 2, 4
_GET_RESPONSE = 0xC0
# Without it the kernel waits 40 ms before it acknowledges, and the driver waits for that.
_QUICK_ACK = getattr(socket, "TCP_QUICKACK", None)


class Lifted(Exception):  # noqa: N818 - no error: the card ends its own life
    """The card leaves the reader."""


class CardSide:
    """A card behind a reader of the given profile: commands in, answers out."""

    def __init__(self, card: VirtualCard, profile: Profile, fault: Fault | None = None) -> None:
        self._card = card
        self._profile = profile
        self._fault = fault
        self._sam = VirtualSam(card)
        self._rest = b""

    def reset(self) -> None:
        """Power was cut: what was not fetched of an answer is lost. The module does not notice."""
        self._rest = b""

    def answer(self, body: bytes) -> bytes:
        """The answer APDU to a command APDU; Lifted when the card is pulled at this moment."""
        try:
            command = Command.decode(body)
        except ValueError:
            return _word(Status.WRONG_LENGTH)
        if (command.cla, command.ins) == (0, _GET_RESPONSE):
            return self._piece(command)
        head = bytes((command.cla, command.ins, command.p1, command.p2))
        if head != bytes.fromhex(self._profile.header):
            return _word(Status.WRONG_INSTRUCTION)
        if self._fault is Fault.PULLED and command.data == READ_TEXT_AND_PHOTO.encode():
            raise Lifted
        self._rest = self._sam.answer(command.data)
        return self._piece(command)

    def _piece(self, command: Command) -> bytes:
        size = command.expected or 0
        piece, self._rest = self._rest[:size], self._rest[size:]
        if not self._rest:
            return piece + _word(self._profile.status)
        return piece + _word(0x6100 | (len(self._rest) if len(self._rest) < 256 else 0))


def lay_down(card: VirtualCard, port: int, fault: Fault | None = None) -> None:
    """Lay ``card`` on the reader behind ``port`` and serve it until the reader goes.

    OSError when no driver listens there. The connection is closed whatever happens: a card that
    fails with its line open would hold the whole service.
    """
    side = CardSide(card, load_profiles()[0], fault)
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(EOFError, Lifted, ConnectionResetError):
            while True:
                _serve_one(line, side, fault)


def _serve_one(line: socket.socket, side: CardSide, fault: Fault | None) -> None:
    body = _receive(line)
    if len(body) != 1:
        if fault is not Fault.SILENT:
            _send(line, side.answer(body))
    elif body[0] == _GET_ATR:
        _send(line, ATR)
    elif body[0] in {_POWER_OFF, _POWER_ON, _RESET}:
        side.reset()


def _receive(line: socket.socket) -> bytes:
    return _exactly(line, int.from_bytes(_exactly(line, 2), "big"))


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        if _QUICK_ACK is not None:
            line.setsockopt(socket.IPPROTO_TCP, _QUICK_ACK, 1)
        piece = line.recv(size - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def _send(line: socket.socket, body: bytes) -> None:
    line.sendall(len(body).to_bytes(2, "big") + body)


def _word(status: int) -> bytes:
    return int(status).to_bytes(2, "big")


def main(arguments: list[str] | None = None) -> int:
    """The command line: 0 when the reader went, 1 when no reader listens on the port."""
    parser = argparse.ArgumentParser(prog="vpcd card", description="Lay an invented card down.")
    parser.add_argument("--card", choices=card_names(), required=True)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--fault", type=Fault, choices=list(Fault))
    chosen = parser.parse_args(arguments)
    try:
        lay_down(load_card(chosen.card), chosen.port, chosen.fault)
    except ConnectionRefusedError:
        sys.stderr.write(f"no virtual reader listens on port {chosen.port}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
