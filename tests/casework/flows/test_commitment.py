"""Telling, offering, choosing and declining: what each needs, what each leaves, what is printed."""

from dataclasses import replace
from functools import cache

import pytest

from casework.flows import commitment as offering
from casework.flows.commitment import DECLINE, Decline
from casework.flows.commitment_options import Route
from casework.flows.deciding import Accept
from casework.flows.intake import AGAIN, TAKE_IN, Again, TakeIn
from casework.law import catalogue
from casework.people.person import Role
from casework.records.commitment import CommitmentState
from casework.records.commitment_events import CommitmentOffered
from casework.records.event import Event
from casework.records.notice import NoticeKind
from tests.casework.flows.committing import (
    CASE,
    NUMBERS,
    Walk,
    department,
    intake,
    listed,
    published,
    reserved,
    window,
)
from tests.casework.flows.intakes import CATALOGUE, FILES, NOW, page, refused

PACK = "zhengzhou/commitment.toml"
SOIL = CATALOGUE.item("soil_plan")


@cache
def law(*changes: tuple[str, str], file: str = PACK) -> catalogue.Catalogue:
    """The real pack with words replaced."""
    text = FILES[file]
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return catalogue.parse({**FILES, file: text})


# ---- telling --------------------------------------------------------------------------------


def titles(walk: Walk, kind: NoticeKind) -> list[str]:
    return [one.title for one in walk.paper(kind).sections]


def test_the_six_tellings_stand_on_paper_in_the_words_of_the_article() -> None:
    walk = Walk().receive().tell()
    wanted = [CATALOGUE.articles[f"001A-7-{nth}"].text.rstrip("。") for nth in range(1, 7)]
    assert titles(walk, NoticeKind.TELLING)[:6] == wanted
    assert walk.paper(NoticeKind.TELLING).opening.endswith("应主动向申请人告知下列内容：")


def section(walk: Walk, kind: NoticeKind, title: str) -> tuple[tuple[str, ...], ...]:
    found = [one for one in walk.paper(kind).sections if title in one.title]
    assert len(found) == 1, title
    return (found[0].paragraphs, *found[0].rows)


def test_telling_one_names_laws_and_clauses() -> None:
    texts = section(Walk().receive().tell(), NoticeKind.TELLING, "法律法规的名称")[0]
    assert texts[:1] == ("《中华人民共和国水土保持法》第二十五条",)


def test_telling_two_gives_the_conditions_word_for_word() -> None:
    texts = section(Walk().receive().tell(), NoticeKind.TELLING, "条件、标准和技术要求")[0]
    commitment = SOIL.commitment
    assert commitment is not None
    assert texts == (commitment.tellings[1].text,)


def test_telling_three_is_the_very_checklist_of_the_intake() -> None:
    walk = Walk().receive(role="agent")
    rows = section(walk.tell(), NoticeKind.TELLING, "材料的目录")[1:]
    assert [row[0] for row in rows] == [one.line.name for one in walk.record.materials]
    shown = {row[0]: row[1:] for row in rows}
    assert shown["专家评审意见"] == ("原件", "可以承诺补交")
    assert shown["水土保持方案报告书"] == ("原件、电子件", "申请时提交")
    assert shown["申请人营业执照或统一社会信用代码证书"] == ("", "填写编号")


def test_telling_four_has_terms_computed_days_and_consequences() -> None:
    texts, *rows = section(Walk().receive().tell(), NoticeKind.TELLING, "时限和法律效力")
    assert rows == [
        ("专家评审意见", "自作出承诺之日起20个工作日内", "2026年12月18日"),
        ("水土保持监测委托合同", "自作出承诺之日起10个工作日内", "2026年12月4日"),
    ]
    assert any("依法撤销行政审批决定" in text for text in texts)


def test_beyond_the_calendar_no_day_is_printed() -> None:
    late = NOW.replace(month=12, day=24)
    walk = Walk(*reserved(), *published(late)).receive()
    rows = section(walk.tell(window(late)), NoticeKind.TELLING, "时限和法律效力")[1:]
    assert [row[2] for row in rows] == ["", ""]


def test_telling_five_says_how_it_is_supervised() -> None:
    texts = section(Walk().receive().tell(), NoticeKind.TELLING, "监管的方式方法")[0]
    assert any("双随机" in text for text in texts)


def test_telling_six_may_be_missing() -> None:
    walk = Walk(item="drainage_permit").receive().tell()
    assert "行政审批部门认为应当告知的其他内容" not in titles(walk, NoticeKind.TELLING)
    assert "行政审批部门认为应当告知的其他内容" in titles(
        Walk().receive().tell(), NoticeKind.TELLING
    )


def test_the_list_stands_on_paper_with_version_and_first_day() -> None:
    texts = section(Walk().receive().tell(), NoticeKind.TELLING, "事项清单")[0]
    assert texts[0] == "示例清单第1版（2019年7月19日起实施）"


def test_what_was_told_is_kept_with_the_version_of_the_rules() -> None:
    walk = Walk().receive().tell()
    told = walk.own.offered
    assert isinstance(told, CommitmentOffered)
    assert [one.key for one in told.tellings] == [
        "law", "conditions", "materials", "term", "supervision", "other",
    ]  # fmt: skip
    assert told.rule.pack == CATALOGUE.pack.line
    assert told.rule.sha256 == CATALOGUE.pack.sha256
    assert (told.rule.list_version, told.rule.list_from) == ("示例清单第1版", "2019-07-19")
    assert (told.credit.standing, told.credit.version) == ("clear", "第12版")
    assert told.told_at == NOW.isoformat()
    assert told.paper == walk.paper(NoticeKind.TELLING).number


def test_what_is_not_known_of_the_credit_is_kept_as_unverified() -> None:
    told = Walk(*reserved()).receive().tell().own.offered
    assert told is not None
    assert (told.credit.standing, told.credit.as_of) == ("unverified", "")


def test_nothing_is_told_of_what_cannot_be_offered() -> None:
    walk = Walk(*reserved(), *published(NOW, listed())).receive()
    assert refused(walk.tell).code == "CM-106"
    assert refused(lambda: Walk().receive().tell(window(practice=False))).code == "CM-105"


def test_a_list_of_another_hall_is_not_asked() -> None:
    walk = Walk().receive()
    walk.on = replace(walk.on, rolls="rolls/other")
    assert refused(walk.tell).code == "CR-101"


# ---- choosing -------------------------------------------------------------------------------


def told() -> Walk:
    return Walk().receive().tell().print_out(NoticeKind.TELLING)


@pytest.mark.parametrize(
    ("route", "state"),
    [
        (Route.COMMITMENT, CommitmentState.CHOSEN),
        (Route.ORDINARY, CommitmentState.ORDINARY),
    ],
)
def test_the_applicant_chooses_by_signature(route: Route, state: CommitmentState) -> None:
    walk = told()
    walk.choose(route)
    assert walk.own.state is state
    chosen = walk.own.chosen
    assert chosen is not None
    assert chosen.signer_name.value == "赵某"
    assert (chosen.role, chosen.pages) == ("legal_representative", (page("choice"),))


def test_there_is_no_default_between_the_two() -> None:
    with pytest.raises(TypeError, match="route"):
        offering.Choose(told().on, role=Role.SELF, signer="赵某", signed=True)  # type: ignore[call-arg]
    assert told().own.chosen is None


@pytest.mark.parametrize("changes", [{"signed": False}, {"signer": " "}])
def test_a_choice_without_a_signature_is_none(changes: dict[str, object]) -> None:
    walk = told()
    assert refused(lambda: walk.choose(**changes)).code == "CM-113"  # type: ignore[arg-type]
    assert walk.own.chosen is None


def test_nobody_chooses_before_the_telling_lies_before_them() -> None:
    walk = Walk().receive().tell()
    error = refused(walk.choose)
    assert (error.code, error.facts) == ("CM-112", {"paper": "行政审批告知书"})


def test_the_applicant_may_still_change_sides_before_acceptance() -> None:
    walk = told()
    walk.choose(Route.ORDINARY)
    walk.choose(Route.COMMITMENT)
    walk.draw_up()
    walk.choose(Route.ORDINARY)
    assert walk.own.state is CommitmentState.ORDINARY


def test_the_route_is_settled_by_acceptance() -> None:
    walk = Walk().accepted()
    assert refused(lambda: walk.choose(Route.ORDINARY)).code == "CM-111"


def again(walk: Walk) -> Again:
    return Again(CASE, NUMBERS, walk.item.code, (), Accept())


def test_the_ordinary_route_is_not_taken_over_the_applicants_head() -> None:
    """Neither before the offer, nor while it is open, nor against the choice of commitment."""
    whole = Walk().receive("no such line")
    assert refused(lambda: whole.perform(AGAIN, again(whole), window())).code == "CM-153"
    at_once = TakeIn(intake(SOIL), Accept())
    assert refused(lambda: Walk().perform(TAKE_IN, at_once, window())).code == "CM-153"
    whole.tell().print_out(NoticeKind.TELLING)
    assert refused(lambda: whole.perform(AGAIN, again(whole), window())).code == "CM-152"
    whole.choose(Route.COMMITMENT)
    assert refused(lambda: whole.perform(AGAIN, again(whole), window())).code == "CM-152"
    whole.choose(Route.ORDINARY)
    whole.perform(AGAIN, again(whole), window())
    assert whole.record.state.value == "accepted"
    assert whole.paper(NoticeKind.ACCEPTANCE).mark == ""


def test_where_nothing_can_be_offered_the_ordinary_route_needs_no_telling() -> None:
    walk = Walk(*reserved())
    walk.perform(TAKE_IN, TakeIn(intake(SOIL), Accept()), window(practice=False))
    assert walk.record.state.value == "accepted"


# ---- declining ------------------------------------------------------------------------------


def decline(walk: Walk, *codes: str) -> tuple[Event, ...]:
    return walk.perform(DECLINE, Decline(walk.on, codes), window())


def test_a_willing_applicant_is_declined_by_code_on_paper() -> None:
    walk = Walk(*reserved(), *published(NOW, listed())).receive()
    decline(walk, "CM-106")
    declined = walk.own.declined
    assert declined is not None
    (reason,) = declined.reasons
    assert (reason.code, reason.text) == ("CM-106", "申请人已列入异常信用记录，不再适用告知承诺")
    assert reason.basis.endswith("第十六条")
    assert (declined.credit.standing, declined.by) == ("listed", "account/lin")
    rows = section(walk, NoticeKind.TELLING, "不适用告知承诺的理由")[1:]
    assert rows == ((reason.text, reason.basis),)
    assert walk.paper(NoticeKind.TELLING).number == declined.paper
    assert section(walk, NoticeKind.TELLING, "办理方式")[0][0].startswith("本申请按一般程序")


def test_a_declined_case_goes_the_ordinary_route() -> None:
    walk = Walk(*reserved(), *published(NOW, listed())).receive("no such line")
    decline(walk, "CM-106")
    walk.perform(AGAIN, again(walk), window())
    assert walk.record.state.value == "accepted"


@pytest.mark.parametrize("given", [(), ("CM-106",), ("CM-104", "CM-105"), ("no such",)])
def test_without_a_real_reason_nobody_is_declined(given: tuple[str, ...]) -> None:
    walk = Walk().receive()
    assert refused(lambda: decline(walk, *given)).code == "CM-114"


def test_a_warning_is_no_reason() -> None:
    walk = Walk(*reserved()).receive()
    assert refused(lambda: decline(walk, "CM-108")).code == "CM-114"


def test_another_items_grant_does_not_reach_the_case() -> None:
    walk = Walk().receive()
    walk.on = replace(walk.on, item="drainage_permit")
    assert refused(walk.tell).code == "IN-121"


def test_a_department_does_not_choose() -> None:
    walk = told()
    request = offering.Choose(walk.on, Route.ORDINARY, Role.SELF, "赵某", signed=True)
    assert refused(lambda: walk.perform(offering.CHOOSE, request, department())).code == "PE-301"
