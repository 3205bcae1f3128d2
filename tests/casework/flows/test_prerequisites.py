"""The view of earlier results: systems first, in their order; and what may go on without one."""

import pytest

from casework.flows.prerequisites import (
    ORDER,
    Answer,
    Known,
    Outcome,
    Source,
    Standing,
    lacking,
    require,
    unasked,
    view,
)
from casework.flows.project_tree import Holding, HoldingKind
from casework.law.settings import Offline
from tests.casework.flows.intakes import refused
from tests.casework.flows.project_packs import MAIN, PART, law

AT = "2026-11-20T10:42:00+08:00"
PERMIT = law().item("permit")
NEED = "planning_permit"


def held(key: str = NEED, *, counts: bool = True, owner: str = PART) -> Holding:
    return Holding(
        owner,
        HoldingKind.RESULT,
        key,
        key,
        f"{owner}-1",
        "upload",
        owner != PART,
        counts,
        "规划部门",
    )


def said(outcome: Outcome, *sources: Source, result: str = NEED) -> tuple[Answer, ...]:
    return tuple(Answer(result, one, outcome, AT, f"{one}-1") for one in sources)


def standing(known: Known, order: tuple[Source, ...] = ORDER) -> tuple[Standing, str, str]:
    line = view(PERMIT, known, law(), order)[0]
    assert line.prior.result == NEED
    return line.standing, line.source, line.number


def test_the_view_has_a_line_for_every_earlier_result_with_its_policy() -> None:
    lines = view(PERMIT, Known(), law())
    assert [(one.name, one.standing, one.policy) for one in lines] == [
        ("建设工程规划许可证", Standing.MISSING, Offline.RECEIVE_ONLY),
        ("施工图审查合格书", Standing.MISSING, Offline.ACCEPT_UNVERIFIED),
    ]
    assert view(law().item("planning"), Known(), law()) == ()


def test_systems_are_asked_in_the_order_of_the_chart() -> None:
    assert ORDER == (Source.DRAWING_REVIEW, Source.TENDER, Source.CONTRACT, Source.PERMIT)
    both = said(Outcome.FOUND, Source.PERMIT, Source.TENDER)
    assert standing(Known(answers=both)) == (Standing.FOUND, "tender", "tender-1")
    other_way = (Source.PERMIT, Source.TENDER)
    assert standing(Known(answers=both), other_way) == (Standing.FOUND, "permit", "permit-1")


def test_what_a_system_has_goes_before_what_was_entered_by_hand() -> None:
    answers = said(Outcome.FOUND, Source.PERMIT)
    assert standing(Known((held(),), answers))[:2] == (Standing.FOUND, "permit")
    none = said(Outcome.NONE, *ORDER)
    assert standing(Known((held(),), none)) == (Standing.SUPPLEMENTED, "upload", f"{PART}-1")


def test_its_own_goes_before_what_a_part_inherits() -> None:
    inherited = view(PERMIT, Known((held(owner=MAIN),)), law())[0]
    assert (inherited.owner, inherited.inherited, inherited.reviewer) == (MAIN, True, "规划部门")
    own = view(PERMIT, Known((held(), held(owner=MAIN))), law())[0]
    assert (own.owner, own.inherited) == (PART, False)
    waiting = view(PERMIT, Known((held(counts=False), held(owner=MAIN))), law())[0]
    assert (waiting.standing, waiting.owner) == (Standing.SUPPLEMENTED, MAIN)


def test_what_waits_for_its_review_does_not_count() -> None:
    line = view(PERMIT, Known((held(counts=False),)), law())[0]
    assert (line.standing, line.allows) == (Standing.PENDING, False)


def test_what_stands_in_and_what_was_put_off_count() -> None:
    exempt = Known(stand_ins={NEED: "豁免认定记录1"})
    assert standing(exempt) == (Standing.STOOD_IN, "豁免认定记录1", "")
    assert standing(Known(deferred=frozenset({NEED})))[0] is Standing.DEFERRED
    waiting = Known((held(counts=False),), deferred=frozenset({NEED}))
    assert standing(waiting)[0] is Standing.DEFERRED


@pytest.mark.parametrize(
    ("outcome", "sources", "left"),
    [
        (Outcome.NONE, ORDER, ()),
        (Outcome.NONE, ORDER[:3], (Source.PERMIT,)),
        (Outcome.SILENT, ORDER, ORDER),
        (Outcome.FOUND, (Source.TENDER,), (ORDER[0], *ORDER[2:])),
    ],
)
def test_a_system_that_did_not_answer_counts_as_not_asked(
    outcome: Outcome, sources: tuple[Source, ...], left: tuple[Source, ...]
) -> None:
    assert unasked(NEED, said(outcome, *sources)) == left
    assert unasked("another", said(outcome, *sources)) == ORDER


def test_offline_the_policy_says_whether_the_window_may_accept() -> None:
    planning, drawing = view(PERMIT, Known(), law())
    assert (planning.allows, drawing.allows) == (False, True)
    assert lacking((planning, drawing)) == (planning,)
    error = refused(lambda: require((planning, drawing)))
    assert (error.code, error.facts["results"]) == ("PJ-150", "建设工程规划许可证")
    trusting = law(('policy = "receive_only"', 'policy = "accept_unverified"'))
    require(view(trusting.item("permit"), Known(), trusting))


def test_nothing_is_trusted_that_every_system_denied() -> None:
    denied = said(Outcome.NONE, *ORDER, result="drawing_approval")
    drawing = view(PERMIT, Known(answers=denied), law())[1]
    assert (drawing.standing, drawing.unasked, drawing.allows) == (Standing.MISSING, (), False)
