"""The smallest useful card: bytes in, bytes and a status word out."""

from typing import Protocol

from casework.errors import DeviceError
from hardware.apdu import Command, Status

_LONGEST_ANSWER = 0x10000


class Connection(Protocol):
    """An open card on a reader."""

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """Send one command; return the data of the answer and its 16-bit status word.

        Raise DeviceError: HW-106 card gone, HW-101 service gone, HW-108 answer without a status.
        It may block as long as the card likes (PC/SC knows no time limit).
        """


def exchange(
    connection: Connection, command: Command, *, extended: bool = False
) -> tuple[bytes, int]:
    """Send ``command`` and collect the whole answer (61xx and 6Cxx are followed).

    Return the data and the last status word; raise DeviceError HW-108 when it never ends.
    """
    data, status = connection.transmit(command.encode(extended=extended))
    right = Status.right_length(status)
    if right is not None:
        again = Command(command.cla, command.ins, command.p1, command.p2, command.data, right)
        data, status = connection.transmit(again.encode(extended=extended))
    while (waiting := Status.bytes_waiting(status)) is not None:
        if len(data) > _LONGEST_ANSWER:
            raise DeviceError("HW-108", reason="endless")
        more, status = connection.transmit(Command(0, 0xC0, expected=waiting).encode())
        if not more:
            raise DeviceError("HW-108", reason="empty")
        data += more
    return data, status
