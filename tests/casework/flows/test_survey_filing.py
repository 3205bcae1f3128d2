"""Filing a joint survey: who may, with what, what stands against it, what it owes and says."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from casework.flows.clocks import light
from casework.flows.credit import look
from casework.flows.deciding import Accept, AskOnce, findings
from casework.flows.intake import TAKE_IN as ORDINARY
from casework.flows.intake import Again, TakeIn
from casework.flows.survey_filing import (
    FILE,
    TAKE_IN,
    Filing,
    TakeInFiling,
    filed_already,
)
from casework.flows.survey_filing import findings as standing_against
from casework.flows.survey_results import ACKNOWLEDGE, REGISTER, WITHDRAW, Acknowledge, Withdraw
from casework.law import catalogue
from casework.law.deadlines import Light
from casework.people.grants import Duty
from casework.records import ids
from casework.records.case_events import FormEntry
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from casework.records.project import ProjectRegistered
from casework.records.rolls import Roll, RollsRecord
from casework.records.survey_events import Standing, SurveyFiled
from casework.rows import CaseRow, LimitRow
from tests.casework.flows.intakes import (
    CASE,
    FILES,
    NOW,
    NUMBERS,
    PROJECT,
    context,
    refused,
)
from tests.casework.flows.surveying import (
    CODE,
    DEFENCE,
    HOUSING,
    ITEM,
    LAW,
    ON,
    PLANNING,
    ROLLS,
    SURVEY,
    SURVEYOR,
    SURVEYOR_CODE,
    Survey,
    acting,
    case_with,
    codes,
    filing,
    intake,
    lacking_contract,
    listed,
    materials,
    published,
    taken,
    window,
)


def test_a_filing_needs_contract_identity_and_authorisation_only() -> None:
    asked = {line.key for line in ITEM.checklist({}, "self")}
    assert asked == {"contract", "identity_scan", "identity_copy"}
    by_agent = {line.key for line in ITEM.checklist({}, "agent")}
    assert by_agent - asked == {"agent_identity", "authorisation"}
    drawings = {one.key for one in LAW.papers.materials}
    assert {"completion_drawings", "planning_drawings", "location_proof"} <= drawings - asked
    assert findings(case_with(), window()) == ()


def test_a_filing_needs_a_project_code() -> None:
    without = taken()
    assert isinstance(without.taken, TakeIn)
    request = replace(without, taken=TakeIn(replace(without.taken.intake, project_code=""), None))
    assert refused(lambda: Survey().perform(TAKE_IN, request, window())).code == "IN-120"


@pytest.mark.parametrize(("filer", "unit"), [("builder", "建设单位"), ("surveyor", "测绘机构")])
def test_the_builder_or_the_commissioned_surveyor_files(filer: str, unit: str) -> None:
    survey = Survey().filed(taken(filer=filer)).survey
    assert survey.filed.filer == filer
    assert survey.filed.surveyor.unit == SURVEYOR
    told = receipt(Survey().filed(taken(filer=filer))).sections[0].paragraphs[0]
    assert told.endswith(unit)


def receipt(memory: Survey) -> NoticeRecord:
    """The one paper of the filing."""
    found = paper(memory, NoticeKind.SURVEY_FILING)
    assert found.number == memory.survey.filed.number
    return found


def paper(memory: Survey, kind: NoticeKind) -> NoticeRecord:
    """The one paper of a kind, as it reads."""
    (known,) = [one for one in memory.case().papers if one.kind is kind]
    assert known.record is not None
    return decode_record(known.record.encode())


def test_the_filing_is_made_in_the_act_of_acceptance() -> None:
    memory = Survey().filed()
    assert len(memory.acts) == 1
    assert memory.case().state is CaseState.COMPLETED
    assert memory.case().open_limits == ()
    assert memory.survey.filed.number == memory.survey.heading[1] != ""


def test_the_acceptance_of_what_is_done_at_once_says_so() -> None:
    notice = paper(Survey().filed(), NoticeKind.ACCEPTANCE)
    assert notice.due == "受理后即时办理备案并将备案结果上传审批管理系统"


def test_an_accepted_case_owes_its_filing_at_once_until_it_is_filed() -> None:
    memory = Survey()
    memory.perform(ORDINARY, TakeIn(intake(), taken().taken.decision), window())
    (owed,) = [one for one in memory.case().open_limits if one.key == "file"]
    assert (owed.kind, owed.amount, owed.ends) == ("at_once", 10, "survey_filed")
    later = NOW + timedelta(minutes=7)
    memory.perform(FILE, filing(), window(later))
    assert memory.case().open_limits == ()
    # The clock of the upload runs since the acceptance all the same.
    assert memory.limits()["survey_filing"].start == NOW.isoformat()


def test_a_case_that_is_not_accepted_becomes_no_filing() -> None:
    memory = Survey()
    asked = TakeIn(intake(without=("contract",)), AskOnce(findings(lacking_contract(), window())))
    memory.perform(TAKE_IN, replace(taken(), taken=asked), window())
    assert memory.load(SURVEY).record is None
    assert refused(lambda: memory.perform(FILE, filing(), window())).code == "SV-107"


def test_a_case_that_was_corrected_becomes_a_filing_in_the_act_of_acceptance() -> None:
    memory = Survey()
    asked = TakeIn(intake(without=("contract",)), AskOnce(findings(lacking_contract(), window())))
    memory.perform(ORDINARY, asked, window())
    (contract,) = [one for one in materials() if one.line == "contract"]
    again = Again(CASE, NUMBERS, CODE, (contract,), Accept(), intake().deliverer)
    memory.perform(TAKE_IN, TakeInFiling(again, Filing(ROLLS)), window())
    assert memory.case().state is CaseState.COMPLETED
    assert "survey_filing" in memory.limits()
    contract_line = memory.survey.paper("contract")
    assert contract_line is not None
    assert contract_line.line.filed


def test_a_case_is_filed_once() -> None:
    memory = Survey().filed()
    assert refused(lambda: memory.perform(FILE, filing(), window())).code == "SV-107"


def test_another_items_case_is_not_reached() -> None:
    memory = Survey()
    memory.perform(ORDINARY, TakeIn(intake(), taken().taken.decision), window())
    other = replace(filing(), item="joint_acceptance")
    assert refused(lambda: memory.perform(FILE, other, context())).code == "IN-121"


def test_the_push_is_owed_at_once_in_minutes() -> None:
    limit = Survey().filed().limits()["survey_filing"]
    assert (limit.kind, limit.amount, limit.role) == ("at_once", 10, "duty")
    assert limit.due == (NOW + timedelta(minutes=10)).isoformat()
    assert limit.ends == "survey_pushed"
    row = LimitRow(
        SURVEY,
        limit.key,
        limit.name,
        limit.kind,
        limit.role,
        limit.start,
        limit.due,
        limit.ends,
        limit.expected,
        limit.sentence,
        limit.article,
        *Survey().filed().survey.heading,
    )
    minute = timedelta(minutes=1)
    assert light(row, window(), NOW + minute) is Light.GREEN
    assert light(row, window(), NOW + 6 * minute) is Light.YELLOW
    assert light(row, window(), NOW + 11 * minute) is Light.OVERDUE


def test_the_debt_ends_with_the_approval_systems_acknowledgement_alone() -> None:
    memory = Survey().filed()
    told = Acknowledge(ON, "SP-2026-17")
    assert refused(lambda: memory.perform(ACKNOWLEDGE, told, acting(SURVEYOR))).code == "SV-104"
    assert "survey_filing" in memory.limits()
    memory.perform(ACKNOWLEDGE, told, acting("审批管理系统"))
    assert memory.limits() == {}
    assert memory.survey.acknowledged is not None
    assert memory.survey.acknowledged.by == "审批管理系统"
    assert (
        refused(lambda: memory.perform(ACKNOWLEDGE, told, acting("审批管理系统"))).code == "SV-160"
    )


def test_where_no_adapter_runs_the_clerk_registers_the_systems_receipt() -> None:
    memory = Survey().filed()
    empty = Acknowledge(ON, " ")
    assert refused(lambda: memory.perform(REGISTER, empty, window())).code == "SV-106"
    memory.perform(REGISTER, Acknowledge(ON, "SP-2026-17"), window())
    assert memory.survey.acknowledged is not None
    assert memory.survey.acknowledged.by == "clerk-1"


def test_each_department_concerned_hears_of_the_filing() -> None:
    memory = Survey().filed()
    told = [memory.task("survey_filed", nth).opened for nth in (1, 2, 3)]
    assert [one.to for one in told] == [PLANNING, HOUSING, DEFENCE]
    assert all(SURVEYOR in one.text and memory.survey.filed.number in one.text for one in told)
    assert {one.about for one in told} == {CASE}


def row(**changes: str) -> CaseRow:
    known = CaseRow(
        stream="case/other",
        received_at=NOW.isoformat(),
        number="N1",
        item_name=ITEM.name,
        project=PROJECT,
        project_code="2103-990101-04-01-100001",
        project_name="云栖家园一期",
        unit="云栖置业有限公司",
        person_masked="",
        state="received",
    )
    return replace(known, **changes)


def test_a_filing_is_found_by_its_project_code_before_it_is_entered_again() -> None:
    code = "2103-990101-04-01-100001"
    assert filed_already([row()], ITEM, code) == (row(),)
    written = "2103 990101 04 01 100001"
    assert filed_already([row(project_code=written)], ITEM, code) != ()
    assert filed_already([row(state="refused")], ITEM, code) == ()
    assert filed_already([row(project_code="2103-990101-04-01-100002")], ITEM, code) == ()
    assert filed_already([row(item_name="房屋建筑和市政基础设施工程联合验收")], ITEM, code) == ()


def other_case(channel: str = "window") -> Staged:
    memory = Survey()
    memory.perform(ORDINARY, TakeIn(intake(), None), window())
    received = memory.staged[0].event
    return Staged("case/other", structs.replace(received, channel=channel))


@pytest.mark.parametrize("channel", ["window", "online"])
def test_a_project_that_is_filed_already_needs_a_reason(channel: str) -> None:
    memory = Survey(other_case(channel))
    known = Filing(ROLLS, known=("case/other",))
    error = refused(lambda: memory.filed(taken(known)))
    assert error.code == "SV-112"
    memory.filed(taken(replace(known, again="更换测绘机构")))
    assert memory.survey.filed.again == "更换测绘机构"


def test_a_filing_that_was_taken_back_stands_no_more() -> None:
    memory = Survey().filed()
    memory.perform(WITHDRAW, Withdraw(ON, "合同已解除"), window())
    moved = {CASE: "case/other", SURVEY: "survey/other"}
    before = [Staged(moved.get(one.stream, one.stream), one.event) for one in memory.staged]
    again = Survey(*before).filed(taken(Filing(ROLLS, known=("case/other",))))
    assert again.survey.filed.again == ""
    assert refused(lambda: memory.perform(WITHDRAW, Withdraw(ON, "x"), window())).code == "SV-102"


def test_a_filing_on_the_platform_is_known_by_the_projects_facts() -> None:
    registered = ProjectRegistered(
        code="2103-990101-04-01-100001",
        raw_code="2103-990101-04-01-100001",
        project_name="云栖家园一期",
        parent="",
        builder="云栖置业有限公司",
        builder_code="",
        facts=(FormEntry("survey_filing", "SP-9", "platform"),),
        sealed_facts=(),
        origin="platform",
        registered_at=NOW.isoformat(),
    )
    memory = Survey(Staged(PROJECT, registered))
    error = refused(memory.filed)
    assert (error.code, error.facts) == ("SV-112", {"number": "SP-9"})


def test_a_surveyor_on_the_black_list_is_shown_and_told() -> None:
    record = case_with()
    memory = Survey(*listed())
    rolls = memory.load(ROLLS).record
    assert isinstance(rolls, RollsRecord)
    blacklist = look(rolls, Roll.SURVEYORS, SURVEYOR_CODE, NOW)
    (problem,) = standing_against(record, blacklist, "", window())
    assert (problem.code, problem.blocking) == ("SV-208", False)
    assert dict(problem.facts)["reasons"] == "成果资料存在瑕疵"
    assert refused(memory.filed).code == "SV-113"
    memory.filed(taken(Filing(ROLLS, listed_told=True)))
    assert memory.survey.filed.surveyor.blacklist is Standing.LISTED


def test_a_list_that_is_old_says_unverified_never_clear() -> None:
    fresh = Survey(*published()).filed()
    assert fresh.survey.filed.surveyor.blacklist is Standing.CLEAR
    old = Survey(*published(until="2026-11-20T10:00:00+08:00")).filed()
    assert old.survey.filed.surveyor.blacklist is Standing.UNVERIFIED
    assert codes(case_with()) == {"SV-209": False}


def test_where_the_city_says_so_an_unverified_surveyor_is_received_only() -> None:
    file = "zhengzhou/pack.toml"
    text = FILES[file].replace('blacklist = "accept_unverified"', 'blacklist = "receive_only"')
    where = window(rules=catalogue.parse({**FILES, file: text}))
    assert refused(lambda: Survey().filed(where=where)).code == "SV-114"
    assert Survey(*published()).filed(where=where).survey.filed.number


def test_the_receipt_says_commission_terms_and_the_papers_that_are_due() -> None:
    memory = Survey().filed(taken(agreed__total__days="40"))
    letter = receipt(memory)
    assert [one.title for one in letter.sections] == ["备案内容", "完成时限", LAW.papers.heading]
    terms = {row[0]: row[1:] for row in letter.sections[1].rows}
    assert terms["联合测绘总时限"] == ("40 个工作日", "18 个工作日")
    assert terms["规划核实测绘"] == ("按方案的时限", "12 个工作日")
    due = {row[0]: row[1] for row in letter.sections[2].rows}
    assert due["竣工图"] == "原件、电子件"
    assert due["建筑工程规划许可证"] == "只填证号：建字第990101202300001号"
    assert due["组织单位代码证或者营业执照"] == "复印件，可以改用电子证照"
    assert not [name for name in due if "合同" in name or "身份证明" in name]


def test_the_need_is_that_of_accepting_this_item() -> None:
    assert TAKE_IN.need(taken()).duty is FILE.need(filing()).duty is Duty.ACCEPT
    assert {TAKE_IN.need(taken()).item, FILE.need(filing()).item} == {CODE}
    assert ids.bound_to(CASE, ids.SURVEY) in FILE.streams(filing())
    assert NUMBERS in TAKE_IN.streams(taken())
    assert isinstance(Survey().filed().event(), SurveyFiled)
