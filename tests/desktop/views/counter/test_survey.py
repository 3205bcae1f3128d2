"""A joint survey at the counter: told in one go, filed in the act, its receipt printed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.act import Changed
from casework.law import catalogue
from casework.law.catalogue import Catalogue
from casework.records import ids
from casework.records.notice import NoticeKind
from casework.records.survey import SurveyRecord
from desktop.views.counter import options
from desktop.views.counter.draft import FilingSaid
from desktop.views.counter.presenter import DECIDE, DELIVER, CounterPresenter
from tests.casework.flows.intakes import FILES
from tests.casework.flows.surveying import SURVEYOR, SURVEYOR_CODE
from tests.desktop.views.counter import surrounded
from tests.desktop.views.counter.deeds import case_of
from tests.desktop.views.counter.front import CTRL, Front, open_front
from tests.desktop.views.counter.surrounded import SURVEY, survey
from tests.desktop.views.counter.world import AGENT, World, read

KEY = Qt.Key
SAID = FilingSaid(authorised_number=AGENT.number)


@pytest.fixture
def counter(world: World) -> CounterPresenter:
    surrounded.under(world)
    return fresh(world)


def fresh(world: World) -> CounterPresenter:
    made = world.presenter()
    made.start()
    return made


def wanting(counter: CounterPresenter) -> str:
    return counter.state.wanting.code if counter.state.wanting else ""


def blacklist(counter: CounterPresenter) -> str:
    assert counter.state.filing is not None
    return counter.state.filing.asked.blacklist


def filed(world: World, counter: CounterPresenter) -> SurveyRecord:
    stream = ids.bound_to(counter.state.case, ids.SURVEY)
    record = world.opened.ledger.load(stream).record
    assert isinstance(record, SurveyRecord)
    return record


def kinds(world: World, counter: CounterPresenter) -> list[NoticeKind]:
    return [one.kind for one in case_of(world, counter).papers]


def file_one(world: World) -> CounterPresenter:
    """A survey of the project that is filed already."""
    done = fresh(world)
    survey(done, role="self")
    done.decision.decide()
    assert done.state.draft.step == DELIVER
    return done


def test_it_is_filed_in_the_act_of_acceptance_and_the_receipt_is_printed(
    counter: CounterPresenter, world: World
) -> None:
    survey(counter, role="self")
    assert (counter.state.findings, wanting(counter)) == ((), "")
    counter.decision.decide()
    assert filed(world, counter).filed.surveyor.unit == SURVEYOR
    printed = [NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE, NoticeKind.SURVEY_FILING]
    assert kinds(world, counter) == printed
    assert [one.kind for one in counter.state.made] == printed
    assert case_of(world, counter).state.value == "completed"


def test_an_agents_number_is_asked_and_has_to_match(counter: CounterPresenter) -> None:
    survey(counter)
    assert counter.state.filing is not None
    assert counter.state.filing.asked.number
    assert (counter.state.draft.choosing.kind, wanting(counter)) == ("accept", "PE-216")
    counter.decision.type_filing(with_number("990122199302080021"))
    assert wanting(counter) == "PE-215"
    assert drawn(counter) == 0
    counter.decision.type_filing(SAID)
    assert wanting(counter) == ""
    assert drawn(counter) == 1
    counter.decision.decide()
    assert counter.state.draft.step == DELIVER


def drawn(counter: CounterPresenter) -> int:
    return len(counter.state.preview)


def with_number(number: str) -> FilingSaid:
    return FilingSaid(authorised_number=number)


def test_everything_that_stands_against_it_is_told_in_one_go(counter: CounterPresenter) -> None:
    survey(
        counter,
        points="milestones",
        sub_items="control",
        outside="special",
        certificate_until="2026-01-31",
    )
    told = " ".join(one.text for one in counter.state.against)
    for words in ("特殊工程", "规划测量", "2026-01-31", "未核验"):
        assert words in told
    (defect,) = counter.state.findings
    assert (defect.line, defect.correction) == ("contract", "incomplete")
    assert "计费标准" in defect.note
    assert counter.state.options[0].why_not == "还有 4 项不符合受理条件"
    assert counter.state.draft.choosing.kind == options.ASK


def test_the_contracts_lack_is_in_the_one_notice(counter: CounterPresenter, world: World) -> None:
    survey(counter, points="milestones")
    counter.decision.decide()
    (defect,) = case_of(world, counter).defects
    assert defect.material == "联合测绘委托合同"
    assert "没有明确" in defect.text


def test_a_refusal_begins_with_the_reasons_that_were_found(counter: CounterPresenter) -> None:
    survey(counter, outside="special", sub_items="control")
    counter.decision.pick(options.REFUSE)
    assert counter.state.draft.choosing.reasons == ("special_works", "unqualified")


def test_the_list_says_how_old_it_is_and_never_clear_when_it_cannot_know(
    counter: CounterPresenter, world: World
) -> None:
    survey(counter, role="self")
    assert blacklist(counter) == "未核验（没有名单）"
    surrounded.publish(world, until="2026-11-20T12:00:00+08:00")
    counter.heard(Changed(frozenset({surrounded.ROLLS})))
    assert blacklist(counter) == "无记录（名单第12版，截至2026-11-20 08:30），距今 2 小时"
    world.clock.later(3 * 24 * 60)
    counter.decision.look()
    assert blacklist(counter) == "未核验（名单第12版，截至2026-11-20 08:30），距今 3 天"


def test_a_surveyor_on_the_list_is_filed_when_the_filer_was_told(
    counter: CounterPresenter, world: World
) -> None:
    surrounded.publish(world, listed=True)
    survey(counter, role="self")
    assert blacklist(counter).startswith("有记录")
    assert blacklist(counter).endswith("成果资料存在瑕疵")
    assert (counter.state.draft.choosing.kind, wanting(counter)) == ("accept", "SV-113")
    counter.decision.type_filing(FilingSaid(listed_told=True))
    counter.decision.decide()
    assert filed(world, counter).filed.surveyor.blacklist.value == "listed"


def test_where_the_city_says_so_an_unverified_surveyor_is_only_received(world: World) -> None:
    surrounded.under(world, strict())
    counter = fresh(world)
    survey(counter, role="self")
    assert any("先收件" in one.text for one in counter.state.against)
    assert counter.state.draft.choosing.kind == options.RECEIVE


def strict() -> Catalogue:
    pack = "zhengzhou/pack.toml"
    before = 'blacklist = "accept_unverified"'
    assert before in FILES[pack]
    text = FILES[pack].replace(before, 'blacklist = "receive_only"')
    return catalogue.parse({**FILES, pack: text})


def test_one_more_filing_of_a_project_needs_its_reason(
    counter: CounterPresenter, world: World
) -> None:
    first = file_one(world)
    number = case_of(world, first).heading[1]
    survey(counter, role="self")
    assert counter.state.filing is not None
    assert counter.state.filing.asked.again == number
    assert wanting(counter) == "SV-112"
    counter.decision.type_filing(FilingSaid(again="更换了测绘机构"))
    counter.decision.decide()
    assert filed(world, counter).filed.again == "更换了测绘机构"


def test_a_second_visit_files_it_too(counter: CounterPresenter, world: World) -> None:
    survey(counter, role="self", points="milestones")
    counter.decision.decide()
    case = counter.state.case
    again = fresh(world)
    again.open_case(case)
    come_again(again)
    again.form.correct()
    again.form.edit("points", surrounded.BY_HAND["points"])
    again.form.leave("points")
    again.go(DECIDE)
    assert again.state.filing is not None
    assert again.state.filing.asked.again == ""
    again.decision.decide()
    assert (again.state.error, again.state.case) == (None, case)
    assert filed(world, again).filed.number
    assert kinds(world, again)[-1] is NoticeKind.SURVEY_FILING
    assert again.state.made[-1].kind == NoticeKind.SURVEY_FILING


def come_again(counter: CounterPresenter) -> None:
    counter.person.report(read(AGENT))
    counter.person.choose_role("self")
    counter.person.match_face(matched=True)


def test_what_was_said_beside_the_form_outlives_a_crash(
    counter: CounterPresenter, world: World
) -> None:
    survey(counter)
    counter.decision.type_filing(SAID)
    ident = counter.state.draft.ident
    after = fresh(world)
    after.resume(ident)
    assert after.state.draft.filing == SAID
    after.go(DECIDE)
    assert wanting(after) == ""


TYPED = (
    ("建筑面积", "12345.67"),
    ("投资类型", "2"),
    ("建设性质", "1"),
    ("联系电话", "13800005678"),
    ("测绘机构名称", "JSKC"),
    ("统一社会信用代码", SURVEYOR_CODE),
    ("测绘资质证书编号", "JCZZ990101"),
    ("证书有效期至", "2028-12-31"),
)
"""What no card and no project gives, in the order F5 leads through; Latin, as keys are here."""


def person_project_and_item(front: Front) -> None:
    front.counter.person.report(read(AGENT))
    front.press("3")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    front.press("yq")
    front.press(KEY.Key_Return)
    front.press(KEY.Key_Return)
    assert front.here() == "事项"
    codes = [one.code for one in front.counter.board.offered]
    front.press(str(codes.index(SURVEY) + 1))


def type_form(front: Front) -> None:
    for name, text in TYPED:
        assert front.here().startswith(name)
        front.press(text)
        if name == "证书有效期至":
            front.press(KEY.Key_Return)
            assert front.here().startswith("证书载明的专业子项")
            front.press("0")
        front.press(KEY.Key_F5)
    assert front.here().startswith("签订日期")
    front.press("2026-11-10")
    front.press(KEY.Key_F5)
    assert front.here().startswith("委托的专项测绘")
    front.press("0")
    front.tab_to("合同已明确的内容")
    front.press("0")
    front.press(KEY.Key_F5)


def papers_of_the_filer(front: Front) -> None:
    """Every original with a key of its own; of the identity papers one suffices."""
    assert front.here() == "材料"
    for key in (*(KEY.Key_Space,) * 3, KEY.Key_Up, KEY.Key_Up, KEY.Key_T):
        front.press(key)
    assert not any(line.open for line in front.counter.state.lines)
    front.press(KEY.Key_F5)


@pytest.mark.gui
def test_from_the_card_to_the_printed_receipt_by_keys(
    qtbot: QtBot, qapp: QApplication, world: World
) -> None:
    surrounded.under(world)
    surrounded.publish(world, listed=True)
    front = open_front(qtbot, world)
    person_project_and_item(front)
    type_form(front)
    papers_of_the_filer(front)
    assert front.here() == "委托书载明的代理人身份证号，必填"
    front.press(AGENT.number)
    front.press(KEY.Key_F5)
    assert front.here().startswith("已告知")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    (question,) = front.questions()
    assert question.windowTitle() == "受理这件申请？"
    front.press("Y")
    assert front.counter.state.draft.step == DELIVER
    front.press(KEY.Key_P, CTRL)
    for _ in range(3):
        front.press("Y")
    assert list(front.counter.state.answers.values()) == [True, True, True]
