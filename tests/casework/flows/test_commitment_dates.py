"""How long each material may be promised: the pack's term, never beyond, never nothing."""

from datetime import date

import pytest

from casework.flows.commitment_dates import Owed
from casework.records.notice import NoticeKind
from tests.casework.flows.committing import Walk, published, reserved, window
from tests.casework.flows.intakes import NOW, refused
from tests.casework.flows.test_commitment import section

LAST = {"expert_opinion": "2026-12-18", "monitoring_contract": "2026-12-04"}


def owed(**changes: str) -> tuple[Owed, ...]:
    """The prefilled days, some of them changed."""
    return tuple(Owed(line, changes.get(line, day)) for line, day in LAST.items())


def test_every_missing_material_with_a_term_is_prefilled_with_its_last_day() -> None:
    assert Walk().chosen().owed() == owed()
    some = Walk().receive("expert_opinion").tell().print_out(NoticeKind.TELLING)
    some.choose()
    assert [one.line for one in some.owed()] == ["expert_opinion"]


def test_the_term_skips_holidays_and_ends_on_a_working_day() -> None:
    before = NOW.replace(year=2026, month=9, day=21)
    walk = Walk(*reserved(), *published(NOW)).receive()
    days = {one.line: one.until for one in walk.owed(window(before))}
    calendar = window().calendar
    assert calendar.between(before.date(), date.fromisoformat(days["monitoring_contract"])) == 10
    assert days["monitoring_contract"] > "2026-10-07"


@pytest.mark.parametrize("day", ["2026-12-18", "2026-12-17", "2026-11-20"])
def test_a_day_within_the_term_may_be_promised(day: str) -> None:
    walk = Walk().chosen()
    walk.draw_up(*owed(expert_opinion=day))
    promise = walk.own.promise("expert_opinion")
    assert promise is not None
    assert (promise.owed.until, promise.owed.term) == (day, 20)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-12-19", "CM-122"),
        ("2027-01-01", "CM-122"),
        ("", "CM-121"),
        ("2026-02-30", "CM-121"),
        ("2026-11-19", "CM-123"),
    ],
)
def test_a_day_beyond_the_term_an_empty_one_and_one_gone_by_are_refused(
    day: str, code: str
) -> None:
    walk = Walk().chosen()
    error = refused(lambda: walk.draw_up(*owed(expert_opinion=day)))
    assert error.code == code
    assert error.facts["name"] == "专家评审意见"
    assert walk.own.drawn is None


@pytest.mark.parametrize(
    "promised",
    [
        owed()[:1],
        (*owed(), Owed("soil_report", "2026-12-01")),
        (*owed(), owed()[0]),
    ],
)
def test_every_missing_material_is_promised_once_and_nothing_else(
    promised: tuple[Owed, ...],
) -> None:
    walk = Walk().chosen()
    error = refused(lambda: walk.draw_up(*promised))
    assert (error.code, error.facts["names"]) == ("CM-120", "专家评审意见、水土保持监测委托合同")


def test_beyond_the_calendar_a_promised_day_is_still_a_day() -> None:
    late = NOW.replace(month=12, day=24)
    walk = Walk(*reserved(), *published(late)).receive()
    walk.tell(window(late)).print_out(NoticeKind.TELLING)
    walk.choose()
    walk.draw_up(where=window(late))
    rows = section(walk, NoticeKind.COMMITMENT, "提交期限")[1:]
    assert [row[2] for row in rows] == ["2027年1月21日", "2027年1月7日"]
