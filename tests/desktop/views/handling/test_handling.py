"""The page 办理: what is open, the form of a verb, the act, and what nobody loses."""

from dataclasses import replace

from casework.errors import RuleError
from casework.flows import commitment as offering
from casework.people.grants import Clerk
from casework.records.case_states import UNDECIDED
from casework.records.commitment import CommitmentState
from casework.records.notice import NoticeKind
from desktop.ui.fields import Field, Kind
from desktop.views.handling.commitment_side import side
from desktop.views.handling.state import Place
from desktop.views.handling.verbs import Look, Pages, Standing, Verb
from tests.desktop.views.counter.world import CLERK, HeldLanes, World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.hall import hand

TELL = "commitment.tell"


def asking(look: Look) -> Standing:
    """The telling of a commitment with a form in front of it, closed once a case is decided."""
    found = _always_open(look)
    closed = RuleError("CM-111") if look.case.state not in UNDECIDED else None
    return replace(found, verbs=tuple(replace(one, closed=closed) for one in found.verbs))


def test_a_verb_is_rehearsed_asked_and_made_true(world: World, case: str) -> None:
    one = hand(world, case)
    one.presenter.choose(TELL)
    assert one.state.preview, "the draft of the paper stands beside the form"
    one.presenter.prepare()
    assert one.state.ready is not None
    assert "出具《行政审批告知书》，一式 2 份。" in one.state.ready.points
    assert world.opened.ledger.load("commitment/0193-c").record is None
    one.presenter.act()
    assert hall.own(world, case).state is CommitmentState.OFFERED
    assert one.state.place is Place.PAPERS
    assert NoticeKind.TELLING in {paper.kind for paper in one.state.made}
    assert one.state.done == "出具告知书：已落盘"


def test_no_means_no(world: World, case: str) -> None:
    one = hand(world, case)
    one.presenter.choose(TELL)
    one.presenter.prepare()
    one.presenter.put_off()
    one.presenter.act()
    assert world.opened.ledger.load("commitment/0193-c").record is None
    assert one.state.place is Place.FORM


def test_what_is_missing_is_pointed_at_only_after_a_try(world: World, case: str) -> None:
    one = hand(world, case, (asking,))
    one.presenter.choose(TELL)
    assert one.state.problems == {}
    one.presenter.prepare()
    assert one.state.problems == {"why": "请填写", "proof": "请扫描或者导入证明"}
    assert one.state.ready is None
    one.fill(why="短")
    assert one.state.problems["why"] == "太短"
    one.fill(why="够长")
    one.presenter.pages.scan("proof")
    assert len(one.state.filled.scanned("proof")) == world.scanner.count
    one.presenter.prepare()
    assert one.state.ready is not None


def test_pages_come_out_of_a_form_again(world: World, case: str) -> None:
    one = hand(world, case, (asking,))
    one.presenter.choose(TELL)
    one.presenter.pages.scan("proof")
    first = one.state.filled.scanned("proof")[0]
    assert world.opened.blobs.has({first.sha256}) == {first.sha256}
    one.presenter.pages.look("proof", first.sha256)
    assert one.state.looked_at
    one.presenter.pages.look_away()
    one.presenter.pages.remove("proof", first.sha256)
    assert first not in one.state.filled.scanned("proof")


def test_what_is_entered_is_there_again_after_a_crash(world: World, case: str) -> None:
    one = hand(world, case, (asking,))
    one.presenter.choose(TELL)
    one.fill(why="够长")
    one.presenter.pages.scan("proof")
    again = hand(world, case, (asking,))
    again.presenter.choose(TELL)
    assert again.state.filled.text("why") == "够长"
    assert len(again.state.filled.scanned("proof")) == world.scanner.count
    again.presenter.prepare()
    again.presenter.act()
    assert world.desk.drafts.all("handling") == ()


def test_a_case_that_moved_on_is_told_and_nothing_typed_is_lost(world: World, case: str) -> None:
    one = hand(world, case, (asking,))
    one.presenter.choose(TELL)
    one.fill(why="够长")
    hall.refuse(world, case)
    one.presenter.load()
    assert one.state.error is not None
    assert one.state.error.code in {"IN-123", "CM-111"}
    assert one.state.place is Place.FORM
    assert one.state.filled.text("why") == "够长"
    one.presenter.prepare()
    assert one.state.ready is None


def test_a_refusal_of_the_act_stands_at_its_field(world: World, case: str) -> None:
    one = hand(world, case, (_always_open,))
    one.presenter.choose(TELL)
    one.fill(why="够长")
    one.presenter.pages.scan("proof")
    hall.refuse(world, case)
    one.presenter.prepare()
    assert one.state.error is not None
    assert one.state.error.code == "CM-111"
    assert one.state.problems == {"why": "请更正"}
    assert one.state.filled.text("why") == "够长"


def test_without_the_grant_every_verb_says_so(world: World, case: str) -> None:
    world.desk = replace(world.desk, clerk=Clerk(CLERK.account, CLERK.name, ()))
    one = hand(world, case)
    assert one.titles() == []
    one.presenter.choose(TELL)
    assert one.state.error is not None
    assert one.state.error.code == "PE-301"
    assert one.state.place is Place.VERBS


def test_papers_that_have_not_come_out_are_there_to_print(world: World, case: str) -> None:
    one = hand(world, case)
    assert one.state.seen is not None
    (receipt,) = one.state.seen.unprinted
    one.presenter.show_papers()
    assert [paper.number for paper in one.state.made] == [receipt]
    one.print_all()
    assert not hand(world, case).state.seen.unprinted  # type: ignore[union-attr]


def test_a_late_answer_about_another_case_is_passed_over(world: World, case: str) -> None:
    other = hall.receive(world, "case/0193-other")
    lanes = HeldLanes()
    slow = hand(replace(world, desk=replace(world.desk, run=lanes.run)), case)
    _next(lanes)
    slow.presenter.open(other)
    _next(lanes)
    assert slow.state.seen is None, "what was read of the first case came too late"
    lanes.let_go()
    assert slow.state.case == other
    assert slow.state.seen is not None


def _next(lanes: HeldLanes) -> None:
    """Let the work that waits longest go."""
    lanes.waiting.pop(0)[1]()


def test_back_leads_from_the_form_to_the_verbs_and_then_out(world: World, case: str) -> None:
    one = hand(world, case)
    one.presenter.choose(TELL)
    assert one.presenter.back()
    assert one.state.place is Place.VERBS
    assert not one.presenter.back()


def _always_open(look: Look) -> Standing:
    on = side(look).on
    verb = Verb(
        TELL,
        "告知",
        lambda _: (offering.TELL, offering.Tell(on)),
        fields=(Field("why", "缘由", Kind.TEXT, required=True),),
        pages=(Pages("proof", "证明", required=True),),
        check=lambda filled: {"why": "太短"} if len(filled.text("why")) == 1 else {},
        field_of={"CM-111": "why"},
    )
    return Standing("告知承诺", "", (), (verb,))
