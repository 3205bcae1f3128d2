"""The state tables of a survey and of its results, cell by cell, and what each event leaves."""

import pytest
from msgspec import structs

from casework.records import survey_events as ev
from casework.records.case_events import LimitLine
from casework.records.event import Event, UnknownEvent, tag_of
from casework.records.survey import (
    RESULT_TRANSITIONS,
    TRANSITIONS,
    ResultState,
    SurveyRecord,
    SurveyState,
    allows,
    allows_result,
    apply,
    push_key,
)
from tests.casework.instances_survey import EVENTS, FILE, FILED, LIMIT

BY_NAME = {type(event).__name__.removeprefix("Survey"): event for event in EVENTS}
F, S, W = SurveyState.FILED, SurveyState.SURVEYING, SurveyState.WITHDRAWN
TABLE: dict[str, dict[SurveyState | None, SurveyState]] = {
    "Filed": {None: F},
    "FilingAcknowledged": {F: F, S: S, W: W},
    "PaperReceived": {F: F, S: S},
    "SiteReady": {F: S, S: S},
    "DataRequested": {F: F, S: S},
    "ResultHandedIn": {F: S, S: S},
    "ResultAcknowledged": {F: F, S: S, W: W},
    "ResultPassed": {F: F, S: S},
    "ResultFaulted": {F: F, S: S},
    "RectificationAsked": {F: F, S: S},
    "FoundUnchanged": {F: F, S: S},
    "FoundChanged": {F: F, S: S},
    "Withdrawn": {F: W, S: W},
}
"""Per event the states it is allowed in, and where it leads."""
HANDED_IN = BY_NAME["ResultHandedIn"]
assert isinstance(HANDED_IN, ev.SurveyResultHandedIn)
PATHS: dict[SurveyState | None, tuple[Event, ...]] = {
    None: (),
    F: (FILED,),
    S: (FILED, BY_NAME["SiteReady"]),
    W: (FILED, BY_NAME["Withdrawn"]),
}
CELLS = [(state, name) for state in PATHS for name in BY_NAME]

R = ResultState
RESULTS: dict[str, dict[ResultState | None, ResultState]] = {
    "ResultHandedIn": {None: R.HANDED_IN, R.FAULTY: R.HANDED_IN, R.CHANGED: R.HANDED_IN},
    "ResultPassed": {R.HANDED_IN: R.PASSED},
    "ResultFaulted": {R.HANDED_IN: R.FAULTY, R.PASSED: R.FAULTY},
    "RectificationAsked": {R.HANDED_IN: R.RECTIFYING, R.PASSED: R.RECTIFYING},
    "FoundUnchanged": {R.RECTIFYING: R.HANDED_IN},
    "FoundChanged": {R.RECTIFYING: R.CHANGED},
}
"""Per event what it makes of the latest version of a result."""
RESULT_PATHS: dict[ResultState | None, tuple[str, ...]] = {
    None: (),
    R.HANDED_IN: ("ResultHandedIn",),
    R.PASSED: ("ResultHandedIn", "ResultPassed"),
    R.FAULTY: ("ResultHandedIn", "ResultFaulted"),
    R.RECTIFYING: ("ResultHandedIn", "RectificationAsked"),
    R.CHANGED: ("ResultHandedIn", "RectificationAsked", "FoundChanged"),
}
RESULT_CELLS = [(state, name) for state in RESULT_PATHS for name in RESULTS]


def survey(*happened: Event) -> SurveyRecord:
    record: SurveyRecord | None = None
    for event in (FILED, *happened):
        record = apply(record, event)
    assert record is not None
    return record


def named(*names: str) -> SurveyRecord:
    return survey(*(BY_NAME[name] for name in names))


def limit(key: str, ends: str) -> LimitLine:
    return structs.replace(LIMIT, key=key, ends=ends)


def again(version: int, cause: ev.Cause = ev.Cause.FAULT) -> Event:
    assert isinstance(HANDED_IN, ev.SurveyResultHandedIn)
    return structs.replace(HANDED_IN, version=version, cause=cause)


def test_every_event_is_in_the_tables() -> None:
    assert {type(event) for event in EVENTS} == set(ev.EVENTS)
    assert set(PATHS) == {None, *SurveyState}
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))
    assert {*RESULT_PATHS, R.REPLACED} == {None, *ResultState}
    assert len(RESULT_TRANSITIONS) == sum(map(len, RESULTS.values()))


@pytest.mark.parametrize(("state", "name"), CELLS)
def test_a_cell(state: SurveyState | None, name: str) -> None:
    event = BY_NAME[name]
    record: SurveyRecord | None = None
    for before in PATHS[state]:
        record = apply(record, before)
    leads_to = TABLE[name].get(state)
    assert allows(record, tag_of(event)) is (leads_to is not None)
    after = apply(record, event)
    if leads_to is None:
        assert after == record
    else:
        assert after is not None
        assert after.state is leads_to


@pytest.mark.parametrize(("state", "name"), RESULT_CELLS)
def test_a_cell_of_a_result(state: ResultState | None, name: str) -> None:
    record = named(*RESULT_PATHS[state])
    latest = record.latest("planning")
    assert (latest.state if latest else None) is state
    leads_to = RESULTS[name].get(state)
    event = BY_NAME[name]
    if isinstance(event, ev.SurveyResultHandedIn) and latest:
        event = again(2)
    assert allows_result(record, tag_of(event), "planning") is (leads_to is not None)
    after = apply(record, event)
    assert after is not None
    if leads_to is None:
        assert after.results == record.results
    else:
        last = after.latest("planning")
        assert last is not None
        assert last.state is leads_to


def test_a_new_version_keeps_the_old_one_with_its_opinion() -> None:
    record = survey(HANDED_IN, BY_NAME["ResultFaulted"], again(2))
    first, second = record.chain("planning")
    assert (first.state, second.state) == (R.REPLACED, R.HANDED_IN)
    assert first.opinion == BY_NAME["ResultFaulted"]
    assert first.handed_in.files == (FILE,)
    assert [one.handed_in.version for one in record.results] == [1, 2]
    assert record.latest("housing") is None


def test_what_speaks_of_another_version_changes_nothing() -> None:
    record = survey(HANDED_IN)
    for event in EVENTS:
        if isinstance(event, ev.SurveyResultPassed | ev.SurveyResultFaulted):
            assert apply(record, structs.replace(event, version=2)) == record
            assert apply(record, structs.replace(event, matter="housing")) == record


def test_a_version_that_was_redone_is_used_only_after_the_departments_look() -> None:
    first = survey(HANDED_IN).results[-1]
    assert first.usable
    redone = survey(HANDED_IN, BY_NAME["ResultFaulted"], again(2))
    assert not redone.results[-1].usable
    assert not redone.results[0].usable
    passed = structs.replace(BY_NAME["ResultPassed"], version=2)
    after = apply(redone, passed)
    assert after is not None
    assert after.results[-1].usable


def test_the_push_is_owed_until_the_approval_system_has_it() -> None:
    assert [one.key for one in survey().open_limits] == ["survey_filing"]
    after = named("FilingAcknowledged")
    assert after.open_limits == ()
    assert after.course.moments["survey_pushed"]
    assert after.acknowledged == BY_NAME["FilingAcknowledged"]
    assert apply(after, structs.replace(BY_NAME["FilingAcknowledged"], reference="x")) == after


def test_each_survey_has_its_limit_until_its_result_and_the_total_until_the_last() -> None:
    limits = tuple(
        limit(key, "survey_delivered")
        for key in ("survey_planning", "survey_housing", "survey_total")
    )
    ready = structs.replace(BY_NAME["SiteReady"], limits=limits)
    record = survey(BY_NAME["FilingAcknowledged"], ready)
    assert {one.key for one in record.open_limits} == {one.key for one in limits}
    plain = structs.replace(HANDED_IN, limits=())
    one = apply(record, plain)
    assert one is not None
    assert {line.key for line in one.open_limits} == {"survey_housing", "survey_total"}
    assert not one.delivered
    assert "survey_delivered" not in one.course.moments
    both = apply(one, structs.replace(plain, matter="housing"))
    assert both is not None
    assert both.open_limits == ()
    assert both.delivered
    assert both.course.moments["survey_delivered"]


def test_a_result_is_owed_to_the_approval_system_version_by_version() -> None:
    push = limit(push_key("planning"), "survey_result_pushed")
    handed_in = structs.replace(HANDED_IN, limits=(push,))
    record = survey(BY_NAME["FilingAcknowledged"], handed_in)
    assert record.open_limits == (push,)
    pushed = apply(record, BY_NAME["ResultAcknowledged"])
    assert pushed is not None
    assert pushed.open_limits == ()
    for event in (BY_NAME["ResultFaulted"], structs.replace(handed_in, version=2)):
        pushed = apply(pushed, event)
        assert pushed is not None
    assert pushed.open_limits == (push,)


def test_an_acknowledgement_may_come_before_this_end_knows_of_the_result() -> None:
    early = survey(BY_NAME["ResultAcknowledged"], HANDED_IN)
    late = survey(HANDED_IN, BY_NAME["ResultAcknowledged"])
    assert early == late
    assert early.pushed.keys() == {("planning", 1)}


def paper(**changes: object) -> ev.SurveyPaperReceived:
    event = BY_NAME["PaperReceived"]
    assert isinstance(event, ev.SurveyPaperReceived)
    return structs.replace(event, **changes)


@pytest.mark.parametrize(
    ("event", "complete"),
    [
        (paper(), True),
        (paper(shapes=("original",)), False),
        (paper(shapes=("e-file",)), False),
        (paper(line="location_proof", shapes=("compared_copy",)), False),
        (paper(line="location_proof", shapes=("compared_copy",), compared_at="t"), True),
        (paper(line="planning_permit", shapes=(), number="建字第1号"), True),
        (paper(line="planning_permit", shapes=("original",)), False),
        (paper(line="business_licence", shapes=(), number="91"), True),
        (paper(line="business_licence", shapes=("copy",)), True),
        (paper(line="organisation_code", shapes=(), number="91"), False),
    ],
)
def test_when_a_paper_is_there_whole(event: ev.SurveyPaperReceived, complete: bool) -> None:
    record = survey(event)
    found = record.paper(event.line)
    assert found is not None
    assert found.complete is complete


def test_of_papers_that_stand_for_each_other_one_is_lacking_until_any_is_there() -> None:
    lacking = [one.line.key for one in survey().lacking()]
    assert lacking == [
        "business_licence",
        "completion_drawings",
        "location_proof",
        "planning_permit",
    ]
    other = paper(line="organisation_code", shapes=("copy",))
    assert "business_licence" not in [one.line.key for one in survey(other).lacking()]
    assert survey().paper("nowhere") is None


def test_what_was_filed_is_not_asked_for_again() -> None:
    contract = survey().paper("contract")
    assert contract is not None
    assert contract.complete
    assert contract.received is None


def test_the_site_is_confirmed_once() -> None:
    record = named("SiteReady")
    later = structs.replace(BY_NAME["SiteReady"], ready_at="2027-01-01T09:00:00+08:00")
    assert apply(record, later) == record


def test_a_withdrawn_survey_owes_nothing() -> None:
    record = named("SiteReady", "Withdrawn")
    assert record.open_limits == ()
    assert record.withdrawn == "测绘合同已解除"


def test_it_is_known_by_its_project_and_receipt() -> None:
    assert survey().heading == ("云栖家园一期", "一窗测〔2026〕00001号")


def test_a_newer_event_makes_it_read_only() -> None:
    after = apply(survey(), UnknownEvent("SurveyMoved.v9", b"{}"))
    assert after is not None
    assert after.unknown
    assert apply(None, HANDED_IN) is None
