"""The whole program with a clerk who never rests: one intake after the other, until it is killed.

Window, lanes, ledger, press and line are the real ones; the clerk works through the presenter's
verbs, which is faster than keys, so that a kill meets an act more often. What the window shows as
done is said on stdout: ``case STREAM`` once it is on disk, ``papers STREAM`` once all are archived.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import options
from desktop.shell import Shell
from desktop.ui import theme
from desktop.views.counter.presenter import DECIDE, CounterPresenter
from desktop.wiring import Wiring

CARD = "legal-representative"
ITEM = "joint_acceptance"
PREFILLED = "builder_code"
"""A field that the project fills in; before that everything on the form looks empty."""
LOOK_EVERY_MS = 5
Condition = Callable[[], bool]
_BY_HAND = {"pre_accepted_on": "2026-11-10", "subjects": "planning,fire,completion"}
_DAY, _PHONE, _TICK = "2026-11-10", "13800138000", "true"


class BusyClerk:
    """Goes on whenever the window shows what it waits for."""

    def __init__(self, shell: Shell, page: Path) -> None:
        self._shell = shell
        self._page = page
        self._steps = self._work()
        self._waiting: Condition = lambda: True
        self._timer = QTimer()
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._waiting():
            self._waiting = next(self._steps)

    def _work(self) -> Iterator[Condition]:
        window = self._shell.doorway.window
        for words, onward in (("lin", Qt.Key.Key_Tab), ("yichuang", Qt.Key.Key_Return)):
            field = window.focusWidget()
            assert field is not None
            QTest.keyClicks(field, words)
            QTest.keyClick(field, onward)
        yield lambda: self._counter() is not None
        while True:
            yield from self._intake()

    def _intake(self) -> Iterator[Condition]:
        counter = self._at_counter()
        yield from self._identify(counter)
        counter.go(2)
        counter.project.find("yqjy")
        yield lambda: bool(counter.state.projects)
        found = counter.state.projects
        assert found
        counter.project.choose(found[0].stream)
        yield lambda: bool(counter.state.draft.project_code)
        counter.item.choose(ITEM)
        yield lambda: bool(counter.state.lines and PREFILLED in counter.state.draft.values)
        self._fill(counter)
        yield from self._hand_in(counter)
        counter.go(DECIDE)
        yield lambda: bool(counter.state.options)
        counter.decision.pick("accept")
        counter.decision.decide()
        yield lambda: bool(counter.state.case)
        sys.stdout.write(f"case {counter.state.case}\n")
        sys.stdout.flush()
        yield lambda: len(counter.state.made) == 2
        sys.stdout.write(f"papers {counter.state.case}\n")
        sys.stdout.flush()
        counter.start()
        yield lambda: not counter.state.case

    def _identify(self, counter: CounterPresenter) -> Iterator[Condition]:
        reader = self._wiring().devices.practice_reader
        assert reader is not None
        reader.put(CARD)
        yield lambda: bool(counter.state.draft.person.number)
        reader.lift()
        counter.person.choose_role("legal_representative")
        counter.person.match_face(matched=True)

    def _fill(self, counter: CounterPresenter) -> None:
        for key, problem in dict(counter.state.form_problems).items():
            if not problem.blocking:
                continue
            part = key.rpartition(".")[2]
            text = _BY_HAND.get(key, _DAY if part == "date" else _TICK)
            counter.form.edit(key, _PHONE if part.endswith("phone") else text)
            counter.form.leave(key)
        counter.form.declare(made=True)

    def _hand_in(self, counter: CounterPresenter) -> Iterator[Condition]:
        first = counter.state.lines[0].key
        counter.pages.bring(first, (self._page,))
        yield lambda: bool(counter.state.lines[0].pages) and not counter.state.scanning
        for line in counter.state.lines:
            if "see" in line.allowed and line.star:
                counter.materials.see(line.key)

    def _wiring(self) -> Wiring:
        kept = self._shell.kept
        assert isinstance(kept, Wiring)
        return kept

    def _counter(self) -> CounterPresenter | None:
        kept = self._shell.kept
        front = kept.front if isinstance(kept, Wiring) else None
        return front.counter if front is not None else None

    def _at_counter(self) -> CounterPresenter:
        counter = self._counter()
        assert counter is not None
        return counter


def main() -> int:
    """``busy_clerk PAGE OPTIONS…``: run until killed."""
    app = QApplication(sys.argv[:1])
    theme.apply(app, theme.Look.NORMAL)
    shell = Shell(app, options.read(sys.argv[2:]))
    shell.doorway.window.show()
    clerk = BusyClerk(shell, Path(sys.argv[1]))
    status = app.exec()
    del clerk
    return status


if __name__ == "__main__":
    sys.exit(main())
