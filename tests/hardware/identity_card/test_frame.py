"""Frames: known bytes, pieces of every size, and every kind of damage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import DeviceError
from hardware.identity_card.frame import (
    Assembler,
    Reply,
    Request,
    parse_reply,
    parse_request,
)

FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")


def assemble(*pieces: bytes) -> bytes | None:
    assembler = Assembler()
    body = None
    for piece in pieces:
        assert body is None
        body = assembler.feed(piece)
    return body


def outcome(frame: bytes) -> bytes | str | None:
    """What comes of a frame: its body, nothing yet, or the code of the error."""
    try:
        return assemble(frame)
    except DeviceError as error:
        return error.code


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (Request(0x10, 0xFF), "000310FFEC"),
        (Request(0x12, 0xFF), "000312FFEE"),
        (Request(0x61, 0xFF, b"\x50"), "000461FF50CA"),
        (Request(0x20, 0x01), "0003200122"),
        (Request(0x20, 0x02), "0003200221"),
        (Request(0x30, 0x01), "0003300132"),
        (Request(0x30, 0x03), "0003300330"),
        (Request(0x30, 0x05), "0003300536"),
    ],
)
def test_the_published_commands(request_: Request, expected: str) -> None:
    frame = bytes.fromhex("AAAAAA9669" + expected)
    assert request_.encode() == frame
    assert parse_request(frame) == request_


def test_the_published_answer_to_a_search() -> None:
    body = assemble(FOUND)
    assert body is not None
    assert parse_reply(body) == Reply(0x9F, bytes(4))
    assert Reply(0x9F, bytes(4)).encode() == FOUND


def test_the_published_lengths_of_answers() -> None:
    assert len(Reply(0x90, bytes(8)).encode()) == 19
    assert Reply(0x90, bytes(8)).encode()[-1] == 0x9C
    assert len(Reply(0x90, bytes(4 + 256 + 1024)).encode()) == 1295


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 14])
def test_pieces_of_every_size(size: int) -> None:
    pieces = [FOUND[start : start + size] for start in range(0, len(FOUND), size)]
    assert assemble(*pieces) == FOUND[7:-1]


@pytest.mark.parametrize("missing", range(1, len(FOUND) + 1))
def test_a_frame_cut_short_is_not_complete(missing: int) -> None:
    assert assemble(FOUND[:-missing]) is None


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        (FOUND[:-1] + b"\x96", "xor"),
        (FOUND[:9] + b"\x80" + FOUND[10:], "xor"),
        (b"\x00" + FOUND, "preamble"),
        (FOUND[1:], "preamble"),
        (b"AT+OK", "preamble"),
        (FOUND + b"\x00", "trailing"),
        (FOUND + FOUND, "trailing"),
        (bytes.fromhex("AAAAAA9669 0003 00009F 9C"), "length"),
        (bytes.fromhex("AAAAAA9669 0000"), "length"),
        (bytes.fromhex("AAAAAA9669 FFFF"), "length"),
        (bytes.fromhex("AAAAAA9669 0005 00009F 00000000 97"), "trailing"),
    ],
)
def test_damage_is_named(damaged: bytes, reason: str) -> None:
    with pytest.raises(DeviceError, match="HW-108") as caught:
        assemble(damaged)
    assert caught.value.facts == {"reason": reason}


@pytest.mark.parametrize(
    "frame",
    [
        "AAAAAA9669 0003 2001 21",  # a published search with a wrong last byte
        "AAAAAA9669 0003 20",
        "AAAAAA9669 0002 20 22",
    ],
)
def test_damaged_requests(frame: str) -> None:
    with pytest.raises(DeviceError, match="HW-108"):
        parse_request(bytes.fromhex(frame))


@given(st.integers(0, 255), st.binary(max_size=2000), st.data())
def test_any_reply_survives_any_cut(status: int, data: bytes, draw: st.DataObject) -> None:
    frame = Reply(status, data).encode()
    cut = draw.draw(st.integers(0, len(frame)))
    pieces = [piece for piece in (frame[:cut], frame[cut:]) if piece]
    body = assemble(*pieces)
    assert body is not None
    assert parse_reply(body) == Reply(status, data)


@given(st.binary(max_size=60) | st.binary(max_size=60).map(FOUND[:7].__add__))
def test_nothing_but_a_device_error(noise: bytes) -> None:
    body = outcome(noise)
    if isinstance(body, bytes):
        parse_reply(body)


@given(st.integers(0, len(FOUND) - 1), st.integers(0, 7))
def test_no_flipped_bit_passes(place: int, bit: int) -> None:
    damaged = bytearray(FOUND)
    damaged[place] ^= 1 << bit
    assert outcome(bytes(damaged)) in {None, "HW-108"}
