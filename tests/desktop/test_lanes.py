import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError, DeviceError
from desktop.lanes import THREADS, Lanes, Task

pytestmark = pytest.mark.gui


@pytest.fixture
def surprises() -> list[Exception]:
    return []


@pytest.fixture
def lanes(qapp: QApplication, surprises: list[Exception]) -> Iterator[Lanes]:
    made = Lanes(surprises.append)
    yield made
    assert made.close(5.0) == ()


def refuse(error: ClerkError) -> None:
    pytest.fail(str(error))


def test_the_lanes_of_the_house() -> None:
    assert THREADS == {
        "ledger": 1,
        "reader": 1,
        "scanner": 1,
        "printer": 1,
        "search": 1,
        "net": 4,
    }


def test_no_result_is_lost_and_all_come_home(lanes: Lanes, qtbot: QtBot) -> None:
    arrived: list[int] = []
    threads: set[bool] = set()
    workers: set[str] = set()

    def work(number: int) -> int:
        workers.add(threading.current_thread().name)
        return number

    def done(number: int) -> None:
        arrived.append(number)
        threads.add(QThread.currentThread().isMainThread())

    def job(number: int) -> Callable[[], int]:
        return lambda: work(number)

    for number in range(5000):
        lanes.run("net" if number % 2 else "ledger", job(number), done, refuse)
    qtbot.waitUntil(lambda: len(arrived) == 5000, timeout=20_000)
    assert sorted(arrived) == list(range(5000))
    assert threads == {True}
    assert all(name.startswith(("ledger", "net")) for name in workers)


def test_a_lane_of_one_keeps_the_order(lanes: Lanes, qtbot: QtBot) -> None:
    arrived: list[int] = []

    def job(number: int) -> Callable[[], int]:
        return lambda: number

    for number in range(300):
        lanes.run("search", job(number), arrived.append, refuse)
    qtbot.waitUntil(lambda: len(arrived) == 300)
    assert arrived == list(range(300))


def test_qt_gives_back_every_reference_to_none(lanes: Lanes, qtbot: QtBot) -> None:
    """One binding release dropped one per call and died after some thousands of them."""
    label = QLabel()
    qtbot.addWidget(label)
    count = 0

    def done(_: None) -> None:
        nonlocal count
        count += 1
        label.setText(str(count))

    # What other tests left behind holds None too and may be collected at any time.
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(5000):
        lanes.run("net", lambda: None, done, refuse)
    qtbot.waitUntil(lambda: count == 5000, timeout=20_000)
    gc.collect()
    assert sys.getrefcount(None) > before - 2500


def test_a_refusal_and_a_surprise_go_different_ways(
    lanes: Lanes, surprises: list[Exception], qtbot: QtBot
) -> None:
    refused: list[ClerkError] = []
    ended: list[str] = []

    def refusal() -> int:
        raise DeviceError("HW-103")

    def surprise() -> int:
        raise KeyError("x")

    def never(_: int) -> None:
        pytest.fail("there is no result")

    lanes.run("reader", refusal, never, refused.append, ended=lambda: ended.append("a"))
    lanes.run("reader", surprise, never, refused.append, ended=lambda: ended.append("b"))
    qtbot.waitUntil(lambda: ended == ["a", "b"])
    assert [error.code for error in refused] == ["HW-103"]
    assert [type(error) for error in surprises] == [KeyError]


def test_cancelled_is_silent(lanes: Lanes, qtbot: QtBot) -> None:
    gate = threading.Event()
    said: list[object] = []
    began: list[str] = []
    ended: list[str] = []

    def first() -> str:
        began.append("first")
        gate.wait(5)
        raise ClerkError("XX-1")

    def second() -> str:
        began.append("second")
        return "second"

    running = lanes.run("scanner", first, said.append, said.append, ended=lambda: ended.append("1"))
    queued = lanes.run("scanner", second, said.append, said.append, ended=lambda: ended.append("2"))
    qtbot.waitUntil(lambda: began == ["first"])
    running.cancel()
    queued.cancel()
    gate.set()
    qtbot.waitUntil(lambda: ended == ["1", "2"])
    assert said == []
    assert began == ["first"]


def test_work_can_watch_the_stop_it_was_given(lanes: Lanes, qtbot: QtBot) -> None:
    stop = threading.Event()
    ended: list[bool] = []

    def work() -> None:
        assert stop.wait(5)

    task = lanes.run(
        "scanner", work, lambda _: None, refuse, stop=stop, ended=lambda: ended.append(True)
    )
    assert task == Task(stop)
    task.cancel()
    qtbot.waitUntil(lambda: ended == [True])


def test_progress_comes_home_in_order(lanes: Lanes, qtbot: QtBot) -> None:
    said: list[tuple[int, bool]] = []

    def say(number: int) -> Callable[[], None]:
        return lambda: said.append((number, QThread.currentThread().isMainThread()))

    def work() -> int:
        for number in range(3):
            lanes.home(say(number))
        return 3

    lanes.run("scanner", work, lambda number: said.append((number, True)), refuse)
    qtbot.waitUntil(lambda: len(said) == 4)
    assert said == [(0, True), (1, True), (2, True), (3, True)]


def test_a_fault_in_a_callback_stops_nobody(lanes: Lanes, qtbot: QtBot) -> None:
    ended: list[str] = []

    def broken(_: int) -> None:
        raise ValueError("page")

    with qtbot.captureExceptions() as raised:
        lanes.run("net", lambda: 1, broken, refuse, ended=lambda: ended.append("x"))
        qtbot.waitUntil(lambda: ended == ["x"])
    assert [kind for kind, _, _ in raised] == [ValueError]
    lanes.run("net", lambda: 1, lambda _: ended.append("y"), refuse)
    qtbot.waitUntil(lambda: ended == ["x", "y"])


def test_close_finishes_the_ledger_and_drops_the_rest(qapp: QApplication) -> None:
    lanes = Lanes(lambda _: None)
    gate = threading.Event()
    written: list[int] = []
    sent: list[int] = []
    acted: list[str] = []
    lanes.run("ledger", lambda: gate.wait(5), lambda _: acted.append("first"), refuse)
    lanes.run("printer", lambda: gate.wait(5), lambda _: acted.append("printed"), refuse)
    for number in range(20):
        lanes.run("ledger", partial(written.append, number), lambda _: None, refuse)
        lanes.run("printer", partial(sent.append, number), lambda _: None, refuse)
    threading.Timer(0.1, gate.set).start()
    assert lanes.close(5.0) == ()
    assert written == list(range(20))
    assert sent == []
    assert sorted(acted) == ["first", "printed"]
    lanes.run("ledger", lambda: written.append(99), lambda _: None, refuse)
    assert 99 not in written


def test_close_names_the_lane_that_hangs(qapp: QApplication) -> None:
    lanes = Lanes(lambda _: None)
    gate = threading.Event()
    late: list[object] = []
    lanes.run("net", lambda: gate.wait(20), late.append, refuse)
    before = time.monotonic()
    assert lanes.close(0.2) == ("net",)
    assert time.monotonic() - before < 2
    gate.set()
    qapp.processEvents()
    assert late == []
