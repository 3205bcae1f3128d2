"""The state table of a commitment, cell by cell, and what each event leaves behind."""

import pytest
from msgspec import structs

from casework.records import commitment_events as ev
from casework.records.case_events import LimitLine
from casework.records.commitment import (
    MARK,
    MARKED,
    RECTIFICATION,
    SUPPLEMENT,
    TRANSITIONS,
    CommitmentRecord,
    CommitmentState,
    allows,
    apply,
)
from casework.records.event import Event, UnknownEvent, tag_of
from tests.casework.instances_commitment import EVENTS as INSTANCES
from tests.casework.instances_common import LIMIT

S = CommitmentState
BY_NAME: dict[str, Event] = {tag_of(one).removesuffix(".v1"): one for one in INSTANCES}


def line(key: str, ends: str = "delivered") -> LimitLine:
    return structs.replace(LIMIT, key=key, ends=ends, due="2026-12-18T17:30:00+08:00")


SUPPLY_LINE, ORDER_LINE = line(SUPPLEMENT + "expert_opinion"), line(RECTIFICATION)
DECIDE_LINE = line("commitment_decision", "determined")
OFFERED = BY_NAME["CommitmentOffered"]
CHOSEN = BY_NAME["CommitmentChosen"]
ORDINARY = BY_NAME["OrdinaryRouteChosen"]
DECLINED = BY_NAME["CommitmentDeclined"]
DRAWN = BY_NAME["CommitmentDrawnUp"]
FAULTY = BY_NAME["CommitmentFaulty"]
SIGNED = BY_NAME["CommitmentSigned"]
ACCEPTED = structs.replace(BY_NAME["CommitmentAccepted"], limits=(DECIDE_LINE, SUPPLY_LINE))
DECIDED = BY_NAME["CommitmentDecided"]
SUPPLIED = BY_NAME["PromiseSupplied"]
REVIEWED = BY_NAME["PromiseReviewed"]
PASSED = structs.replace(REVIEWED, verdict=ev.Verdict.PASSED)
FULFILLED = BY_NAME["CommitmentFulfilled"]
VERIFIED = BY_NAME["PromisesVerified"]
ORDERED = structs.replace(BY_NAME["RectificationOrdered"], limits=(SUPPLY_LINE, ORDER_LINE))
MENDED = BY_NAME["RectificationPassed"]
FAILED = BY_NAME["RectificationFailed"]
RESCINDED = BY_NAME["DecisionRescinded"]
UPSTREAM = BY_NAME["UpstreamRescinded"]
ENDED = BY_NAME["CommitmentEnded"]

TO_SIGNED = (OFFERED, CHOSEN, DRAWN, SIGNED)
TO_DECIDED = (*TO_SIGNED, ACCEPTED, DECIDED)
PATHS: dict[S | None, tuple[Event, ...]] = {
    None: (),
    S.UNTOLD: (UPSTREAM,),
    S.OFFERED: (OFFERED,),
    S.ORDINARY: (OFFERED, ORDINARY),
    S.DECLINED: (DECLINED,),
    S.CHOSEN: (OFFERED, CHOSEN),
    S.DRAWN: (OFFERED, CHOSEN, DRAWN),
    S.SIGNED: TO_SIGNED,
    S.ACCEPTED: (*TO_SIGNED, ACCEPTED),
    S.DECIDED: TO_DECIDED,
    S.FULFILLED: (*TO_DECIDED, SUPPLIED, PASSED, FULFILLED),
    S.RECTIFYING: (*TO_DECIDED, VERIFIED, ORDERED),
    S.RESCINDED: (*TO_DECIDED, RESCINDED),
    S.ENDED: (*TO_SIGNED, ACCEPTED, ENDED),
}
BEFORE = (S.UNTOLD, S.OFFERED, S.ORDINARY, S.DECLINED, S.CHOSEN, S.DRAWN, S.SIGNED)
OWING = (S.ACCEPTED, S.DECIDED, S.RECTIFYING)


def each(*states: S) -> dict[S | None, S]:
    """Allowed in these states, and none of them is left."""
    return {state: state for state in states}


def to(there: S, *states: S | None) -> dict[S | None, S]:
    """From these states to one."""
    return dict.fromkeys(states, there)


TABLE: dict[str, dict[S | None, S]] = {
    "CommitmentOffered": to(S.OFFERED, None, *BEFORE),
    "CommitmentChosen": to(S.CHOSEN, S.OFFERED, S.ORDINARY),
    "OrdinaryRouteChosen": to(S.ORDINARY, S.OFFERED, S.CHOSEN, S.DRAWN, S.SIGNED),
    "CommitmentDeclined": to(S.DECLINED, None, *BEFORE),
    "CommitmentDrawnUp": to(S.DRAWN, S.CHOSEN, S.DRAWN, S.SIGNED),
    "CommitmentFaulty": {S.CHOSEN: S.CHOSEN, S.DRAWN: S.DRAWN, S.SIGNED: S.DRAWN},
    "CommitmentSigned": to(S.SIGNED, S.DRAWN),
    "CommitmentAccepted": to(S.ACCEPTED, S.SIGNED),
    "CommitmentDecided": to(S.DECIDED, S.ACCEPTED),
    "PromiseSupplied": each(*OWING),
    "PromiseReviewed": each(*OWING),
    "CommitmentFulfilled": to(S.FULFILLED, S.DECIDED),
    "PromisesVerified": each(S.DECIDED, S.FULFILLED),
    "RectificationOrdered": to(S.RECTIFYING, S.DECIDED, S.FULFILLED),
    "RectificationPassed": to(S.DECIDED, S.RECTIFYING),
    "RectificationFailed": to(S.RECTIFYING, S.RECTIFYING),
    "DecisionRescinded": to(S.RESCINDED, S.DECIDED, S.FULFILLED, S.RECTIFYING),
    "UpstreamRescinded": {None: S.UNTOLD, **each(*S)},
    "CommitmentEnded": to(S.ENDED, S.ACCEPTED),
}
"""Per event the states it is allowed in, and where it leads."""
CELLS = [(state, name) for state in PATHS for name in BY_NAME]


def after(*happened: Event) -> CommitmentRecord:
    record: CommitmentRecord | None = None
    for event in happened:
        record = apply(record, event)
    assert record is not None
    return record


def test_every_event_and_every_state_is_in_the_table() -> None:
    assert BY_NAME.keys() == TABLE.keys()
    assert set(PATHS) == {None, *S}
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))


@pytest.mark.parametrize(("state", "name"), CELLS)
def test_a_cell(state: S | None, name: str) -> None:
    path, event = PATHS[state], BY_NAME[name]
    record = after(*path) if path else None
    assert (record.state if record else None) is state
    leads_to = TABLE[name].get(state)
    assert allows(record, tag_of(event)) is (leads_to is not None)
    found = apply(record, event)
    if leads_to is None:
        assert found == record
    else:
        assert found is not None
        assert found.state is leads_to


def test_the_mark_holds_from_acceptance_to_the_end() -> None:
    marked = {state for state, path in PATHS.items() if path and after(*path).mark == MARK}
    assert marked == set(MARKED) == {S.ACCEPTED, S.DECIDED, S.FULFILLED, S.RECTIFYING, S.RESCINDED}


def test_no_way_leads_from_told_to_decided_past_a_signed_form_and_an_acceptance() -> None:
    """Whoever leaves out a step never reaches the decision."""
    for missing in range(len(TO_DECIDED) - 1):
        path = [event for nth, event in enumerate(TO_DECIDED) if nth != missing]
        record: CommitmentRecord | None = None
        for event in path:
            record = apply(record, event)
        assert record is None or record.decided is None


def test_what_was_chosen_upon_an_earlier_telling_does_not_hold_for_a_new_one() -> None:
    record = after(*TO_SIGNED, OFFERED)
    assert (record.chosen, record.drawn, record.signed, record.promised) == (None, None, None, ())


def test_the_ordinary_route_leaves_no_promise() -> None:
    record = after(*TO_SIGNED, ORDINARY)
    assert (record.drawn, record.signed, record.promised) == (None, None, ())


def test_a_form_drawn_up_anew_has_to_be_signed_anew() -> None:
    assert after(*TO_SIGNED, DRAWN).signed is None
    assert after(*TO_SIGNED, FAULTY).signed is None


def keys(record: CommitmentRecord) -> list[str]:
    return [one.key for one in record.open_limits]


def test_the_decision_is_owed_until_it_is_made_and_each_material_until_it_comes() -> None:
    assert keys(after(*TO_SIGNED)) == []
    assert keys(after(*TO_SIGNED, ACCEPTED)) == ["commitment_decision", SUPPLY_LINE.key]
    assert keys(after(*TO_DECIDED)) == [SUPPLY_LINE.key]
    assert keys(after(*TO_DECIDED, SUPPLIED)) == []


def test_what_has_to_be_corrected_is_owed_again() -> None:
    assert keys(after(*TO_DECIDED, SUPPLIED, REVIEWED)) == [SUPPLY_LINE.key]
    assert keys(after(*TO_DECIDED, SUPPLIED, REVIEWED, SUPPLIED)) == []


def test_what_cannot_be_cured_is_owed_no_more_and_never_complete() -> None:
    incurable = structs.replace(REVIEWED, verdict=ev.Verdict.INCURABLE)
    record = after(*TO_DECIDED, SUPPLIED, incurable)
    assert keys(record) == []
    assert not record.complete


def test_complete_is_when_the_department_is_content_with_everything() -> None:
    assert not after(*TO_DECIDED).complete
    assert not after(*TO_DECIDED, SUPPLIED).complete
    assert after(*TO_DECIDED, SUPPLIED, PASSED).complete


def test_an_order_runs_beside_what_is_still_promised() -> None:
    record = after(*TO_DECIDED, VERIFIED, ORDERED)
    assert keys(record) == [SUPPLY_LINE.key, RECTIFICATION]
    assert keys(after(*TO_DECIDED, VERIFIED, ORDERED, MENDED)) == [SUPPLY_LINE.key]
    assert after(*TO_DECIDED, VERIFIED, ORDERED, FAILED).checked == FAILED


@pytest.mark.parametrize("end", [RESCINDED, FULFILLED])
def test_nothing_runs_after_the_end(end: Event) -> None:
    record = after(*TO_DECIDED, end)
    assert record.open_limits == ()


def test_a_mark_from_further_up_opens_a_stream_and_changes_no_state() -> None:
    record = after(UPSTREAM)
    assert record.heading == ("云栖家园一期", "郑联验收件〔2026〕00020号")
    assert record.mark == ""
    both = after(*TO_DECIDED, UPSTREAM)
    assert (both.state, both.upstream) == (S.DECIDED, (UPSTREAM,))
    assert both.heading == ("云栖家园一期", "郑联验收件〔2026〕00012号")


def test_a_promise_nobody_made_changes_nothing() -> None:
    stray = structs.replace(SUPPLIED, line="nowhere")
    record = after(*TO_DECIDED, stray)
    assert record.promise("nowhere") is None
    assert not record.complete


def test_a_newer_event_makes_the_stream_read_only() -> None:
    found = apply(after(OFFERED), UnknownEvent("Newer.v9", b"{}"))
    assert found is not None
    assert found.unknown
    assert apply(None, UnknownEvent("Newer.v9", b"{}")) is None


def test_the_history_tells_what_counted() -> None:
    assert after(OFFERED, SIGNED, CHOSEN).history == (OFFERED, CHOSEN)
