"""Collecting a whole answer: 61xx, 6Cxx, and cards that never come to an end."""

import pytest

from casework.errors import DeviceError
from hardware.apdu import Command
from hardware.connection import exchange
from tests.hardware.transcript import ScriptedCard

READ = Command(0x00, 0xB0, expected=256)


def test_an_answer_in_one_piece() -> None:
    card = ScriptedCard(("00B0000000", "0102 9000"))
    assert exchange(card, READ) == (b"\x01\x02", 0x9000)


def test_an_answer_in_three_pieces() -> None:
    card = ScriptedCard(
        ("00B0000000", "01 6102"), ("00C0000002", "0203 6101"), ("00C0000001", "04 9000")
    )
    assert exchange(card, READ) == (b"\x01\x02\x03\x04", 0x9000)
    assert card.done


def test_the_card_names_the_right_length() -> None:
    card = ScriptedCard(("00B0000000", "6C02"), ("00B0000002", "0102 9000"))
    assert exchange(card, READ) == (b"\x01\x02", 0x9000)


def test_other_words_are_handed_up() -> None:
    assert exchange(ScriptedCard(("00B0000000", "6D00")), READ) == (b"", 0x6D00)


class Endless:
    def __init__(self, answer: bytes) -> None:
        self._answer = answer

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        return self._answer, 0x6100


@pytest.mark.parametrize(("answer", "reason"), [(bytes(256), "endless"), (b"", "empty")])
def test_an_answer_without_end_is_refused(answer: bytes, reason: str) -> None:
    with pytest.raises(DeviceError, match="HW-108") as caught:
        exchange(Endless(answer), READ)
    assert caught.value.facts == {"reason": reason}
