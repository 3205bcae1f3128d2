import pytest
from msgspec import structs

from casework.records.case_events import NoticeFiled, NoticeIssued, NoticePrinted, PageRef
from casework.records.event import Event, UnknownEvent, tag_of
from casework.records.exemption import (
    TRANSITIONS,
    ExemptionDetermined,
    ExemptionRecord,
    ExemptionState,
    ExemptionTaken,
    MaterialTurnedAway,
    allows,
    apply,
)
from casework.records.notice import NoticeKind
from casework.records.registry import blobs_in, fold
from casework.records.sealed import Sealed
from tests.casework.instances_exemption import EVENTS

DETERMINED, TAKEN, ORDINARY, TURNED_AWAY, CORRECTED = EVENTS
ISSUED = NoticeIssued(NoticeKind.EXEMPTION, "N1", "0" * 64, Sealed.of("{}"))
FILED = NoticeFiled("N1", "cd" * 32, 2000)
PRINTED = NoticePrinted("N1", "cd" * 32, 2, came_out=True)
HAPPENED: dict[str, Event] = {tag_of(one): one for one in (*EVENTS, ISSUED, FILED, PRINTED)}
PATHS: dict[ExemptionState | None, tuple[Event, ...]] = {
    None: (),
    ExemptionState.DETERMINED: (DETERMINED,),
    ExemptionState.EXEMPT: (DETERMINED, TAKEN),
    ExemptionState.ORDINARY: (DETERMINED, ORDINARY),
    ExemptionState.CORRECTED: (DETERMINED, TAKEN, CORRECTED),
}


def after(*happened: Event) -> ExemptionRecord | None:
    record: ExemptionRecord | None = None
    for event in happened:
        record = apply(record, event)
    return record


def known(*happened: Event) -> ExemptionRecord:
    record = after(*happened)
    assert record is not None
    return record


@pytest.mark.parametrize("tag", HAPPENED)
@pytest.mark.parametrize("state", PATHS)
def test_every_cell_of_the_table(state: ExemptionState | None, tag: str) -> None:
    before = after(*PATHS[state])
    assert (before.state if before else None) is state
    found = apply(before, HAPPENED[tag])
    if (state, tag) in TRANSITIONS:
        assert allows(before, tag)
        assert found is not None
        assert found.state is TRANSITIONS[state, tag]
    else:
        assert not allows(before, tag)
        assert found == before


def test_the_table_leads_from_a_choice_to_an_end() -> None:
    moves = {(state, tag, to) for (state, tag), to in TRANSITIONS.items() if state is not to}
    assert moves == {
        (None, "ExemptionDetermined.v1", ExemptionState.DETERMINED),
        (ExemptionState.DETERMINED, "ExemptionTaken.v1", ExemptionState.EXEMPT),
        (ExemptionState.DETERMINED, "OrdinaryRouteTaken.v1", ExemptionState.ORDINARY),
        (ExemptionState.EXEMPT, "ExemptionCorrected.v1", ExemptionState.CORRECTED),
    }


def test_only_what_the_applicant_took_stands() -> None:
    found = {state: known(*path).stands for state, path in PATHS.items() if path}
    assert [state for state, stands in found.items() if stands] == [ExemptionState.EXEMPT]


def test_materials_belong_to_the_ordinary_way_alone() -> None:
    found = {state for state, path in PATHS.items() if path and known(*path).takes_materials}
    assert found == {ExemptionState.ORDINARY, ExemptionState.CORRECTED}


def test_a_later_determination_changes_nothing() -> None:
    assert isinstance(DETERMINED, ExemptionDetermined)
    other = structs.replace(DETERMINED, works="小区西门门卫房")
    record = known(DETERMINED, TAKEN, other)
    assert record.determined.works == "小区东门门卫房"
    assert record.state is ExemptionState.EXEMPT


def test_attempts_are_kept_whatever_their_order() -> None:
    later = MaterialTurnedAway("申请表", "lin", "2026-11-20T11:00:00+08:00")
    one, other = known(DETERMINED, TURNED_AWAY, later), known(DETERMINED, later, TURNED_AWAY)
    assert one == other
    assert {attempt.material for attempt in one.turned_away} == {"施工图", "申请表"}
    assert one.state is ExemptionState.DETERMINED


def test_papers_are_kept_and_do_not_move_it() -> None:
    record = known(DETERMINED, TAKEN, ISSUED, FILED, PRINTED)
    paper = record.paper("N1")
    assert paper is not None
    assert (paper.pdf_sha256, paper.copies_out) == ("cd" * 32, 2)
    assert record.state is ExemptionState.EXEMPT
    assert record.paper("N2") is None


def test_what_a_newer_program_wrote_makes_it_read_only() -> None:
    for tag in ("ExemptionDeferred.v9", "NoticeIssued.v1"):
        record = apply(known(DETERMINED), UnknownEvent(tag, b"{}"))
        assert record is not None
        assert record.unknown


def test_the_registry_folds_it_and_finds_its_pages() -> None:
    assert fold("exemption/x", [DETERMINED, TAKEN]) == known(DETERMINED, TAKEN)
    assert isinstance(TAKEN, ExemptionTaken)
    page = PageRef("ef" * 32, "image/jpeg", 1, "scanner")
    design = structs.replace(TAKEN.commitments[0], role="design", pages=(page,))
    both = structs.replace(TAKEN, commitments=(*TAKEN.commitments, design))
    assert blobs_in(both) == ("ab" * 32, "ef" * 32)
    assert blobs_in(DETERMINED) == ()
