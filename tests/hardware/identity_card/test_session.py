"""The commands of the module over a line that cuts, delays, damages and refuses."""

import pytest

from casework.errors import ClerkError, DeviceError
from hardware.identity_card.frame import Reply
from hardware.identity_card.session import Session, read_holder
from hardware.simulated.cards import load_card
from tests.hardware.transcript import ScriptedLine

RECORD = load_card("legal-representative").record()
PHOTO = bytes(1024)
FOUND = Reply(0x9F, bytes(4)).encode()
SELECTED = Reply(0x90, bytes(8)).encode()
TEXT = Reply(0x90, bytes.fromhex("01000400") + RECORD + PHOTO).encode()


def code_of(*answers: bytes) -> str:
    """The code with which a whole reading ends that is given these answers."""
    with pytest.raises(ClerkError) as caught:
        read_holder(Session(ScriptedLine(answers)))
    return caught.value.code


def test_one_card_to_the_end() -> None:
    line = ScriptedLine([FOUND, SELECTED, TEXT])
    holder = read_holder(Session(line))
    assert holder.name == "郑𬭎"
    assert [frame.hex().upper() for frame in line.sent] == [
        "AAAAAA96690003200122",
        "AAAAAA96690003200221",
        "AAAAAA96690003300132",
    ]


def test_answers_in_pieces() -> None:
    pieces = [TEXT[start : start + 64] for start in range(0, len(TEXT), 64)]
    holder = read_holder(Session(ScriptedLine([FOUND[:3], FOUND[3:], SELECTED, *pieces])))
    assert holder.number == "990101197906140011"


@pytest.mark.parametrize("step", [0, 1, 2])
@pytest.mark.parametrize("sw3", [0x10, 0x21, 0x31, 0x40, 0x41, 0x66, 0x80, 0x81])
def test_a_refusal_at_every_step(step: int, sw3: int) -> None:
    answers = [FOUND, SELECTED, TEXT][:step]
    with pytest.raises(DeviceError) as caught:
        read_holder(Session(ScriptedLine([*answers, Reply(sw3).encode()])))
    assert caught.value.facts == {"sw3": f"{sw3:02X}"}


def test_a_good_word_at_the_wrong_step_is_no_success() -> None:
    assert code_of(Reply(0x90, bytes(4)).encode()) == "HW-124"
    assert code_of(FOUND, Reply(0x9F, bytes(8)).encode()) == "HW-124"


def test_silence() -> None:
    assert code_of() == "HW-107"
    assert code_of(FOUND, SELECTED, TEXT[:700]) == "HW-107"


def test_the_limit_counts_from_the_request_not_from_the_last_piece() -> None:
    moments = iter([0.0, 0.0, 2.0, 4.0, 6.0, 8.0])
    line = ScriptedLine([FOUND[index : index + 1] for index in range(len(FOUND))])
    session = Session(line, limit=5.0, clock=lambda: next(moments, 9.0))
    with pytest.raises(DeviceError, match="HW-107"):
        session.find()
    assert line.waited == [5.0, 3.0, 1.0]


def test_damage_on_the_line() -> None:
    assert code_of(FOUND[:-1] + b"\x00") == "HW-108"
    assert code_of(FOUND + b"\x00") == "HW-108"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(3),
        bytes.fromhex("01000400") + RECORD,
        bytes.fromhex("01000400") + RECORD + PHOTO + b"\x00",
        bytes.fromhex("00FF0400") + RECORD[:-1] + PHOTO,
        bytes.fromhex("FFFFFFFF") + RECORD + PHOTO,
    ],
)
def test_lengths_inside_the_record_are_not_trusted(data: bytes) -> None:
    assert code_of(FOUND, SELECTED, Reply(0x90, data).encode()) == "HW-108"


def test_a_text_that_is_none() -> None:
    damaged = bytes.fromhex("01000400") + b"\x00\xd8" * 128 + PHOTO
    assert code_of(FOUND, SELECTED, Reply(0x90, damaged).encode()) == "HW-140"


def test_additional_address() -> None:
    text = "甲市丙县新路1号".ljust(35).encode("utf-16-le")
    line = ScriptedLine([Reply(0x90, text).encode()])
    assert Session(line).additional_address() == "甲市丙县新路1号"
    assert line.sent[0].hex().upper() == "AAAAAA96690003300330"
    assert Session(ScriptedLine([Reply(0x91).encode()])).additional_address() == ""
    with pytest.raises(DeviceError, match="HW-108"):
        Session(ScriptedLine([Reply(0x90, b"\x00\xd8\x00").encode()])).additional_address()


def test_chip_number() -> None:
    line = ScriptedLine([Reply(0x90, bytes(range(16))).encode()])
    assert Session(line).chip_number() == bytes(range(16))
    assert line.sent[0].hex().upper() == "AAAAAA96690003300536"
