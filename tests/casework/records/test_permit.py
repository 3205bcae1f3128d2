import pytest

from casework.records import drawing, locks, permit
from casework.records.drawing import DrawingRecord, DrawingState
from casework.records.event import Event, UnknownEvent, tag_of
from casework.records.locks import Hold, LocksRecord
from casework.records.permit import PermitRecord, PermitState
from casework.records.registry import fold
from tests.casework.instances_permit import DRAWING_EVENTS, EVENTS, LOCK_EVENTS

OPENED, REVIEWED, ANSWERED, DETERMINED = EVENTS
SHARED, JOINED = DRAWING_EVENTS
HAPPENED = {tag_of(one): one for one in EVENTS}
PATHS: dict[PermitState | None, tuple[Event, ...]] = {
    None: (),
    PermitState.OPEN: (OPENED,),
    PermitState.REVIEWED: (OPENED, REVIEWED),
    PermitState.DETERMINED: (OPENED, REVIEWED, DETERMINED),
}
OTHER = drawing.AssociationUsed("甲市设计院", "lin", "2026-11-22T09:00:00+08:00")
DRAWN: dict[DrawingState | None, tuple[Event, ...]] = {
    None: (),
    DrawingState.SHARED: (SHARED,),
    DrawingState.JOINED: (SHARED, JOINED, OTHER),
}


def after(*happened: Event) -> PermitRecord | None:
    record: PermitRecord | None = None
    for event in happened:
        record = permit.apply(record, event)
    return record


@pytest.mark.parametrize("tag", HAPPENED)
@pytest.mark.parametrize("state", PATHS)
def test_every_cell_of_the_table_of_a_permit(state: PermitState | None, tag: str) -> None:
    before = after(*PATHS[state])
    assert (before.state if before else None) is state
    found = permit.apply(before, HAPPENED[tag])
    if (state, tag) in permit.TRANSITIONS:
        assert permit.allows(before, tag)
        assert found is not None
        assert found.state is permit.TRANSITIONS[state, tag]
    else:
        assert not permit.allows(before, tag)
        assert found == before


def test_only_merged_parts_are_awaited_and_only_until_they_pass() -> None:
    opened, answered = after(OPENED), after(OPENED, ANSWERED)
    assert opened is not None
    assert answered is not None
    assert [one.item for one in opened.awaited] == ["quality_supervision"]
    assert answered.awaited == ()


@pytest.mark.parametrize("tag", [tag_of(one) for one in DRAWING_EVENTS])
@pytest.mark.parametrize("state", DRAWN)
def test_every_cell_of_the_table_of_a_code(state: DrawingState | None, tag: str) -> None:
    before = fold("drawing/x", DRAWN[state])
    assert before is None or isinstance(before, DrawingRecord)
    assert (before.state if before else None) is state
    event = {tag_of(one): one for one in DRAWING_EVENTS}[tag]
    found = drawing.apply(before, event)
    if (state, tag) in drawing.TRANSITIONS:
        assert found is not None
        assert found.state in drawing.TRANSITIONS[state, tag]
    else:
        assert found == before


def test_a_code_owes_its_day_until_everybody_has_joined() -> None:
    open_limits = [
        record.open_limits
        for record in (fold("drawing/x", path) for path in DRAWN.values())
        if isinstance(record, DrawingRecord)
    ]
    assert [len(one) for one in open_limits] == [1, 0]


def test_locks_go_from_temporary_to_formal_to_released() -> None:
    holds = []
    for last in range(1, len(LOCK_EVENTS) + 1):
        record = fold(locks.LOCKS, LOCK_EVENTS[:last])
        assert isinstance(record, LocksRecord)
        holds += [one.hold for one in record.locks.values()]
    assert holds == [Hold.TEMPORARY, Hold.FORMAL, Hold.RELEASED]


def test_what_names_a_project_without_locks_changes_nothing() -> None:
    record = fold(locks.LOCKS, LOCK_EVENTS[1:])
    assert isinstance(record, LocksRecord)
    assert record.locks == {}


@pytest.mark.parametrize(("stream", "first"), [("permit/x", OPENED), ("drawing/x", SHARED)])
def test_an_event_of_a_newer_program_is_kept_and_said(stream: str, first: Event) -> None:
    record = fold(stream, (first, UnknownEvent("PermitMoved.v9", b"{}")))
    assert record is not None
    assert record.unknown
