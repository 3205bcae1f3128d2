"""The list of cases and one of them as a story; its papers can be shown and printed again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from casework.errors import ClerkError
from casework.records.case import CaseRecord
from casework.rows import CaseRow, LimitRow
from desktop import papers
from desktop.desk import Desk
from desktop.papers import MadePaper


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    rows: tuple[CaseRow, ...] = ()
    words: str = ""
    complete: bool = False
    """Whether the last page of the list is in."""
    stream: str = ""
    case: CaseRecord | None = None
    limits: tuple[LimitRow, ...] = ()
    paper: MadePaper | None = None
    busy: str = ""
    error: ClerkError | None = None


class CasesPresenter:
    """The clerk's verbs on the list of cases."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._changed = changed
        self.state = State()

    def load(self) -> None:
        """The first page again, or the search again; the chosen case too."""
        if self.state.words:
            self.find(self.state.words)
        else:
            self._run("search", self._desk.rows.cases, self._first)
        if self.state.stream:
            self.choose(self.state.stream)

    def more(self) -> None:
        """The next page, by key."""
        if self.state.words or self.state.complete or not self.state.rows:
            return
        last = self.state.rows[-1]
        self._run("search", lambda: self._desk.rows.cases(last), self._next)

    def find(self, words: str) -> None:
        """Search while typing; late answers to earlier words are dropped."""
        self._set(words=words)
        if not words:
            self.load()
            return

        def show(found: tuple[CaseRow, ...]) -> None:
            if self.state.words == words:
                self._set(rows=found, complete=True)

        self._run("search", lambda: self._desk.rows.find_cases(words), show)

    def choose(self, stream: str) -> None:
        """Show a case with its limits."""
        desk = self._desk

        def work() -> tuple[CaseRecord | None, tuple[LimitRow, ...]]:
            record = desk.ledger.load(stream).record
            case = record if isinstance(record, CaseRecord) else None
            return case, desk.rows.limits(stream)

        def show(found: tuple[CaseRecord | None, tuple[LimitRow, ...]]) -> None:
            self._set(stream=stream, case=found[0], limits=found[1])

        if stream != self.state.stream:
            self._set(paper=None)
        self._run("ledger", work, show)

    def show_paper(self, number: str) -> None:
        """Show a paper; one that a crash left unmade is made now, with the same bytes."""
        stream, desk = self.state.stream, self._desk
        self._set(busy="正在生成文书")
        self._run(
            "printer",
            lambda: papers.make(desk, stream, number),
            lambda made: self._set(paper=made, busy=""),
        )

    def print_again(self) -> None:
        """Send the archived bytes once more; the clerk then says whether they came out."""
        paper, desk = self.state.paper, self._desk
        if paper is not None:
            self._run("printer", lambda: papers.send(desk, paper), lambda _: self._set(busy=""))

    def answer(self, reason: str = "") -> None:
        """打印出来了 (no reason), or not and why."""
        paper, desk, stream, case = (
            self.state.paper,
            self._desk,
            self.state.stream,
            self.state.case,
        )
        if paper is not None and case is not None:
            self._run(
                "ledger",
                lambda: papers.confirm(desk, stream, case.received.item, paper, reason),
                lambda _: self.choose(stream),
            )

    def _first(self, rows: tuple[CaseRow, ...]) -> None:
        self._set(rows=rows, complete=not rows)

    def _next(self, rows: tuple[CaseRow, ...]) -> None:
        known = {row.stream for row in self.state.rows}
        fresh = tuple(row for row in rows if row.stream not in known)
        self._set(rows=(*self.state.rows, *fresh), complete=not rows)

    def _run(self, lane: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._desk.run(lane, work, done, lambda error: self._set(error=error, busy=""))

    def _set(self, **changes: Any) -> None:
        self.state = replace(self.state, **({"error": None} | changes))
        self._changed()
