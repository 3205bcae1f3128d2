"""The calendar of working days: data with the notices each year comes from, and an end.

Beyond its last day the calendar guesses Monday to Friday and says so (``provisional``): nothing is
declared late on a guess (obligations 0b m).
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NoReturn

from casework.errors import RuleError
from casework.law.tables import FileKind, Table, read

DAY = timedelta(days=1)
LONGEST = 4000
"""Working days that can be added at once; a larger number is a mistake in a pack."""
_FIRST, _LAST = 2000, 2199
_FRIDAY = 4
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A State Council notice that a year's days come from; ``doubt`` says what is not proven."""

    year: int
    number: str
    title: str
    issued: date
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A day found by counting; ``provisional`` when the count left the calendar."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days from ``valid_from`` to ``valid_to``, both included.

    ``work`` are weekend days that are worked, ``rest`` weekdays that are not.
    """

    valid_from: date
    valid_to: date
    work: frozenset[date]
    rest: frozenset[date]
    notices: tuple[HolidayNotice, ...] = ()
    sha256: str = ""
    """Digest of the files it was read from."""
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Ordinals of the working days inside the calendar: counting is a look into this list."""

    def __post_init__(self) -> None:
        span = range(self.valid_from.toordinal(), self.valid_to.toordinal() + 1)
        days = (number for number in span if self.is_working(date.fromordinal(number)))
        object.__setattr__(self, "_worked", tuple(days))

    def covers(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.valid_from <= day <= self.valid_to

    def beyond(self, day: date) -> bool:
        """Whether anything said about this day is only a guess."""
        return not self.covers(day)

    def is_working(self, day: date) -> bool:
        """Whether the day is worked; Monday to Friday where the calendar does not know."""
        return day in self.work or (day.weekday() <= _FRIDAY and day not in self.rest)

    def next_working(self, day: date) -> WorkDay:
        """The day itself if it is worked, else the first worked one after it."""
        return WorkDay(day, self.beyond(day)) if self.is_working(day) else self.add(day, 1)

    def add(self, day: date, count: int) -> WorkDay:
        """The ``count``-th working day after ``day``; ``day`` itself for zero.

        Raise RuleError LW-303 for a negative or senseless count.
        """
        if not 0 <= count <= LONGEST:
            raise RuleError("LW-303", count=count)
        if count == 0:
            return WorkDay(day, self.beyond(day))
        if self.covers(day):
            nth = bisect_right(self._worked, day.toordinal()) + count - 1
            if nth < len(self._worked):
                return WorkDay(date.fromordinal(self._worked[nth]), provisional=False)
        return WorkDay(self._walked(day, count), provisional=True)

    def _walked(self, day: date, count: int) -> date:
        """Day by day, where the list ends."""
        for _ in range(count):
            day += DAY
            while not self.is_working(day):
                day += DAY
        return day

    def between(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``; negative backwards."""
        if until < after:
            return -self.between(until, after)
        if self.covers(after) and self.covers(until):
            first = bisect_right(self._worked, after.toordinal())
            return bisect_right(self._worked, until.toordinal()) - first
        days = ((after + DAY * n) for n in range(1, (until - after).days + 1))
        return sum(map(self.is_working, days))


@dataclass(frozen=True, slots=True)
class _Said:
    """A day and the place that says it."""

    day: date
    row: Table
    key: str


@dataclass(frozen=True, slots=True)
class _Year:
    """What one file says."""

    number: int
    notices: tuple[HolidayNotice, ...]
    rest: tuple[_Said, ...]
    work: tuple[_Said, ...]


def parse(files: Mapping[str, str]) -> WorkCalendar:
    """Build the calendar from TOML texts by file name, one year each.

    Raise RuleError LW-301 when there is no year or one is missing between two, LW-302 for a day
    outside its year, LW-304 for a day that stands twice, LW-305 for a made-up day that is no
    weekend, LW-4xx for broken files; all but LW-301 name file, line and key.
    """
    years = sorted((_year(_read(name, text)) for name, text in files.items()), key=_number)
    numbers = [year.number for year in years]
    if not years or numbers != list(range(numbers[0], numbers[0] + len(years))):
        raise RuleError("LW-301", years=" ".join(map(str, numbers)))
    _once([said for year in years for said in (*year.rest, *year.work)])
    return WorkCalendar(
        valid_from=date(numbers[0], 1, 1),
        valid_to=date(numbers[-1], _DECEMBER, 31),
        work=frozenset(one.day for year in years for one in year.work),
        rest=frozenset(
            one.day for year in years for one in year.rest if one.day.weekday() <= _FRIDAY
        ),
        notices=tuple(notice for year in years for notice in year.notices),
        sha256=_digest(files[name] for name in sorted(files)),
    )


def with_year(files: Mapping[str, str], name: str, text: str) -> dict[str, str]:
    """The files with one more year, or with another reading of a year that is there.

    Raises what ``parse`` raises; a fault in the new text is told under its own ``name``.
    """
    year = _year(_read(name, text))
    _once([*year.rest, *year.work])
    found = {**files, f"{year.number}.toml": text}
    parse(found)
    return found


def _read(name: str, text: str) -> Table:
    return read(name, text, kind=FileKind.CALENDAR)


def _number(year: _Year) -> int:
    return year.number


def _digest(texts: Iterator[str]) -> str:
    """Line ends count as one character, as in a pack's digest."""
    total = hashlib.sha256()
    for text in texts:
        raw = text.replace("\r\n", "\n").encode()
        total.update(len(raw).to_bytes(8, "big") + raw)
    return total.hexdigest()


def _refuse(said: _Said, code: str) -> NoReturn:
    said.row.fail(said.key, code, day=said.day.isoformat())


def _once(said: Sequence[_Said]) -> None:
    seen: set[date] = set()
    for one in said:
        if one.day in seen:
            _refuse(one, "LW-304")
        seen.add(one.day)


def _year(table: Table) -> _Year:
    number = table.integer("year")
    if not _FIRST <= number <= _LAST:
        table.fail("year", "LW-404", expected=f"{_FIRST}到{_LAST}之间的年份", value=number)
    notices = tuple(_notice(row, number) for row in table.tables("notice"))
    if not notices:
        table.fail("notice", "LW-402")
    rest: list[_Said] = []
    work: list[_Said] = []
    for row in table.tables("holiday"):
        rest += [_Said(day, row, "from") for day in _span(row)]
        work += [_Said(day, row, "made_up") for day in row.days("made_up")]
        row.text("name")
        row.close()
    for one in work:
        if one.day.weekday() <= _FRIDAY:
            _refuse(one, "LW-305")
    for one in (*rest, *work):
        # A notice may also settle the last days of the year before: 2018-12-29 is in that of 2019.
        if one.day.year != number and (one.day.year, one.day.month) != (number - 1, _DECEMBER):
            _refuse(one, "LW-302")
    table.close()
    return _Year(number, notices, tuple(rest), tuple(work))


def _notice(row: Table, year: int) -> HolidayNotice:
    found = HolidayNotice(
        year=year,
        number=row.text("number"),
        title=row.text("title"),
        issued=row.day("issued"),
        doubt=row.text("doubt", ""),
    )
    row.close()
    return found


def _span(row: Table) -> Iterator[date]:
    first, last = row.day("from"), row.day("to")
    if not 0 <= (last - first).days <= 31:
        row.fail("to", "LW-302", day=last.isoformat())
    return (first + DAY * n for n in range((last - first).days + 1))
