"""Two clocks side by side: 补正 stops both, 退回 stops the stage and ends the item (004-12)."""

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.clock import BEIJING, StageResumes
from casework.law.deadlines import Pause
from casework.law.stage_clock import Happening, ItemRun, StageRun, Turn, run, united

A, B = "planning", "fire"


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=BEIJING)


def told(*lines: tuple[int, str, Turn]) -> list[Happening]:
    return [Happening(at(day), item, turn) for day, item, turn in lines]


def after(*lines: tuple[int, str, Turn], by: StageResumes = StageResumes.ACCEPTED) -> StageRun:
    return run(told(*lines), by)


def test_nothing_runs_before_acceptance() -> None:
    assert after() == StageRun(None, (), ())
    early = after((8, A, Turn.SUSPENDED), (9, A, Turn.RETURNED), (9, A, Turn.COMPLETED))
    assert early == StageRun(None, (), ())


def test_the_stage_counts_from_the_first_item_and_each_item_from_its_own_acceptance() -> None:
    found = after((9, B, Turn.ACCEPTED), (8, A, Turn.ACCEPTED))
    assert found.start == at(8)
    assert found.items == (
        ItemRun(A, at(8), (), None, returned=False),
        ItemRun(B, at(9), (), None, returned=False),
    )


def test_a_correction_pauses_both() -> None:
    found = after((8, A, Turn.ACCEPTED), (9, A, Turn.SUSPENDED), (13, A, Turn.RESUMED))
    gap = (Pause(at(9), at(13)),)
    assert found.pauses == gap
    assert found.items == (ItemRun(A, at(8), gap, None, returned=False),)


def test_a_correction_that_lasts_keeps_both_standing() -> None:
    found = after((8, A, Turn.ACCEPTED), (9, A, Turn.SUSPENDED))
    assert found.pauses == found.items[0].pauses == (Pause(at(9)),)


def test_a_return_pauses_the_stage_and_ends_the_item() -> None:
    found = after((8, A, Turn.ACCEPTED), (12, A, Turn.RETURNED))
    assert found.pauses == (Pause(at(12)),)
    assert found.items == (ItemRun(A, at(8), (), at(12), returned=True),)


@pytest.mark.parametrize(
    ("by", "goes_on"), [(StageResumes.RESUBMITTED, 20), (StageResumes.ACCEPTED, 22)]
)
def test_an_item_that_comes_back_gets_a_new_clock(by: StageResumes, goes_on: int) -> None:
    found = after(
        (8, A, Turn.ACCEPTED),
        (12, A, Turn.RETURNED),
        (20, A, Turn.RESUBMITTED),
        (22, A, Turn.ACCEPTED),
        by=by,
    )
    assert found.start == at(8)
    assert found.pauses == (Pause(at(12), at(goes_on)),)
    assert found.items == (
        ItemRun(A, at(8), (), at(12), returned=True),
        ItemRun(A, at(22), (), None, returned=False),
    )


def test_a_return_during_a_correction_stands_on_without_a_gap() -> None:
    found = after((8, A, Turn.ACCEPTED), (9, A, Turn.SUSPENDED), (12, A, Turn.RETURNED))
    assert found.pauses == (Pause(at(9)),)
    assert found.items == (ItemRun(A, at(8), (Pause(at(9), at(12)),), at(12), returned=True),)


def test_the_stage_stands_while_any_item_does() -> None:
    found = after(
        (8, A, Turn.ACCEPTED),
        (8, B, Turn.ACCEPTED),
        (9, A, Turn.SUSPENDED),
        (12, B, Turn.RETURNED),
        (13, A, Turn.RESUMED),
        (16, B, Turn.ACCEPTED),
    )
    assert found.pauses == (Pause(at(9), at(16)),)
    assert [one.pauses for one in found.items] == [(), (Pause(at(9), at(13)),), ()]


def test_a_completed_item_is_over() -> None:
    found = after(
        (8, A, Turn.ACCEPTED),
        (9, A, Turn.SUSPENDED),
        (12, A, Turn.COMPLETED),
        (13, A, Turn.RETURNED),
        (14, A, Turn.RESUBMITTED),
        (15, A, Turn.ACCEPTED),
    )
    assert found.pauses == (Pause(at(9), at(12)),)
    assert found.items == (ItemRun(A, at(8), (Pause(at(9), at(12)),), at(12), returned=False),)


def test_turns_of_one_moment_happen_each_as_soon_as_it_can() -> None:
    short = after((8, A, Turn.ACCEPTED), (9, A, Turn.RESUMED), (9, A, Turn.SUSPENDED))
    assert short.items[0].pauses == (Pause(at(9), at(9)),)
    again = after(
        (8, A, Turn.ACCEPTED),
        (9, A, Turn.SUSPENDED),
        (12, A, Turn.SUSPENDED),
        (12, A, Turn.RESUMED),
    )
    assert again.items[0].pauses == (Pause(at(9), at(12)), Pause(at(12)))
    assert again.pauses == (Pause(at(9)),)
    back = after((8, A, Turn.ACCEPTED), (9, A, Turn.ACCEPTED), (9, A, Turn.RETURNED))
    assert [one.start for one in back.items] == [at(8), at(9)]


def test_pauses_that_touch_are_one() -> None:
    pauses = [Pause(at(9), at(12)), Pause(at(12), at(13)), Pause(at(20)), Pause(at(21), at(22))]
    assert united(reversed(pauses)) == (Pause(at(9), at(13)), Pause(at(20)))


HAPPENINGS = st.lists(
    st.builds(
        Happening,
        st.integers(0, 12).map(lambda hours: at(8) + timedelta(hours=hours)),
        st.sampled_from([A, B]),
        st.sampled_from(Turn),
    ),
    max_size=14,
)
BY = st.sampled_from(StageResumes)


@given(HAPPENINGS, BY, st.randoms())
def test_the_order_in_which_it_is_told_does_not_matter(
    happenings: list[Happening], by: StageResumes, chance: object
) -> None:
    found = run(happenings, by)
    mixed = list(happenings)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert run(mixed, by) == run(happenings, by) == found


@given(HAPPENINGS, BY)
def test_no_clock_runs_twice_at_once(happenings: list[Happening], by: StageResumes) -> None:
    found = run(happenings, by)
    for code in (A, B):
        runs = [one for one in found.items if one.item == code]
        for one, later in itertools.pairwise(runs):
            assert one.returned
            assert one.end is not None
            assert one.end <= later.start
    for gap, following in itertools.pairwise(found.pauses):
        assert gap.end is not None
        assert gap.start <= gap.end < following.start


@given(HAPPENINGS, BY)
def test_the_stage_stands_whenever_an_item_does(
    happenings: list[Happening], by: StageResumes
) -> None:
    found = run(happenings, by)
    for pause in (pause for item in found.items for pause in item.pauses):
        assert any(_inside(pause, gap) for gap in found.pauses)


def _inside(pause: Pause, gap: Pause) -> bool:
    if gap.end is None:
        return gap.start <= pause.start
    return gap.start <= pause.start and pause.end is not None and pause.end <= gap.end
