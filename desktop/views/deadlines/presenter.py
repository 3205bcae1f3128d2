"""Deadlines of all open cases, the nearest first, each with its light and its sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.act import Ledger
from casework.errors import ClerkError
from casework.flows.clocks import light
from casework.flows.recounting import Incomplete, notices_to_complete
from casework.law.clock import BEIJING
from casework.law.deadlines import Light
from casework.ports import Handout
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.course import Course
from casework.records.notice import Section
from casework.records.registry import Record, timed
from casework.rows import LimitRow
from desktop.desk import Desk
from desktop.words import LIGHTS, moment, short_moment

_PRESSING = (
    Light.OVERDUE,
    Light.RED,
    Light.YELLOW,
    Light.GREEN,
    Light.WAITING,
    Light.PAUSED,
    Light.PROVISIONAL,
)
"""What a day of several deadlines is marked by: the first of these that stands on it."""
_HEAD = ("状态", "截止", "事项", "项目", "收件编号")
_SHARES = (12, 18, 28, 24, 18)


@dataclass(frozen=True, slots=True)
class Shown:
    """A deadline with its light at the moment it was read."""

    row: LimitRow
    light: Light

    @property
    def day(self) -> date | None:
        """The day it falls on in Beijing; None for a provisional one."""
        if not self.row.due:
            return None
        return datetime.fromisoformat(self.row.due).astimezone(BEIJING).date()


@dataclass(frozen=True, slots=True)
class ToComplete:
    """A paper that was given out with a number of days where a date belongs."""

    case: str
    project_name: str
    paper: Incomplete

    @property
    def key(self) -> str:
        """Which line of the list."""
        return f"{self.case} {self.paper.number} {self.paper.key}"


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows: everything, or one day of it."""

    every: tuple[Shown, ...] = ()
    undated: tuple[ToComplete, ...] = ()
    day: date | None = None
    told: str = ""
    """What became of the last print."""
    error: ClerkError | None = None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What stands in the list."""
        return tuple(one for one in self.every if self.day is None or one.day == self.day)

    @property
    def days(self) -> Mapping[date, tuple[int, Light]]:
        """Per day how many deadlines fall on it, and the light of the most pressing."""
        found: dict[date, list[Light]] = {}
        for one in self.every:
            if one.day is not None:
                found.setdefault(one.day, []).append(one.light)
        return {day: (len(some), min(some, key=_PRESSING.index)) for day, some in found.items()}


_Read = tuple[tuple[Shown, ...], tuple[ToComplete, ...]]


class DeadlinesPresenter:
    """Reads the limits, gives each its light, prints what is shown."""

    def __init__(
        self, desk: Desk, changed: Callable[[], None], open_case: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._changed = changed
        self._open_case = open_case
        self.state = State()

    def load(self) -> None:
        """Read the limits again; lights are those of this moment."""
        desk, context = self._desk, self._desk.context()

        def work() -> _Read:
            rows = desk.rows.limits()
            shown = tuple(Shown(row, light(row, context, context.now)) for row in rows)
            return shown, to_complete(desk.ledger, desk.rows.undated())

        desk.run("search", work, self._show, self._failed)

    def rests(self, day: date) -> bool:
        """Whether a day is known not to be worked."""
        calendar = self._desk.law.calendar
        return calendar.covers(day) and not calendar.is_working(day)

    def choose(self, day: date) -> None:
        """Show one day; the same day again shows everything."""
        self._set(replace(self.state, day=None if day == self.state.day else day))

    def all_days(self) -> None:
        """Show everything."""
        self._set(replace(self.state, day=None))

    def print(self) -> None:
        """Print what is shown on the default printer; nothing is recorded, nothing decided."""
        desk, handout = self._desk, self._handout()

        def work() -> str:
            document = desk.press.handout(handout)
            queue = next(iter(desk.printer.queues()), "")
            desk.printer.submit(queue, document, handout.title, 1)
            return f"已送去打印：{handout.title}，{len(self.state.shown)} 项。"

        desk.run("printer", work, self._printed, self._failed)

    def _handout(self) -> Handout:
        desk, state = self._desk, self.state
        rows = tuple(_printed_row(one) for one in state.shown)
        day = state.day.isoformat() if state.day else "全部"
        section = Section("", (), _HEAD, _SHARES, rows)
        return Handout(
            title="时限清单",
            lead=f"范围：{day}，共 {len(rows)} 项。暂定的时限没有日期，以工作日历公布后为准。",
            sections=(section,) if rows else (),
            made_by=f"{desk.place.hall_name} {desk.place.window_name} {desk.clerk.name}",
            made_at=desk.now().isoformat(),
            foot=f"规则：{desk.law.catalogue.pack.line}",
            practice=desk.practice,
        )

    def open(self, key: str) -> None:
        """Go to the case of a paper that lacks a date."""
        found = next((one for one in self.state.undated if one.key == key), None)
        if found is not None:
            self._open_case(found.case)

    def _show(self, found: _Read) -> None:
        shown, undated = found
        self._set(replace(self.state, every=shown, undated=undated, error=None))

    def _printed(self, told: str) -> None:
        self._set(replace(self.state, told=told, error=None))

    def _failed(self, error: ClerkError) -> None:
        self._set(replace(self.state, error=error))

    def _set(self, state: State) -> None:
        self.state = state
        self._changed()


def to_complete(ledger: Ledger, cases: Iterable[str]) -> tuple[ToComplete, ...]:
    """The papers of these cases that lack a date; first those whose date is known now."""
    found: dict[str, ToComplete] = {}
    for case in cases:
        record = ledger.load(case).record
        if not isinstance(record, CaseRecord):
            continue
        bound = (ledger.load(ids.bound_to(case, kind)).record for kind in sorted(ids.BOUND))
        for owing in (record, *bound):
            for paper in _incomplete(record, owing):
                one = ToComplete(case, record.received.project_name, paper)
                found.setdefault(one.key, one)
    return tuple(sorted(found.values(), key=lambda one: not one.paper.sentence))


def _incomplete(case: CaseRecord, record: Record | None) -> tuple[Incomplete, ...]:
    """What the papers of a case lack that its limits, or those of what follows it, say."""
    owing = timed(record)
    if owing is None or not owing.open_limits:
        return ()
    course: Course = getattr(owing, "course", None) or Course()
    return notices_to_complete(case.papers, owing.open_limits, course.recounts)


def due_words(row: LimitRow) -> str:
    """The moment as lists show it."""
    if not row.due:
        return "暂定"
    due = short_moment(row.due)
    return f"至迟 {due}" if row.expected else due


def _printed_row(one: Shown) -> tuple[str, ...]:
    row = one.row
    due = moment(row.due) if row.due else "暂定"
    return LIGHTS[one.light][0], due, row.name, row.project_name, row.number
