"""The debt meter at a moment: counted by kind, with the earliest break and what closing breaks."""

from datetime import datetime, timedelta

import resources
from casework.law import catalogue, workdays
from casework.law.clock import BEIJING
from casework.rows import LimitRow
from desktop.meters import measure

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=BEIJING)
HOURS = catalogue.parse(resources.catalogue_files("zhengzhou")).hours
CALENDAR = workdays.parse(resources.calendar_files())


def owed(kind: str, due: datetime | None) -> LimitRow:
    return LimitRow(
        stream="case/1",
        key=kind,
        name="推送",
        kind=kind,
        role="duty",
        start=NOW.isoformat(),
        due=due.isoformat() if due else "",
        ends="pushed",
        expected=False,
        sentence="",
        article="",
        project_name="",
        number="",
    )


def test_nothing_owed() -> None:
    found = measure((), NOW, HOURS, CALENDAR)
    assert [(one.count, one.earliest, one.late) for one in found.kinds] == [(0, None, False)] * 3
    assert found.before_closing == 0


def test_debts_by_kind_and_what_closing_breaks() -> None:
    closing = HOURS.closing(NOW.date(), CALENDAR)
    assert closing is not None
    rows = (
        owed("at_once", NOW - timedelta(minutes=1)),
        owed("same_day", closing),
        owed("same_day", closing + timedelta(hours=1)),
        owed("working_days", None),
    )
    at_once, same_day, working = measure(rows, NOW, HOURS, CALENDAR).kinds
    assert (at_once.count, at_once.late) == (1, True)
    assert (same_day.count, same_day.earliest, same_day.late) == (2, closing, False)
    assert (working.count, working.earliest, working.late) == (1, None, False)
    assert measure(rows, NOW, HOURS, CALENDAR).before_closing == 2


def test_on_a_day_without_service_nothing_breaks_at_closing() -> None:
    sunday = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)
    assert HOURS.closing(sunday.date(), CALENDAR) is None
    assert measure((owed("same_day", sunday),), sunday, HOURS, CALENDAR).before_closing == 0
