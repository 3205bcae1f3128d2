"""Parts: split off, inheriting read-only, valid for themselves alone, deleted only when empty."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows.intake import TAKE_IN
from casework.flows.project_tree import (
    BIN,
    RESTORE,
    SPLIT,
    Bin,
    HoldingKind,
    Restore,
    Split,
    hindrances,
    holdings,
    in_scope,
    lineage,
)
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.event import Event, Staged
from casework.records.project import ProjectRecord, ProjectState
from casework.records.project_events import (
    BuilderLine,
    ItemApplied,
    PartOpened,
    ProjectRegistered,
    ProjectSplit,
)
from tests.casework.flows.intakes import CASE, CREDIT_CODE, NOW, Memory, refused, taken
from tests.casework.flows.project_packs import (
    CODE,
    ITEM,
    MAIN,
    PART,
    REGISTERED,
    SIBLING,
    folded,
    known,
    window,
)
from tests.casework.records import project_samples as samples
from tests.casework.records.project_samples import project_after

SPLITTING = Split(MAIN, PART, ITEM, " 1号楼 ", CREDIT_CODE)
PART_REGISTERED = structs.replace(REGISTERED, parent=MAIN, project_name="1号楼", origin="window")
SIBLING_REGISTERED = structs.replace(PART_REGISTERED, project_name="2号楼")
RESULT = samples.RESULT


def split(*on_part: Event, who: str = "clerk-1") -> Memory:
    memory = known()
    memory.perform(SPLIT, SPLITTING, window(who))
    memory.staged += [Staged(PART, event) for event in on_part]
    return memory


def part(memory: Memory) -> ProjectRecord:
    record = folded(memory, PART, ProjectRecord)
    assert isinstance(record, ProjectRecord)
    return record


def test_a_part_is_split_off_under_the_code_of_the_main_project() -> None:
    memory = known()
    memory.perform(SPLIT, SPLITTING, window())
    main = memory.load(MAIN).record
    assert isinstance(main, ProjectRecord)
    assert main.parts == (ProjectSplit(PART, "1号楼", CREDIT_CODE, "clerk-1", NOW.isoformat()),)
    found = part(memory)
    assert found.registered == ProjectRegistered(
        code=CODE,
        raw_code="",
        project_name="1号楼",
        parent=MAIN,
        builder="云栖置业有限公司",
        builder_code=CREDIT_CODE,
        facts=(),
        sealed_facts=(),
        origin="window",
        registered_at=NOW.isoformat(),
    )
    assert found.opened == PartOpened(MAIN, "clerk-1", NOW.isoformat())
    assert found.builders == (BuilderLine("云栖置业有限公司", CREDIT_CODE),)


@pytest.mark.parametrize("events", [(), (samples.ASKED,), (samples.ASKED, samples.PASSED)])
def test_a_project_is_split_at_any_step_and_so_is_a_part(events: tuple[Event, ...]) -> None:
    memory = known(*events)
    memory.perform(SPLIT, SPLITTING, window())
    memory.perform(SPLIT, Split(PART, SIBLING, ITEM, "一单元", CREDIT_CODE), window())
    assert part(memory).parts[0].part == SIBLING


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "PJ-130"),
        ({"part": MAIN}, "PJ-130"),
        ({"project": "project/none"}, "PJ-111"),
        ({"asked_by": "12345678-9"}, "PJ-102"),
    ],
)
def test_what_cannot_be_split(changes: dict[str, str], code: str) -> None:
    request = replace(SPLITTING, **changes)
    assert refused(lambda: known().perform(SPLIT, request, window())).code == code


def test_two_parts_have_two_names_and_an_ended_project_has_no_more() -> None:
    memory = split()
    again = replace(SPLITTING, part=SIBLING)
    assert refused(lambda: memory.perform(SPLIT, again, window())).code == "PJ-130"
    ended = known(samples.ENDED)
    assert refused(lambda: ended.perform(SPLIT, SPLITTING, window())).code == "PJ-111"


def tree() -> dict[str, ProjectRecord]:
    """A main project with a result and two parts, each with a result of its own."""
    results = {
        name: structs.replace(RESULT, ident=name, number=name, source="permit", pdf_sha256="")
        for name in ("main", "part", "sibling", "unit")
    }
    unit = structs.replace(PART_REGISTERED, parent=PART, project_name="一单元")
    return {
        MAIN: project_after(REGISTERED, results["main"]),
        PART: project_after(PART_REGISTERED, results["part"]),
        SIBLING: project_after(SIBLING_REGISTERED, results["sibling"]),
        "project/unit": project_after(unit, results["unit"]),
    }


def test_a_part_counts_on_its_own_and_on_everything_above_it_never_beside_or_below() -> None:
    projects = tree()

    def seen(project: str) -> list[tuple[str, bool]]:
        return [(one.number, one.inherited) for one in holdings(project, projects, {})]

    assert seen(MAIN) == [("main", False)]
    assert seen(PART) == [("part", False), ("main", True)]
    assert seen(SIBLING) == [("sibling", False), ("main", True)]
    assert seen("project/unit") == [("unit", False), ("part", True), ("main", True)]


def test_scope_is_the_line_of_ancestors() -> None:
    projects = tree()
    assert lineage("project/unit", projects) == ("project/unit", PART, MAIN)
    assert in_scope(MAIN, PART, projects)
    assert not in_scope(PART, MAIN, projects)
    assert not in_scope(SIBLING, PART, projects)
    circle = {
        PART: project_after(structs.replace(PART_REGISTERED, parent=SIBLING)),
        SIBLING: project_after(structs.replace(PART_REGISTERED, parent=PART)),
    }
    assert lineage(PART, circle) == (PART, SIBLING)


def case_of(project: str) -> CaseRecord:
    memory = known()
    memory.perform(TAKE_IN, taken(project=project), window())
    return memory.case()


def test_materials_are_inherited_with_their_case_and_count_until_it_came_to_nothing() -> None:
    case = case_of(MAIN)
    found = holdings(PART, tree(), {CASE: case})
    materials = [one for one in found if one.kind is HoldingKind.MATERIAL]
    assert {one.key for one in materials} == {m.line.key for m in case.materials if m.received}
    assert {(one.owner, one.source, one.inherited, one.counts) for one in materials} == {
        (MAIN, CASE, True, True)
    }
    over = holdings(PART, tree(), {CASE: replace(case, state=CaseState.WITHDRAWN)})
    assert {one.counts for one in over if one.kind is HoldingKind.MATERIAL} == {False}
    assert not [
        one
        for one in holdings(SIBLING, tree(), {CASE: case_of(PART)})
        if one.kind is HoldingKind.MATERIAL
    ]


def test_what_waits_is_shown_and_what_is_out_is_not() -> None:
    waiting = {MAIN: project_after(REGISTERED, RESULT)}
    assert [one.counts for one in holdings(MAIN, waiting, {})] == [False]
    binned = {MAIN: project_after(REGISTERED, RESULT, samples.RESULT_BINNED)}
    assert holdings(MAIN, binned, {}) == ()
    gone = {MAIN: project_after(REGISTERED, RESULT, samples.BINNED)}
    assert holdings(MAIN, gone, {}) == ()


def binning(**changes: object) -> Bin:
    return replace(Bin(PART, ITEM, "拆错了"), **changes)  # type: ignore[arg-type]


def test_an_empty_part_goes_into_the_bin_and_comes_back() -> None:
    memory = split()
    memory.perform(BIN, binning(), window())
    assert part(memory).state is ProjectState.BINNED
    assert part(memory).binned is not None
    memory.perform(RESTORE, Restore(PART, ITEM), window())
    assert (part(memory).state, part(memory).binned) == (ProjectState.KNOWN, None)
    assert refused(lambda: memory.perform(RESTORE, Restore(PART, ITEM), window())).code == "PJ-111"


def test_nothing_is_ever_deleted() -> None:
    memory = split()
    before = list(memory.staged)
    memory.perform(BIN, binning(), window())
    assert memory.staged[: len(before)] == before
    assert part(memory).registered.project_name == "1号楼"


def test_what_a_part_holds_stands_in_the_way_by_name() -> None:
    applied = ItemApplied("case/x", "permit", "建筑工程施工许可", False, NOW.isoformat())
    memory = split(RESULT, applied)
    memory.perform(SPLIT, Split(PART, SIBLING, ITEM, "一单元", CREDIT_CODE), window())
    error = refused(lambda: memory.perform(BIN, binning(parts=(SIBLING,)), window()))
    assert error.code == "PJ-133"
    assert error.facts["things"] == "建设工程规划许可证 建字第1号、建筑工程施工许可、一单元"


def test_a_part_of_a_part_that_the_list_left_out_still_stands_in_the_way() -> None:
    memory = split()
    memory.perform(SPLIT, Split(PART, SIBLING, ITEM, "一单元", CREDIT_CODE), window())
    assert refused(lambda: memory.perform(BIN, binning(), window())).facts["things"] == "一单元"
    memory.perform(BIN, Bin(SIBLING, ITEM, "…"), window())
    memory.perform(BIN, binning(parts=(SIBLING,)), window())


def test_a_case_of_the_part_stands_in_the_way_until_it_came_to_nothing() -> None:
    memory = split()
    memory.perform(TAKE_IN, taken(project=PART), window())
    error = refused(lambda: memory.perform(BIN, binning(cases=(CASE,)), window()))
    assert error.facts["things"] == memory.case().received.item_name
    record, case = part(memory), memory.case()
    assert hindrances(record, {CASE: replace(case, state=CaseState.WITHDRAWN)}) == ()
    memory.perform(BIN, binning(cases=("case/of-another",)), window())


def test_results_that_were_cleared_are_no_hindrance() -> None:
    rejected = structs.replace(samples.REVIEWED, passed=False)
    for events in ((RESULT, samples.RESULT_BINNED), (RESULT, rejected)):
        assert hindrances(project_after(PART_REGISTERED, *events), {}) == ()


def test_who_entered_it_deletes_and_restores_it() -> None:
    memory = split()
    error = refused(lambda: memory.perform(BIN, binning(), window("clerk-2")))
    assert (error.code, error.facts["who"]) == ("PJ-132", "clerk-1")
    memory.perform(BIN, binning(), window())
    other = window("clerk-2")
    assert refused(lambda: memory.perform(RESTORE, Restore(PART, ITEM), other)).code == "PJ-132"


def test_a_main_project_is_never_deleted() -> None:
    memory = known()
    assert refused(lambda: memory.perform(BIN, binning(project=MAIN), window())).code == "PJ-131"
    assert refused(lambda: split().perform(BIN, binning(reason=""), window())).code == "PJ-116"
