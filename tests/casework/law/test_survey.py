"""The scheme's rows in the pack: what they say word for word, and each way they can be broken."""

from collections.abc import Mapping

import pytest

import resources
from casework.errors import RuleError
from casework.law import catalogue
from casework.law.clock import LimitKind
from casework.law.items import Body, Flow, Nature
from casework.law.limits import Moment, Role
from casework.law.survey import TOTAL, limit_key, matter_of

FILES = resources.catalogue_files("zhengzhou")
CATALOGUE = catalogue.parse(FILES)
ITEM = CATALOGUE.item("joint_survey")
LAW = CATALOGUE.surveys["joint_survey"]
FILE = "zhengzhou/joint_survey.toml"
FORM = "forms/joint_survey.toml"


def fault(files: Mapping[str, str]) -> RuleError:
    with pytest.raises(RuleError) as found:
        catalogue.parse(files)
    return found.value


def test_the_filing_is_an_item_of_its_own_taken_in_at_the_window() -> None:
    assert (ITEM.nature, ITEM.flow) == (Nature.FILING, Flow.JOINT_SURVEY)
    assert ITEM.accepting_body is ITEM.originals_checked_by is Body.WINDOW
    assert {"form", "organ", "seal"} <= set(ITEM.samples)
    assert "xkf_decision" not in {one.key for one in CATALOGUE.limits_of(ITEM)}


def test_scope_and_exclusions_are_those_of_the_scheme() -> None:
    assert "新建、改建、扩建工程建设项目" in ITEM.scope.text
    assert len(LAW.exclusions) == 7
    for words in ("特殊工程", "交通", "水利", "能源", "国家、省级审批权限的事项", "竣工验收阶段"):
        assert words in ITEM.scope.text
        assert any(words in one.label for one in LAW.exclusions)
    assert {one.refusal for one in LAW.exclusions} <= {one.key for one in ITEM.refusals}


def test_qualification_and_contract_are_in_the_words_of_the_scheme() -> None:
    text = CATALOGUE.articles["001C-3"].text
    assert [one.label for one in LAW.sub_items if one.label in text] == [
        "控制测量",
        "地形测量",
        "规划测量",
        "地籍测绘",
        "房产测绘",
    ]
    contract = CATALOGUE.articles["001C-4-1"].text
    assert len(LAW.points) == 5
    for words in ("跟进时间节点", "完成时限", "内容细项", "计费标准", "成果种类、格式、样式、份数"):
        assert words in contract
        assert any(words in one.label for one in LAW.points)


def test_every_survey_has_an_agreed_limit_from_the_ready_site() -> None:
    for key in (*(one.key for one in LAW.matters), TOTAL):
        limit = LAW.limit(key)
        assert limit.kind is LimitKind.AGREED
        assert (limit.starts, limit.ends) == (Moment.SURVEY_READY, Moment.SURVEY_DELIVERED)
        assert matter_of(limit.key) == key
        counted = LAW.limit(key, 7)
        assert (counted.kind, counted.amount, counted.key) == (
            LimitKind.WORKING_DAYS,
            7,
            limit_key(key),
        )
    assert LAW.limit(TOTAL).role is Role.CEILING
    note = "不计入审批时限，计入跨度时限"
    assert note in CATALOGUE.articles["001C-a3"].text


def test_a_matter_that_the_pack_does_not_have() -> None:
    assert LAW.matter("x") is None
    assert LAW.matter(TOTAL) is LAW.total


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('[[survey]]\nkey = "joint_survey"', '[[survey]]\nkey = "x"', "LW-407", "survey[0].key"),
        ('refusal = "outside_city"', 'refusal = "x"', "LW-407", "survey[0].exclusion[0].refusal"),
        (
            '[[survey.exclusion]]\nkey = "elsewhere"',
            '[[survey.exclusion]]\nkey = "x"',
            "LW-408",
            "survey[0].key",
        ),
        ("up_to = 5000\n", "up_to = 50000\n", "LW-408", "survey[0].size"),
        ("negotiated = true", "up_to = 30000", "LW-408", "survey[0].size"),
        (
            "[survey.total.days]\nsmall = 12",
            "[survey.total.days]\nsmall = 0",
            "LW-408",
            "survey[0].total.days.small",
        ),
        (
            "[survey.total.days]\nsmall = 12\n",
            "[survey.total.days]\n",
            "LW-402",
            "survey[0].total.days.small",
        ),
        (
            '[[survey.matter]]\nkey = "planning"',
            '[[survey.matter]]\nkey = "x"',
            "LW-408",
            "survey[0].key",
        ),
        (
            'key = "survey_planning"\nname = "完成规划核实测绘"\nkind = "agreed"',
            'key = "survey_planning"\nname = "完成规划核实测绘"\nkind = "working_days"\namount = 1',
            "LW-407",
            "survey[0].key",
        ),
        (
            'key = "land_approval"\nnumber_field = "land_approval"',
            'key = "land_approval"\nnumber_field = "x"',
            "LW-407",
            "survey[0].papers.sharing[1].number_field",
        ),
        (
            '[[survey.papers.sharing]]\nkey = "land_approval"',
            '[[survey.papers.sharing]]\nkey = "x"',
            "LW-407",
            "survey[0].papers.sharing[1].key",
        ),
        ('recipient = "window"', 'recipient = "us"', "LW-405", "survey[0].papers.recipient"),
        ('field = "done_before"', 'field = "x"', "LW-407", "survey[0].papers.condition[1].field"),
        ("government_days = 10", "government_days = 10\nx = 1", "LW-403", "survey[0].x"),
    ],
)
def test_a_mistake_names_file_line_and_key(old: str, new: str, code: str, key: str) -> None:
    assert old in FILES[FILE]
    error = fault(FILES | {FILE: FILES[FILE].replace(old, new, 1)})
    assert (error.code, error.facts["file"], error.facts["key"]) == (code, FILE, key)
    touched = FILES[FILE][: FILES[FILE].index(old)].count("\n") + 1
    assert int(str(error.facts["line"])) > 0
    if key.count(".") > 1:
        # The line of the key, or of the head of its table where the key is missing.
        assert touched - 25 <= int(str(error.facts["line"])) <= touched + 3


def test_the_form_has_to_offer_what_the_scheme_lists() -> None:
    bare = FILES[FORM].replace('key = "points"', 'key = "points_of_contract"')
    error = fault(FILES | {FORM: bare})
    assert (error.code, error.facts["file"]) == ("LW-408", FILE)
