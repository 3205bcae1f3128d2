"""Step 2: which item; the counter then works with that item's form, checklist and decisions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.people.grants import Clerk
from casework.records.case_states import CaseState
from casework.records.notice import NoticeKind
from desktop.views.counter.draft import Value, new_draft
from desktop.views.counter.item_list import acceptor, item_words
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, PROJECT, CounterPresenter
from desktop.views.counter.progress import Mark, marks
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.deeds import case_of, come_in, pick_project
from tests.desktop.views.counter.world import CLERK, EVERYTHING, ITEM, World, build, rules

REVIEW, SURVEY = "joint_drawing_review", "joint_survey"


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[World]:
    """A window whose clerk may take in every item."""
    made = build(tmp_path, clerk=EVERYTHING)
    invented.register_all(made)
    yield made
    made.close()


@pytest.fixture
def many(wide: World) -> CounterPresenter:
    made = wide.presenter()
    made.start()
    return made


def test_the_only_item_is_chosen_already(counter: CounterPresenter) -> None:
    assert [one.code for one in counter.board.offered] == [ITEM]
    assert counter.state.draft.item == ITEM
    counter.go(FORM)
    assert counter.state.draft.step == FORM


def test_every_item_the_grants_reach_is_offered(many: CounterPresenter) -> None:
    codes = {one.code for one in many.board.offered}
    assert {ITEM, REVIEW, SURVEY} <= codes == set(rules().catalogue.items)
    assert many.state.draft.item == ""
    assert many.board.chosen is None


def test_what_the_grants_do_not_reach_is_not_offered(tmp_path: Path) -> None:
    nobody = build(tmp_path, clerk=Clerk(CLERK.account, CLERK.name, ()))
    counter = nobody.presenter()
    counter.start()
    assert counter.board.offered == ()
    assert not counter.item.choose(ITEM)
    nobody.close()


def test_nothing_goes_on_without_an_item(many: CounterPresenter) -> None:
    come_in(many)
    pick_project(many)
    for step in (FORM, MATERIALS, DECIDE):
        many.go(step)
        assert many.state.draft.step == PROJECT
        assert many.state.error is not None
        assert many.state.error.code == "CT-114"
    assert marks(many.state)[1:3] == (Mark.OPEN, Mark.OPEN)


def test_the_counter_works_with_the_chosen_item(many: CounterPresenter) -> None:
    come_in(many)
    pick_project(many)
    for code in (REVIEW, SURVEY, ITEM):
        assert many.item.choose(code)
        item = rules().catalogue.item(code)
        assert many.board.form == rules().catalogue.form_of(item)
        many.go(MATERIALS)
        asked = {one.key for one in item.checklist(many.board.kept(), "agent")}
        assert {one.key for one in many.state.lines} == asked
        many.go(DECIDE)
        assert many.state.options
        many.go(PROJECT)
    assert many.item.likely == ITEM


def test_another_item_keeps_the_person_and_the_project(many: CounterPresenter) -> None:
    come_in(many)
    pick_project(many)
    many.item.choose(ITEM)
    many.form.edit("contract_price", "15234")
    many.form.declare(made=True)
    many.materials.take("warranty")
    before = many.state.draft
    many.item.choose(SURVEY)
    after = many.state.draft
    assert (after.person, after.project) == (before.person, before.project)
    assert (after.declaration, after.papers) == (False, {})
    form = many.board.form
    assert {key for key in after.values if form.slot(key) is None} == set()
    assert after.ident == before.ident


def test_the_same_item_again_changes_nothing(many: CounterPresenter) -> None:
    pick_project(many)
    many.item.choose(ITEM)
    many.form.edit("location", "别处")
    before = many.state.draft
    assert many.item.choose(ITEM)
    assert many.state.draft is before
    assert before.values["location"] == Value("别处")


def test_the_next_intake_begins_at_the_item_of_the_last(many: CounterPresenter) -> None:
    many.item.choose(SURVEY)
    many.start()
    assert many.state.draft.item == ""
    assert many.item.likely == SURVEY


def test_a_draft_of_an_item_that_is_gone_is_chosen_anew(
    many: CounterPresenter, wide: World
) -> None:
    many.board.start(new_draft("abolished", wide.clock()))
    assert many.state.draft.item == ""


def test_where_the_department_accepts_the_window_hands_over(
    many: CounterPresenter, wide: World
) -> None:
    come_in(many)
    pick_project(many)
    many.item.choose(REVIEW)
    many.go(MATERIALS)
    many.materials.take("investment_approval")
    many.go(DECIDE)
    assert [one.kind for one in many.state.options] == ["hand_over", "receive"]
    assert many.state.draft.choosing.kind == "hand_over"
    assert many.state.findings
    many.decision.decide()
    case = case_of(wide, many)
    assert case.state is CaseState.HANDED
    assert [paper.kind for paper in case.papers] == [NoticeKind.RECEIPT]
    assert len(many.state.made) == 1


def test_an_item_tells_who_accepts_and_by_what(many: CounterPresenter) -> None:
    law = rules().catalogue
    assert acceptor(law.item(ITEM)) == "综合受理窗口"
    assert acceptor(law.item(REVIEW)) == law.item(REVIEW).lead
    told = item_words(law.item(ITEM))
    assert "房屋建筑和市政基础设施工程联合验收（确认）" in told
    assert "15 个工作日" in told
    assert law.item(ITEM).basis.short in told
