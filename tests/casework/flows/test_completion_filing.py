"""竣工验收备案 (002图4.4): one or two forms, nothing split off, the archive by commitment."""

from dataclasses import replace

import pytest

from casework.flows import handling, intake
from casework.flows.completion_closing import FILE, File, FormNumber
from casework.flows.completion_filing import forms_due
from casework.flows.deciding import HandOver
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.notice import NoticeKind, decode_record
from casework.records.project_events import ArchivePromised, CompletionFiled
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import CASE, NUMBERS, Memory, refused

JOINT, GAS = "hunan_joint_acceptance", "hunan_drainage_gas"
ALL = "planning,quality,archives"


def handed(procedure: str = "general", subjects: str = ALL, **changes: str) -> Memory:
    """A filing that the window received and handed over to the department."""
    found = p.memory()
    take(found, procedure, subjects, **changes)
    return found


def take(found: Memory, procedure: str, subjects: str, **changes: str) -> None:
    filled = p.FILING_FORM | {"procedure": procedure, "subjects": subjects, **changes}
    filled = {key: text for key, text in filled.items() if text}
    found.perform(intake.TAKE_IN, p.take_in(p.FILING, filled, HandOver()), p.window())


def file(found: Memory, *forms: tuple[str, str]) -> None:
    numbers = tuple(FormNumber(form, number) for form, number in forms)
    found.perform(FILE, File(p.on(p.FILING), p.PROJECT, numbers), p.department())


@pytest.mark.parametrize(
    ("procedure", "due"),
    [("general", (JOINT,)), ("specific", (GAS,)), ("general,specific", (JOINT, GAS))],
)
def test_each_procedure_gives_its_filing_form(procedure: str, due: tuple[str, ...]) -> None:
    found = handed(procedure, ALL if "general" in procedure else "")
    assert forms_due(p.FILING, p.case_of(found)) == due
    file(found, *((form, f"竣备{at}号") for at, form in enumerate(due, start=1)))
    filed = p.project_of(found).closing.filed
    assert filed is not None
    assert filed.forms == tuple(f"竣备{at}号" for at in range(1, len(due) + 1))


@pytest.mark.parametrize(
    "forms",
    [
        (),
        ((JOINT, "竣备1号"),),
        ((GAS, "竣备1号"),),
        ((JOINT, "竣备1号"), (GAS, " ")),
        ((JOINT, "竣备1号"), (GAS, "竣备2号"), (GAS, "竣备3号")),
    ],
)
def test_a_form_that_lacks_or_is_too_many_files_nothing(
    forms: tuple[tuple[str, str], ...],
) -> None:
    found = handed("general,specific")
    assert refused(lambda: file(found, *forms)).code == "PM-133"
    assert not [one for one in found.staged if isinstance(one.event, CompletionFiled)]


def test_without_any_procedure_there_is_no_form_and_no_application() -> None:
    assert refused(lambda: handed("", "")).code == "PM-132"


@pytest.mark.parametrize("left", ["planning", "quality", "archives"])
def test_the_parallel_application_is_not_split(left: str) -> None:
    found = p.memory()
    subjects = ",".join(one for one in ALL.split(",") if one != left)
    error = refused(lambda: take(found, "general", subjects))
    label = next(one.label for one in p.FILING.subjects if one.key == left)
    assert (error.code, error.facts["left_out"]) == ("PM-131", label)
    assert not found.acts


def test_everything_of_it_is_handed_over_in_one_act() -> None:
    found = handed("general,specific")
    assert len(found.acts) == 1
    case = p.case_of(found)
    assert case.state is CaseState.HANDED
    assert case.values()["subjects"] == ALL


def test_it_may_be_received_while_it_is_split_so_that_it_can_be_mended() -> None:
    found = p.memory()
    filled = p.FILING_FORM | {"subjects": "planning"}
    found.perform(intake.TAKE_IN, p.take_in(p.FILING, filled, None), p.window())
    assert p.case_of(found).state is CaseState.RECEIVED


def test_the_archive_is_promised_in_the_same_act_and_its_clock_runs() -> None:
    found = handed()
    promised = p.project_of(found).closing.promised
    assert promised is not None
    assert (promised.until, promised.item) == ("2027-03-31", p.FILING.code)
    assert [one.due[:10] for one in p.project_of(found).open_limits] == ["2027-03-31"]
    assert any(isinstance(one.event, ArchivePromised) for one in found.acts[0].events)


def test_a_day_that_is_past_is_no_promise() -> None:
    assert refused(lambda: handed(archive_day="2026-11-20")).code == "PJ-161"


def test_a_promise_is_made_once() -> None:
    found = handed()
    first = [one for one in found.staged if isinstance(one.event, ArchivePromised)]
    second = p.take_in(p.FILING, p.FILING_FORM, HandOver(), case="case/0193-b")
    found.perform(intake.TAKE_IN, second, p.window())
    assert [one for one in found.staged if isinstance(one.event, ArchivePromised)] == first


def test_another_project_is_not_filed_with_it() -> None:
    found = handed()
    found.staged.append(Staged(p.OTHER, p.REGISTERED))
    request = File(p.on(p.FILING), p.OTHER, (FormNumber(JOINT, "竣备1号"),))
    assert refused(lambda: found.perform(FILE, request, p.department())).code == "PM-134"


def test_the_case_stays_the_one_that_was_filed() -> None:
    found = handed()
    file(found, (JOINT, "竣备1号"))
    filed = p.project_of(found).closing.filed
    assert filed is not None
    assert filed.case == CASE


def test_where_no_document_names_a_limit_the_notice_says_so() -> None:
    found = handed()
    case = replace(p.on(p.FILING), numbers=NUMBERS)
    found.perform(handling.DECIDE, handling.Decide(case, p.ACCEPT), p.department())
    notice = next(paper for paper in p.case_of(found).papers if paper.kind is NoticeKind.ACCEPTANCE)
    assert notice.record is not None
    assert decode_record(notice.record.encode()).due == "所依据的文件没有规定本事项的办结期限"
