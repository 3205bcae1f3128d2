"""No act skips the paper it owes, and nobody goes on before the paper lies before the applicant."""

import pytest

from casework.flows.commitment import DECLINE, Decline
from casework.flows.commitment_signing import ASK, Ask
from casework.flows.deciding import Defect
from casework.records import commitment_events as ev
from casework.records.case_events import NoticeIssued
from casework.records.commitment_events import Cause
from casework.records.event import Event
from casework.records.notice import NoticeKind
from tests.casework.flows.committing import Walk, listed, published, reserved, window
from tests.casework.flows.intakes import CATALOGUE, NOW, refused

OWED: dict[type[Event], NoticeKind] = {
    ev.CommitmentOffered: NoticeKind.TELLING,
    ev.CommitmentDeclined: NoticeKind.TELLING,
    ev.CommitmentDrawnUp: NoticeKind.COMMITMENT,
    ev.CommitmentFaulty: NoticeKind.CORRECTION,
    ev.CommitmentAccepted: NoticeKind.ACCEPTANCE,
    ev.CommitmentDecided: NoticeKind.APPROVAL_TOLD,
    ev.PromiseSupplied: NoticeKind.RECEIPT,
    ev.DecisionRescinded: NoticeKind.RESCISSION,
}
"""The paper that belongs to an act."""


def everything() -> list[Walk]:
    """Walks that meet every act that owes a paper."""
    whole = Walk().drawn()
    whole.perform(ASK, Ask(whole.on, (Defect("", "unsealed", "承诺书"),)), window())
    whole.sign()
    whole.accept()
    whole.decide()
    whole.supply("expert_opinion")
    whole.rescind(Cause.OUT_OF_REACH)
    declined = Walk(*reserved(), *published(NOW, listed())).receive()
    declined.perform(DECLINE, Decline(declined.on, ("CM-106",)), window())
    return [whole, declined]


def test_every_event_that_names_a_paper_owes_one() -> None:
    assert set(OWED) == {kind for kind in ev.EVENTS if "paper" in kind.__struct_fields__}


def test_every_act_issues_the_paper_it_owes() -> None:
    met: set[type[Event]] = set()
    for walk in everything():
        for act in walk.acts:
            events = [one.event for one in act.events]
            issued = {one.number: one.kind for one in events if isinstance(one, NoticeIssued)}
            for event in events:
                if type(event) in OWED:
                    met.add(type(event))
                    assert issued.get(str(getattr(event, "paper", ""))) is OWED[type(event)]
    assert met == set(OWED)


@pytest.mark.parametrize(
    ("before", "kind", "then"),
    [("tell", NoticeKind.TELLING, "choose"), ("draw_up", NoticeKind.COMMITMENT, "sign")],
)
def test_nobody_goes_on_before_the_paper_is_out(before: str, kind: NoticeKind, then: str) -> None:
    walk = Walk().receive() if before == "tell" else Walk().chosen()
    getattr(walk, before)()
    assert refused(getattr(walk, then)).code == "CM-112"
    walk.print_out(kind)
    getattr(walk, then)()


def test_a_form_drawn_up_anew_has_to_come_out_anew() -> None:
    walk = Walk().drawn()
    walk.draw_up()
    assert refused(walk.sign).code == "CM-112"


def test_no_paper_of_a_commitment_speaks_of_joint_acceptance() -> None:
    for walk in everything():
        for paper in walk.record.papers:
            assert paper.record is not None
            assert "联验" not in paper.number
            assert "联合验收" not in paper.record.encode().decode()


def test_what_is_wrong_with_the_form_rests_on_the_law_and_not_on_another_scheme() -> None:
    walk = Walk().drawn()
    walk.perform(ASK, Ask(walk.on, (Defect("", "unsealed", "承诺书"),)), window())
    (fault,) = walk.own.faults
    assert [one.basis for one in fault.defects] == [CATALOGUE.articles["xkf-32"].short]
