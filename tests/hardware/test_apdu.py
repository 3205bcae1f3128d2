"""Command APDUs: the bytes of ISO 7816-4, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.apdu import Command, Status


@pytest.mark.parametrize(
    ("command", "extended", "expected"),
    [
        (Command(0x00, 0xA4, 4, 0), False, "00A40400"),
        (Command(0x00, 0xB0, 0, 0, expected=256), False, "00B0000000"),
        (Command(0x00, 0xB0, 0, 0, expected=16), False, "00B0000010"),
        (Command(0x00, 0xA4, 4, 0, b"\x3f\x00"), False, "00A40400023F00"),
        (Command(0x00, 0xA4, 4, 0, b"\x3f\x00", 1), False, "00A40400023F0001"),
        (Command(0x00, 0xA4, 4, 0), True, "00A40400"),
        (Command(0x00, 0xB0, 0, 0, expected=4096), True, "00B00000001000"),
        (Command(0x00, 0xB0, 0, 0, expected=65536), True, "00B00000000000"),
        (Command(0xFF, 0x00, 0, 0, b"\xaa\xbb", 4096), True, "FF000000000002AABB1000"),
    ],
)
def test_bytes_of_a_command(command: Command, extended: bool, expected: str) -> None:
    assert command.encode(extended=extended).hex().upper() == expected
    assert Command.decode(bytes.fromhex(expected)) == command


@pytest.mark.parametrize(
    ("command", "extended"),
    [
        (Command(0, 0, data=bytes(256)), False),
        (Command(0, 0, expected=257), False),
        (Command(0, 0, expected=0), False),
        (Command(0, 0, data=bytes(65536)), True),
        (Command(0, 0, expected=65537), True),
    ],
)
def test_lengths_that_do_not_fit(command: Command, extended: bool) -> None:
    with pytest.raises(ValueError, match="one command"):
        command.encode(extended=extended)


@pytest.mark.parametrize(
    "damaged", ["", "00A404", "00A4040005AABB", "00A40400000005AA", "00A4040002AABB0102"]
)
def test_bytes_that_are_no_command(damaged: str) -> None:
    with pytest.raises(ValueError, match=r"header|agree"):
        Command.decode(bytes.fromhex(damaged))


@given(
    head=st.binary(min_size=4, max_size=4),
    data=st.binary(max_size=300),
    expected=st.none() | st.integers(1, 65536),
)
def test_an_extended_command_comes_back(head: bytes, data: bytes, expected: int | None) -> None:
    command = Command(head[0], head[1], head[2], head[3], data, expected)
    assert Command.decode(command.encode(extended=True)) == command


@given(st.binary(max_size=40))
def test_decoding_never_raises_anything_else(body: bytes) -> None:
    try:
        Command.decode(body)
    except ValueError:
        return


def test_words_that_ask_for_another_command() -> None:
    assert Status.bytes_waiting(0x6110) == 16
    assert Status.bytes_waiting(0x6100) == 256
    assert Status.bytes_waiting(0x9000) is None
    assert Status.right_length(0x6C20) == 32
    assert Status.right_length(0x6C00) == 256
    assert Status.right_length(0x6110) is None
