"""The third status byte of the security module (SW3) and the code the clerk is told."""

from collections.abc import Mapping
from enum import IntEnum

from casework.errors import DeviceError


class Sw3(IntEnum):
    """What the module answers; 01 to 09 come from a maker's library, the rest from the module."""

    OK = 0x90
    NO_ITEM = 0x91
    FOUND = 0x9F
    PORT = 0x01
    HOST_TIMEOUT = 0x02
    TRANSFER = 0x03
    SERIAL = 0x05
    FILE = 0x09
    CHECKSUM = 0x10
    LENGTH = 0x11
    BAD_COMMAND = 0x21
    NO_PRIVILEGE = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_TO_SAM = 0x31
    SAM_TO_CARD = 0x32
    VERIFY = 0x33
    FINGERPRINT = 0x37
    CARD_LENGTH = 0x3F
    UNKNOWN_TYPE = 0x40
    READ = 0x41
    RANDOM = 0x47
    SELF_TEST = 0x60
    NOT_LICENSED = 0x66
    FIND = 0x80
    SELECT = 0x81


_CODES: Mapping[int, str] = {
    Sw3.PORT: "HW-120",
    Sw3.HOST_TIMEOUT: "HW-120",
    Sw3.TRANSFER: "HW-120",
    Sw3.SERIAL: "HW-120",
    Sw3.FILE: "HW-120",
    Sw3.CHECKSUM: "HW-121",
    Sw3.LENGTH: "HW-121",
    Sw3.BAD_COMMAND: "HW-122",
    Sw3.NO_PRIVILEGE: "HW-123",
    Sw3.UNKNOWN_ERROR: "HW-124",
    Sw3.CARD_TO_SAM: "HW-125",
    Sw3.SAM_TO_CARD: "HW-125",
    Sw3.VERIFY: "HW-125",
    Sw3.FINGERPRINT: "HW-126",
    Sw3.CARD_LENGTH: "HW-127",
    Sw3.UNKNOWN_TYPE: "HW-104",
    Sw3.READ: "HW-127",
    Sw3.RANDOM: "HW-128",
    Sw3.SELF_TEST: "HW-128",
    Sw3.NOT_LICENSED: "HW-129",
    Sw3.FIND: "HW-103",
    Sw3.SELECT: "HW-130",
}


def refusal(sw3: int) -> DeviceError:
    """The error of a status byte that is not the one hoped for; ``sw3`` is its fact, in hex."""
    return DeviceError(_CODES.get(sw3, "HW-124"), sw3=f"{sw3:02X}")
