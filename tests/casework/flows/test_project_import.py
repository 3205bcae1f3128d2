"""A project in progress comes in: compared, corrected, reviewed or deemed, undone in time."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casework.act import Context
from casework.errors import ClerkError
from casework.flows import tasks
from casework.flows.intake import TAKE_IN
from casework.flows.project_import import (
    CORRECTION,
    NOTE_APPLIED,
    PASS,
    REVIEW,
    SEND_BACK,
    TAKE_OVER,
    UNDO,
    NoteApplied,
    Pass,
    SendBack,
    TakeOver,
    Undo,
    default_pass,
    task_of,
)
from casework.records.case_events import FormEntry
from casework.records.event import Event, Staged
from casework.records.project import ProjectRecord, ProjectState
from casework.records.project_events import (
    OF_DEPARTMENTS,
    ImportPassed,
    ImportRequested,
    ItemApplied,
)
from casework.records.sealed import Sealed
from casework.records.task import TaskAnswered, TaskDelivered, TaskOpened, TaskRecord, TaskState
from tests.casework.flows.intakes import CASE, CREDIT_CODE, NOW, Memory, refused, taken
from tests.casework.flows.project_packs import (
    APPROVAL_SYSTEM,
    CODE,
    ITEM,
    MAIN,
    department,
    folded,
    known,
    law,
    window,
)
from tests.casework.records.project_samples import APPLIED, ASKED, ENDED, PASSED, WINDOW

SAME = {"code": CODE, "project_name": "云栖家园一期", "builder_code": CREDIT_CODE}
OTHER = SAME | {"project_name": "云栖家园"}
REVIEW_TASK = f"task/{CODE}-{REVIEW}"
CORRECTION_TASK = f"task/{CODE}-{CORRECTION}"
SETTLED = (FormEntry("project_name", "云栖家园", "department"),)


def taking(**ours: str) -> TakeOver:
    return TakeOver(MAIN, ITEM, "工程项目", ours or SAME, CREDIT_CODE)


def asked(ours: dict[str, str] = SAME) -> Memory:
    memory = known()
    memory.perform(TAKE_OVER, taking(**ours), window())
    return memory


def project(memory: Memory) -> ProjectRecord:
    record = folded(memory, MAIN, ProjectRecord)
    assert isinstance(record, ProjectRecord)
    return record


def task(memory: Memory, stream: str) -> TaskRecord:
    record = folded(memory, stream, TaskRecord)
    assert isinstance(record, TaskRecord)
    return record


def test_data_that_match_open_an_optional_review() -> None:
    memory = asked()
    record = project(memory)
    assert record.state is ProjectState.ASKED
    assert record.brought_in is not None
    assert record.brought_in.asked == ImportRequested(
        "工程项目", (), CREDIT_CODE, "clerk-1", NOW.isoformat()
    )
    opened = task(memory, REVIEW_TASK).opened
    assert task_of(MAIN, record.brought_in) == REVIEW_TASK
    assert (opened.to, opened.about, opened.number) == ("项目主管部门", MAIN, CODE)
    assert "自任务送达之日起5个工作日内" in opened.text
    assert "默认通过核验" in opened.text


def test_data_that_differ_go_to_the_department_to_be_corrected() -> None:
    memory = asked(OTHER)
    brought_in = project(memory).brought_in
    assert brought_in is not None
    (line,) = brought_in.asked.differences
    assert (line.field, line.ours, line.theirs) == ("project_name", "云栖家园", "云栖家园一期")
    assert line.corrector == "项目主管部门"
    assert "不一致：项目名称" in task(memory, CORRECTION_TASK).opened.text


@pytest.mark.parametrize(
    ("memory", "request_", "code"),
    [
        (Memory(), taking(), "PJ-110"),
        (Memory(Staged(MAIN, WINDOW)), taking(), "PJ-110"),
        (known(), replace(taking(), project_type=" "), "PJ-112"),
        (known(), replace(taking(), asked_by="12345678-9"), "PJ-102"),
        (known(), taking(handler="某人"), "PJ-103"),
        (known(ASKED), taking(), "PJ-111"),
        (known(ENDED), taking(), "PJ-111"),
    ],
)
def test_what_cannot_come_in(memory: Memory, request_: TakeOver, code: str) -> None:
    before = list(memory.staged)
    assert refused(lambda: memory.perform(TAKE_OVER, request_, window())).code == code
    assert memory.staged == before


def test_a_region_without_the_flow_says_so() -> None:
    elsewhere = law(('key = "import_review"\nkind = "relay"', 'key = "other"\nkind = "relay"'))
    error = refused(lambda: known().perform(TAKE_OVER, taking(), window(law=elsewhere)))
    assert (error.code, error.facts["key"]) == ("PJ-119", REVIEW)


def test_the_department_settles_every_difference_and_lets_it_pass() -> None:
    memory = asked(OTHER)
    events = memory.perform(PASS, Pass(MAIN, ITEM, CORRECTION_TASK, SETTLED), department())
    assert {type(event) for event in events} & OF_DEPARTMENTS == {ImportPassed}
    record = project(memory)
    assert (record.state, record.name) == (ProjectState.IMPORTED, "云栖家园")
    assert record.brought_in is not None
    assert record.brought_in.passed is not None
    assert (record.brought_in.passed.by, record.brought_in.passed.deemed) == ("项目主管部门", False)
    answered = task(memory, CORRECTION_TASK)
    assert answered.state is TaskState.ANSWERED


def test_a_task_that_was_answered_already_does_not_stop_the_department() -> None:
    memory = asked()
    memory.staged.append(Staged(REVIEW_TASK, TaskAnswered("项目主管部门", "在看", NOW.isoformat())))
    events = memory.perform(PASS, Pass(MAIN, ITEM, REVIEW_TASK), department())
    assert [type(event) for event in events] == [ImportPassed]


@pytest.mark.parametrize(
    ("corrections", "fields"),
    [
        ((), "项目名称"),
        ((FormEntry("project_name", " ", "department"),), "项目名称"),
        ((*SETTLED, FormEntry("builder", "别家", "department")), "建设单位"),
    ],
)
def test_no_difference_is_left_and_nothing_else_is_changed(
    corrections: tuple[FormEntry, ...], fields: str
) -> None:
    memory = asked(OTHER)
    request = Pass(MAIN, ITEM, CORRECTION_TASK, corrections)
    error = refused(lambda: memory.perform(PASS, request, department()))
    assert (error.code, error.facts["fields"]) == ("PJ-114", fields)


def test_the_department_sends_it_back_with_a_reason_and_it_may_be_asked_again() -> None:
    memory = asked()
    back = SendBack(MAIN, ITEM, REVIEW_TASK, "不在本市")
    blank = replace(back, reason=" ")
    assert refused(lambda: memory.perform(SEND_BACK, blank, department())).code == "PJ-116"
    memory.perform(SEND_BACK, back, department())
    assert project(memory).state is ProjectState.KNOWN
    answer = task(memory, REVIEW_TASK).answered
    assert answer is not None
    assert answer.text == "不在本市"
    memory.perform(TAKE_OVER, taking(), window())
    brought_in = project(memory).brought_in
    assert brought_in is not None
    assert task_of(MAIN, brought_in) == f"{REVIEW_TASK}-2"
    old = Pass(MAIN, ITEM, REVIEW_TASK)
    assert refused(lambda: memory.perform(PASS, old, department())).code == "PJ-118"


def test_only_a_department_decides() -> None:
    memory = asked()
    nobody = department("")
    for work in (
        lambda: memory.perform(PASS, Pass(MAIN, ITEM, REVIEW_TASK), nobody),
        lambda: memory.perform(SEND_BACK, SendBack(MAIN, ITEM, REVIEW_TASK, "…"), nobody),
    ):
        assert refused(work).code == "PE-304"
    at_window = window()
    assert refused(lambda: memory.perform(PASS, Pass(MAIN, ITEM, REVIEW_TASK), at_window)).code == (
        "PE-301"
    )


DELIVERED = TaskDelivered("系统送达", "回执000017", NOW.isoformat(), Sealed.of(""))
DUE = datetime.fromisoformat("2026-11-27T17:30:00+08:00")


def deemed(
    *on_task: Event, at: datetime = DUE + timedelta(minutes=1), ours: dict[str, str] = SAME,
    changes: tuple[tuple[str, str], ...] = (APPROVAL_SYSTEM,),
) -> tuple[Staged, ...]:  # fmt: skip
    memory = asked(ours)
    stream = CORRECTION_TASK if ours is OTHER else REVIEW_TASK
    memory.staged += [Staged(stream, event) for event in on_task]
    hub: Context = window(now=at, law=law(*changes))
    return default_pass(MAIN, project(memory), task(memory, stream), hub)


def test_not_operated_passes_by_default_with_the_proof_that_the_task_arrived() -> None:
    passed, closed = deemed(DELIVERED)
    assert passed == Staged(
        MAIN,
        ImportPassed(
            by="",
            corrections=(),
            deemed=True,
            reached_at=NOW.isoformat(),
            proof="系统送达 回执000017",
            remark="通过核验（默认）",
            passed_at=(DUE + timedelta(minutes=1)).isoformat(),
        ),
    )
    assert closed.stream == REVIEW_TASK


def test_silence_means_nothing_before_its_time_or_without_its_proof() -> None:
    assert deemed() == ()
    assert deemed(DELIVERED, at=DUE) == ()
    assert deemed(DELIVERED, changes=()) == ()
    assert deemed(DELIVERED, TaskAnswered("项目主管部门", "不同意", NOW.isoformat())) == ()
    assert deemed(DELIVERED, ours=OTHER) == ()
    silent = ('silence = "通过核验（默认）"\n', "")
    assert deemed(DELIVERED, changes=(APPROVAL_SYSTEM, silent)) == ()


def test_a_guess_about_the_calendar_deems_nothing() -> None:
    memory = asked()
    late = replace_at(DELIVERED, "2031-11-20T10:30:00+08:00")
    memory.staged.append(Staged(REVIEW_TASK, late))
    at = datetime.fromisoformat("2032-11-20T10:30:00+08:00")
    hub = window(now=at, law=law(APPROVAL_SYSTEM))
    assert default_pass(MAIN, project(memory), task(memory, REVIEW_TASK), hub) == ()


def replace_at(event: TaskDelivered, at: str) -> TaskDelivered:
    return TaskDelivered(event.means, event.proof, at, event.recipient_name)


def test_the_limit_of_the_default_is_the_packs() -> None:
    longer = ("amount = 5\nrole", "amount = 6\nrole")
    assert deemed(DELIVERED, changes=(APPROVAL_SYSTEM, longer)) == ()
    later = timedelta(days=3, minutes=1)
    assert deemed(DELIVERED, at=DUE + later, changes=(APPROVAL_SYSTEM, longer)) != ()


def test_no_command_of_a_clerk_makes_a_deemed_pass() -> None:
    memory = asked()
    events = memory.perform(PASS, Pass(MAIN, ITEM, REVIEW_TASK), department())
    assert not any(isinstance(event, ImportPassed) and event.deemed for event in events)


def imported(*events: Event) -> Memory:
    return known(ASKED, PASSED, *events)


def with_case() -> Memory:
    """A project whose one case was taken in at this window and not noted yet."""
    memory = imported()
    memory.perform(TAKE_IN, taken(project=MAIN), window())
    return memory


def test_an_import_is_undone_while_nothing_was_applied_for() -> None:
    memory = imported()
    memory.perform(UNDO, Undo(MAIN, ITEM, "录错代码"), window())
    assert project(memory).state is ProjectState.KNOWN
    assert refused(lambda: memory.perform(UNDO, Undo(MAIN, ITEM, "…"), window())).code == "PJ-111"
    blank = Undo(MAIN, ITEM, "")
    assert refused(lambda: imported().perform(UNDO, blank, window())).code == "PJ-116"


def test_an_import_is_final_once_an_item_was_applied_for() -> None:
    memory = imported(APPLIED)
    error: ClerkError = refused(lambda: memory.perform(UNDO, Undo(MAIN, ITEM, "录错"), window()))
    assert (error.code, error.facts["items"]) == ("PJ-115", "联合验收")


def test_a_case_that_nobody_noted_yet_makes_it_final_too() -> None:
    memory = with_case()
    error = refused(lambda: memory.perform(UNDO, Undo(MAIN, ITEM, "录错", (CASE,)), window()))
    assert error.code == "PJ-115"
    elsewhere = Undo(MAIN, ITEM, "录错", ("case/none",))
    memory.perform(UNDO, elsewhere, window())


def test_an_application_is_noted_once_with_its_project() -> None:
    memory = with_case()
    note = NoteApplied(MAIN, CASE, "joint_acceptance", told=True)
    (event,) = memory.perform(NOTE_APPLIED, note, window())
    assert isinstance(event, ItemApplied)
    assert (event.case, event.item, event.told) == (CASE, "joint_acceptance", True)
    assert refused(lambda: memory.perform(NOTE_APPLIED, note, window())).code == "PJ-117"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"case": "case/none"}, "PJ-117"),
        ({"project": "project/other"}, "PJ-117"),
        ({"item": ITEM}, "IN-121"),
    ],
)
def test_only_a_case_of_the_project_is_noted(changes: dict[str, str], code: str) -> None:
    memory = with_case()
    note = replace(NoteApplied(MAIN, CASE, "joint_acceptance", told=False), **changes)  # type: ignore[arg-type]
    assert refused(lambda: memory.perform(NOTE_APPLIED, note, window())).code == code


def test_the_task_is_opened_in_the_act_that_makes_it_due() -> None:
    memory = known()
    events = memory.perform(TAKE_OVER, taking(), window())
    assert [type(event) for event in events] == [ImportRequested, TaskOpened]
    assert tasks.stream_for(MAIN, REVIEW) == REVIEW_TASK
