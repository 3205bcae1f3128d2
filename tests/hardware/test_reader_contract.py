"""The contract of an identity reader: the same for the real service and for practice mode."""

import threading
import time
from collections.abc import Iterator

import pytest

from casework.people.person import CardKind
from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderState
from hardware.identity_card.layout import parse_record
from hardware.simulated.cards import load_card
from tests.hardware.bench import SILENCE, Bench, PcscBench, SimulatedBench, readers_inside

pytestmark = pytest.mark.timeout(40)


@pytest.fixture(params=["simulated", pytest.param("pcsc", marks=pytest.mark.reader)])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "simulated":
        made: Bench = SimulatedBench()
        yield made
    else:
        stack = request.getfixturevalue("stack")
        with readers_inside(stack):
            made = PcscBench(stack)
            yield made
    made.reader.stop()
    made.lift()
    made.settle()


@pytest.fixture
def ready(bench: Bench) -> Bench:
    """The bench with its reader running and announced."""
    bench.start()
    assert bench.next(ReaderState).service
    return bench


def test_it_announces_itself(bench: Bench) -> None:
    bench.start()
    state = bench.next(ReaderState)
    assert state.service
    assert state.readers
    assert state.fault is None


def test_a_card_from_laying_down_to_lifting(ready: Bench) -> None:
    ready.put("legal-representative")
    arrived = ready.next(CardArrived)
    read = ready.next(CardRead)
    assert read.reader == arrived.reader
    assert read.holder == parse_record(load_card("legal-representative").record())
    assert 0 <= read.milliseconds < 800
    assert ready.nothing_for(0.6), "a card that lies there is read once"
    ready.lift()
    assert ready.next(CardGone).reader == arrived.reader


def test_from_laying_down_to_the_fields_is_quick(ready: Bench) -> None:
    took = []
    for _ in range(3):
        began = time.monotonic()
        ready.put("agent")
        ready.next(CardArrived)
        took.append(ready.next_moment(CardRead) - began)
        ready.lift()
        ready.next(CardGone)
    assert min(took) <= 0.8, took


def test_every_kind_of_card(ready: Bench) -> None:
    for name in ("long-term", "permit-macao", "foreign-old", "foreign-new", "unknown-type"):
        ready.put(name)
        ready.next(CardArrived)
        holder = ready.next(CardRead).holder
        assert holder == parse_record(load_card(name).record())
        assert (holder.kind is CardKind.UNKNOWN) == (name == "unknown-type")
        ready.lift()
        ready.next(CardGone)


def test_a_card_that_lay_there_before_the_start(bench: Bench) -> None:
    bench.put("agent")
    time.sleep(0.6)
    bench.start()
    bench.next(ReaderState)
    bench.next(CardArrived)
    assert bench.next(CardRead).holder.name == "林晚舟"


def test_pulled_in_the_middle(ready: Bench) -> None:
    ready.put("agent", "pulled")
    ready.next(CardArrived)
    assert ready.next(CardFault).error.code == "HW-106"
    ready.next(CardGone)
    ready.lift()
    ready.put("agent")
    ready.next(CardArrived)
    ready.next(CardRead)


def test_a_silent_card_is_given_up_and_the_next_one_is_read(ready: Bench) -> None:
    ready.put("agent", "silent")
    began = ready.next_moment(CardArrived)
    fault = ready.next(CardFault)
    assert time.monotonic() - began < SILENCE + 0.5
    assert fault.error.code == "HW-107"
    assert ready.nothing_for(SILENCE + 1.0), "it is left alone while it lies there"
    ready.lift()
    ready.next(CardGone)
    ready.put("legal-representative")
    ready.next(CardArrived)
    assert ready.next(CardRead).holder.name == "郑𬭎"


def test_a_silent_card_that_is_lifted_in_time(ready: Bench) -> None:
    ready.put("agent", "silent")
    ready.next(CardArrived)
    time.sleep(0.2)
    ready.lift()
    assert ready.next(CardFault).error.code == "HW-106"
    ready.next(CardGone)


def test_reports_come_from_a_thread_of_the_reader(bench: Bench) -> None:
    bench.start()
    assert bench.thread_of_next() != threading.current_thread().name


def test_stop_twice_then_silence_and_a_new_start(ready: Bench) -> None:
    ready.reader.stop()
    ready.reader.stop()
    ready.put("agent")
    assert ready.nothing_for(1.0)
    ready.lift()
    ready.start()
    assert ready.next(ReaderState).service


def test_stop_does_not_wait_for_a_silent_card(ready: Bench) -> None:
    ready.put("agent", "silent")
    ready.next(CardArrived)
    began = time.monotonic()
    ready.reader.stop()
    assert time.monotonic() - began < 1.0


def test_a_second_start_is_refused(ready: Bench) -> None:
    with pytest.raises(RuntimeError):
        ready.start()
