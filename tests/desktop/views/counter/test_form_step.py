"""Step 3: typing, leaving, rows, signatures, what stands open."""

import pytest

from desktop.views.counter.form_verbs import DECLARATION
from desktop.views.counter.presenter import FORM, MATERIALS, CounterPresenter
from desktop.views.counter.progress import Mark, marks
from tests.desktop.views.counter.deeds import come_in, fill_form, pick_project
from tests.desktop.views.counter.world import World


@pytest.fixture
def form(counter: CounterPresenter) -> CounterPresenter:
    come_in(counter)
    pick_project(counter)
    counter.go(FORM)
    return counter


def text(counter: CounterPresenter, key: str) -> str:
    return counter.state.draft.texts().get(key, "")


def leave(counter: CounterPresenter, key: str, typed: str) -> str:
    counter.form.edit(key, typed)
    counter.form.leave(key)
    return text(counter, key)


def test_leaving_a_field_puts_it_right(form: CounterPresenter) -> None:
    assert leave(form, "contract_price", "1,234.5 万元") == "1234.5"
    assert leave(form, "pre_accepted_on", "20261008") == "2026-10-08"
    assert leave(form, "category", "decoration") == "alteration,decoration"
    assert leave(form, "handler_phone", "１３８ 0000 1234") == "13800001234"


def test_a_short_day_is_the_latest_one(form: CounterPresenter) -> None:
    assert leave(form, "pre_accepted_on", "1105") == "2026-11-05"
    assert leave(form, "pre_accepted_on", "12.24") == "2025-12-24"
    assert leave(form, "pre_accepted_on", "1340") == "1340"
    assert form.state.form_problems["pre_accepted_on"].code == "LW-227"


def test_only_what_is_wrong_stays_as_typed(form: CounterPresenter) -> None:
    assert leave(form, "scale", "约五千") == "约五千"
    assert form.state.form_problems["scale"].code == "LW-224"
    form.form.edit("scale", "5000")
    assert form.state.form_problems["scale"].code == "LW-224"
    form.form.leave("scale")
    assert "scale" not in form.state.form_problems


def test_editing_a_value_of_a_card_makes_it_typed(form: CounterPresenter) -> None:
    form.form.edit("handler", "林晚舟")
    assert form.state.draft.values["handler"].source == "card"
    form.form.edit("handler", "林晚舟二")
    assert form.state.draft.values["handler"].source == "typed"


def test_what_stands_open_in_the_order_of_the_form(form: CounterPresenter) -> None:
    first, *rest = form.form.open_places()
    assert first == "handler_phone"
    assert rest[:2] == ["subjects", "pre_accepted_on"]
    assert rest[-1] == DECLARATION
    fill_form(form)
    assert form.form.open_places() == ()
    assert marks(form.state)[2] is Mark.DONE


def test_going_on_points_at_what_is_empty(form: CounterPresenter) -> None:
    assert marks(form.state)[2] is Mark.OPEN
    form.go(MATERIALS)
    assert FORM in form.state.revealed
    assert marks(form.state)[2] is Mark.PROBLEM


def test_rows_of_buildings_come_and_go(form: CounterPresenter) -> None:
    group = form.board.form.group("buildings")
    assert form.form.rows(group) == 3
    form.form.add_row(group)
    assert form.form.rows(group) == 4
    form.form.edit("buildings.3.name", "4号楼")
    form.form.remove_row(group, 1)
    names = [text(form, f"buildings.{row}.name") for row in range(form.form.rows(group))]
    assert names == ["1号楼", "3号楼", "4号楼"]
    assert form.state.draft.values["buildings.1.name"].source == "project"


def test_a_block_is_signed_with_one_key(form: CounterPresenter) -> None:
    group = form.board.form.group("signatures")
    form.form.edit("pre_accepted_on", "2026-10-08")
    form.form.row_done(group, "survey")
    form.form.edit("signatures.design.date", "2026-10-10")
    form.form.row_done(group, "design")
    form.form.row_done(group, "supervision")
    assert text(form, "signatures.survey.signed") == "true"
    assert text(form, "signatures.survey.date") == "2026-10-08"
    assert text(form, "signatures.design.date") == "2026-10-10"
    assert text(form, "signatures.supervision.date") == "2026-10-10"


def test_the_checklist_follows_the_form(form: CounterPresenter) -> None:
    def keys() -> set[str]:
        return {line.key for line in form.state.lines}

    assert {"household_acceptance", "evaluation_report", "authorisation"} <= keys()
    assert "fire_test" not in keys()
    leave(form, "subjects", "fire")
    assert "fire_test" in keys()
    leave(form, "nature", "public")
    assert "household_acceptance" not in keys()


def test_help_for_a_field_and_a_material(form: CounterPresenter) -> None:
    found = form.help("field:project.handler_phone")
    assert found is not None
    assert (found.title, found.source.partition(" ")[0]) == (
        "联系电话",
        "郑州市建设工程联合验收申请表",
    )
    material = form.help("material:warranty")
    assert material is not None
    assert "施工单位" in material.how
    assert "方案" in material.source
    face = form.help("person.face")
    assert face is not None
    assert face.title == "人证一致"
    assert form.help("somebody else") is None


def test_values_are_kept_a_second_after_the_last_key(form: CounterPresenter, world: World) -> None:
    form.form.edit("location", "新地址")
    (saved,) = world.opened.drafts.all("intake.v1")
    assert "新地址".encode() in saved.body
