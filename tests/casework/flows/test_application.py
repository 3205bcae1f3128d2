"""An application as one act: what stands around it is asked before the intake itself."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.act import Context
from casework.errors import ClerkError
from casework.flows.application import APPLY, Application
from casework.flows.deciding import AskOnce, Decision, Defect
from casework.flows.intake import TakeIn
from casework.records import ids
from casework.records.case_states import CaseState
from casework.records.event import Event, Staged
from casework.records.project_events import PartOpened
from casework.records.survey_events import SurveyFiled
from tests.casework.flows import surveying
from tests.casework.flows.exempting import EXEMPTION, LIFT, LIFT_ANSWERS, exempted
from tests.casework.flows.intakes import ACCEPT, CASE, Memory, again, context, refused
from tests.casework.flows.intakes import intake as intake_of
from tests.casework.flows.project_packs import MAIN, PART, REGISTERED, known, law, window
from tests.casework.records import project_samples as samples

PERMIT = law().item("permit")
ASK = AskOnce((Defect("cash", "missing"),))


def permit(decision: Decision | None, project: str = MAIN, *exemptions: str) -> Application:
    """An application for the permit of a project that is known here."""
    asked = replace(intake_of(item=PERMIT), project=project)
    family = (PART, MAIN) if project == PART else (MAIN,)
    return Application(TakeIn(asked, decision), exemptions, family)


def after(memory: Memory, request: Application, where: Context | None = None) -> CaseState:
    memory.perform(APPLY, request, where or window())
    return memory.case().state


def refusal(memory: Memory, request: Application, where: Context | None = None) -> ClerkError:
    return refused(lambda: memory.perform(APPLY, request, where or window()))


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((samples.ASKED,), "入库核验中"),
        ((PartOpened("project/0", "clerk-1", samples.AT), samples.BINNED), "在回收站"),
        ((samples.ENDED,), "已结束"),
    ],
)
def test_nothing_is_applied_for_under_a_project_that_is_away(
    events: tuple[Event, ...], state: str
) -> None:
    error = refusal(known(*events), permit(None))
    assert (error.code, error.facts["state"]) == ("PJ-121", state)


def test_the_first_application_makes_an_import_final_and_that_is_told() -> None:
    imported = (samples.ASKED, samples.PASSED)
    assert refusal(known(*imported), permit(None)).code == "PJ-120"
    told = replace(permit(None), told=True)
    assert after(known(*imported), told) is CaseState.RECEIVED
    assert after(known(*imported, samples.APPLIED), permit(None)) is CaseState.RECEIVED


def test_a_missing_result_stops_acceptance_and_nothing_else() -> None:
    error = refusal(known(), permit(ACCEPT))
    assert (error.code, error.facts["results"]) == ("PJ-150", "建设工程规划许可证")
    assert after(known(), permit(None)) is CaseState.RECEIVED
    assert after(known(), permit(ASK)) is CaseState.CORRECTION


def test_it_stops_the_acceptance_of_a_case_that_was_received_before_too() -> None:
    memory = known()
    after(memory, permit(None))
    visit = Application(again(ACCEPT, item="permit"), family=(MAIN,))
    assert refusal(memory, visit).code == "PJ-150"
    memory.staged += [Staged(MAIN, samples.RESULT), Staged(MAIN, samples.REVIEWED)]
    assert after(memory, visit) is CaseState.ACCEPTED


def test_a_result_that_was_supplemented_counts_once_it_was_looked_at() -> None:
    assert refusal(known(samples.RESULT), permit(ACCEPT)).code == "PJ-150"
    reviewed = known(samples.RESULT, samples.REVIEWED)
    assert after(reviewed, permit(ACCEPT)) is CaseState.ACCEPTED


def test_a_part_relies_on_what_it_was_split_from() -> None:
    main = known(samples.RESULT, samples.REVIEWED)
    part = structs.replace(REGISTERED, project_name="1号楼", parent=MAIN)
    main.staged.append(Staged(PART, part))
    assert after(main, permit(ACCEPT, PART)) is CaseState.ACCEPTED
    alone = known()
    alone.staged.append(Staged(PART, part))
    assert refusal(alone, permit(ACCEPT, PART)).code == "PJ-150"


def test_what_was_put_off_and_what_is_exempted_count() -> None:
    assert after(known(samples.DEFERRED), permit(ACCEPT)) is CaseState.ACCEPTED
    memory = exempted(LIFT, LIFT_ANSWERS)
    memory.staged.append(Staged(MAIN, REGISTERED))
    assert refusal(memory, permit(ACCEPT)).code == "PJ-150"
    assert after(memory, permit(ACCEPT, MAIN, EXEMPTION)) is CaseState.ACCEPTED


def test_a_survey_is_filed_in_the_same_act() -> None:
    taken = surveying.taken()
    assert isinstance(taken.taken, TakeIn)
    memory = Memory()
    done = memory.perform(APPLY, Application(taken.taken, filing=taken.filing), surveying.window())
    assert any(isinstance(one, SurveyFiled) for one in done)
    assert memory.case().state is CaseState.COMPLETED
    assert memory.load(ids.bound_to(CASE, ids.SURVEY)).record is not None
    error = refusal(Memory(), Application(taken.taken, filing=replace(taken.filing, rolls="x")))
    assert error.code == "CR-101"


def test_an_ordinary_application_is_the_ordinary_intake() -> None:
    taken = TakeIn(intake_of(), ACCEPT)
    assert after(Memory(), Application(taken), context()) is CaseState.ACCEPTED
    assert (
        refusal(
            Memory(), Application(TakeIn(intake_of(without=("warranty",)), ACCEPT)), context()
        ).code
        == "IN-104"
    )
