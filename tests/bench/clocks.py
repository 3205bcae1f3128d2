"""All limits of 100,000 open cases counted again by the window's process, and the window beside it.

The calendar of the next year has arrived and a day of this year was corrected: what lies beyond
the calendar gets its date, what lies behind the day moves, all the rest is counted and stays.
"""

import itertools
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

from tests.bench.figures import Figure

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec import structs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

import resources
from casework.flows import clocks
from casework.flows.recount import Owed, Standing
from casework.law import workdays
from casework.law.clock import BEIJING
from casework.law.limits import Moment
from casework.records.course import PauseLine
from desktop.reckoning import LawTexts, Reckoner
from tests.casework.flows.intakes import CALENDAR, CATALOGUE, FILES, ITEM, context
from tests.casework.flows.test_recount import YEAR_2027

NAME = "clocks"
CASES, KINDS = 100_000, 4_000
"""Cases, of so many different ways through the procedure: each day of a year has its dozen."""
_FIRST = datetime(2026, 1, 5, 9, tzinfo=BEIJING)
_DAYS = 345
_MILLI = 1000
_STEPS = (Moment.PUSHED, Moment.DISTRIBUTED, Moment.CONFIRMED, Moment.SITE_STARTED)


def run() -> Iterator[Figure]:
    """Seconds from the first question to the last answer; the longest wait of the event loop."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    cases = _cases()
    reckoner = Reckoner(LawTexts(FILES, _arrived()))
    reckoner.changed(cases[:100])
    loop = _Loop()
    quiet = loop.watch(Thread(target=time.sleep, args=(1.0,)))
    answers = _Answers(reckoner, cases)
    busy = loop.watch(Thread(target=answers.ask))
    reckoner.stop()
    print(f"{answers.changed} of {len(cases)} cases change")
    yield Figure("limits of 100,000 cases counted again", answers.seconds, "s")
    yield Figure("event loop while limits are counted", busy, "ms", {"nothing else": quiet})


class _Answers:
    """Asks the process as the window's lane does."""

    def __init__(self, reckoner: Reckoner, cases: Sequence[Standing]) -> None:
        self._reckoner = reckoner
        self._cases = cases
        self.seconds = 0.0
        self.changed = 0

    def ask(self) -> None:
        begun = time.perf_counter()
        self.changed = len(self._reckoner.changed(self._cases))
        self.seconds = time.perf_counter() - begun


class _Loop:
    """The window's event loop with a tick every millisecond."""

    def watch(self, thread: Thread) -> float:
        """The longest time between two ticks, in milliseconds, while the thread runs."""
        app = QApplication.instance()
        assert app is not None
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        ticks: list[float] = []

        def tick() -> None:
            ticks.append(time.perf_counter())
            if not thread.is_alive():
                app.quit()

        timer.timeout.connect(tick)
        timer.start(1)
        thread.start()
        app.exec()
        timer.stop()
        return max(later - one for one, later in itertools.pairwise(ticks)) * _MILLI


def _arrived() -> dict[str, str]:
    files = resources.calendar_files()
    moved = files["2026.toml"].replace("to = 2026-10-07", "to = 2026-10-08")
    return workdays.with_year({**files, "2026.toml": moved}, "2027.toml", YEAR_2027)


def _cases() -> list[Standing]:
    """Standings as the fold of their streams gives them, the same ones every time."""
    chance = random.Random(5)
    ways = [_way(chance) for _ in range(KINDS)]
    return [
        structs.replace(chance.choice(ways), stream=f"case/01a1f951-{at:08d}")
        for at in range(CASES)
    ]


def _way(chance: random.Random) -> Standing:
    at = _FIRST + timedelta(minutes=chance.randrange(_DAYS * 24 * 60))
    moments = {Moment.HANDED_OVER: at, Moment.DECIDED: at, Moment.ACCEPTED: at}
    for step in _STEPS[: chance.randrange(len(_STEPS) + 1)]:
        at += timedelta(hours=chance.randrange(1, 30))
        moments[step] = at
    pauses: tuple[tuple[str, str], ...] = ()
    if chance.random() < 0.1:
        begin = at + timedelta(days=2)
        end = begin + timedelta(days=chance.randrange(1, 9))
        pauses = ((begin.isoformat(), end.isoformat()),)
    where = replace(context(at), calendar=CALENDAR)
    held = [PauseLine("", "", "", start, end) for start, end in pauses]
    lines = clocks.lay_out(CATALOGUE.limits_of(ITEM), moments, where, held)
    return Standing(
        stream="",
        scope=ITEM.code,
        moments={name.value: moment.isoformat() for name, moment in moments.items()},
        pauses=pauses,
        owed=tuple(
            Owed(one.key, one.kind, one.amount, one.start, one.due, one.expected) for one in lines
        ),
    )
