"""A card laid on the reader until the panel shows its person, through a real PC/SC service."""

import os
import statistics
import time
from collections.abc import Iterator
from queue import Queue
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casework.ports import CardGone, CardRead, ReaderReport, ReaderState
from desktop.ui import theme
from desktop.ui.person_panel import Fact, PersonPanel, PersonShown
from tests.bench.figures import Figure
from tests.hardware.bench import PcscBench, readers_inside
from tests.realparts.pcsc import PcscStack

NAME = "card"
ROUNDS = 9
WAIT = 10.0
R = TypeVar("R")


def run() -> Iterator[Figure]:
    """Seconds; the card process's own start is part of it, as a hand's movement is not."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.apply(app, theme.Look.NORMAL)
    panel = PersonPanel("请放证件")
    panel.show()
    with PcscStack() as stack, readers_inside(stack):
        bench = PcscBench(stack)
        heard: Queue[ReaderReport] = Queue()
        bench.reader.start(heard.put)
        _await(heard, ReaderState)
        taken = [_once(bench, heard, panel) for _ in range(ROUNDS + 1)][1:]
        bench.reader.stop()
    yield Figure("card in to panel filled", statistics.median(taken), "s", {})
    yield Figure("card in to panel filled, worst", max(taken), "s", {})


def _once(bench: PcscBench, heard: "Queue[ReaderReport]", panel: PersonPanel) -> float:
    begun = time.perf_counter()
    bench.put("legal-representative")
    read = _await(heard, CardRead)
    holder = read.holder
    facts = (Fact("证件", holder.number[:6]), Fact("住址", holder.address))
    panel.show_person(PersonShown(holder.name, facts))
    QApplication.processEvents()
    taken = time.perf_counter() - begun
    bench.lift()
    _await(heard, CardGone)
    panel.clear()
    return taken


def _await(heard: "Queue[ReaderReport]", kind: type[R]) -> R:
    while True:
        report = heard.get(timeout=WAIT)
        if isinstance(report, kind):
            return report
