"""A table repaint while notices are made: the longest of many, beside an idle machine's longest."""

import os
import time
from collections.abc import Iterator
from threading import Event, Thread

from tests.bench.figures import Figure

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casework.records.notice import NoticeKind
from desktop.ui import theme
from desktop.ui.list_table import ListTable
from desktop.ui.table_model import Column, TupleModel
from printing.papers import Papers
from tests.printing.samples import mark_of, notice

NAME = "repaint"
REPAINTS = 200
_MILLI = 1000


def run() -> Iterator[Figure]:
    """Milliseconds of the longest repaint of 100,000 rows while the press never rests."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.apply(app, theme.Look.NORMAL)
    table = _table()
    press = Papers()
    press.warm()
    quiet = _longest(table)
    resting = Event()
    printer = Thread(target=_print, args=(press, resting))
    printer.start()
    busy = _longest(table)
    resting.set()
    printer.join()
    press.stop()
    yield Figure("table repaint while a notice is made", busy, "ms", {"nothing else": quiet})


def _table() -> ListTable:
    columns = [Column(f"列{n}", 150) for n in range(6)]
    table = ListTable(TupleModel(columns), "表")
    table.set_rows([(str(n), *(f"云栖家园一期{n}-{c}" for c in range(6))) for n in range(100_000)])
    table.resize(1300, 800)
    table.show()
    return table


def _longest(table: ListTable) -> float:
    """Jump to far rows; each jump paints a whole page anew."""
    longest = 0.0
    for n in range(REPAINTS):
        begun = time.perf_counter()
        table.view.go(n * 499 % 100_000)
        table.view.viewport().repaint()
        longest = max(longest, time.perf_counter() - begun)
        QApplication.processEvents()
    return longest * _MILLI


def _print(press: Papers, resting: Event) -> None:
    record = notice(NoticeKind.ACCEPTANCE, practice=False)
    mark = mark_of(record)
    while not resting.is_set():
        press.render(record, mark)
