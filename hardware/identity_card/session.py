"""One card on one security module: find, select, read; and the two things that are asked for apart.

Only the text leaves this module. The photo in the same reply can be decoded by makers' libraries
alone and is dropped at once.
"""

import time
from collections.abc import Callable
from typing import Protocol

from casework.errors import DeviceError
from casework.people.person import CardHolder
from hardware.identity_card.frame import Assembler, Reply, Request, parse_reply
from hardware.identity_card.layout import RECORD_SIZE, parse_record
from hardware.identity_card.status import Sw3, refusal

FIND = Request(0x20, 0x01)
SELECT = Request(0x20, 0x02)
READ_TEXT_AND_PHOTO = Request(0x30, 0x01)
# Public sources name 02 and 03 for the additional address; more of them, independent, say 03.
READ_ADDITIONAL_ADDRESS = Request(0x30, 0x03)
READ_CHIP_NUMBER = Request(0x30, 0x05)

COMMAND_LIMIT = 5.0
"""Seconds the module has for one reply."""


class Transport(Protocol):
    """The bytes between this machine and the module, in pieces of any size."""

    def write(self, data: bytes) -> None:
        """Send ``data`` whole; raise DeviceError when the line or the card is gone."""

    def read(self, seconds: float) -> bytes:
        """What has arrived, at least one byte; nothing after ``seconds`` without any."""


class Session:
    """The commands of the module, over a transport."""

    def __init__(
        self,
        transport: Transport,
        *,
        limit: float = COMMAND_LIMIT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._limit = limit
        self._clock = clock

    def find(self) -> None:
        """Look for a card; HW-103 when none is there or the same one was already read."""
        self._ask(FIND, Sw3.FOUND)

    def select(self) -> None:
        """Take the card that was found."""
        self._ask(SELECT, Sw3.OK)

    def read_text(self) -> bytes:
        """The text record of the selected card, 256 bytes; HW-108 when its lengths are wrong."""
        data = self._ask(READ_TEXT_AND_PHOTO, Sw3.OK).data
        text_size = int.from_bytes(data[:2], "big")
        photo_size = int.from_bytes(data[2:4], "big")
        if text_size != RECORD_SIZE or len(data) != 4 + text_size + photo_size:
            raise DeviceError("HW-108", reason="record")
        return data[4 : 4 + text_size]

    def additional_address(self) -> str:
        """The address added to the card after its issue; empty when there is none."""
        reply = self._ask(READ_ADDITIONAL_ADDRESS, Sw3.OK, Sw3.NO_ITEM)
        if reply.status == Sw3.NO_ITEM:
            return ""
        try:
            return reply.data.decode("utf-16-le").strip(" \0")
        except UnicodeDecodeError:
            raise DeviceError("HW-108", reason="text") from None

    def chip_number(self) -> bytes:
        """The management number of the card's chip, as the module gives it."""
        return self._ask(READ_CHIP_NUMBER, Sw3.OK).data

    def _ask(self, request: Request, *good: Sw3) -> Reply:
        self._transport.write(request.encode())
        reply = parse_reply(self._receive())
        if reply.status not in good:
            raise refusal(reply.status)
        return reply

    def _receive(self) -> bytes:
        assembler = Assembler()
        end = self._clock() + self._limit
        while (left := end - self._clock()) > 0:
            piece = self._transport.read(left)
            if not piece:
                break
            body = assembler.feed(piece)
            if body is not None:
                return body
        raise DeviceError("HW-107")


def read_holder(session: Session) -> CardHolder:
    """Find, select and read one card to the end."""
    session.find()
    session.select()
    return parse_record(session.read_text())
