"""A joint acceptance: the table of its states cell by cell, and what no event can overwrite."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casework.records import joint_events as ev
from casework.records.case_events import LimitLine
from casework.records.course import PauseLine
from casework.records.event import Event, UnknownEvent, tag_of
from casework.records.joint import (
    EVENTS,
    JointRecord,
    JointState,
    Participant,
    allows,
    apply,
)
from casework.records.joint_states import BESIDE, OVER, OWED, PRINTED_BEFORE, TRANSITIONS
from casework.records.registry import fold
from tests.casework.records import events

S = JointState
AT, LATER = "2026-11-20T10:00:00+08:00", "2026-11-24T10:00:00+08:00"
FIRE, WATER = "城乡建设部门", "供水企业"
LINE = LimitLine("total", "…", "working_days", "ceiling", 15, AT, LATER, "filed", False, "…", "五")
LIMITS = (LINE,)
RECTIFY, PASSED = ev.Outcome.RECTIFY, ev.Outcome.PASSED
PAPER = ev.PaperLine("建设工程消防验收意见书", "7号", True)

OPENED = ev.JointOpened(
    item="joint_acceptance",
    item_name="联合验收",
    project_name="云栖家园一期",
    unit="云栖置业有限公司",
    number="N1",
    led_by="牵头部门",
    subjects=(
        ev.SubjectLine("fire", "消防验收", FIRE, ("建设工程消防验收意见书",), ""),
        ev.SubjectLine("water", "给水验收", WATER, ("供水验收合格文件",), ""),
    ),
    opened_at=AT,
    limits=LIMITS,
)


def opinion(department: str, key: str, outcome: ev.Outcome) -> ev.OpinionGiven:
    papers = (PAPER,) if outcome is PASSED and key == "fire" else ()
    return ev.OpinionGiven(department, (ev.ConclusionLine(key, outcome, papers),), AT, (), LIMITS)


def confirmed(department: str, *, ready: bool = True) -> ev.MaterialsConfirmed:
    return ev.MaterialsConfirmed(department, ready, "", AT, (), LIMITS)


def confirm_deemed(department: str) -> ev.ConfirmationDeemed:
    return ev.ConfirmationDeemed(department, AT, "", "", LATER, "默认", "七（三）", LATER, (), ())


def opinion_deemed(department: str) -> ev.RectificationDeemed:
    return ev.RectificationDeemed(
        department, "", AT, "", "", LATER, "默认", "七（五）", LATER, (), ()
    )


def listed(department: str) -> ev.RectificationListed:
    measure = ev.MeasureLine("fire", "缺失", "补装")
    return ev.RectificationListed(department, (measure,), True, AT, (), LIMITS)


def reinspected(outcome: ev.Outcome) -> ev.Reinspected:
    return ev.Reinspected(FIRE, (ev.ConclusionLine("fire", outcome),), AT, (), LIMITS)


def late(department: str) -> ev.LateAnswerKept:
    return ev.LateAnswerKept(
        department, ev.AnswerStep.OPINION, False, (), (ev.MeasureLine("fire", "缺", "补"),), "", AT
    )


SAMPLES: dict[str, Event] = {
    "opened": OPENED,
    "pushed": ev.MaterialsPushed(AT, LIMITS),
    "distributed": ev.MaterialsDistributed(AT, LIMITS),
    "confirmed": confirmed(FIRE),
    "confirm_deemed": confirm_deemed(WATER),
    "site_opened": ev.SiteOpened(AT, LIMITS),
    "arranged": ev.SiteArranged(LATER, "南门", "N2", AT),
    "held": ev.SiteHeld(AT, (FIRE,), AT, LIMITS),
    "opinion": opinion(FIRE, "fire", RECTIFY),
    "listed": listed(FIRE),
    "opinion_deemed": opinion_deemed(WATER),
    "suspended": ev.JointSuspended(PauseLine("整改", "七（五）", "", AT), LIMITS),
    "resumed": ev.JointResumed(LATER, LIMITS),
    "summarised": ev.RectificationSummarised("N3", AT),
    "applied": ev.ResumptionApplied((ev.DoneLine("fire", "已补装"),), (), "N4", AT, LIMITS),
    "reinspected": reinspected(PASSED),
    "all_passed": ev.AllPassed(AT, LIMITS),
    "archived": ev.ArchiveRecognised("城建档案机构", "archives", PAPER, AT, LIMITS),
    "recorded": ev.CompletionRecorded(FIRE, "completion", PAPER, AT, LIMITS),
    "delivered": ev.ConclusionDelivered(FIRE, "fire", PAPER, AT),
    "late": late(WATER),
    "result": ev.ResultPushed("N5", AT),
    "terminated": ev.JointTerminated(("fire",), "N6", AT),
    "withdrawn": ev.JointWithdrawn("调整", "N7", AT),
    "returned": ev.PapersReturned("N8", AT),
}
_TO_SITE = ("opened", "distributed", "confirmed", "confirm_deemed", "site_opened")
_TO_OPINIONS = (*_TO_SITE, "arranged", "held")
_TO_REINSPECTING = (*_TO_OPINIONS, "opinion", "suspended", "listed", "summarised", "applied")
PATHS: dict[JointState | None, tuple[str, ...]] = {
    None: (),
    S.OPENED: ("opened",),
    S.REVIEWING: ("opened", "distributed"),
    S.SITE: _TO_SITE,
    S.OPINIONS: _TO_OPINIONS,
    S.RECTIFYING: _TO_REINSPECTING[:-1],
    S.REINSPECTING: _TO_REINSPECTING,
    S.PASSED: (*_TO_OPINIONS, "all_passed"),
    S.ARCHIVED: (*_TO_OPINIONS, "all_passed", "archived"),
    S.RECORDED: (*_TO_OPINIONS, "all_passed", "archived", "recorded"),
    S.CONCLUDED: (*_TO_OPINIONS, "all_passed", "result"),
    S.TERMINATED: (*_TO_REINSPECTING, "terminated"),
    S.WITHDRAWN: ("opened", "withdrawn"),
    S.RETURNED: ("opened", "withdrawn", "returned"),
}
LIVE = tuple(state for state in S if state not in OVER)
TABLE: dict[str, dict[JointState | None, JointState]] = {
    "opened": {None: S.OPENED},
    "pushed": {state: state for state in S},
    "distributed": {S.OPENED: S.REVIEWING},
    "confirmed": {S.REVIEWING: S.REVIEWING},
    "confirm_deemed": {S.REVIEWING: S.REVIEWING},
    "site_opened": {S.REVIEWING: S.SITE},
    "arranged": {S.SITE: S.SITE},
    "held": {S.SITE: S.OPINIONS},
    "opinion": {S.OPINIONS: S.OPINIONS},
    "listed": {S.OPINIONS: S.OPINIONS},
    "opinion_deemed": {S.OPINIONS: S.OPINIONS},
    "suspended": {S.OPINIONS: S.OPINIONS},
    "resumed": {S.OPINIONS: S.OPINIONS, S.REINSPECTING: S.REINSPECTING},
    "summarised": {S.OPINIONS: S.RECTIFYING},
    "applied": {S.RECTIFYING: S.REINSPECTING},
    "reinspected": {S.REINSPECTING: S.REINSPECTING},
    "all_passed": {S.OPINIONS: S.PASSED, S.REINSPECTING: S.PASSED},
    "archived": {S.PASSED: S.ARCHIVED},
    "recorded": {S.PASSED: S.RECORDED, S.ARCHIVED: S.RECORDED},
    "delivered": {state: state for state in S},
    "late": {state: state for state in S},
    "result": dict.fromkeys((S.PASSED, S.ARCHIVED, S.RECORDED), S.CONCLUDED),
    "terminated": {S.REINSPECTING: S.TERMINATED},
    "withdrawn": dict.fromkeys(LIVE, S.WITHDRAWN),
    "returned": {S.TERMINATED: S.RETURNED, S.WITHDRAWN: S.RETURNED},
}
"""Per event the states it is allowed in, and where it leads."""
CELLS = [(state, name) for state in PATHS for name in SAMPLES]


def after(*happened: Event | str) -> JointRecord:
    record: JointRecord | None = None
    for one in happened:
        record = apply(record, SAMPLES[one] if isinstance(one, str) else one)
    assert record is not None
    return record


def parts(record: JointRecord | None) -> tuple[Participant, ...]:
    assert record is not None
    return record.participants


def test_every_event_and_state_is_in_the_table() -> None:
    assert {type(event) for event in SAMPLES.values()} == set(EVENTS)
    assert set(PATHS) == {None, *S}
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))
    for state, path in PATHS.items():
        assert state is None or after(*path).state is state


@pytest.mark.parametrize(("state", "name"), CELLS)
def test_a_cell(state: JointState | None, name: str) -> None:
    path, event = PATHS[state], SAMPLES[name]
    record = after(*path) if path else None
    changed = apply(record, event)
    leads_to = TABLE[name].get(state)
    assert allows(record, tag_of(event)) is (leads_to is not None)
    if leads_to is None:
        assert changed == record
    else:
        assert changed is not None
        assert changed.state is leads_to


def test_it_opens_with_one_part_for_each_department_of_what_was_ticked() -> None:
    record = after("opened")
    assert [one.department for one in record.participants] == [FIRE, WATER]
    assert record.subjects_of(FIRE) == OPENED.subjects[:1]
    assert record.course.moments == {"accepted": AT}
    assert record.open_limits == LIMITS
    assert record.heading == ("云栖家园一期", "N1")
    assert not record.all_passed


@pytest.mark.parametrize("over", [S.CONCLUDED, S.TERMINATED, S.WITHDRAWN, S.RETURNED])
def test_nothing_runs_any_more_once_it_is_over(over: JointState) -> None:
    record = after(*PATHS[over])
    assert record.open_limits == ()
    assert apply(record, SAMPLES["pushed"]).open_limits == ()  # type: ignore[union-attr]


def test_a_real_answer_never_takes_the_place_of_a_default() -> None:
    before = after("opened", "distributed", confirm_deemed(FIRE), confirm_deemed(WATER))
    for answer in (confirmed(FIRE), confirmed(FIRE, ready=False)):
        assert parts(apply(before, answer)) == before.participants
    deemed = after(*PATHS[S.OPINIONS], opinion_deemed(FIRE))
    for said in (opinion(FIRE, "fire", RECTIFY), listed(FIRE)):
        changed = apply(deemed, said)
        assert changed is not None
        assert changed.participant(FIRE) == deemed.participant(FIRE)
        assert changed.failing == ()


def test_a_default_never_takes_the_place_of_an_answer() -> None:
    for answer in (confirmed(FIRE), confirmed(FIRE, ready=False)):
        before = after("opened", "distributed", answer)
        assert parts(apply(before, confirm_deemed(FIRE))) == before.participants
    complete = after(*PATHS[S.OPINIONS], opinion(FIRE, "fire", PASSED))
    changed = apply(complete, opinion_deemed(FIRE))
    assert changed is not None
    assert changed.participant(FIRE) == complete.participant(FIRE)


def test_what_came_late_is_kept_beside_the_default() -> None:
    record = after(*PATHS[S.OPINIONS], opinion_deemed(WATER), late(WATER))
    part = record.participant(WATER)
    assert part is not None
    assert part.late == (late(WATER),)
    verdict = record.verdict(OPENED.subjects[1])
    assert verdict is not None
    assert (verdict.outcome, verdict.deemed, verdict.at) == (PASSED, True, LATER)


def test_a_rectification_without_its_list_passes_by_default() -> None:
    record = after(*PATHS[S.OPINIONS], opinion(FIRE, "fire", RECTIFY))
    part = record.participant(FIRE)
    assert part is not None
    assert not part.settled
    assert record.failing == OPENED.subjects[:1]
    deemed = apply(record, opinion_deemed(FIRE))
    assert deemed is not None
    assert deemed.failing == ()


def test_the_list_is_taken_once() -> None:
    record = after(*PATHS[S.OPINIONS], opinion(FIRE, "fire", RECTIFY), listed(FIRE))
    again = structs.replace(listed(FIRE), measures=(ev.MeasureLine("fire", "又", "又"),))
    changed = apply(record, again)
    assert changed is not None
    assert changed.participant(FIRE) == record.participant(FIRE)


def test_the_second_look_decides_about_what_failed_the_first() -> None:
    good = after(*PATHS[S.REINSPECTING], reinspected(PASSED))
    bad = after(*PATHS[S.REINSPECTING], reinspected(RECTIFY))
    assert good.failing == good.failing_again == ()
    assert bad.failing == bad.failing_again == OPENED.subjects[:1]


def test_the_suspension_names_the_paper_that_told_of_it() -> None:
    record = after(*_TO_OPINIONS, "opinion", "suspended", "listed")
    assert record.course.paused
    assert record.course.pauses[0].paper == ""
    assert after(*PATHS[S.RECTIFYING]).course.pauses[0].paper == "N3"


def test_the_latest_document_of_a_name_stands() -> None:
    unsealed = structs.replace(PAPER, sealed=False)
    record = after(
        *_TO_OPINIONS,
        ev.ConclusionDelivered(FIRE, "fire", unsealed, AT),
        ev.ConclusionDelivered(FIRE, "fire", PAPER, LATER),
    )
    assert [one.line for one in record.papers] == [PAPER]


def test_a_newer_event_makes_it_read_only() -> None:
    record = apply(after("opened"), UnknownEvent("JointMoved.v9", b"{}"))
    assert record is not None
    assert record.unknown


def test_a_second_opening_changes_nothing() -> None:
    record = after("opened", "distributed")
    assert apply(record, OPENED) == record


def test_every_paper_that_is_owed_belongs_to_an_event_of_the_table() -> None:
    tags = {tag_of(event) for event in SAMPLES.values()}
    assert OWED.keys() <= tags
    assert PRINTED_BEFORE.keys() <= tags
    assert set(BESIDE) <= tags
    assert all(kinds <= set(OWED.values()) for kinds in PRINTED_BEFORE.values())


JOINT_TAGS = sorted(tag_of(event) for event in SAMPLES.values())


@settings(deadline=None, max_examples=150)
@given(
    happened=st.lists(st.sampled_from(sorted(SAMPLES)) | events.of_tags(JOINT_TAGS), max_size=14)
)
def test_folding_forward_is_folding_anew_and_no_answer_is_ever_lost(
    happened: list[str | Event],
) -> None:
    stream = "joint/x"
    told = [OPENED, *(SAMPLES[one] if isinstance(one, str) else one for one in happened)]
    whole = fold(stream, told)
    for cut in range(len(told)):
        assert fold(stream, told[cut:], fold(stream, told[:cut])) == whole
    steps = [fold(stream, told[: cut + 1]) for cut in range(len(told))]
    for before, then in itertools.pairwise(steps):
        assert isinstance(before, JointRecord)
        assert isinstance(then, JointRecord)
        for old, new in zip(before.participants, then.participants, strict=True):
            for name in ("confirmed", "confirm_deemed", "opinion", "opinion_deemed", "listed"):
                assert getattr(old, name) is None or getattr(new, name) == getattr(old, name)
            assert new.confirmed is None or new.confirm_deemed is None
            assert new.late[: len(old.late)] == old.late
