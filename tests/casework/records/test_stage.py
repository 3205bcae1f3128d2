"""The fold of a stage is total: whatever another end wrote, it never raises."""

import pytest
from msgspec import structs

from casework.law.stage_clock import Turn
from casework.records.stage import ItemTurned, StageItem, StageOpened, StageState, apply

AT = "2026-03-02T09:00:00+08:00"
OPENED = StageOpened(
    stage="acceptance",
    stage_name="竣工验收阶段",
    department="住建局",
    project="project/p1",
    project_code="",
    project_name="云栖家园",
    number="1",
    items=(StageItem("i", "联合验收", "case/c1"),),
    resumes="accepted",
    opened_at=AT,
    practice=True,
)
ACCEPTED = ItemTurned("i", Turn.ACCEPTED.value, "case/c1", AT, ())


@pytest.mark.parametrize("at", ["", "gestern", "2026-02-30T09:00:00+08:00", "2026-03-02T09:00:00"])
def test_a_turn_at_no_moment_changes_nothing(at: str) -> None:
    record = apply(None, OPENED)
    assert record is not None
    assert apply(record, structs.replace(ACCEPTED, turned_at=at)) == record
    running = apply(record, ACCEPTED)
    assert running is not None
    after = apply(running, structs.replace(ACCEPTED, turn=Turn.SUSPENDED.value, turned_at=at))
    assert after is not None
    assert after.state is StageState.RUNNING
    assert after.run == running.run


def test_a_setting_that_nobody_knows_counts_as_the_default() -> None:
    record = apply(apply(None, structs.replace(OPENED, resumes="sometime")), ACCEPTED)
    assert record is not None
    assert record.state is StageState.RUNNING
