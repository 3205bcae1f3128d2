"""A project entered by its code, in either form, as the paper has it."""

import pytest
from msgspec import structs

from casework.flows.projects import ENTER, EnterProject
from casework.records.event import Staged
from casework.records.project import ProjectRecord, ProjectRegistered
from tests.casework.flows.intakes import CREDIT_CODE, NOW, PROJECT, Memory, refused


def entry(code: str = "2103-990101-04-01-100001", name: str = "云栖家园一期") -> EnterProject:
    return EnterProject(PROJECT, "joint_acceptance", code, name, "云栖置业有限公司 ", CREDIT_CODE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2103-990101-04-01-100001", "2103-990101-04-01-100001"),
        ("２１０３－９９０１０１－０４－０１－１００００１", "2103-990101-04-01-100001"),
        ("21039901010401100001", "2103-990101-04-01-100001"),
        ("2023-990101-0714-5548", "2023-990101-0714-5548"),
        ("202399010107145548", "2023-990101-0714-5548"),
        ("甲发改〔2023〕12号", "甲发改〔2023〕12号"),
    ],
)
def test_a_project_is_entered_by_its_code(typed: str, code: str) -> None:
    memory = Memory()
    (event,) = memory.perform(ENTER, entry(typed))
    assert isinstance(event, ProjectRegistered)
    assert (event.code, event.raw_code, event.origin) == (code, typed, "window")
    assert event.builder == "云栖置业有限公司"
    assert event.registered_at == NOW.isoformat()
    record = memory.load(PROJECT).record
    assert isinstance(record, ProjectRecord)
    assert record.registered is event


@pytest.mark.parametrize(
    "request_", [entry(code=""), entry(code=" － "), entry(name=""), entry(name="　")]
)
def test_code_and_name_are_needed(request_: EnterProject) -> None:
    assert refused(lambda: Memory().perform(ENTER, request_)).code == "IN-140"


def test_a_project_that_is_here_is_not_entered_again() -> None:
    memory = Memory()
    memory.perform(ENTER, entry())
    error = refused(lambda: memory.perform(ENTER, entry(name="别名")))
    assert (error.code, error.facts["code"]) == ("IN-141", "2103-990101-04-01-100001")


def test_the_platforms_project_is_never_overwritten_here() -> None:
    memory = Memory()
    (event,) = memory.perform(ENTER, entry())
    assert isinstance(event, ProjectRegistered)
    memory = Memory(Staged(PROJECT, structs.replace(event, origin="platform")))
    assert refused(lambda: memory.perform(ENTER, entry())).code == "IN-141"
