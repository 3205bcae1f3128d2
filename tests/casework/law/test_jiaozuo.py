"""The pack of Jiaozuo: what 004 says, and that all the rest is a sample."""

from datetime import date

import pytest

import resources
from casework.law import catalogue
from casework.law.items import Body, Item, Nature
from casework.law.limits import Moment, Role
from casework.law.materials import Handling
from casework.law.one_set import one_set
from casework.law.stages import Stage

PACK = catalogue.parse(resources.catalogue_files("jiaozuo"))
STAGES = list(PACK.stages.values())


def test_the_four_stages_in_their_order() -> None:
    names = [stage.name for stage in STAGES]
    assert names == ["立项用地规划许可阶段", "工程建设许可阶段", "施工许可阶段", "竣工验收阶段"]
    quoted = PACK.articles["004-3"].text
    assert all(name in quoted for name in names)
    assert {stage.basis.key for stage in STAGES} == {"004-3"}


def test_each_stage_has_the_lead_that_article_4_names() -> None:
    leads = {stage.name: stage.lead for stage in STAGES}
    assert leads == {
        "立项用地规划许可阶段": "自然资源和规划局",
        "工程建设许可阶段": "自然资源和规划局",
        "施工许可阶段": "住房和城乡建设局",
        "竣工验收阶段": "住房和城乡建设局",
    }
    quoted = PACK.articles["004-4"].text
    for stage in STAGES:
        assert stage.lead_basis.key == "004-4"
        before, _, _ = quoted.partition(stage.name)
        assert stage.lead in before.rpartition("；")[2]


@pytest.mark.parametrize("item", PACK.items.values(), ids=lambda item: str(item.code))
def test_the_department_accepts_and_looks_at_originals(item: Item) -> None:
    assert item.accepting_body is item.originals_checked_by is Body.DEPARTMENT
    assert "由相应承办部门的受理人员负责核对原件" in PACK.articles["004-11"].text


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: str(stage.key))
def test_a_stage_has_one_form_and_both_clocks(stage: Stage) -> None:
    items = PACK.items_of(stage)
    assert {stage.form} == {item.form for item in items}
    for total in (stage.promised, *(item.promised for item in items)):
        assert total is not None
        assert (total.basis.key, total.role, total.pauses) == ("004-12", Role.CEILING, True)
        assert (total.starts, total.ends) == (Moment.ACCEPTED, Moment.COMPLETED)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: str(stage.key))
def test_a_stage_asks_for_the_same_paper_once(stage: Stage) -> None:
    items = PACK.items_of(stage)
    found = one_set(items, {}, "agent")
    for name in ("application", "builder_licence", "authorisation"):
        (one,) = (paper for paper in found if paper.key == name)
        assert [item for item, _ in one.lines] == [item.code for item in items]


def test_papers_go_from_stage_to_stage() -> None:
    stages = {
        (material.type, item.stage)
        for item in PACK.items.values()
        for material in item.materials
        if material.handling is Handling.ASK
        and material.type not in ("application", "authorisation")
    }
    assert {("land_contract", "land"), ("land_contract", "project")} <= stages


def test_results_are_never_asked_for_and_come_from_an_earlier_item() -> None:
    order = {code: at for at, code in enumerate(c for s in STAGES for c in s.items)}
    results = {one.key for item in PACK.items.values() for one in item.results}
    seen = set()
    for item in PACK.items.values():
        for material in item.materials:
            if material.result_of:
                giver = PACK.giver(material.result_of)
                assert giver is not None
                assert order[giver.code] < order[item.code]
                assert material.handling is Handling.SHARED
                assert material.refused
                seen.add(material.result_of)
            else:
                assert material.type not in results
    assert "land_planning_permit" in seen


def test_correction_stops_the_clock_and_return_is_no_pause() -> None:
    for item in PACK.items.values():
        causes = {cause.key: cause for cause in PACK.pauses_of(item)}
        assert causes["correction"].basis.key == "004-12"
        assert not any("退回" in cause.text for cause in causes.values())
        assert ("hearing" in causes) is (item.nature is Nature.PERMIT)


def test_the_trial_year_is_over() -> None:
    law = PACK.documents["004"]
    assert (law.issued, law.effective_to) == (date(2019, 7, 4), date(2020, 7, 3))
    articles = [one for one in PACK.articles.values() if one.document.key == "004"]
    assert len(articles) == 19
    assert not any(one.lapsed_on(date(2020, 7, 3)) for one in articles)
    assert all(one.lapsed_on(date(2020, 7, 4)) for one in articles)
    assert "试行期一年" in PACK.articles["004-19"].text
    assert PACK.pack.line == "焦作市 2019.3（已失效）"


def test_what_the_missing_annexes_would_say_is_a_sample() -> None:
    samples = PACK.samples()
    for item in PACK.items.values():
        named = {f"item.{item.code}.{part}" for part in ("name", "material", "limit", "refusal")}
        named |= {f"item.{item.code}.material.{one.key}" for one in item.materials}
        assert named <= set(samples)
    assert {f"stage.{stage.key}.limit" for stage in STAGES} <= set(samples)
    assert "form.jiaozuo_stage" in samples


def test_who_is_told_what() -> None:
    assert PACK.relays["coordination"].to == "阶段牵头部门"
    assert PACK.relays["opinion"].basis.key == "004-13"
    assert "004-18" in {PACK.relays[key].basis.key for key in ("urge", "coordination")}


HELP = {
    "account_lost": "联系平台运维机构",
    "password": "定期修改",
    "progress": "查询各审批阶段",
    "scans": "原件扫描上传",
    "electronic_seal": "同等的行政效力",
}


@pytest.mark.parametrize("key", HELP)
def test_a_card_answers_what_is_asked(key: str) -> None:
    card = PACK.helps[key]
    assert HELP[key] in card.text
    assert card.basis.document.key == "004"
    assert all(card in PACK.helps_of(item) for item in PACK.items.values())
