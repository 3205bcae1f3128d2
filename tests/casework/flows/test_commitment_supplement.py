"""What was promised comes in, is looked at, and is asked for before its day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from casework.flows.clocks import light
from casework.flows.commitment_dates import Owed, Reminder, reminders
from casework.flows.commitment_supplement import reminder_task, swept
from casework.flows.tasks import stream_for
from casework.law.deadlines import Light
from casework.records.case_events import NoticeIssued
from casework.records.commitment import MARK, CommitmentState
from casework.records.commitment_events import PromiseSupplied, Verdict
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.task import TaskOpened
from casework.rows import LimitRow
from tests.casework.flows import packs
from tests.casework.flows.committing import LATER, Walk, department, window
from tests.casework.flows.intakes import BEIJING, refused

LINE = "expert_opinion"
DUE = date(2026, 12, 18)


def on_day(text: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=BEIJING)


# ---- intake ---------------------------------------------------------------------------------


def test_a_promised_material_is_taken_in_with_a_receipt_of_its_own() -> None:
    walk = Walk().decided()
    events = walk.supply(LINE)
    supplied = next(event for event in events if isinstance(event, PromiseSupplied))
    assert (supplied.line, supplied.count, supplied.late) == (LINE, 1, False)
    assert supplied.by == "account/lin"
    receipt = walk.paper(NoticeKind.RECEIPT)
    assert (receipt.number, receipt.mark) == (supplied.paper, MARK)
    assert [one.name for one in receipt.materials] == ["专家评审意见"]
    assert receipt.materials[0].checked.startswith("李明")


def test_its_clock_stops_and_the_others_run_on() -> None:
    walk = Walk().decided()
    walk.supply(LINE)
    assert [one.key for one in walk.own.open_limits] == ["supplement.monitoring_contract"]


def test_it_may_come_before_the_decision() -> None:
    walk = Walk().accepted()
    walk.supply(LINE)
    walk.decide()
    assert walk.own.state is CommitmentState.DECIDED


def test_after_its_day_it_is_still_taken_and_marked_late() -> None:
    walk = Walk().decided()
    walk.supply(LINE, window(on_day("2026-12-21")))
    promise = walk.own.promise(LINE)
    assert promise is not None
    assert promise.supplied is not None
    assert promise.supplied.late


@pytest.mark.parametrize(
    ("line", "changes", "code"),
    [
        ("soil_report", {}, "CM-140"),
        (LINE, {"medium": ""}, "CM-142"),
        (LINE, {"count": 0}, "CM-142"),
        (LINE, {"seen_at": ""}, "CM-143"),
    ],
)
def test_what_cannot_be_taken_in(line: str, changes: dict[str, Any], code: str) -> None:
    walk = Walk().decided()
    assert refused(lambda: walk.supply(line, **changes)).code == code


def test_a_copy_needs_no_original() -> None:
    walk = Walk().decided()
    walk.supply("monitoring_contract", medium="copy", seen_at="")
    promise = walk.own.promise("monitoring_contract")
    assert promise is not None
    assert not promise.due_again


def test_what_lies_here_is_not_taken_twice() -> None:
    walk = Walk().decided()
    walk.supply(LINE)
    error = refused(lambda: walk.supply(LINE))
    assert (error.code, error.facts) == ("CM-141", {"name": "专家评审意见"})


def test_nothing_is_supplied_before_acceptance() -> None:
    assert refused(lambda: Walk().signed().supply(LINE)).code == "CM-110"


# ---- review ---------------------------------------------------------------------------------


def test_when_everything_is_there_the_supplement_is_over_and_nothing_else_is_issued() -> None:
    walk = Walk().decided()
    for line in LATER:
        walk.supply(line)
        assert walk.own.state is CommitmentState.DECIDED
        events = walk.review(line)
    assert walk.own.state is CommitmentState.FULFILLED
    assert not [event for event in events if isinstance(event, NoticeIssued)]
    assert walk.own.open_limits == ()
    assert walk.own.mark == MARK


def test_what_was_supplied_before_the_decision_is_over_with_it() -> None:
    walk = Walk().accepted()
    for line in LATER:
        walk.supply(line)
        walk.review(line)
    assert walk.own.decided is None
    walk.decide()
    assert walk.own.state is CommitmentState.FULFILLED


@pytest.mark.parametrize("verdict", [Verdict.TO_CORRECT, Verdict.INCURABLE])
def test_the_applicant_is_told_what_is_wrong(verdict: Verdict) -> None:
    walk = Walk().decided()
    walk.supply(LINE)
    walk.review(LINE, verdict)
    task = walk.task(stream_for(walk.stream, "commitment_correct"))
    assert (task.opened.kind, task.opened.to) == ("notify", "申请人")
    assert "专家评审意见" in task.opened.text
    assert task.opened.basis.endswith("第十五条")


def test_every_correction_is_told_by_a_task_of_its_own() -> None:
    walk = Walk().decided()
    for nth in range(1, 10):
        walk.supply(LINE)
        walk.review(LINE, Verdict.TO_CORRECT)
        task = walk.task(stream_for(walk.stream, "commitment_correct", nth))
        assert task.opened.key == "commitment_correct"
    walk.supply(LINE)
    assert refused(lambda: walk.review(LINE, Verdict.TO_CORRECT)).code == "CM-145"


@pytest.mark.parametrize("before", ["nothing", "reviewed"])
def test_what_did_not_come_or_was_judged_cannot_be_judged(before: str) -> None:
    walk = Walk().decided()
    if before == "reviewed":
        walk.supply(LINE)
        walk.review(LINE)
    assert refused(lambda: walk.review(LINE)).code == "CM-144"


def test_only_the_items_own_department_judges() -> None:
    walk = Walk().decided()
    walk.supply(LINE)
    other = department(name="市城镇排水主管部门")
    assert refused(lambda: walk.review(LINE, where=other)).code == "GN-108"
    nobody = replace(department(), clerk=replace(department().clerk, department=""))
    assert refused(lambda: walk.review(LINE, where=nobody)).code == "PE-304"


# ---- reminders ------------------------------------------------------------------------------


def due_on(walk: Walk, day: str) -> list[tuple[str, int]]:
    return [(one.line, one.step) for one in reminders(walk.own, window(on_day(day)))]


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2026-12-14", None),  # Monday, four working days before
        ("2026-12-15", 3),
        ("2026-12-16", 3),  # the third day was missed: made up for
        ("2026-12-17", 1),
        ("2026-12-18", 0),
        ("2026-12-19", None),
        ("2026-12-21", None),
    ],
)
def test_reminders_fall_three_one_and_no_working_day_before(day: str, step: int | None) -> None:
    walk = Walk().decided()
    walk.supply("monitoring_contract")
    assert due_on(walk, day) == ([] if step is None else [(LINE, step)])


def test_working_days_are_counted_and_not_days() -> None:
    walk = Walk().chosen()
    walk.draw_up(Owed(LINE, "2026-12-07"), Owed("monitoring_contract", "2026-12-04"))
    walk.print_out(NoticeKind.COMMITMENT).sign()
    walk.accept()
    # Friday 4 December: Monday is one working day ahead.
    assert due_on(walk, "2026-12-04") == [(LINE, 1), ("monitoring_contract", 0)]


def test_a_reminder_says_what_and_until_when() -> None:
    walk = Walk().decided()
    (reminder,) = reminders(walk.own, window(on_day("2026-12-18")))
    assert reminder == Reminder(LINE, "专家评审意见", DUE, 0)


def test_what_came_in_is_not_reminded_of_until_it_must_come_again() -> None:
    walk = Walk().decided()
    for line in LATER:
        walk.supply(line)
    assert due_on(walk, "2026-12-18") == []
    walk.review(LINE, Verdict.TO_CORRECT)
    assert due_on(walk, "2026-12-18") == [(LINE, 0)]


def sweep(walk: Walk, day: str) -> list[TaskOpened]:
    """What the hub's sweep opens that day; it becomes true at once."""
    staged = swept(walk.on.bound, lambda one: walk.load(one).record, department(on_day(day)))
    walk.staged += staged
    return [one.event for one in staged if isinstance(one.event, TaskOpened)]


def test_the_sweep_opens_each_reminder_once() -> None:
    walk = Walk().decided()
    walk.supply("monitoring_contract")
    (event,) = sweep(walk, "2026-12-15")
    assert (event.kind, event.to, event.about) == ("remind", "申请人", walk.stream)
    assert "专家评审意见，2026年12月18日前提交" in event.text
    assert event.basis.endswith("第十五条")
    assert sweep(walk, "2026-12-15") == []
    assert sweep(walk, "2026-12-16") == []
    assert len(sweep(walk, "2026-12-17")) == 1
    assert len(sweep(walk, "2026-12-18")) == 1
    assert sweep(walk, "2026-12-21") == []
    streams = {reminder_task(walk.stream, LINE, step) for step in (3, 1, 0)}
    assert len(streams) == 3
    assert all(walk.task(stream).opened.kind == "remind" for stream in streams)


def test_two_materials_of_one_day_are_two_reminders() -> None:
    walk = Walk().chosen()
    walk.draw_up(*(Owed(line, "2026-12-04") for line in LATER))
    walk.print_out(NoticeKind.COMMITMENT).sign()
    walk.accept()
    assert len(sweep(walk, "2026-12-03")) == 2


def test_nothing_is_swept_where_no_commitment_is() -> None:
    walk = Walk().receive()
    assert sweep(walk, "2026-12-15") == []
    decided = Walk().decided()
    decided.staged.append(Staged(decided.on.bound, packs.CaseMoved()))
    assert sweep(decided, "2026-12-18") == []


# ---- lights ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-12-10", Light.GREEN),
        ("2026-12-16", Light.YELLOW),
        ("2026-12-18", Light.RED),
        ("2026-12-21", Light.OVERDUE),
    ],
)
def test_what_is_promised_stands_in_every_list_of_deadlines(day: str, shown: Light) -> None:
    line = next(one for one in Walk().decided().own.open_limits if one.key.endswith(LINE))
    row = LimitRow(
        "commitment/1", line.key, line.name, line.kind, line.role, line.start, line.due,
        line.ends, line.expected, line.sentence, line.article, "", "",
    )  # fmt: skip
    assert light(row, window(), on_day(day)) is shown


def test_the_heading_names_project_and_receipt() -> None:
    walk = Walk().decided()
    assert walk.own.heading == ("云栖家园一期", "郑窗收〔2026〕00012号")
