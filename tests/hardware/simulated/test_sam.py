"""The virtual module keeps the order of the real one."""

import pytest

from hardware.identity_card.frame import Assembler, Reply, Request, parse_reply
from hardware.identity_card.session import (
    FIND,
    READ_ADDITIONAL_ADDRESS,
    READ_CHIP_NUMBER,
    READ_TEXT_AND_PHOTO,
    SELECT,
)
from hardware.simulated.cards import load_card
from hardware.simulated.sam import VirtualSam


@pytest.fixture
def sam() -> VirtualSam:
    return VirtualSam(load_card("agent"))


def ask(sam: VirtualSam, request: Request) -> Reply:
    return reply_to(sam, request.encode())


def reply_to(sam: VirtualSam, frame: bytes) -> Reply:
    body = Assembler().feed(sam.answer(frame))
    assert body is not None
    return parse_reply(body)


def test_the_published_sizes(sam: VirtualSam) -> None:
    requests = (FIND, SELECT, READ_TEXT_AND_PHOTO)
    assert [len(sam.answer(request.encode())) for request in requests] == [15, 19, 1295]


def test_no_step_may_be_left_out(sam: VirtualSam) -> None:
    assert ask(sam, READ_TEXT_AND_PHOTO).status == 0x41
    assert ask(sam, SELECT).status == 0x81
    assert ask(sam, FIND).status == 0x9F
    assert ask(sam, READ_TEXT_AND_PHOTO).status == 0x41


def test_a_card_that_was_read_is_not_found_again(sam: VirtualSam) -> None:
    for request in (FIND, SELECT, READ_TEXT_AND_PHOTO):
        ask(sam, request)
    assert ask(sam, FIND).status == 0x80


def test_what_is_asked_for_apart(sam: VirtualSam) -> None:
    ask(sam, FIND)
    ask(sam, SELECT)
    assert ask(sam, READ_ADDITIONAL_ADDRESS).status == 0x91
    assert len(ask(sam, READ_CHIP_NUMBER).data) == 16


@pytest.mark.parametrize(
    ("frame", "status"),
    [
        ("AAAAAA9669 0003 2001 21", 0x10),
        ("AAAAAA9669 0004 2001 22", 0x11),
        ("AAAAAA9669 0003 3010 23", 0x21),
        ("0102", 0x11),
    ],
)
def test_damaged_and_unknown_requests(sam: VirtualSam, frame: str, status: int) -> None:
    assert reply_to(sam, bytes.fromhex(frame)).status == status
