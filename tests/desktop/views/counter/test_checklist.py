"""Lines of the checklist that hang on each other, or belong to another system; F1's cards."""

from dataclasses import replace
from datetime import UTC, datetime

from msgspec import structs

import resources
from casework.law import catalogue
from casework.law.items import Item
from casework.law.limits import Moment
from casework.law.materials import Handling
from casework.records.case import CaseRecord, apply
from casework.records.case_events import ApplicationReceived, MaterialReceived, PageRef
from desktop.views.counter.checklist import Line
from desktop.views.counter.draft import Paper, new_draft
from desktop.views.counter.help_texts import QUESTIONS, find
from desktop.views.counter.lines import Look, lines
from tests.casework.instances import INSTANCES
from tests.desktop.views.counter.world import rules

ITEM = rules().catalogue.item("joint_acceptance")
DRAFT = new_draft(ITEM.code, datetime(2026, 11, 20, 2, 30, tzinfo=UTC))


def changed(keys: tuple[str, ...], **changes: object) -> Item:
    """The item with some of its materials changed."""
    materials = (
        replace(one, **changes) if one.key in keys else one  # type: ignore[arg-type]
        for one in ITEM.materials
    )
    return replace(ITEM, materials=tuple(materials))


def shown(item: Item, **papers: Paper) -> dict[str, Line]:
    draft = structs.replace(DRAFT, papers=papers)
    return {one.key: one for one in lines(draft, Look(item, {}, "", "李明"))}


def test_of_papers_of_which_one_suffices_nothing_is_missing_once_one_is_there() -> None:
    item = changed(("warranty", "design_inspection"), either="quality")
    before = shown(item)
    assert {before[key].state for key in ("warranty", "design_inspection")} == {"missing"}
    assert before["warranty"].words == "缺，几样中有一样即可"
    after = shown(item, warranty=Paper("original", 1))
    assert (after["design_inspection"].state, after["design_inspection"].words) == (
        "optional",
        "已收另一样",
    )
    assert after["completion_report"].state == "missing"


def test_what_is_uploaded_elsewhere_is_not_taken_here() -> None:
    item = changed(("warranty",), handling=Handling.ELSEWHERE, shapes=(), elsewhere="省图审系统")
    line = shown(item)["warranty"]
    assert (line.state, line.allowed) == ("refused", frozenset())
    assert line.words.startswith("在省图审系统上传")
    assert "省图审系统" in line.detail


def test_what_another_department_issued_is_passed_on_inside() -> None:
    """An earlier result is never asked of the applicant (obligations 0b k)."""
    law = catalogue.parse(resources.catalogue_files("hunan"))
    item = law.item("construction_permit")
    results = {key: one.name for key, one in law.results.items()}
    draft = structs.replace(DRAFT, item=item.code)
    line = next(
        one
        for one in lines(draft, Look(item, {}, "", "李明", None, results))
        if one.key == "drawing_certificate"
    )
    assert (line.required, line.received, line.allowed) == ("审批结果", "不收", frozenset())
    assert results["drawing_certificate"] in line.words
    assert "不得要求申请人提供" in line.why


def test_a_file_that_must_bear_a_seal_and_does_not_says_so() -> None:
    law = rules().catalogue
    item = law.item("joint_drawing_review")
    key = next(one.key for one in item.materials if one.seal)

    def line(page: PageRef) -> Line:
        return shown(item, **{key: Paper("e-file", 1, (page,))})[key]

    plain, signed = PageRef("a" * 64, "application/pdf", 9, "plan.pdf"), True
    assert line(plain).name.endswith("〔签〕")
    assert (line(plain).state, line(plain).words) == ("unsealed", "未见电子签章")
    assert line(structs.replace(plain, signed=signed)).state == "have"
    assert line(structs.replace(plain, source="scanner")).state == "have"


def test_what_is_due_later_is_not_missing_now() -> None:
    item = changed(("warranty",), due_node=Moment.SITE_STARTED)
    line = shown(item)["warranty"]
    assert (line.state, line.words) == ("optional", "现场验收前提交即可")
    assert "不影响受理" in line.detail


def test_a_line_that_todays_rules_do_not_know_stays_as_it_is() -> None:
    """The list of a case is that of its day; today's rules take nothing away."""
    record: CaseRecord | None = None
    for event in INSTANCES:
        if isinstance(event, ApplicationReceived | MaterialReceived):
            record = apply(record, event)
    found = lines(DRAFT, Look(ITEM, {}, "agent", "李明", record))
    line = next(one for one in found if one.key == "report")
    assert (line.name, line.state, line.allowed) == ("竣工验收报告", "have", frozenset())
    assert "不再收取" in line.why


def test_f1_away_from_every_field_tells_what_applicants_ask() -> None:
    law = rules().catalogue
    review = law.item("joint_drawing_review")
    told = find(QUESTIONS, review, law.form_of(review), law.helps_of(review))
    assert told is not None
    for card in law.helps_of(review):
        assert card.title in told.how
        assert card.text in told.how
    assert told.how.count("可能已变化") == 2
    assert find(QUESTIONS, ITEM, law.form_of(ITEM), law.helps_of(ITEM)) is None
