"""The state table of a case, cell by cell, and what each event leaves behind."""

import pytest
from msgspec import structs

from casework.records.case import CaseRecord, allows, apply
from casework.records.case_events import EVENTS as CASE_EVENTS
from casework.records.case_events import FormEntry
from casework.records.case_life import EVENTS as LIFE_EVENTS
from casework.records.case_states import TRANSITIONS, CaseState
from casework.records.event import UnknownEvent, tag_of
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed
from tests.casework.records.samples import (
    ACCEPTED,
    AT,
    CHECKLIST,
    CORRECTION,
    EVENTS,
    FILED,
    FORM,
    ISSUED,
    LATER,
    MATERIAL,
    PAGE,
    PATHS,
    PRINTED,
    RECEIVED,
    REFUSED,
    VERIFIED,
    VISITOR,
    case_after,
)

R, C, H = CaseState.RECEIVED, CaseState.CORRECTION, CaseState.HANDED
A, X, V, S = CaseState.ACCEPTED, CaseState.REFUSED, CaseState.REVIEWED, CaseState.SUSPENDED
D, F, Q = CaseState.DECIDED, CaseState.COMPLETED, CaseState.ISSUED
B, W, T = CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.TERMINATED
EVERYWHERE: dict[CaseState | None, CaseState] = {state: state for state in CaseState}
TABLE: dict[str, dict[CaseState | None, CaseState]] = {
    "received": {None: R},
    "material": {R: R, C: C, H: H},
    "reused": {R: R, C: C, H: H},
    "verified": {R: R, C: C, H: H},
    "accepted": {R: A, C: A, H: A},
    "correction": {R: C, C: C, H: C},
    "refused": {R: X, C: X, H: X},
    "issued": EVERYWHERE,
    "filed": EVERYWHERE,
    "printed": EVERYWHERE,
    "visitor": {R: R, C: C, H: H},
    "form": {R: R, C: C, H: H},
    "checklist": {R: R, C: C, H: H},
    "handed": {R: H, C: H},
    "joined": {R: R},
    "deemed": {R: A, H: A},
    "reviewed": {A: V},
    "opinion": {A: A, V: V, S: S, D: D},
    "decision": {A: D, V: D},
    "completed": {A: F, V: F, D: F},
    "arrived": {A: A, V: V, D: D, F: F, Q: Q},
    "given": {F: Q, Q: Q},
    "suspended": {A: S, V: S},
    "resumed": {S: A},
    "extended": {A: A, V: V},
    "returned": {A: B, V: B, S: B},
    "withdrawn": {R: W, C: W, H: W, A: W, V: W, S: W},
    "terminated": {C: T, A: T, V: T, S: T},
    "original": EVERYWHERE,
}
"""Per event the states it is allowed in, and where it leads."""

CELLS = [(state, name) for state in PATHS for name in EVENTS]


def test_every_event_of_a_case_is_in_the_table() -> None:
    assert {type(event) for event in EVENTS.values()} == {*CASE_EVENTS, *LIFE_EVENTS}
    assert set(PATHS) == {None, *CaseState}
    assert len(TRANSITIONS) == sum(map(len, TABLE.values()))


@pytest.mark.parametrize(("state", "name"), CELLS)
def test_a_cell(state: CaseState | None, name: str) -> None:
    path, event = PATHS[state], EVENTS[name]
    record = case_after(*path) if path else None
    after = apply(record, event)
    leads_to = TABLE[name].get(state)
    assert allows(record, tag_of(event)) is (leads_to is not None)
    if leads_to is None:
        assert after == record
    else:
        assert after is not None
        assert after.state is leads_to


def test_a_receipt_opens_the_case_with_its_checklist() -> None:
    record = case_after(RECEIVED)
    assert [one.line.key for one in record.materials] == ["application", "warranty"]
    assert not any(one.received for one in record.materials)
    assert [limit.key for limit in record.limits] == ["decide", "survey"]


def test_a_material_fills_its_line() -> None:
    record = case_after(RECEIVED, MATERIAL, VERIFIED)
    application = record.material("application")
    assert application is not None
    assert application.received
    assert application.pages == (PAGE,)
    assert (application.verifier, application.verified_at) == ("clerk-1", LATER)
    warranty = record.material("warranty")
    assert warranty is not None
    assert not warranty.received


def test_a_second_delivery_asks_for_a_new_look() -> None:
    again = structs.replace(MATERIAL, count=2, received_at=LATER)
    record = case_after(RECEIVED, MATERIAL, VERIFIED, again)
    application = record.material("application")
    assert application is not None
    assert application.count == 2
    assert application.verifier == ""


def test_a_material_without_a_line_changes_nothing() -> None:
    stray = structs.replace(MATERIAL, line="nowhere")
    assert case_after(RECEIVED, stray) == case_after(RECEIVED)


def test_a_correction_of_the_form_replaces_only_what_it_names() -> None:
    entries = (FormEntry("scale", "12345", "card"), FormEntry("location", "甲市", "typed"))
    opening = structs.replace(RECEIVED, form=(*entries, FormEntry("nature", "road", "typed")))
    record = case_after(opening, FORM)
    assert record.values() == {"nature": "road", "scale": "12346", "handler_phone": "13800005679"}
    assert not record.received.declaration_made
    assert record.received.received_at == opening.received_at


def test_a_key_that_becomes_personal_stands_sealed_alone() -> None:
    opening = structs.replace(RECEIVED, form=(FormEntry("handler_phone", "1", "typed"),))
    record = case_after(opening, FORM)
    assert [one.key for one in record.received.form] == ["scale"]
    assert [one.key for one in record.received.sealed_form] == ["handler_phone"]


def test_who_came_last_stands_at_the_counter() -> None:
    assert case_after(RECEIVED).deliverer == RECEIVED.deliverer
    assert case_after(RECEIVED, VISITOR).deliverer == VISITOR.deliverer


def test_a_line_nobody_asks_for_goes_unless_it_lies_here() -> None:
    record = case_after(RECEIVED, MATERIAL, CHECKLIST)
    assert [one.line.key for one in record.materials] == ["application", "proxy"]
    assert case_after(RECEIVED, MATERIAL, CHECKLIST, CHECKLIST) == record


def test_acceptance_brings_its_own_limits() -> None:
    record = case_after(RECEIVED, CORRECTION, ACCEPTED)
    assert [limit.key for limit in record.limits] == ["total"]
    assert record.defects == ()
    assert record.decided_at == LATER


def test_a_correction_meets_the_limit_of_deciding() -> None:
    record = case_after(RECEIVED, CORRECTION)
    assert [limit.key for limit in record.limits] == ["survey"]
    assert [one.code for one in record.defects] == ["missing"]
    assert record.corrections == 1
    assert case_after(RECEIVED, CORRECTION, CORRECTION).corrections == 2


def test_a_refusal_ends_all_limits() -> None:
    record = case_after(RECEIVED, REFUSED)
    assert record.limits == ()
    assert [one.code for one in record.reasons] == ["not_municipal"]
    assert record.competent_organ == "区建设局"


def test_a_decided_case_takes_no_second_decision() -> None:
    accepted = case_after(RECEIVED, ACCEPTED)
    for second in (REFUSED, CORRECTION, ACCEPTED):
        assert apply(accepted, second) == accepted


def test_a_paper_is_issued_archived_and_printed() -> None:
    record = case_after(RECEIVED, ISSUED, FILED, PRINTED, PRINTED)
    paper = record.paper("N1")
    assert paper is not None
    assert paper.kind is NoticeKind.RECEIPT
    assert paper.record == "{}"
    assert paper.pdf_sha256 == FILED.pdf_sha256
    assert paper.copies_out == 4


def test_a_print_that_did_not_come_out_is_no_copy() -> None:
    failed = structs.replace(PRINTED, came_out=False, reason="卡纸")
    paper = case_after(RECEIVED, ISSUED, FILED, failed).paper("N1")
    assert paper is not None
    assert paper.copies_out == 0


def test_what_names_no_paper_changes_none() -> None:
    record = case_after(RECEIVED, ISSUED)
    stray = structs.replace(FILED, number="N9")
    assert apply(record, stray) == record
    assert record.paper("N9") is None
    assert record.material("nowhere") is None


def test_a_purged_paper_keeps_its_number_and_digest() -> None:
    purged = structs.replace(ISSUED, record=Sealed[str](ISSUED.record.commitment))
    paper = case_after(RECEIVED, purged).paper("N1")
    assert paper is not None
    assert paper.record is None
    assert paper.record_digest == ISSUED.record_digest


def test_a_newer_event_makes_the_case_read_only() -> None:
    record = case_after(RECEIVED, MATERIAL)
    after = apply(record, UnknownEvent("CaseMoved.v1", b"{}"))
    assert isinstance(after, CaseRecord)
    assert after.unknown
    assert after.materials == record.materials
    assert record.received.received_at == AT
