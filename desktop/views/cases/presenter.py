"""The list of cases and one of them as a story; its scans and papers can be looked at again."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from casework.errors import ClerkError
from casework.records.case import CaseRecord
from casework.records.case_events import PageRef
from casework.rows import CaseRow
from desktop import papers
from desktop.desk import Desk
from desktop.papers import MadePaper
from desktop.views.cases import telling
from desktop.views.cases.telling import Told

_PDF = "application/pdf"
_WIDTH = 1240


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows."""

    rows: tuple[CaseRow, ...] = ()
    words: str = ""
    complete: bool = False
    """Whether the last page of the list is in."""
    stream: str = ""
    told: Told = field(default_factory=lambda: Told(None))
    paper: MadePaper | None = None
    looked_at: tuple[bytes, ...] = ()
    """The pages of a scan, shown in full."""
    busy: str = ""
    error: ClerkError | None = None

    @property
    def case(self) -> CaseRecord | None:
        """The chosen case."""
        return self.told.record


class CasesPresenter:
    """The clerk's verbs on the list; ``go_on`` opens a case in the counter, ``handle`` on 办理."""

    def __init__(
        self,
        desk: Desk,
        changed: Callable[[], None],
        go_on: Callable[[str], None] = lambda _: None,
        handle: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._desk = desk
        self._changed = changed
        self._go_on = go_on
        self._handle = handle
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
        """Show a case with its history, materials, papers, limits and tasks."""
        desk = self._desk
        if stream != self.state.stream:
            self._set(stream=stream, paper=None)

        def show(found: Told) -> None:
            if self.state.stream == stream:
                self._set(told=found)

        self._run("ledger", lambda: telling.read(desk, stream), show)

    def go_on(self) -> None:
        """Go on with the chosen case in the counter, where that is open."""
        told = self.state.told
        if told.record is not None and told.closed is None:
            self._go_on(self.state.stream)
        elif told.closed is not None:
            self._set(error=told.closed)

    def handle(self) -> None:
        """See what else can be done about the chosen case at the window."""
        if self.state.told.record is not None:
            self._handle(self.state.stream)

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

    def look(self, line: str) -> None:
        """Show every page of a material in full; what lies at the hub is brought first."""
        case, desk, stream = self.state.case, self._desk, self.state.stream
        held = case.material(line) if case is not None else None
        if held is None or not held.pages:
            return
        pages = held.pages
        self._set(busy="正在取扫描件")

        def fetch() -> None:
            here = desk.blobs.has(page.sha256 for page in pages)
            for page in pages:
                if page.sha256 not in here:
                    desk.scans.bring(stream, page.sha256)

        def draw() -> tuple[bytes, ...]:
            return tuple(picture for page in pages for picture in _pictures(desk, page))

        self._run(
            "net",
            fetch,
            lambda _: self._run("printer", draw, lambda seen: self._set(looked_at=seen, busy="")),
        )

    def look_away(self) -> None:
        """The scan in full was closed."""
        self._set(looked_at=())

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


def _pictures(desk: Desk, page: PageRef) -> tuple[bytes, ...]:
    body = desk.blobs.read(page.sha256)
    return desk.press.preview(body, _WIDTH) if page.media_type == _PDF else (body,)
