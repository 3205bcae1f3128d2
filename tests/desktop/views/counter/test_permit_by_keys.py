"""A permit from the card to its papers without a mouse, under the province's pack (002图4.3)."""

from PySide6.QtCore import Qt

from casework.flows.permit import PART, SLIP
from casework.records.case_states import CaseState
from desktop.views.counter.presenter import DELIVER
from tests.casework.flows import permitting as p
from tests.desktop.views.counter import permits
from tests.desktop.views.counter.deeds import case_of
from tests.desktop.views.counter.front import Front, open_front, settle
from tests.desktop.views.counter.world import AGENT, World, read

KEY = Qt.Key
SECOND = "甲合同〔2026〕002号"


def person_and_project(front: Front) -> None:
    front.counter.person.report(read(AGENT))
    front.press("1")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    front.press("yq")
    front.press(KEY.Key_Return)
    front.press(KEY.Key_Return)
    settle()
    assert front.here() == "事项"
    at = [one.code for one in front.counter.board.offered].index(permits.ITEM)
    front.press(str(at + 1))


def form(front: Front) -> None:
    """Enter picks the second contract; what stays open only the paper says."""
    assert front.here() == "合同和施工图"
    front.press(KEY.Key_Down)
    front.press(KEY.Key_Return)
    assert front.counter.state.draft.texts()["contract_number"] in (p.CONTRACT, SECOND)
    while front.counter.state.draft.step == 3:
        places = front.counter.form.open_places()
        if not places:
            front.press(KEY.Key_F5)
            continue
        front.counter.form.edit(places[0], permits.BY_HAND.get(places[0], "甲市某公司"))
        front.counter.form.leave(places[0])


def test_a_permit_from_the_card_to_its_papers(qtbot: object, world: World) -> None:
    second = p.result("construction_contract", SECOND, ident="0193-second")
    front = open_front(qtbot, permits.chosen(world, *second))  # type: ignore[arg-type]
    person_and_project(front)
    form(front)
    while any(line.open for line in front.counter.state.lines):
        front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    assert front.here().startswith("签章证书编号")
    front.press(p.KEY)
    front.press(KEY.Key_F5)
    (question,) = front.questions()
    assert question.windowTitle() == "受理这件申请？"
    front.press("Y")
    settle()
    assert front.counter.state.draft.step == DELIVER
    case = case_of(world, front.counter)
    assert case.state is CaseState.ACCEPTED
    opened = [one.title for one in world.desk.rows.tasks(front.counter.state.case)]
    law = p.LAW.relays
    assert sorted(opened) == sorted([law[PART].title, law[PART].title, law[SLIP].title])
