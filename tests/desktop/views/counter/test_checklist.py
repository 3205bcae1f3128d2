"""Lines of the checklist that hang on each other, or belong to another system; F1's cards."""

from dataclasses import replace
from datetime import UTC, datetime

from msgspec import structs

from casework.law.items import Item
from casework.law.materials import Handling
from desktop.views.counter.checklist import Line
from desktop.views.counter.draft import Paper, new_draft
from desktop.views.counter.help_texts import QUESTIONS, find
from desktop.views.counter.lines import Look, lines
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
