"""One form and one set of materials for several items of a stage, and two clocks."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from casework.act import Context
from casework.flows import handling, stage
from casework.flows.deciding import Accept
from casework.flows.intake import MaterialIn
from casework.flows.on_case import OnCase
from casework.law import catalogue
from casework.law.one_set import one_set
from casework.people.grants import EVERY_ITEM, Duty
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.stage import StageRecord, StageState
from tests.casework.flows.intakes import (
    FILES,
    NOW,
    NUMBERS,
    Memory,
    clerk,
    context,
    intake,
    refused,
)
from tests.casework.flows.packs import ITEM

STREAM = ids.stream_of(ids.STAGE, "s1")
FIRST, SECOND, THIRD = "case/0193-x", "case/0193-y", "case/0193-z"
LEAD = "市城乡建设行政主管部门"
CASES = (("joint_acceptance", FIRST), ("other_item", SECOND))
TOTAL = """
[[stage.limit]]
key = "stage_total"
name = "办结本阶段全部事项"
kind = "working_days"
amount = 15
role = "ceiling"
starts = "accepted"
ends = "completed"
anchor = "阶段受理"
who = "牵头部门"
basis = "001D-5"
pauses = true
"""


def _pack() -> catalogue.Catalogue:
    """Two items of one stage that the department accepts; the warranty is the same paper."""
    text = FILES[ITEM]
    before, _, rest = text.partition("[[item]]")
    item = "[[item]]" + rest
    for old, new in (
        ('flow = "joint_acceptance"', 'flow = "general"'),
        ('accepting_body = "window"', 'accepting_body = "department"'),
        ('originals_checked_by = "window"', 'originals_checked_by = "department"'),
        ('key = "warranty"\n', 'key = "warranty"\ntype = "warranty"\n'),
    ):
        assert old in item
        item = item.replace(old, new)
    other = item.replace('key = "joint_acceptance"', 'key = "other_item"', 1)
    head = before.replace(
        'items = ["joint_acceptance"]',
        'items = ["joint_acceptance", "other_item"]\ntotal = "stage_total"',
    )
    return catalogue.parse({**FILES, ITEM: head + TOTAL + item + other})


PACK = _pack()
ITEMS = [PACK.item(code) for code, _ in CASES]


def window() -> Context:
    return context(law=PACK, who=clerk(item=EVERY_ITEM))


def department(days: int = 0) -> Context:
    who = replace(clerk(item=EVERY_ITEM, duty=Duty.HANDLE), department=LEAD)
    return context(NOW + timedelta(days=days), PACK, who)


def on(case: str, item: str) -> OnCase:
    return OnCase(case, item, NUMBERS, STREAM)


def request(**changes: object) -> stage.OpenStage:
    """Everything of both items, each paper once."""
    common = intake(item=ITEMS[0])
    papers = tuple(
        MaterialIn(one.key, "original", 1)
        for one in one_set(ITEMS, common.values(), "self")
        if one.handling == "ask"
    )
    asked = stage.OpenStage(STREAM, "acceptance", common, CASES, papers)
    return replace(asked, **changes)  # type: ignore[arg-type]


def opened() -> Memory:
    memory = Memory()
    memory.perform(stage.OPEN, request(), window())
    return memory


def case(memory: Memory, stream: str) -> CaseRecord:
    record = memory.load(stream).record
    assert isinstance(record, CaseRecord)
    return record


def the_stage(memory: Memory) -> StageRecord:
    record = memory.load(STREAM).record
    assert isinstance(record, StageRecord)
    return record


def test_a_paper_of_two_items_is_asked_for_once() -> None:
    papers = one_set(ITEMS, intake().values(), "self")
    names = [one.name for one in papers if one.handling == "ask"]
    warranty = next(one for one in papers if one.key == "warranty")
    assert warranty.shared
    assert warranty.lines == (("joint_acceptance", "warranty"), ("other_item", "warranty"))
    assert names.count(warranty.name) == 1
    assert all(len(one.lines) == 1 for one in papers if one.key != "warranty")


def test_the_set_is_split_by_item_under_one_receipt() -> None:
    memory = opened()
    first, second = case(memory, FIRST), case(memory, SECOND)
    for record in (first, second):
        assert record.state is CaseState.RECEIVED
        assert record.stage == STREAM
        warranty = record.material("warranty")
        assert warranty is not None
        assert warranty.received
    receipts = [paper.number for record in (first, second) for paper in record.papers]
    assert receipts == [the_stage(memory).opened.number]
    assert the_stage(memory).state is StageState.OPEN


def test_the_stage_runs_from_the_first_acceptance() -> None:
    memory = opened()
    accept = handling.Decide(on(FIRST, "joint_acceptance"), Accept())
    accept_other = handling.Decide(on(SECOND, "other_item"), Accept())
    memory.perform(handling.DECIDE, accept, department())
    due = [line.due for line in the_stage(memory).open_limits]
    assert the_stage(memory).state is StageState.RUNNING
    assert due[0].startswith("2026-12-11")
    memory.perform(handling.DECIDE, accept_other, department(days=3))
    assert [line.due for line in the_stage(memory).open_limits] == due


def test_a_return_ends_the_item_and_stops_the_stage_until_it_is_accepted_anew() -> None:
    memory = opened()
    for code, stream in CASES:
        memory.perform(handling.DECIDE, handling.Decide(on(stream, code), Accept()), department())
    due = the_stage(memory).open_limits[0].due
    first = on(FIRST, "joint_acceptance")
    memory.perform(handling.RETURN, handling.Return(first, "与现场不符"), department(days=3))
    assert case(memory, FIRST).open_limits == ()
    assert case(memory, SECOND).open_limits
    assert the_stage(memory).state is StageState.PAUSED
    anew = replace(intake(item=ITEMS[0]), case=THIRD)
    memory.perform(stage.RESUBMIT, stage.Resubmit(STREAM, anew, FIRST), window())
    assert the_stage(memory).items[0].case == THIRD
    assert the_stage(memory).state is StageState.PAUSED
    third = handling.Decide(on(THIRD, "joint_acceptance"), Accept())
    memory.perform(handling.DECIDE, third, department(days=7))
    assert the_stage(memory).state is StageState.RUNNING
    assert the_stage(memory).open_limits[0].due > due


def test_a_stage_is_completed_with_its_last_item() -> None:
    memory = opened()
    for code, stream in CASES:
        memory.perform(handling.DECIDE, handling.Decide(on(stream, code), Accept()), department())
    for code, stream in CASES:
        assert the_stage(memory).open_limits
        memory.perform(handling.COMPLETE, handling.Complete(on(stream, code)), department(days=1))
    assert the_stage(memory).state is StageState.COMPLETED
    assert the_stage(memory).open_limits == ()


def test_an_item_of_a_stage_is_not_handled_without_it() -> None:
    memory = opened()
    alone = OnCase(FIRST, "joint_acceptance", NUMBERS)
    error = refused(
        lambda: memory.perform(handling.DECIDE, handling.Decide(alone, Accept()), department())
    )
    assert error.code == "GN-115"


def test_what_cannot_be_opened_writes_nothing() -> None:
    memory = Memory()
    nobody = context(law=PACK, who=clerk(item="joint_acceptance"))
    foreign = (*request().materials, MaterialIn("unheard_of", "original", 1))
    for wrong, where, code in (
        (request(stage="none"), window(), "ST-101"),
        (request(cases=(CASES[0], CASES[0])), window(), "ST-101"),
        (request(materials=foreign), window(), "IN-119"),
        (request(), nobody, "PE-301"),
    ):
        error = refused(partial(memory.perform, stage.OPEN, wrong, where))
        assert error.code == code
    assert not memory.staged
    memory.perform(stage.OPEN, request(), window())
    assert refused(lambda: memory.perform(stage.OPEN, request(), window())).code == "IN-117"


def test_only_a_returned_item_is_handed_in_anew() -> None:
    memory = opened()
    anew = replace(intake(item=ITEMS[0]), case=THIRD)
    for before, code in ((FIRST, "ST-104"), (SECOND, "ST-103")):
        again = stage.Resubmit(STREAM, anew, before)
        error = refused(partial(memory.perform, stage.RESUBMIT, again, window()))
        assert error.code == code
