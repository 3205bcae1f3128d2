"""Step 2: search while typing, choose, or enter by the code."""

from casework.records.project import ProjectRecord
from desktop.views.counter.presenter import FORM, CounterPresenter
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.deeds import come_in, everything, pick_project
from tests.desktop.views.counter.world import HeldLanes, World


def enter(counter: CounterPresenter, code: str, name: str, builder: str) -> None:
    for part, text in (("code", code), ("name", name), ("builder", builder)):
        counter.project.type(part, text)
    counter.project.enter()


def names(counter: CounterPresenter) -> list[str]:
    return [row.name for row in counter.state.projects or ()]


def test_search_by_code_name_two_characters_and_initials(counter: CounterPresenter) -> None:
    for words in ("溪山", "xsxx", "2104-990101-04-01-200001", "2104—990101—04—01—200001",
                  "２１０４９９０１０１０４０１２００００１", "溪山教育"):  # fmt: skip
        counter.project.find(words)
        assert names(counter) == ["溪山学校"], words
    counter.project.find("")
    assert len(names(counter)) == 4


def test_late_answers_are_dropped(world: World) -> None:
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.project.find("溪山")
    counter.project.find("滨河")
    lanes.waiting.reverse()
    lanes.let_go()
    assert (names(counter), counter.state.answered) == (["滨河路道路工程"], "滨河")


def test_enter_takes_the_only_hit(counter: CounterPresenter) -> None:
    counter.project.take("溪山")
    assert counter.state.draft.project == "project/xishan"
    counter.project.take("云栖")
    assert counter.state.draft.project == "project/xishan"
    assert len(names(counter)) == 2


def test_a_chosen_project_brings_its_parts_and_earlier_cases(
    counter: CounterPresenter, world: World
) -> None:
    everything(counter)
    counter.decision.decide()
    world.clock.later(60)
    counter.start()
    counter.project.choose(invented.STREAM)
    assert [row.name for row in counter.state.parts] == ["云栖家园一期地下车库"]
    assert [row.state for row in counter.state.earlier] == ["accepted"]
    assert counter.state.draft.values["subjects"].source == "earlier"
    assert counter.state.draft.values["handler_phone"].text == "13800005678"


def test_prefill_says_where_each_value_comes_from(counter: CounterPresenter) -> None:
    come_in(counter)
    pick_project(counter)
    values = counter.state.draft.values
    assert values["contract_price"].text == "1523400"
    assert {key: values[key].source for key in ("project_name", "handler", "scale_unit")} == {
        "project_name": "project",
        "handler": "card",
        "scale_unit": "project",
    }
    assert values["buildings.2.name"].text == "3号楼"
    assert "handler_phone" not in values


def test_prefill_never_overwrites_what_was_typed(counter: CounterPresenter) -> None:
    come_in(counter)
    pick_project(counter)
    counter.form.edit("location", "别处")
    counter.form.edit("air_defence_place", "")
    counter.go(FORM)
    values = counter.state.draft.values
    assert (values["location"].text, values["location"].source) == ("别处", "typed")
    assert values["air_defence_place"].text == ""


def test_another_project_takes_its_own_values(counter: CounterPresenter) -> None:
    pick_project(counter)
    counter.form.edit("location", "别处")
    counter.project.choose("project/xishan")
    values = counter.state.draft.values
    assert values["builder"].text == "溪山教育投资有限公司"
    assert values["location"].text == "别处"
    assert "construction_permit" not in values
    assert "buildings.0.name" not in values


def test_a_project_is_entered_by_its_code(counter: CounterPresenter, world: World) -> None:
    assert counter.project.read_code("２１０９—990101—04—01—３００００９").code == (
        "2109-990101-04-01-300009"
    )
    assert counter.project.read_code("2019-990101-4700-0012").form == "local"
    enter(counter, "２０１９－990101－4700－0012", "旧桥改造", "某公司")
    draft = counter.state.draft
    record = world.opened.ledger.load(draft.project).record
    assert isinstance(record, ProjectRecord)
    assert record.registered.origin == "window"
    assert (draft.project_code, draft.project_name) == ("2019-990101-4700-0012", "旧桥改造")


def test_a_project_that_is_known_is_not_entered_twice(counter: CounterPresenter) -> None:
    enter(counter, invented.CODE.replace("-", "—"), "同一个项目", "某公司")
    assert counter.state.draft.project == invented.STREAM


def test_a_project_without_a_name_is_refused(counter: CounterPresenter) -> None:
    enter(counter, "2019-990101-4700-0012", " ", "某公司")
    assert counter.state.error is not None
    assert counter.state.error.code == "IN-140"
    assert not counter.state.draft.project


def test_news_of_the_chosen_project_fills_what_is_untouched(
    counter: CounterPresenter, world: World
) -> None:
    enter(counter, "2019-990101-4700-0012", "旧桥改造", "某公司")
    stream = counter.state.draft.project
    world.opened.ledger.listen(counter.heard)
    known = invented.project("旧桥改造工程", "2019-990101-4700-0012", known=True)
    invented.register(world, (stream, known))
    draft = counter.state.draft
    assert (draft.project_name, draft.builder) == ("旧桥改造工程", invented.BUILDER)
    assert draft.values["location"].text == invented.FACTS["location"]
