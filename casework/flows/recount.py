"""Open limits under another pack or calendar: counted anew, and found where they change.

A recount never touches what a limit is: its start, its words and, unless the pack itself gives
another number, its length stay. So what was extended or agreed for one case stays so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import msgspec

from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING, Due, LimitKind
from casework.law.deadlines import Pause, Timetable, latest_start
from casework.law.limits import Limit
from casework.law.workdays import WorkCalendar
from casework.records.case_events import LimitLine
from casework.records.course import Course
from casework.records.recount import RecountedLine
from casework.records.registry import Record, timed
from casework.records.stage import StageRecord


class Owed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What of a ``LimitLine`` says when it breaks."""

    key: str
    kind: str
    amount: int
    start: str
    due: str
    expected: bool


class Standing(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A record as a recount sees it: small, and ready for another process.

    ``scope`` is the code of the item, or the key of the stage, whose rows its limits are.
    ``pauses`` are start and end of each, the end empty while it lasts.
    """

    stream: str
    scope: str
    moments: dict[str, str]
    pauses: tuple[tuple[str, str], ...]
    owed: tuple[Owed, ...]


def standing(stream: str, record: Record | None, case: Record | None = None) -> Standing | None:
    """What a recount needs of a record; None where no limit runs or a newer event was met.

    ``case`` is the record of the case that a bound stream follows.
    """
    owing = timed(record)
    if owing is None or owing.unknown or not owing.open_limits:
        return None
    course: Course = getattr(record, "course", None) or Course()
    return Standing(
        stream=stream,
        scope=_scope(record) or _scope(case),
        moments=dict(course.moments),
        pauses=_pauses(record, course),
        owed=tuple(
            Owed(line.key, line.kind, line.amount, line.start, line.due, line.expected)
            for line in owing.open_limits
        ),
    )


def _pauses(record: Record | None, course: Course) -> tuple[tuple[str, str], ...]:
    """A stage stands still with its items, any other procedure by its own pauses."""
    if isinstance(record, StageRecord):
        return tuple(
            (one.start.isoformat(), one.end.isoformat() if one.end else "")
            for one in record.run.pauses
        )
    return tuple((one.start, one.end) for one in course.pauses)


def _scope(record: Record | None) -> str:
    """The item or stage that a record names, itself or in the event that opened it."""
    for one in (record, getattr(record, "opened", None), getattr(record, "received", None)):
        for name in ("item", "stage"):
            found = getattr(one, name, "")
            if isinstance(found, str) and found:
                return found
    return ""


class Counter:
    """Counts limits under a pack and a calendar; keeps what it counted, since many begin on a day.

    ``before`` is the pack that the lines come from: a number it gave is replaced by that of the
    new pack, any other number belongs to the case.
    """

    def __init__(
        self, catalogue: Catalogue, calendar: WorkCalendar, before: Catalogue | None = None
    ) -> None:
        self._catalogue = catalogue
        self._old = before or catalogue
        self._timetable = catalogue.timetable(calendar)
        self._rows: dict[str, Mapping[str, _Row]] = {}

    def changes(self, one: Standing) -> bool:
        """Whether any limit of a record changes."""
        return any(_differs(owed, place) for owed, _, place in self._laid(one))

    def lines(self, one: Standing, limits: tuple[LimitLine, ...]) -> tuple[RecountedLine, ...]:
        """What changes of a record's ``limits``, line by line."""
        told = {line.key: line for line in limits}
        return tuple(
            RecountedLine(
                key=owed.key,
                start=owed.start,
                due=owed.due,
                amount=row.limit.amount,
                new_start=place.start if owed.expected else owed.start,
                new_due=place.printed,
                sentence=row.sentence(place, told[owed.key]),
                told=told[owed.key].sentence,
            )
            for owed, row, place in self._laid(one)
            if _differs(owed, place)
        )

    def _laid(self, one: Standing) -> Iterator[tuple[Owed, "_Row", "_Place"]]:
        """Every limit whose row the pack still has, in order, with where it falls now."""
        rows = self._rows_of(one.scope)
        pauses = [_pause(start, end) for start, end in one.pauses]
        places: dict[str, _Place] = {}
        for owed in one.owed:
            row = rows.get(owed.key)
            if row is None:
                continue
            if owed.amount != row.amount or owed.kind != row.kind:
                row = row.variant(owed)
            if not owed.expected:
                place = row.begun(owed, pauses)
            else:
                before = self._before(row.limit.after, one, places, pauses)
                if before is None:
                    continue
                place = row.awaited(before)
            places[owed.key] = place
            yield owed, row, place

    def _before(
        self,
        key: str,
        one: Standing,
        places: Mapping[str, "_Place"],
        pauses: Sequence[Pause],
    ) -> "_Place | None":
        """Where the limit fell that an awaited one hangs on.

        One that has been met meanwhile is counted from its start. One that never runs in this
        record, since its part was not applied for, lets the one before it stand in.
        """
        rows = self._rows_of(one.scope)
        while key not in places:
            row = rows.get(key)
            if row is None:
                return None
            if start := one.moments.get(row.limit.starts):
                met = Owed(key, row.kind, row.amount, start, "", expected=False)
                return row.begun(met, pauses)
            key = row.limit.after
        return places[key]

    def _rows_of(self, scope: str) -> Mapping[str, "_Row"]:
        if scope not in self._rows:
            old = _limits(self._old, scope)
            new = _limits(self._catalogue, scope)
            self._rows[scope] = {
                key: _Row(limit, old.get(key, limit), self._timetable) for key, limit in new.items()
            }
        return self._rows[scope]


def _limits(catalogue: Catalogue, scope: str) -> dict[str, Limit]:
    found = dict(catalogue.limits)
    if scope in catalogue.stages:
        found |= {limit.key: limit for limit in catalogue.stages[scope].limits}
    if scope in catalogue.items:
        found |= {limit.key: limit for limit in catalogue.limits_of(catalogue.items[scope])}
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a limit falls, and as lines write it; ``start`` only where it is awaited.

    Compared by identity, so that what follows a place can be kept under it.
    """

    due: Due
    printed: str
    start: str = ""
    paused: bool = False

    @classmethod
    def of(cls, due: Due, start: str = "", *, paused: bool = False) -> "_Place":
        undated = due.provisional or paused
        return cls(due, "" if undated else due.at.isoformat(), start, paused)


class _Row:
    """A limit of the pack, and where it fell whenever it was asked.

    ``kind`` and ``amount`` are those that lines bear which were told under it.
    """

    def __init__(self, limit: Limit, before: Limit, timetable: Timetable) -> None:
        self.limit = limit
        self.kind = before.kind.value
        self.amount = before.amount
        self._timetable = timetable
        self._variants: dict[tuple[str, int], _Row] = {}
        self._days: dict[str, tuple[_Place, _Place]] = {}
        self._awaited: dict[_Place, _Place] = {}
        self._pauses = limit.pauses
        # Where minutes count, or a day was named, the day of the start does not tell the moment.
        self._by_day = limit.kind not in (LimitKind.AT_ONCE, LimitKind.AGREED)

    def variant(self, owed: Owed) -> "_Row":
        """The same row with a number that was never the pack's."""
        told = (owed.kind, owed.amount)
        if told not in self._variants:
            own = replace(self.limit, kind=LimitKind(owed.kind), amount=owed.amount)
            self._variants[told] = _Row(own, own, self._timetable)
        return self._variants[told]

    def sentence(self, place: _Place, line: LimitLine) -> str:
        """What the limit says now, from the same start in words as the line said before."""
        phrases = self._timetable.phrases
        facts = {"amount": line.amount, "name": line.name, "day": ""}
        if line.due:
            facts["day"] = phrases.written(_last_day(line.due))
        limit = self.limit
        dated = phrases.dated[limit.kind]
        for phrase in (phrases.undated, phrases.latest, phrases.paused, dated):
            head, anchor, tail = phrase.partition("{anchor}")
            head, tail = head.format(**facts), tail.format(**facts)
            if anchor and line.sentence.startswith(head) and line.sentence.endswith(tail):
                own = line.sentence[len(head) : len(line.sentence) - len(tail)]
                limit = replace(limit, anchor=own)
                break
        return self._timetable.sentence(
            limit, place.due, expected=line.expected, paused=place.paused
        )

    def begun(self, owed: Owed, pauses: Sequence[Pause]) -> _Place:
        start = owed.start
        if not self._by_day or (pauses and self._pauses) or start[-6:] != _OFFSET:
            return self._alone(owed, pauses)
        day = start[:10]
        found = self._days.get(day)
        if found is None:
            # The hour matters only on the day itself, and there only before or after it breaks.
            found = self._days[day] = (self._from(day, time.min), self._from(day, time.max))
        early, late = found
        return early if start < early.printed else late

    def awaited(self, before: _Place) -> _Place:
        found = self._awaited.get(before)
        if found is None:
            start = latest_start(before.due.day, before.due.at)
            due = self._timetable.clock.due(self.limit.kind, self.limit.amount, start)
            found = self._awaited[before] = _Place.of(due, start.isoformat())
        return found

    def _alone(self, owed: Owed, pauses: Sequence[Pause]) -> _Place:
        start = datetime.fromisoformat(owed.start)
        if self.limit.kind is not LimitKind.AGREED:
            still = self._pauses and any(one.end is None and one.start >= start for one in pauses)
            return _Place.of(self._timetable.due(self.limit, start, pauses), paused=still)
        return _Place.of(self._timetable.clock.agreed(_last_day(owed.due), start))

    def _from(self, day: str, hour: time) -> _Place:
        start = datetime.combine(datetime.fromisoformat(day), hour, BEIJING)
        return _Place.of(self._timetable.due(self.limit, start))


_OFFSET = "+08:00"
_INSTANT = timedelta(microseconds=1)


def _last_day(due: str) -> date:
    """The last day that keeps a limit: what breaks at 24:00 breaks on the day after."""
    return (datetime.fromisoformat(due) - _INSTANT).astimezone(BEIJING).date()


def _differs(owed: Owed, place: _Place) -> bool:
    return owed.due != place.printed or (owed.expected and owed.start != place.start)


def _pause(start: str, end: str) -> Pause:
    return Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
