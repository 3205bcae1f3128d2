"""项目关联码 (000二): five days with the last one shown, counted down, and a reminder."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from casework.act import Context
from casework.flows import association, intake
from casework.flows.association import JOIN, SHARE, Join, Share, days_left, words
from casework.flows.deciding import HandOver
from casework.flows.intake import TakeIn
from casework.flows.on_case import OnCase
from casework.records import ids
from casework.records.drawing import DrawingRecord
from casework.records.registry import Record
from tests.casework.flows.intakes import CASE, NOW, Memory, clerk, context, refused, reserved
from tests.casework.flows.test_drawing_review_pack import application
from tests.casework.law.test_drawing_review import ITEM

STREAM = ids.bound_to(CASE, ids.DRAWING)
ON = OnCase(CASE, ITEM.code)
UNITS = ("云栖勘察院", "云栖设计有限公司")


def at(day: int = 0) -> Context:
    return context(now=NOW + timedelta(days=day), who=clerk(item="*"))


def received() -> Memory:
    found = Memory(*reserved())
    found.perform(intake.TAKE_IN, TakeIn(application(), HandOver()), at())
    return found


def shared(**changes: object) -> Memory:
    found = received()
    given = {"on": ON, "code": "363288", "units": UNITS, **changes}
    found.perform(SHARE, Share(**given), at())  # type: ignore[arg-type]
    return found


def code_of(found: Memory) -> DrawingRecord:
    record = found.load(STREAM).record
    assert isinstance(record, DrawingRecord)
    return record


def test_the_code_is_kept_with_its_last_day() -> None:
    record = code_of(shared())
    assert (record.shared.code, record.shared.ends_on) == ("363288", "2026-11-25")
    assert [one.due[:16] for one in record.open_limits] == ["2026-11-26T00:00"]


def test_the_day_shown_by_the_system_stands() -> None:
    assert code_of(shared(ends_on="2026-11-24")).shared.ends_on == "2026-11-24"


@pytest.mark.parametrize(
    ("day", "left", "said"),
    [(0, 5, "还有5天"), (4, 1, "还有1天"), (5, 0, "今天截止"), (6, -1, "已过期")],
)
def test_the_days_are_counted_as_shown(day: int, left: int, said: str) -> None:
    record, now = code_of(shared()), NOW + timedelta(days=day)
    assert days_left(record, now) == left
    assert said in words(record, now)
    assert "截止日期 2026-11-25" in words(record, now)


def load(found: Memory) -> Callable[[str], Record | None]:
    return lambda stream: found.load(stream).record


@pytest.mark.parametrize(("day", "due"), [(0, False), (3, False), (4, True), (5, True), (6, False)])
def test_who_has_not_joined_is_reminded_before_it_ends(day: int, due: bool) -> None:
    found = shared()
    found.perform(JOIN, Join(ON, UNITS[0]), at())
    told = association.swept(STREAM, load(found), at(day))
    assert bool(told) is due
    if told:
        event = told[0].event
        assert (getattr(event, "to", ""), getattr(event, "kind", "")) == (UNITS[1], "remind")
        assert "363288" in getattr(event, "text", "")


def test_a_reminder_is_made_once_for_each_code() -> None:
    found = shared()
    found.staged += association.swept(STREAM, load(found), at(4))
    assert association.swept(STREAM, load(found), at(5)) == ()
    found.perform(SHARE, Share(ON, "400001", UNITS), at(6))
    assert association.swept(STREAM, load(found), at(10)) != ()


def test_nobody_is_reminded_once_all_have_joined() -> None:
    found = shared()
    for unit in UNITS:
        found.perform(JOIN, Join(ON, unit), at())
    assert association.swept(STREAM, load(found), at(4)) == ()
    assert code_of(found).open_limits == ()


@pytest.mark.parametrize(
    "changes", [{"code": " "}, {"units": ()}, {"units": (" ",)}, {"ends_on": "2026-11-19"}]
)
def test_a_code_without_its_facts_is_not_kept(changes: dict[str, object]) -> None:
    assert refused(lambda: shared(**changes)).code == "PM-142"


@pytest.mark.parametrize("unit", ["别的单位", UNITS[0]])
def test_only_who_is_awaited_joins(unit: str) -> None:
    found = shared()
    found.perform(JOIN, Join(ON, UNITS[0]), at())
    assert refused(lambda: found.perform(JOIN, Join(ON, unit), at())).code == "PM-143"


def test_another_item_has_no_code() -> None:
    found = received()
    error = refused(lambda: found.perform(SHARE, Share(OnCase(CASE, "x"), "1", UNITS), at()))
    assert error.code == "IN-121"


def test_the_moment_of_the_limit_is_in_the_hall_s_time() -> None:
    (line,) = code_of(shared()).open_limits
    assert datetime.fromisoformat(line.start) == NOW
