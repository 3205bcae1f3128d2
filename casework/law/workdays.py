"""The calendar of working days: data with the notice each year comes from, and an end.

Beyond its last day the calendar guesses Monday to Friday and says so (``provisional``): nothing is
declared late on a guess (obligations 0b m).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casework.errors import RuleError
from casework.law.tables import Table, read

DAY = timedelta(days=1)
LONGEST = 4000
"""Working days that can be added at once; a larger number is a mistake in a pack."""


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """The State Council notice a year's days come from; ``doubt`` says what is not proven."""

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

    def covers(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.valid_from <= day <= self.valid_to

    def beyond(self, day: date) -> bool:
        """Whether anything said about this day is only a guess."""
        return not self.covers(day)

    def is_working(self, day: date) -> bool:
        """Whether the day is worked; Monday to Friday where the calendar does not know."""
        return day in self.work or (day.weekday() < 5 and day not in self.rest)

    def next_working(self, day: date) -> WorkDay:
        """The day itself if it is worked, else the first worked one after it."""
        return WorkDay(day, self.beyond(day)) if self.is_working(day) else self.add(day, 1)

    def add(self, day: date, count: int) -> WorkDay:
        """The ``count``-th working day after ``day``; ``day`` itself for zero.

        Raise RuleError LW-303 for a negative or senseless count.
        """
        if not 0 <= count <= LONGEST:
            raise RuleError("LW-303", count=count)
        reached = day
        for _ in range(count):
            reached += DAY
            while not self.is_working(reached):
                reached += DAY
        return WorkDay(reached, self.beyond(day) or self.beyond(reached))

    def between(self, after: date, until: date) -> int:
        """Working days later than ``after`` and not later than ``until``; negative backwards."""
        if until < after:
            return -self.between(until, after)
        days = ((after + DAY * n) for n in range(1, (until - after).days + 1))
        return sum(map(self.is_working, days))


def parse(files: Mapping[str, str]) -> WorkCalendar:
    """Build the calendar from TOML texts by file name, one year each.

    Raise RuleError LW-301 when there is no year or one is missing between two, LW-302 for a day
    outside its year or a working weekday listed as made up, LW-4xx for broken files.
    """
    years = sorted((_year(read(name, text)) for name, text in files.items()), key=_first)
    numbers = [year.notices[0].year for year in years]
    if not years or numbers != list(range(numbers[0], numbers[0] + len(years))):
        raise RuleError("LW-301", years=" ".join(map(str, numbers)))
    return WorkCalendar(
        valid_from=years[0].valid_from,
        valid_to=years[-1].valid_to,
        work=frozenset[date]().union(*(year.work for year in years)),
        rest=frozenset[date]().union(*(year.rest for year in years)),
        notices=tuple(year.notices[0] for year in years),
    )


def _first(year: WorkCalendar) -> date:
    return year.valid_from


def _year(table: Table) -> WorkCalendar:
    number = table.integer("year")
    notice = table.table("notice")
    source = HolidayNotice(
        year=number,
        number=notice.text("number"),
        title=notice.text("title"),
        issued=notice.day("issued"),
        doubt=notice.text("doubt", ""),
    )
    notice.close()
    rest: set[date] = set()
    work: set[date] = set()
    for row in table.tables("holiday"):
        rest.update(_span(row))
        work.update(row.days("made_up"))
        row.text("name")
        row.close()
    for day in rest | work:
        if day.year != number or (day in work and day.weekday() < 5):
            table.fail("holiday", "LW-302", day=day.isoformat())
    table.close()
    weekdays = frozenset(day for day in rest if day.weekday() < 5)
    start, end = date(number, 1, 1), date(number, 12, 31)
    return WorkCalendar(start, end, frozenset(work), weekdays, (source,))


def _span(row: Table) -> Iterator[date]:
    first, last = row.day("from"), row.day("to")
    if not 0 <= (last - first).days <= 31:
        row.fail("to", "LW-302", day=last.isoformat())
    return (first + DAY * n for n in range((last - first).days + 1))
