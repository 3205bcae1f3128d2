"""A project found and told: its family, its results by item, its differences, its end."""

from dataclasses import replace
from pathlib import Path

import pytest

from casework.flows.prerequisites import Standing
from casework.flows.supplement import task_of
from casework.people.grants import Clerk
from casework.records.project import ProjectState
from casework.records.project_events import (
    CompletionFiled,
    ImportPassed,
    ResultReviewed,
)
from casework.records.project_results import ResultState
from casework.records.task import TaskRecord
from desktop.views.projects.presenter import first_item
from desktop.views.projects.state import FACTS, FIND
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World
from tests.desktop.views.projects.desk import GARAGE, MAIN, Told, happen, told

PDF = Path("规划许可证.pdf")
SYSTEMS = ("drawing_review", "tender", "contract", "permit")


def supplement(page: Told, **changes: str) -> None:
    """Everything a supplement needs, with some of it changed."""
    page.presenter.results.bring(PDF)
    texts = {
        "key": "planning_permit",
        "number": "建字第990101202300001号",
        "organ": "自然资源和规划部门",
        "issued_on": "2023-03-01",
        **{f"asked.{name}": "silent" for name in SYSTEMS},
    }
    for key, text in {**texts, **changes}.items():
        page.presenter.type(f"supplement.{key}", text)
    page.presenter.results.supplement()


@pytest.mark.parametrize(
    ("words", "found"),
    [("云栖", 2), ("yqjy", 2), ("溪山", 1), (invented.CODE, 1), ("没有这个", 0), ("", 4)],
)
def test_a_project_is_found_as_at_the_counter(world: World, words: str, found: int) -> None:
    page = told(world).presenter
    page.find(words)
    assert page.state.rows is not None
    assert len(page.state.rows) == found
    assert page.state.answered == words


def test_opening_tells_the_project_and_forgets_what_was_typed_of_another(world: World) -> None:
    page = told(world)
    page.type(import__project_type="建筑工程")
    page.presenter.choose(GARAGE)
    state = page.presenter.state
    assert (state.stream, state.section, dict(state.typed)) == (GARAGE, FACTS, {})
    assert state.told is not None
    assert state.told.main == MAIN
    assert [one.stream for one in state.told.tree] == [MAIN, GARAGE]
    assert [one.depth for one in state.told.tree] == [0, 1]


def test_without_a_project_there_is_only_the_search(world: World) -> None:
    page = told(world).presenter
    page.board.state = replace(page.state, stream="", told=None)
    page.turn(FACTS)
    assert page.state.section == FIND


def test_a_part_is_split_emptied_binned_and_restored(world: World) -> None:
    page = told(world)
    page.type(split__name="3号楼")
    page.presenter.tree.split()
    known = page.presenter.state.told
    assert known is not None
    part = next(one for one in known.tree if one.record.name == "3号楼")
    assert part.in_the_way == ()
    assert not page.presenter.state.text("split.name")
    page.presenter.tree.bin(part.stream, "录错了")
    known = page.presenter.state.told
    assert known is not None
    binned = known.part(part.stream)
    assert binned is not None
    assert binned.record.state is ProjectState.BINNED
    page.presenter.tree.restore(part.stream)
    known = page.presenter.state.told
    assert known is not None
    restored = known.part(part.stream)
    assert restored is not None
    assert restored.record.state is ProjectState.KNOWN


def test_what_stands_in_the_way_of_a_deletion_is_told_and_holds(world: World) -> None:
    page = told(world)
    page.type(split__name="3号楼")
    page.presenter.tree.split()
    known = page.presenter.state.told
    assert known is not None
    part = next(one for one in known.tree if one.record.name == "3号楼")
    page.presenter.choose(part.stream)
    page.type(unit=invented.CREDIT_CODE)
    supplement(page)
    known = page.presenter.state.told
    assert known is not None
    line = known.part(part.stream)
    assert line is not None
    assert line.in_the_way == ("建设工程规划许可证 建字第990101202300001号",)
    page.presenter.tree.bin(part.stream, "录错了")
    assert page.code == "PJ-133"


def test_only_the_operator_splits(world: World) -> None:
    page = told(world)
    page.type(unit="", split__name="3号楼")
    page.presenter.tree.split()
    assert page.code == "PJ-102"
    assert page.presenter.state.text("split.name") == "3号楼"


def standing(page: Told) -> dict[str, Standing]:
    return {one.prior.result: one.standing for one in page.presenter.results.needed()}


def test_earlier_results_stand_by_item_and_an_upload_waits_for_its_review(world: World) -> None:
    page = told(world)
    assert standing(page) == {
        "planning_permit": Standing.MISSING,
        "drawing_approval": Standing.MISSING,
    }
    supplement(page)
    assert standing(page)["planning_permit"] is Standing.PENDING
    known = page.presenter.state.told
    assert known is not None
    (result,) = known.record.results
    said = result.supplemented
    assert world.desk.blobs.read(said.pdf_sha256) == b"%PDF-1.7 invented"
    assert page.presenter.state.pdf is None
    task = world.opened.ledger.load(task_of(said.ident)).record
    assert isinstance(task, TaskRecord)
    at = world.clock().isoformat()
    happen(world, MAIN, ResultReviewed(said.ident, True, (), "自然资源和规划部门", "", at))
    page.presenter.load()
    assert standing(page)["planning_permit"] is Standing.SUPPLEMENTED
    page.presenter.set_item("planning")
    assert standing(page) == {}


def test_a_part_inherits_what_its_project_holds(world: World) -> None:
    page = told(world)
    supplement(page)
    page.presenter.choose(GARAGE)
    known = page.presenter.state.told
    assert known is not None
    (held,) = known.holdings
    assert (held.inherited, held.owner) == (True, MAIN)
    (needed, _) = page.presenter.results.needed()
    assert (needed.inherited, needed.owner) == (True, MAIN)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": ""}, "PJ-141"),
        ({"issued_on": "2027-01-01"}, "PJ-142"),
        ({"asked.tender": ""}, "PJ-145"),
        ({"asked.tender": "found"}, "PJ-145"),
        ({"key": ""}, "PJ-140"),
    ],
)
def test_a_supplement_that_lacks_something_is_refused_and_stays_typed(
    world: World, changes: dict[str, str], code: str
) -> None:
    page = told(world)
    supplement(page, **changes)
    assert page.code == code
    assert page.presenter.state.text("supplement.organ")
    assert page.presenter.state.pdf is not None


def test_what_is_no_pdf_is_not_taken(world: World) -> None:
    page = told(world)
    page.presenter.results.bring(Path("照片.jpg"))
    assert page.code == "PJ-143"
    assert page.presenter.state.pdf is None


def test_a_result_goes_to_the_bin_and_comes_back(world: World) -> None:
    page = told(world)
    supplement(page)

    def result() -> tuple[str, ResultState]:
        known = page.presenter.state.told
        assert known is not None
        (one,) = known.record.results
        return one.supplemented.ident, one.state

    ident, _ = result()
    page.presenter.results.bin(ident, "重复")
    assert result() == (ident, ResultState.BINNED)
    page.presenter.results.restore(ident)
    assert result() == (ident, ResultState.PENDING)


def test_differences_show_while_typing_and_go_to_the_department(world: World) -> None:
    page = told(world)
    assert page.presenter.bring_in.differences() == ()
    page.type(import__project_type="建筑工程", ours__project_name="云栖佳园一期")
    (line,) = page.presenter.bring_in.differences()
    assert (line.field, line.ours, line.theirs) == (
        "project_name",
        "云栖佳园一期",
        "云栖家园一期",
    )
    page.presenter.bring_in.take_over()
    known = page.presenter.state.told
    assert known is not None
    assert known.record.state is ProjectState.ASKED
    assert known.record.brought_in is not None
    (kept,) = known.record.brought_in.asked.differences
    assert kept.ours == "云栖佳园一期"


def test_an_import_is_undone_with_its_reason(world: World) -> None:
    page = told(world)
    page.type(import__project_type="建筑工程")
    page.presenter.bring_in.take_over()
    at = world.clock().isoformat()
    happen(world, MAIN, ImportPassed("项目主管部门", (), False, "", "", "", at))
    page.presenter.load()
    page.presenter.bring_in.undo("")
    assert page.code == "PJ-116"
    page.presenter.bring_in.undo("类型选错")
    known = page.presenter.state.told
    assert known is not None
    assert known.record.state is ProjectState.KNOWN
    assert known.record.brought_in is not None
    assert known.record.brought_in.undone is not None


def test_the_archive_is_promised_and_the_end_asked_for(world: World) -> None:
    page = told(world)
    known = page.presenter.state.told
    assert known is not None
    assert len(known.unfinished) == 2
    page.type(closing__until="2027-03-31")
    page.presenter.closing.promise()
    page.presenter.closing.ask()
    assert page.code == "PJ-165"
    happen(world, MAIN, CompletionFiled("case/1", ("备案表1",), world.clock().isoformat()))
    page.presenter.load()
    page.presenter.closing.ask()
    known = page.presenter.state.told
    assert known is not None
    closing = known.record.closing
    assert closing.promised is not None
    assert closing.promised.until == "2027-03-31"
    assert closing.asked is not None
    limits = {row.key: row.due for row in world.desk.rows.limits()}
    assert any(due.startswith("2027-03-31") for due in limits.values())


def test_the_first_item_is_one_the_clerk_may_accept(world: World) -> None:
    grants = tuple(replace(one, item="permit") for one in world.desk.clerk.grants)
    clerk = replace(world.desk.clerk, grants=grants)
    assert first_item(replace(world.desk, clerk=clerk)) == "permit"
    assert first_item(world.desk) == next(iter(world.desk.law.catalogue.items))


def test_without_the_right_nothing_happens(world: World) -> None:
    world.desk = replace(world.desk, clerk=Clerk("clerk-2", "赵某"))
    page = told(world)
    page.type(closing__until="2027-03-31")
    page.presenter.closing.promise()
    assert page.code == "PE-301"
    assert page.presenter.state.text("closing.until") == "2027-03-31"
