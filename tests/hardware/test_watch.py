"""Readers and cards coming and going, over services that follow a script.

Plugging a reader in or out cannot be played with the real service here, so this is where it is.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from casework.errors import DeviceError
from hardware.pcsc import Slot
from hardware.watch import (
    ROUND,
    Beat,
    Inserted,
    Lost,
    Readers,
    ReaderService,
    Removed,
    WatchEvent,
    watch,
)
from tests.hardware.transcript import End, ScriptedService


def slot(reader: str, present: bool, changes: int) -> Slot:
    return Slot(reader, present, changes, changes << 16 | (0x20 if present else 0x10))


def kinds(events: Iterator[WatchEvent]) -> Iterator[tuple[str, str]]:
    """Each event as its name and what it is about."""
    for event in events:
        match event:
            case Readers(names):
                yield "readers", " ".join(names)
            case Lost(error):
                yield "lost", error.code
            case Inserted(reader):
                yield "inserted", reader
            case Removed(reader):
                yield "removed", reader


def told(*services: ScriptedService | DeviceError) -> list[tuple[str, str]]:
    """Every event until the script ends, without the signs of life."""
    script = list(services)

    def reach() -> ReaderService:
        if not script:
            raise End
        now = script.pop(0)
        if isinstance(now, DeviceError):
            raise now
        return now

    return list(kinds(until_the_end(watch(reach, lambda _: None))))


def until_the_end(events: Iterator[WatchEvent]) -> Iterator[WatchEvent]:
    """The events of a script that is finite."""
    with suppress(End):
        yield from events


def test_a_card_comes_and_goes() -> None:
    service = ScriptedService(
        (("A",), (slot("A", False, 0),)),
        (("A",), (slot("A", True, 1),)),
        (("A",), ()),
        (("A",), (slot("A", False, 2),)),
    )
    assert told(service) == [
        ("readers", "A"),
        ("removed", "A"),
        ("inserted", "A"),
        ("removed", "A"),
    ]
    assert [states["A"] >> 16 for states in service.known] == [0, 0, 1, 1]


def test_a_card_that_lies_there_already() -> None:
    assert told(ScriptedService((("A",), (slot("A", True, 7),)))) == [
        ("readers", "A"),
        ("inserted", "A"),
    ]


def test_another_card_between_two_looks() -> None:
    service = ScriptedService(
        (("A",), (slot("A", True, 1),)),
        (("A",), (slot("A", True, 3),)),
        (("A",), (slot("A", True, 3),)),
    )
    assert told(service) == [
        ("readers", "A"),
        ("inserted", "A"),
        ("removed", "A"),
        ("inserted", "A"),
    ]


def test_readers_are_plugged_in_and_out() -> None:
    service = ScriptedService(
        ((), ()),
        (("A",), (slot("A", True, 1),)),
        (("A", "B"), (slot("B", False, 0),)),
        (("B",), ()),
        ((), ()),
        (("A",), (slot("A", True, 0),)),
    )
    assert told(service) == [
        ("readers", ""),
        ("readers", "A"),
        ("inserted", "A"),
        ("readers", "A B"),
        ("removed", "B"),
        ("removed", "A"),
        ("readers", "B"),
        ("readers", ""),
        ("readers", "A"),
        ("inserted", "A"),
    ]


def test_a_reader_unplugged_during_the_wait_is_no_loss_of_the_service() -> None:
    service = ScriptedService(
        (("A",), (slot("A", True, 1),)),
        (("A",), DeviceError("HW-102")),
        ((), ()),
    )
    assert told(service) == [
        ("readers", "A"),
        ("inserted", "A"),
        ("removed", "A"),
        ("readers", ""),
    ]
    assert len(service.known) == 2


def test_the_service_dies_and_comes_back() -> None:
    first = ScriptedService(
        (("A",), (slot("A", True, 1),)),
        (("A",), DeviceError("HW-101")),
    )
    second = ScriptedService((("A",), (slot("A", False, 0),)))
    assert told(first, DeviceError("HW-101"), second) == [
        ("readers", "A"),
        ("inserted", "A"),
        ("removed", "A"),
        ("lost", "HW-101"),
        ("lost", "HW-101"),
        ("readers", "A"),
        ("removed", "A"),
    ]
    assert first.closed
    assert second.known == [{"A": 0}]


def test_signs_of_life_and_rest_while_nothing_happens() -> None:
    quiet = ScriptedService(((), ()), ((), ()), ((), ()))
    pauses: list[float] = []
    events = list(islice(watch(lambda: quiet, pauses.append), 4))
    assert events == [Readers(()), Beat(), Beat(), Beat()]
    assert pauses == [ROUND, ROUND]
