"""A project entered by its code, described, compared, and looked at before an application."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows.projects import (
    DESCRIBE,
    ENTER,
    Describe,
    EnterProject,
    check_application,
    check_licence,
    check_operator,
    difference,
    duplicates,
    identity,
    stream_for,
)
from casework.law.codes import credit_check, organisation_check
from casework.records.event import Staged
from casework.records.project import ProjectRecord, ProjectRegistered
from casework.records.project_events import Beginning, BuilderLine, DifferenceLine, Works
from tests.casework.flows.intakes import CREDIT_CODE, NOW, PROJECT, Memory, refused
from tests.casework.flows.project_packs import CODE, ITEM, MAIN, REGISTERED, known, window
from tests.casework.records import project_samples as samples
from tests.casework.records.project_samples import PLATFORM, project_after

ORGANISATION = CREDIT_CODE[8:16] + "-" + CREDIT_CODE[16]
OTHER_FIRST = "9199010187654321" + organisation_check("87654321")
OTHER = OTHER_FIRST + credit_check(OTHER_FIRST)


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


def test_a_project_has_one_stream_by_its_code() -> None:
    assert stream_for(CODE) == stream_for("２１０３990101０４01100001") == MAIN
    assert stream_for("甲发改〔2023〕12号") == "project/甲发改〔2023〕12号"
    longest = stream_for("甲" * 80)
    assert len(f"task/{longest.partition('/')[2]}-archive_reminder-9") <= 64
    assert longest == stream_for(" " + "甲" * 80)
    assert longest != stream_for("甲" * 81)


def test_a_project_that_the_platform_registered_under_its_code_is_not_entered_beside_it() -> None:
    memory = Memory(Staged(MAIN, REGISTERED))
    assert refused(lambda: memory.perform(ENTER, entry())).code == "IN-141"


def described(*builders: BuilderLine, works: Works = Works.NEW) -> Describe:
    return Describe(MAIN, ITEM, Beginning.IN_PROGRESS, works, builders)


FIRST_BUILDER = BuilderLine("云栖置业有限公司", CREDIT_CODE)
SECOND_BUILDER = BuilderLine("甲市第三中学", OTHER)


@pytest.mark.parametrize("works", Works)
def test_builders_are_listed_in_order_and_all_works_are_projects(works: Works) -> None:
    memory = known()
    memory.perform(DESCRIBE, described(FIRST_BUILDER, SECOND_BUILDER, works=works), window())
    record = memory.load(MAIN).record
    assert isinstance(record, ProjectRecord)
    assert record.builders == (FIRST_BUILDER, SECOND_BUILDER)
    assert record.described is not None
    assert (record.described.works, record.described.described_by) == (works, "clerk-1")
    assert record.described.beginning is Beginning.IN_PROGRESS


@pytest.mark.parametrize(
    "builders",
    [
        (),
        (BuilderLine("", CREDIT_CODE),),
        (BuilderLine("甲", "12345"),),
        (FIRST_BUILDER, BuilderLine("同一单位", ORGANISATION)),
    ],
)
def test_a_list_of_builders_has_names_codes_and_nobody_twice(
    builders: tuple[BuilderLine, ...],
) -> None:
    error = refused(lambda: known().perform(DESCRIBE, described(*builders), window()))
    assert error.code == "PJ-101"


def test_an_ended_project_is_not_described() -> None:
    memory = known(samples.ENDED)
    error = refused(lambda: memory.perform(DESCRIBE, described(FIRST_BUILDER), window()))
    assert (error.code, error.facts["state"]) == ("PJ-111", "已结束")
    nowhere = replace(described(FIRST_BUILDER), project="project/none")
    assert refused(lambda: known().perform(DESCRIBE, nowhere, window())).facts["state"] == ""


def test_a_unit_is_known_by_its_organisation_code() -> None:
    assert identity(CREDIT_CODE) == identity(ORGANISATION) == CREDIT_CODE[8:17]
    assert identity("") == ""
    assert identity("云栖") == "云栖"


def test_only_the_first_builder_operates() -> None:
    memory = known()
    memory.perform(DESCRIBE, described(FIRST_BUILDER, SECOND_BUILDER), window())
    record = memory.load(MAIN).record
    assert isinstance(record, ProjectRecord)
    check_operator(record, ORGANISATION)
    for code in (OTHER, ""):
        error = refused(lambda code=code: check_operator(record, code))  # type: ignore[misc]
        assert (error.code, error.facts["unit"]) == ("PJ-102", "云栖置业有限公司")


def test_a_builder_without_a_code_is_nobodys_reason_to_refuse() -> None:
    check_operator(project_after(structs.replace(PLATFORM, builder_code="")), OTHER)


def test_what_differs_is_shown_field_by_field_with_who_corrects_it() -> None:
    record = project_after(REGISTERED)
    same = {
        "code": "２１０３-990101-04-01-100001",
        "project_name": "云栖家园 一期",
        "builder": "云栖置业有限公司",
        "builder_code": ORGANISATION,
        "scale": "12345.67",
    }
    assert difference(record, same, "部门") == ()
    other = same | {"project_name": "云栖家园", "scale": "12345.7"}
    assert difference(record, other, "部门") == (
        DifferenceLine("project_name", "云栖家园", "云栖家园一期", "部门"),
        DifferenceLine("scale", "12345.7", "12345.67", "部门"),
    )
    error = refused(lambda: difference(record, {"handler": "某人"}, "部门"))
    assert (error.code, error.facts["field"]) == ("PJ-103", "handler")


def test_an_application_needs_a_project_that_is_in() -> None:
    check_application(None, told=False)
    check_application(project_after(PLATFORM), told=False)
    for events, state in (
        ((samples.BINNED,), "在回收站"),
        ((samples.ENDED,), "已结束"),
        ((samples.ASKED,), "入库核验中"),
    ):
        record = project_after(PLATFORM, *events)
        error = refused(lambda record=record: check_application(record, told=True))  # type: ignore[misc]
        assert (error.code, error.facts["state"]) == ("PJ-121", state)


def test_the_first_application_after_an_import_names_its_consequence() -> None:
    imported = project_after(PLATFORM, samples.ASKED, samples.PASSED)
    assert refused(lambda: check_application(imported, told=False)).code == "PJ-120"
    check_application(imported, told=True)
    once = project_after(PLATFORM, samples.ASKED, samples.PASSED, samples.APPLIED)
    check_application(once, told=False)


def test_works_that_are_no_project_get_no_licence() -> None:
    check_licence(project_after(PLATFORM))
    check_licence(project_after(PLATFORM, samples.ASKED, samples.PASSED))
    for record in (
        None,
        project_after(PLATFORM, samples.BINNED),
        project_after(PLATFORM, samples.ASKED),
    ):
        assert refused(lambda record=record: check_licence(record)).code == "PJ-122"  # type: ignore[misc]


def test_a_second_application_is_warned_of_and_never_blocked() -> None:
    record = project_after(PLATFORM, samples.APPLIED)
    (doubt,) = duplicates(record, "joint_acceptance")
    assert (doubt.code, doubt.blocking) == ("PJ-123", False)
    assert dict(doubt.facts) == {"item": "联合验收", "count": "1"}
    assert duplicates(record, "permit") == ()
    assert duplicates(None, "permit") == ()
    check_application(record, told=False)
