"""The frame after login: pages, lights, debt meter; every commit makes the open pages reload."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer

from casework.act import Changed
from casework.errors import ClerkError
from casework.law.catalogue import Catalogue
from casework.ports import LineState, ReaderReport
from casework.records.case_events import Deliverer
from casework.rows import LimitRow
from desktop import devices, lamps, law_words, meters, page_help
from desktop.actions import entry
from desktop.desk import Desk
from desktop.devices import Devices
from desktop.doorway import Doorway
from desktop.list_pages import HANDLING, Around, ListPages
from desktop.station import Station
from desktop.ui.search import Hit
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.counter.page import CounterPage
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.devices.practice_cards import PracticeCards
from desktop.views.handling.presenter import HandlingPresenter
from desktop.views.inbox.presenter import waiting
from desktop.visitor import of_person
from desktop.window import Frame

METER_SECONDS = 30


class Shopfront:
    """One clerk's session in the frame."""

    def __init__(self, door: Doorway, station: Station, counter: Devices, desk: Desk) -> None:
        self._door = door
        self._station = station
        self._devices = counter
        self._desk = desk
        self._frame: Frame = door.window.build_frame()
        self._lists = ListPages(desk, self._around())
        self.counter: CounterPresenter | None = None
        self._line_told = ""
        self._came_from = "cases"
        self._clock = QTimer(door.window)
        self._clock.setInterval(METER_SECONDS * 1000)
        self._clock.timeout.connect(self._measure)

    def open(self) -> None:
        """Show the frame with the counter in front."""
        self._furnish()
        self._door.window.show_frame()
        self._frame.open_page("counter")
        self._measure()
        self._clock.start()

    def say(self, error: ClerkError) -> None:
        """Show a refusal in the message area."""
        self._door.window.say(error)

    def card(self, report: ReaderReport) -> None:
        """A report of the reader, in the window's thread."""
        self._frame.top.devices.set_lamp(lamps.of_reader(report))
        if self.counter is not None:
            self.counter.person.report(report)

    def changed(self, changed: Changed) -> None:
        """A commit: the page in front reads again what it shows."""
        if self.counter is not None:
            self.counter.heard(changed)
        page = self._lists.presenters.get(self._frame.current_page())
        if page is not None and changed.streams:
            page.load()
        self._measure()

    def law_replaced(self, after: Catalogue, before: Catalogue) -> None:
        """Other rules or another calendar hold from now on: everything open follows them."""
        counter = self.counter
        again = counter is not None and counter.law_replaced(before, after)
        self._frame.status.set_rules(f"规则 {after.pack.line}")
        self._lists.law_replaced()
        page = self._lists.presenters.get(self._frame.current_page())
        if page is not None:
            page.load()
        self._measure()
        gone = counter is not None and counter.board.chosen is None
        self._door.window.tell(law_words.replaced(after, before, again=again, gone=gone))

    def line(self, state: LineState) -> None:
        """The line to the hub changed."""
        last = f"{state.last_hub_time:%H:%M}" if state.last_hub_time else ""
        self._frame.top.set_online(online=state.online, last=last)
        self._tell_line(state)
        self.changed(Changed(frozenset({"line"})))

    def _tell_line(self, state: LineState) -> None:
        """Say once what keeps the line from working, and take it back when that is over."""
        error = state.error
        told = error.code if error is not None and _needs_words(state, error) else ""
        if told == self._line_told:
            return
        self._door.window.messages.clear(self._line_told)
        self._line_told = told
        if error is not None and told:
            self.say(error)

    def _furnish(self) -> None:
        place, clerk, pack = self._desk.place, self._desk.clerk, self._desk.law.catalogue.pack
        frame = self._frame
        frame.top.set_place(place.hall_name, place.window_name, f"受理员 {clerk.name}")
        frame.status.set_rules(f"规则 {pack.line}")
        frame.status.set_mode("演练模式（水印）" if self._desk.practice else "")
        frame.missing.set_parts(devices.missing(self._door.options))
        frame.meters.asked.connect(self._station.loop.wake)
        frame.help_wanted.connect(self._help)
        frame.add_page(entry("counter"), self._make_counter)
        for key, make in self._lists.makers().items():
            frame.add_page(entry(key), make)
        frame.add_inner(HANDLING, "cases", self._lists.handling)
        self._connect_search()

    def _around(self) -> Around:
        return Around(
            say=self.say,
            ask=self._door.window.ask,
            wake=self._station.loop.wake,
            visitor=self._visitor,
            device=self._station.opened.ledger.identity.device,
            go_on=self._go_on,
            handle=self._handle,
            leave=self._leave,
            home=self._door.lanes.home,
            clear=self._door.window.messages.clear,
        )

    def _visitor(self) -> Deliverer | None:
        return of_person(self.counter.state.draft.person) if self.counter is not None else None

    def _make_counter(self) -> CounterPage:
        presenter = CounterPresenter(
            self._desk,
            self._station.opened.ledger.identity.device,
            self._door.lanes.home,
            # The receipt is printed before the applicant is told and chooses.
            partial(self._handle, papers_first=True),
        )
        window = self._door.window
        page = CounterPage(presenter, self.say, window.ask, window.messages.clear)
        self._frame.side.add(page.side)
        self._frame.side.on_enter = page.enter_side
        self.counter = presenter
        cards = _practice_cards(self._devices, self._door.options.card)
        if cards is not None:
            self._frame.side.add(cards)
        presenter.start()
        return page

    def _help(self, key: str) -> None:
        """F1: what is known of the page or of the field in focus, with its article."""
        law, day = self._desk.law.catalogue, self._desk.now().date()
        known = page_help.find(key, law, day)
        if known is None and self.counter is not None:
            known = self.counter.help(key)
        if known is not None:
            self._frame.show_help(known.title, known.how, known.source)

    def _connect_search(self) -> None:
        search = self._door.window.search
        if search is None:
            return
        field, rows = search.field, self._desk.rows

        def wanted(words: str) -> None:
            self._desk.run(
                "search",
                lambda: rows.find_cases(words),
                lambda found: field.show_hits(
                    words, [Hit(row.stream, row.project_name, row.number) for row in found]
                ),
                self.say,
            )

        field.wanted.connect(wanted)
        field.chosen.connect(self._open_case)

    def _go_on(self, stream: str) -> None:
        """A case of a list, opened in the counter."""
        self._frame.open_page("counter")
        if self.counter is not None:
            self.counter.open_case(stream)

    def _handle(self, stream: str, *, papers_first: bool = False) -> None:
        """A case on the page 办理; leaving it leads back to the page in front now."""
        before = self._frame.current_page()
        self._came_from = before if before != HANDLING else self._came_from
        self._frame.open_page(HANDLING)
        presenter = self._lists.presenters[HANDLING]
        if isinstance(presenter, HandlingPresenter):
            presenter.open(stream, papers_first=papers_first)

    def _leave(self) -> None:
        """Back to where the page 办理 was opened."""
        self._frame.open_page(self._came_from)

    def _open_case(self, stream: str) -> None:
        self._frame.open_page("cases")
        presenter = self._lists.presenters["cases"]
        if isinstance(presenter, CasesPresenter):
            presenter.choose(stream)

    def _measure(self) -> None:
        desk, ledger = self._desk, self._station.opened.ledger

        def work() -> _Measured:
            untold, online = lamps.untold(desk.rows.tasks()), len(waiting(desk))
            return _Measured(desk.rows.debts(), ledger.head()[0], ledger.pending(), untold, online)

        self._desk.run("search", work, self._show, self.say)

    def _show(self, found: "_Measured") -> None:
        owed, last, pending = found.owed, found.last, found.pending
        now, law = self._desk.now(), self._desk.law
        debts = meters.measure(owed, now, law.catalogue.hours, law.calendar)
        self._frame.meters.set_meters([lamps.of_debt(one) for one in debts.kinds])
        text, tone = lamps.rest(debts, pending)
        self._frame.meters.set_rest(text, tone, may_act=bool(pending))
        self._frame.status.set_entry(last, f"{now:%H:%M:%S}")
        self._frame.navigation.set_count("sync", pending)
        self._frame.navigation.set_count("relays", found.untold)
        self._frame.navigation.set_count("inbox", found.online)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the frame shows of the store: debts, the last entry, and what waits where."""

    owed: tuple[LimitRow, ...]
    last: int
    pending: int
    untold: int
    online: int


def _practice_cards(at: Devices, lying: str) -> PracticeCards | None:
    """The invented cards to lay on the practice reader; ``lying`` is on it from the start."""
    reader = at.practice_reader
    if reader is None:
        return None
    cards = PracticeCards(devices.practice_cards())
    cards.put.connect(reader.put)
    cards.lifted.connect(reader.lift)
    if lying:
        reader.put(lying)
    return cards


def _needs_words(state: LineState, error: ClerkError) -> bool:
    """Of a line that is simply not there the light is enough: work goes on all the same."""
    return state.halted or error.code not in ("SY-101", "SY-103")
