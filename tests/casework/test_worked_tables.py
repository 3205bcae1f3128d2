"""Every row of the worked tables: start, what happened, calendar -> due moment and lights.

The tables were worked out without the program (each says how at its head). They stand in
``tests/casework/tables``, one for each deadline of the catalogue.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import resources
from casework.law import catalogue, workdays
from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING, LimitKind, StageResumes
from casework.law.deadlines import Deadline, Pause, Timetable, extended
from casework.law.limits import Limit
from casework.law.stage_clock import Happening, ItemRun, Turn, run

FOLDER = Path(__file__).parent / "tables"
CALENDAR = workdays.parse(resources.calendar_files())
LEAST = 12
SECTION_10 = {
    "acceptance_decision",
    "push_to_lead",
    "serve_notice",
    "survey_filing",
    "distribute",
    "confirm",
    "site",
    "opinion",
    "rectification",
    "reinspection",
    "specials",
    "archive_day",
    "joint_total",
    "archive",
    "filing",
    "survey_base_data",
    "survey_small",
    "survey_medium",
    "survey_large",
    "licence_push_offline",
    "licence_push_mass",
    "licence_status",
    "licence_dispute",
    "log_retention",
    "commitment_supplement",
    "commitment_told",
    "rescission_told",
    "association_code",
    "ca_key_ready",
    "ca_key_valid",
    "stage_limit",
    "item_limit",
    "xkf_correction",
    "xkf_decision",
    "xkf_delivery",
}
"""The deadlines that the first rule pack has to have, by the name of their table."""


@dataclass(frozen=True, slots=True)
class Table:
    """One deadline and its rows; the law is looked up when a row is worked, not before."""

    name: str
    data: Mapping[str, Any]

    @property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self.data["row"])

    @property
    def law(self) -> Catalogue:
        return law(self.data["pack"])

    @property
    def timetable(self) -> Timetable:
        return self.law.timetable(CALENDAR)

    @property
    def limit(self) -> Limit:
        """The pack's own row; where a case brings its limit along, one of the length it states."""
        kind, amount = LimitKind(self.data["kind"]), self.data["amount"]
        scope, _, key = self.data.get("limit", "").rpartition("/")
        if not key:
            spare = self.law.items["joint_acceptance"].limit("total")
            return replace(spare, key="own", kind=kind, amount=amount, pauses=False)
        if scope.startswith("stage:"):
            limits = self.law.stages[scope.removeprefix("stage:")].limits
        else:
            limits = self.law.items[scope].limits if scope else tuple(self.law.limits.values())
        (found,) = (limit for limit in limits if limit.key == key)
        return found


@cache
def law(region: str) -> Catalogue:
    return catalogue.parse(resources.catalogue_files(region))


def tables() -> Iterator[Table]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield Table(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


TABLES = tuple(tables())
ROWS = [
    pytest.param(table, row, id=f"{table.name}-{at}")
    for table in TABLES
    for at, row in enumerate(table.rows, 1)
]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_worked_row(table: Table, row: Mapping[str, Any]) -> None:
    found = _laid(table, row)
    if row.get("terminated", False):
        assert found is None
        return
    assert found is not None
    assert found.provisional is row.get("provisional", False)
    if not found.provisional:
        assert found.due == row["due"]
        printed = row["due"].astimezone(BEIJING).isoformat()
        assert found.printed_due == ("" if found.paused else printed)
    for now, light in row["lights"]:
        assert table.timetable.light(found, now).value == light, now
    for now, deemed in row.get("deemed", ()):
        moments = {table.limit.starts: row["start"]}
        if "met" in row:
            moments[table.limit.ends] = row["met"]
        silent = table.timetable.deemed(table.limit, moments, now)
        assert silent == (row["start"] if deemed else None), now


def _laid(table: Table, row: Mapping[str, Any]) -> Deadline | None:
    if "events" in row:
        return _by_events(table, row)
    limit = extended(table.limit, row.get("extension", 0))
    start = _start(table, row)
    met: datetime | None = row.get("met")
    if limit.kind is LimitKind.AGREED:
        day: date = row["day"]
        return table.timetable.agreed(limit, day, start, met)
    pauses = [Pause(*ends) for ends in row.get("pauses", ())]
    return table.timetable.begun(limit, start, met, pauses)


def _start(table: Table, row: Mapping[str, Any]) -> datetime:
    """Handed over, or filed online: then the next opening by the pack's setting."""
    if "filed" not in row:
        start: datetime = row["start"]
        return start
    assert table.law.settings.online_out_of_hours == "next_opening"
    opening = table.law.hours.next_opening(row["filed"], CALENDAR)
    assert opening is not None
    return opening


def _by_events(table: Table, row: Mapping[str, Any]) -> Deadline | None:
    happened = [Happening(at, item, Turn(turn)) for at, item, turn in row["events"]]
    resumes = StageResumes(row.get("resumes", table.law.settings.clock.stage_resumes))
    stage = run(happened, resumes)
    item = table.data.get("item", "")
    if not item:
        assert stage.start is not None
        return table.timetable.begun(table.limit, stage.start, None, stage.pauses)
    last: ItemRun = [one for one in stage.items if one.item == item][-1]
    if last.returned:
        return None
    return table.timetable.begun(table.limit, last.start, last.end, last.pauses)


def test_every_deadline_has_its_table() -> None:
    assert {table.name for table in TABLES} == SECTION_10


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_crosses_what_is_hard(table: Table) -> None:
    assert len(table.rows) >= LEAST
    assert (table.limit.kind, table.limit.amount) == (table.data["kind"], table.data["amount"])
    moments = [at for row in table.rows for at in _moments(row)]
    days = {at.astimezone(BEIJING).date() for at in moments}
    assert days & CALENDAR.work, "a Saturday or Sunday that is worked"
    assert any(_festival(row, (1, 20), (2, 28)) for row in table.rows), "Spring Festival"
    assert any(_festival(row, (9, 24), (10, 12)) for row in table.rows), "National Day"
    assert any(_festival(row, (12, 26), (12, 31)) for row in table.rows), "the end of a year"


def _moments(row: Mapping[str, Any]) -> Iterator[datetime]:
    for at in (row.get("start"), row.get("filed"), row.get("due")):
        if isinstance(at, datetime):
            yield at
    yield from (at for at, *_ in row.get("events", ()))
    if "day" in row:
        yield datetime.combine(row["day"], datetime.min.time(), BEIJING)


def _festival(row: Mapping[str, Any], first: tuple[int, int], last: tuple[int, int]) -> bool:
    days = [at.astimezone(BEIJING).date() for at in _moments(row)]
    return any(first <= (day.month, day.day) <= last for day in days)


@pytest.mark.parametrize(
    "table", [one for one in TABLES if "survey" in one.data], ids=lambda table: table.name
)
def test_the_days_of_a_survey_are_those_of_its_annex(table: Table) -> None:
    (survey,) = table.law.surveys.values()
    whole = max(matter.days[table.data["survey"]] for matter in survey.matters)
    assert whole == table.limit.amount
