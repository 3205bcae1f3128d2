"""The security module and the card on it, as far as the host can tell: frame in, frame out."""

from enum import StrEnum

from casework.errors import DeviceError
from hardware.identity_card.frame import Reply, Request, parse_request
from hardware.identity_card.session import (
    FIND,
    READ_ADDITIONAL_ADDRESS,
    READ_CHIP_NUMBER,
    READ_TEXT_AND_PHOTO,
    SELECT,
)
from hardware.identity_card.status import Sw3
from hardware.simulated.cards import VirtualCard

_PHOTO = b"WLf\x00".ljust(1024, b"\x00")
_CHIP_NUMBER = bytes(range(0xA0, 0xB0))


class Fault(StrEnum):
    """What a virtual card may do instead of being read."""

    PULLED = "pulled"
    """It is lifted after it was selected, while its text is asked for."""
    SILENT = "silent"
    """It lies there and never answers."""


class VirtualSam:
    """A module with ``card`` on it: the same answers in the same order as the real ones give."""

    def __init__(self, card: VirtualCard) -> None:
        self._record = card.record()
        self._found = False
        self._selected = False
        self._read = False

    def answer(self, frame: bytes) -> bytes:
        """The reply to one request; a damaged request is answered as the module does."""
        try:
            request = parse_request(frame)
        except DeviceError as error:
            damage = Sw3.CHECKSUM if error.facts["reason"] == "xor" else Sw3.LENGTH
            return Reply(damage).encode()
        return self._obey(request).encode()

    def _obey(self, request: Request) -> Reply:
        if request == FIND:
            # A card that was read answers no second search until it is lifted.
            self._found = not self._read
            return Reply(Sw3.FOUND, bytes(4)) if self._found else Reply(Sw3.FIND)
        if request == SELECT:
            self._selected = self._found
            return Reply(Sw3.OK, bytes(8)) if self._selected else Reply(Sw3.SELECT)
        if request not in {READ_TEXT_AND_PHOTO, READ_ADDITIONAL_ADDRESS, READ_CHIP_NUMBER}:
            return Reply(Sw3.BAD_COMMAND)
        if not self._selected:
            return Reply(Sw3.READ)
        return self._content(request)

    def _content(self, request: Request) -> Reply:
        if request == READ_ADDITIONAL_ADDRESS:
            return Reply(Sw3.NO_ITEM)
        if request == READ_CHIP_NUMBER:
            return Reply(Sw3.OK, _CHIP_NUMBER)
        self._read = True
        sizes = len(self._record).to_bytes(2, "big") + len(_PHOTO).to_bytes(2, "big")
        return Reply(Sw3.OK, sizes + self._record + _PHOTO)
