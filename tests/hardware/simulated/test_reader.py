"""What the reader of practice mode has beyond the contract: a hand in the same process."""

from collections.abc import Iterator
from queue import Queue

import pytest

from casework.ports import CardArrived, CardGone, CardRead, ReaderReport, ReaderState
from hardware.simulated.reader import NAME, SimulatedReader

Said = Queue[ReaderReport]


@pytest.fixture
def said() -> Said:
    return Queue()


@pytest.fixture
def reader(said: Said) -> Iterator[SimulatedReader]:
    made = SimulatedReader()
    made.start(said.put)
    assert said.get(timeout=5) == ReaderState(service=True, readers=(NAME,))
    yield made
    made.stop()


def kinds(said: Said, number: int) -> list[type[ReaderReport]]:
    return [type(said.get(timeout=5)) for _ in range(number)]


def test_a_card_on_top_of_another_lifts_the_first(reader: SimulatedReader, said: Said) -> None:
    reader.put("agent")
    assert kinds(said, 2) == [CardArrived, CardRead]
    reader.put("expired")
    assert kinds(said, 2) == [CardGone, CardArrived]
    read = said.get(timeout=5)
    assert isinstance(read, CardRead)
    assert read.holder.name == "宋砚秋"


def test_lifting_nothing_says_nothing(reader: SimulatedReader, said: Said) -> None:
    reader.lift()
    reader.put("agent")
    assert kinds(said, 2) == [CardArrived, CardRead]


def test_a_card_that_does_not_exist_leaves_the_one_that_lies_there(
    reader: SimulatedReader, said: Said
) -> None:
    reader.put("agent")
    kinds(said, 2)
    with pytest.raises(KeyError):
        reader.put("nobody")
    reader.lift()
    assert kinds(said, 1) == [CardGone]


def test_a_card_may_come_before_the_start(said: Said) -> None:
    reader = SimulatedReader()
    reader.put("agent")
    reader.start(said.put)
    assert kinds(said, 3) == [ReaderState, CardArrived, CardRead]
    reader.stop()
