"""Guidance is printed from the pack alone: the chart, the guide, the site list, the blank form."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.flows.lapsed import NOT_IN_FORCE
from casework.ports import Handout
from tests.casework.flows.test_lapsed import LAPSED
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import ITEM, ScriptedPress, World, build, rules
from tests.desktop.views.projects.desk import Told, told, with_law


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Told]:
    made = build(tmp_path)
    invented.register_all(made)
    with_law(made, rules().catalogue)
    yield told(made, ITEM)
    made.close()


def printed(world: World) -> Handout:
    assert isinstance(world.press, ScriptedPress)
    handout = world.press.handouts[-1]
    assert world.printer.submitted[-1][1] == f"%PDF {handout.title}".encode()
    return handout


def cells(handout: Handout) -> str:
    return "\n".join(
        text
        for section in handout.sections
        for text in (
            section.title,
            *section.paragraphs,
            *(one for row in section.rows for one in row),
        )
    )


def test_the_chart_is_the_projects_own_with_every_stage_and_item(page: Told) -> None:
    page.presenter.guidance.chart()
    handout = printed(page.world)
    assert invented.CODE in handout.lead
    law = rules().catalogue
    text = cells(handout)
    for stage in law.stages.values():
        assert stage.name in text
        assert all(item.name in text for item in law.items_of(stage))
    assert handout.practice
    assert law.pack.line in handout.foot
    assert page.presenter.state.done == "已送去打印：审批流程图。"


def test_the_guide_tells_the_item_and_what_to_bring(page: Told) -> None:
    page.presenter.guidance.guide()
    text = cells(printed(page.world))
    item = rules().catalogue.item(ITEM)
    assert item.basis.cite in text
    assert all(one.name in text for one in item.materials if one.handling.value == "ask")


def test_what_has_lapsed_is_no_basis_of_a_guide_outside_practice(page: Told) -> None:
    world, item = page.world, LAPSED.item(ITEM)
    with_law(world, LAPSED)
    page.presenter.guidance.guide()
    assert item.basis.cite in cells(printed(world))
    world.desk = replace(world.desk, practice=False)
    outside = told(world, ITEM)
    outside.presenter.guidance.guide()
    assert item.basis.cite not in cells(printed(world))
    assert NOT_IN_FORCE in cells(printed(world))


def test_the_site_list_has_what_the_window_never_takes_and_nothing_else(page: Told) -> None:
    on_site = page.presenter.guidance.on_site()
    assert on_site
    page.presenter.guidance.site()
    handout = printed(page.world)
    (section,) = handout.sections
    assert [row[0] for row in section.rows] == [one.name for one in on_site]
    item = rules().catalogue.item(ITEM)
    assert len(on_site) == sum(one.handling.value == "on_site" for one in item.materials)


def test_what_does_not_exist_is_refused_with_its_code(page: Told) -> None:
    without = next(
        code
        for code, item in rules().catalogue.items.items()
        if item.commitment is None
        and not any(one.handling.value == "on_site" for one in item.materials)
    )
    page.presenter.set_item(without)
    page.presenter.guidance.site()
    assert page.code == "PG-101"
    page.presenter.guidance.commitment()
    assert page.code == "PG-102"


def test_the_blank_form_of_an_item_has_every_promise_and_a_place_to_sign(page: Told) -> None:
    items = rules().catalogue.items.values()
    item = next(one for one in items if one.commitment is not None)
    assert item.commitment is not None
    page.presenter.set_item(item.code)
    assert page.presenter.guidance.has_commitment()
    page.presenter.guidance.commitment()
    text = cells(printed(page.world))
    assert all(one.text in text for one in item.commitment.promises)
    assert "签字、盖章" in text
