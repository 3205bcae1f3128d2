"""What the reader process says of an event: which reader, which card, which fault."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from casework.errors import DeviceError
from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderState
from hardware.connection import Connection
from hardware.identity_card.transport import Profile
from hardware.reading import Message, Reading
from hardware.simulated.cards import load_card
from hardware.simulated.vpcd import CardSide
from hardware.watch import Beat, Inserted, Lost, Readers, Removed, WatchEvent
from tests.hardware.transcript import ScriptedService

PROFILE = Profile("model", "^Good", "FF 00 00 00", "extended", "9000")
GOOD, OTHER = "Good Reader 00 00", "Bank Reader 00 00"


class Behind:
    def __init__(self) -> None:
        self._side = CardSide(load_card("agent"), PROFILE)

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        answer = self._side.answer(command)
        return answer[:-2], int.from_bytes(answer[-2:], "big")


class OneCard(ScriptedService):
    """A service with the same card on every reader, or a fault instead of it."""

    def __init__(self, fault: DeviceError | None = None) -> None:
        super().__init__()
        self._fault = fault

    @contextmanager
    def connect(self, reader: str) -> Iterator[Connection]:
        if self._fault is not None:
            raise self._fault
        yield Behind()


def said(reading: Reading, *events: WatchEvent) -> list[Message]:
    return [message for event in events for message in reading.messages(event)]


def codes(messages: list[Message]) -> list[str]:
    """Each message as a word, with its code where it has one."""
    words = []
    for report, _ in messages:
        error = getattr(report, "error", None) or getattr(report, "fault", None)
        words.append(type(report).__name__ + (f" {error.code}" if error else ""))
    return words


@pytest.fixture
def reading() -> Reading:
    return Reading((PROFILE,), {})


def test_the_three_states_of_the_service(reading: Reading) -> None:
    messages = said(reading, Readers((GOOD,)), Readers(()), Lost(DeviceError("HW-105")), Beat())
    assert codes(messages) == [
        "ReaderState",
        "ReaderState HW-102",
        "ReaderState HW-105",
        "NoneType",
    ]
    assert messages[0][0] == ReaderState(service=True, readers=(GOOD,))
    assert messages[3] == (None, 0)


def test_a_card_is_read(reading: Reading) -> None:
    arrived, read = said(reading, Inserted(GOOD, 5, OneCard()))
    assert arrived == (CardArrived(GOOD), 5)
    assert isinstance(read[0], CardRead)
    assert read[0].holder.name == "林晚舟"


@pytest.mark.parametrize("code", ["HW-101", "HW-103", "HW-104", "HW-106", "HW-112"])
def test_a_card_is_not_read(reading: Reading, code: str) -> None:
    messages = said(reading, Inserted(GOOD, 5, OneCard(DeviceError(code))))
    assert codes(messages) == ["CardArrived", f"CardFault {code}"]


def test_a_reader_of_another_kind_is_left_alone_beside_a_known_one(reading: Reading) -> None:
    assert codes(said(reading, Readers((GOOD, OTHER)), Inserted(OTHER, 1, OneCard()))) == [
        "ReaderState"
    ]


def test_a_reader_that_nobody_described_is_named_when_it_is_the_only_one(reading: Reading) -> None:
    messages = said(reading, Readers((OTHER,)), Inserted(OTHER, 1, OneCard()))
    assert codes(messages) == ["ReaderState", "CardFault HW-111"]
    fault = messages[1][0]
    assert isinstance(fault, CardFault)
    assert fault.error.facts == {"reader": OTHER}


def test_gone_is_said_once_and_only_of_a_card_that_was_there(reading: Reading) -> None:
    events: list[WatchEvent] = [
        Removed(GOOD),
        Inserted(GOOD, 1, OneCard()),
        Removed(GOOD),
        Removed(GOOD),
    ]
    assert codes(said(reading, *events)) == ["CardArrived", "CardRead", "CardGone"]


def test_the_card_that_hung_is_left_alone_until_it_is_lifted() -> None:
    reading = Reading((PROFILE,), {GOOD: 5})
    assert codes(said(reading, Readers((GOOD,)), Inserted(GOOD, 5, OneCard()))) == ["ReaderState"]
    assert said(reading, Removed(GOOD)) == [(CardGone(GOOD), 0)]
    assert codes(said(reading, Inserted(GOOD, 7, OneCard()))) == ["CardArrived", "CardRead"]


def test_another_card_in_its_place_is_read() -> None:
    reading = Reading((PROFILE,), {GOOD: 5})
    assert codes(said(reading, Inserted(GOOD, 7, OneCard()))) == ["CardArrived", "CardRead"]


def test_the_card_that_hung_was_lifted_meanwhile() -> None:
    assert said(Reading((PROFILE,), {GOOD: 5}), Removed(GOOD)) == [(CardGone(GOOD), 0)]
    gone = said(Reading((PROFILE,), {GOOD: 5}), Readers(()))
    assert codes(gone) == ["CardGone", "ReaderState HW-102"]
