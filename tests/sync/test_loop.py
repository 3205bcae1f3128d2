"""The loop: rounds, waits that grow, halts that wait for somebody, and nothing that ends it."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import cast

import pytest

from casework.errors import ClerkError, HaltError, StoreError, SyncError
from casework.ports import LineState
from sync import loop as module
from sync.loop import FIRST_WAIT, IDLE_WAIT, MAX_WAIT, SyncLoop
from sync.pull import Pull, Pulled
from sync.push import Push, Pushed

HUB_AT = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=8)))
VERSIONS = frozenset({"Act.v1"})


def pulled(*, more: bool = False) -> Pulled:
    return Pulled(acts=0, more=more, versions=VERSIONS, hub_at=HUB_AT)


class Script:
    """Answers of one end in turn, the last one for ever; an exception is raised."""

    def __init__(self, calls: list[str], name: str, *answers: object) -> None:
        self._calls = calls
        self._name = name
        self._answers = list(answers)

    def round(self, *asked: object) -> object:
        self._calls.append(self._name)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, BaseException):
            raise answer
        assert asked in ((), (VERSIONS,))
        return answer


class Rig:
    """A loop over two scripts, and what it reported."""

    def __init__(self, pull: tuple[object, ...], push: tuple[object, ...]) -> None:
        self.calls: list[str] = []
        self.reports: queue.Queue[LineState] = queue.Queue()
        self.loop = SyncLoop(
            cast("Pull", Script(self.calls, "pull", *pull)),
            cast("Push", Script(self.calls, "push", *push)),
            self.reports.put,
        )

    def report(self) -> LineState:
        return self.reports.get(timeout=10)


@pytest.fixture
def rig() -> Iterator[Callable[..., Rig]]:
    made: list[Rig] = []

    def make(pull: tuple[object, ...] = (pulled(),), push: tuple[object, ...] = (Pushed(),)) -> Rig:
        made.append(Rig(pull, push))
        return made[-1]

    yield make
    for one in made:
        one.loop.stop()


def test_a_round_pulls_pushes_and_pulls_again(rig: Callable[..., Rig]) -> None:
    one = rig()
    assert one.loop.once() == LineState(online=True, last_hub_time=HUB_AT)
    assert one.calls == ["pull", "push", "pull"]


def test_a_round_goes_on_while_there_is_more(rig: Callable[..., Rig]) -> None:
    one = rig(
        (pulled(more=True), pulled(more=True), pulled()),
        (Pushed(receipted=200, waiting=300), Pushed(receipted=200, waiting=100), Pushed(100)),
    )
    one.loop.once()
    assert one.calls == ["pull"] * 3 + ["push"] * 3 + ["pull"]


def test_it_begins_at_once_and_a_wake_begins_the_next_round(rig: Callable[..., Rig]) -> None:
    one = rig()
    one.loop.start()
    assert one.report().online
    one.loop.wake()
    assert one.report().online
    assert one.calls == ["pull", "push", "pull"] * 2


@pytest.mark.parametrize(
    ("fault", "online", "halted"),
    [
        (SyncError("SY-101"), False, False),
        (SyncError("SY-105"), False, False),
        (HaltError("SY-110"), False, True),
        (StoreError("LE-201"), True, True),
    ],
)
def test_a_fault_is_shown_and_the_next_round_may_mend_it(
    rig: Callable[..., Rig], fault: ClerkError, online: bool, halted: bool
) -> None:
    one = rig((pulled(), fault, pulled()))
    one.loop.start()
    shown = one.report()
    assert (shown.online, shown.halted, shown.error) == (online, halted, fault)
    assert shown.last_hub_time == HUB_AT
    one.loop.wake()
    assert one.report() == LineState(online=True, last_hub_time=HUB_AT)


def test_a_halt_waits_until_somebody_wakes_it(
    rig: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_WAIT", 0.01)
    one = rig((HaltError("SY-110"), pulled()))
    one.loop.start()
    assert one.report().halted
    with pytest.raises(queue.Empty):
        one.reports.get(timeout=0.3)
    one.loop.wake()
    assert one.report().online


def test_out_of_reach_it_tries_again_by_itself(
    rig: Callable[..., Rig], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_WAIT", 0.01)
    one = rig((SyncError("SY-101"), SyncError("SY-101"), pulled()))
    one.loop.start()
    assert [one.report().online for _ in range(3)] == [False, False, True]


def test_the_unforeseen_is_logged_and_halts_instead_of_ending_the_thread(
    rig: Callable[..., Rig], caplog: pytest.LogCaptureFixture
) -> None:
    one = rig((ZeroDivisionError("odd"), pulled()))
    with caplog.at_level(logging.ERROR):
        one.loop.start()
        shown = one.report()
    assert shown.halted
    assert shown.error is not None
    assert shown.error.code == "SY-107"
    assert "ZeroDivisionError" in caplog.text
    one.loop.wake()
    assert one.report().online


def test_the_waits_grow_to_a_bound_with_some_chance() -> None:
    for failures, base in ((1, 1.0), (2, 2.0), (4, 8.0), (7, 60.0), (10_000, 60.0)):
        waits = [module._back_off(failures) for _ in range(200)]
        assert min(waits) >= base
        assert max(waits) <= min(base + FIRST_WAIT, MAX_WAIT)
        assert len(set(waits)) > 1 or base == MAX_WAIT
    assert FIRST_WAIT < IDLE_WAIT <= MAX_WAIT


def test_it_stops_at_once_between_rounds(rig: Callable[..., Rig]) -> None:
    one = rig()
    one.loop.start()
    one.report()
    begun = time.monotonic()
    one.loop.stop()
    assert time.monotonic() - begun < 1
    assert not [thread for thread in threading.enumerate() if thread.name == "sync"]


def test_a_hanging_hub_does_not_hold_the_stop(rig: Callable[..., Rig]) -> None:
    release = threading.Event()

    class Hanging:
        def round(self) -> Pulled:
            release.wait(20)
            return pulled()

    one = rig()
    push = Script(one.calls, "push", Pushed())
    stuck = SyncLoop(cast("Pull", Hanging()), cast("Push", push), one.reports.put)
    stuck.start()
    begun = time.monotonic()
    stuck.stop()
    assert time.monotonic() - begun < 5
    release.set()
    assert one.report().online


def test_a_loop_that_never_started_may_be_stopped(rig: Callable[..., Rig]) -> None:
    rig().loop.stop()
