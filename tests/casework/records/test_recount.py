"""A recount stands beside the limits: where it is heard of among other events does not matter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.event import Event
from casework.records.recount import LimitsRecounted, RecountedLine, over, with_recount
from casework.records.registry import BOOK, FOLDS, commutes, fold, timed
from casework.records.task import TaskOpened, TaskRecord
from tests.casework.instances import INSTANCES
from tests.casework.records import events, samples
from tests.casework.records.test_registry import OPENING

LINE = LimitLine("total", "办结", "working_days", "step", 15, "s", "", "filed", False, "…", "五")
TAG = "LimitsRecounted.v1"


def recount(before: str, after: str, at: str = "2026-11-26", line: LimitLine = LINE) -> Event:
    new = RecountedLine(line.key, line.start, before, 15, line.start, after, f"至{after}", "…")
    return LimitsRecounted("calendar", "p", "c", at, (new,))


def dues(record: object) -> list[str]:
    assert isinstance(record, CaseRecord | TaskRecord)
    return [line.due for line in record.open_limits]


def case(*events_: Event) -> object:
    received = structs.replace(samples.RECEIVED, limits=(LINE,))
    return fold("case/x", [received, *events_])


def task(*events_: Event) -> object:
    opened = next(one for one in INSTANCES if isinstance(one, TaskOpened))
    return fold("task/x", [structs.replace(opened, limits=(LINE,)), *events_])


@pytest.mark.parametrize("opened", [case, task])
def test_a_limit_is_told_anew(opened: object) -> None:
    assert callable(opened)
    record = opened(recount("", "2027-01-19"))
    assert dues(record) == ["2027-01-19"]
    (line,) = record.open_limits
    assert (line.sentence, line.amount) == ("至2027-01-19", 15)
    assert not record.unknown


def test_only_the_limit_as_it_stood_is_told_anew() -> None:
    assert dues(case(recount("2026-12-01", "2027-01-19"))) == [""]
    later = structs.replace(LINE, start="t")
    assert dues(case(recount("", "2027-01-19", line=later))) == [""]


def test_recounts_follow_each_other_in_the_order_of_the_rules() -> None:
    first, second = recount("", "a", "1"), recount("a", "b", "2")
    back = recount("b", "", "3")
    assert dues(case(first, second)) == dues(case(second, first)) == ["b"]
    assert dues(case(back, second, first)) == [""]
    assert dues(case(first, first)) == ["a"]


def test_what_an_event_states_afterwards_is_recounted_too() -> None:
    """A window that had not heard of the calendar yet states what it knew."""
    stale = structs.replace(samples.ACCEPTED, limits=(LINE,))
    assert dues(case(recount("", "a"), stale)) == dues(case(stale, recount("", "a"))) == ["a"]


def test_no_limit_comes_back() -> None:
    assert dues(case(samples.REFUSED, recount("", "a"))) == []
    assert dues(case(recount("", "a"), samples.REFUSED)) == []


def test_records_without_limits_let_it_pass() -> None:
    for kind in ("account", "numbers", "rules"):
        opening = next(one for one in INSTANCES if OPENING[kind].startswith(type(one).__name__))
        plain = fold(f"{kind}/x", [opening])
        assert fold(f"{kind}/x", [opening, recount("", "a")]) == plain
        assert timed(plain) is None
    assert fold("case/x", [recount("", "a")]) is None


def test_it_commutes_with_everything() -> None:
    assert all(commutes(TAG, tag) and commutes(tag, TAG) for tag in BOOK.tags)


LINES = st.lists(events.of_struct(RecountedLine), max_size=3).map(tuple)
RECOUNTS = st.builds(
    LimitsRecounted, st.just("pack"), events.WORDS, events.WORDS, events.WORDS, LINES
)


@pytest.mark.parametrize("kind", sorted(FOLDS))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_place_among_other_events_is_the_same(kind: str, data: st.DataObject) -> None:
    opening = data.draw(events.of_tag(OPENING[kind]))
    others = data.draw(st.lists(events.known(), max_size=5))
    recounts = data.draw(st.lists(RECOUNTS, min_size=1, max_size=3))
    expected = fold(f"{kind}/x", [opening, *others, *recounts])
    mixed = [*others]
    for one in data.draw(st.permutations(recounts)):
        mixed.insert(data.draw(st.integers(0, len(mixed))), one)
    assert fold(f"{kind}/x", [opening, *mixed]) == expected


@given(st.lists(RECOUNTS, max_size=4), st.lists(events.of_struct(LimitLine), max_size=4))
def test_made_twice_it_is_one(recounts: list[LimitsRecounted], lines: list[LimitLine]) -> None:
    once: tuple[LimitsRecounted, ...] = ()
    for one in recounts:
        once = with_recount(once, one)
    twice = once
    for one in reversed(recounts):
        twice = with_recount(twice, one)
    assert twice == once
    after = over(once, tuple(lines))
    assert [line.key for line in after] == [line.key for line in lines]
