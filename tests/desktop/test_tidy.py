"""Garbage is collected in the window's thread alone."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from desktop.tidy import Tidy


class Cycle:
    """Something only the collector frees."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def tidy(qapp: QObject) -> Iterator[Tidy]:
    made = Tidy(qapp)
    yield made
    made.stop()
    gc.unfreeze()


def litter() -> None:
    """Enough garbage in cycles that the interpreter would collect, several times over."""
    for _ in range(20 * gc.get_threshold()[0]):
        Cycle()


def test_a_lane_never_collects(tidy: Tidy) -> None:
    freed: list[int] = []
    weakref.finalize(Cycle(), lambda: freed.append(threading.get_ident()))
    lane = threading.Thread(target=litter)
    lane.start()
    lane.join()
    assert freed == []
    while not freed:
        tidy.look()
        litter()
    assert freed == [threading.get_ident()]


def test_little_garbage_waits(tidy: Tidy) -> None:
    tidy.settle()
    freed: list[int] = []
    weakref.finalize(Cycle(), lambda: freed.append(1))
    tidy.look()
    assert freed == []


def test_what_stands_is_passed_over(tidy: Tidy) -> None:
    before = gc.get_freeze_count()
    kept = [Cycle() for _ in range(1000)]
    tidy.settle()
    assert gc.get_freeze_count() > before + len(kept)


def test_in_the_end_the_interpreter_collects_again(tidy: Tidy) -> None:
    assert not gc.isenabled()
    tidy.stop()
    assert gc.isenabled()
