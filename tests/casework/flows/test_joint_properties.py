"""Any order of verbs, by anybody, at any time: what holds of a joint acceptance all the same."""

import copy
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import ClerkError
from casework.records.event import Event, tag_of
from casework.records.joint import JointRecord
from casework.records.joint_events import (
    ConclusionLine,
    ConfirmationDeemed,
    Outcome,
    RectificationDeemed,
)
from casework.records.registry import commutes, fold
from tests.casework.flows.jointly import (
    ARCHIVES,
    JOINT,
    PLANNING,
    WATER,
    Walk,
    at,
    measures,
    papers_of,
    passed,
    wanting,
)

TICKED = "planning,water,archives"
Verb = Callable[[Walk], object]


def _opine(department: str, key: str, outcome: Outcome) -> Verb:
    said = passed(key) if outcome is Outcome.PASSED else wanting(key)
    listed = () if outcome is Outcome.PASSED else measures(key)
    return lambda walk: walk.opine(department, said, listed)


def _reinspect(department: str, key: str, outcome: Outcome) -> Verb:
    return lambda walk: walk.reinspect(department, (ConclusionLine(key, outcome),))


def _confirm(department: str) -> Verb:
    return lambda walk: walk.confirm(department)


def _object(department: str) -> Verb:
    return lambda walk: walk.confirm(department, ready=False, note="缺图")


OWN = {PLANNING: "planning", WATER: "water", ARCHIVES: "archives"}
VERBS: dict[str, Verb] = {
    "sweep": lambda walk: walk.sweep(),
    "distribute": lambda walk: walk.distribute(),
    "arrange": lambda walk: walk.arrange(walk.now + timedelta(hours=1)),
    "hold": lambda walk: walk.hold(),
    "summarise": lambda walk: walk.summarise(),
    "print": lambda walk: walk.print_all(),
    "resume": lambda walk: walk.resume(*(one.key for one in walk.record.failing)),
    "recognise": lambda walk: walk.recognise(),
    "conclude": lambda walk: walk.conclude(),
    "withdraw": lambda walk: walk.withdraw(),
    "give_back": lambda walk: walk.give_back(),
    **{f"confirm {name}": _confirm(name) for name in OWN},
    **{f"object {name}": _object(name) for name in OWN},
    **{
        f"{outcome} {name}": _opine(name, key, outcome)
        for outcome in Outcome
        for name, key in OWN.items()
    },
    **{
        f"again {outcome} {name}": _reinspect(name, key, outcome)
        for outcome in Outcome
        for name, key in OWN.items()
    },
}
"""Everything anybody can ask for, sensible or not."""


def _each(*words: str) -> tuple[tuple[str, ...], ...]:
    """One turn for every department, in which it does one of these or nothing."""
    return tuple((*(f"{word} {name}" for word in words), "sweep") for name in OWN)


TURNS = (
    ("distribute",),
    *_each("confirm", "confirm", "object"),
    ("sweep",),
    *_each("confirm"),
    ("arrange",),
    ("hold",),
    *_each("passed", "passed", "rectify"),
    ("sweep",),
    ("summarise",),
    ("print",),
    ("resume",),
    *_each("again passed", "again passed", "again rectify"),
    ("recognise",),
    ("conclude",),
    ("print",),
    ("give_back",),
)
"""A procedure as it usually goes."""


@st.composite
def walks(draw: st.DrawFn) -> tuple[tuple[str, int], ...]:
    """Verbs, each with the hours that pass before it; now and then one out of turn."""
    hours = st.sampled_from([0, 1, 2, 30])
    chosen: list[tuple[str, int]] = []
    for turn in TURNS:
        if draw(st.integers(0, 11)) == 0:
            chosen.append((draw(st.sampled_from(sorted(VERBS))), draw(hours)))
        chosen.append((draw(st.sampled_from(turn)), draw(hours)))
    return tuple(chosen)


@settings(deadline=None, max_examples=120)
@given(walks())
def test_whatever_is_asked_the_record_stays_sound(chosen: tuple[tuple[str, int], ...]) -> None:
    walk = Walk(now=at(20, 9), ticked=TICKED)
    promised = _total(walk.record)
    for name, hours in chosen:
        walk.now += timedelta(hours=hours)
        before, written = walk.record, len(walk.memory.staged)
        try:
            VERBS[name](walk)
        except ClerkError:
            assert len(walk.memory.staged) == written, "a refusal writes nothing"
        _is_sound(before, walk.record, promised)
    events = [one.event for one in walk.memory.staged if one.stream == JOINT]
    assert fold(JOINT, events) == walk.record
    _defaults_are_the_sweeps(walk)


def _total(record: JointRecord) -> str:
    return next((line.due for line in record.open_limits if line.key == "total"), "")


def _is_sound(before: JointRecord, after: JointRecord, promised: str) -> None:
    keys = [line.key for line in after.open_limits]
    assert len(keys) == len(set(keys))
    assert not {line.ends for line in after.open_limits} & after.course.moments.keys()
    # A suspension never shortens: the total stays or lies later than it was promised.
    assert not _total(after) or _total(after) >= promised
    assert before.course.moments.items() <= after.course.moments.items()
    assert len(after.course.pauses) <= 1
    for part in after.participants:
        assert part.confirmed is None or part.confirm_deemed is None
        assert part.listed is None or part.to_rectify or part.opinion_deemed
    assert after.state.value != "passed" or after.all_passed


def _defaults_are_the_sweeps(walk: Walk) -> None:
    """Every default was made by the sweep: no act of a clerk holds one."""
    deemed = (ConfirmationDeemed, RectificationDeemed)
    acts = [one.event for act in walk.memory.acts for one in act.events]
    assert not [one for one in acts if isinstance(one, deemed)]


Named = tuple[str, Verb]
LATE: Named = (
    "hub keeps a late answer",
    lambda walk: walk.confirm(WATER, ready=False, note="管径不符"),
)
DOCUMENT: Named = (
    "hub gets a document",
    lambda walk: walk.deliver(WATER, "water", papers_of("water")[0]),
)
PUSHED: Named = ("hub has the materials", lambda walk: walk.sweep())
DISTRIBUTED: Named = ("hub distributes", lambda walk: walk.distribute())
RESUMED: Named = ("window resumes", lambda walk: walk.resume("planning"))
WITHDRAWN: Named = ("window withdraws", lambda walk: walk.withdraw())
RETURNED: Named = ("window gives back", lambda walk: walk.give_back())


def _opened() -> Walk:
    return Walk(ticked=TICKED)


def _rectifying() -> Walk:
    """Water was silent on the materials, planning is to be rectified."""
    walk = Walk(now=at(20, 9), ticked=TICKED)
    walk.distribute()
    walk.confirm(PLANNING)
    walk.now = at(24, 10)
    walk.sweep()
    walk.arrange(at(24, 11))
    walk.now = at(24, 12)
    walk.hold()
    walk.opine(PLANNING, wanting("planning"), measures("planning"))
    walk.opine(WATER)
    walk.opine(ARCHIVES)
    walk.summarise()
    walk.print_all()
    return walk


def _terminated() -> Walk:
    walk = _rectifying()
    walk.resume("planning")
    walk.reinspect(PLANNING, wanting("planning"))
    walk.print_all()
    return walk


@pytest.mark.parametrize(
    ("begin", "hub", "window", "commuting"),
    [
        (_opened, PUSHED, WITHDRAWN, True),
        (_opened, DISTRIBUTED, WITHDRAWN, False),
        (_rectifying, LATE, RESUMED, True),
        (_rectifying, DOCUMENT, RESUMED, True),
        (_rectifying, LATE, WITHDRAWN, True),
        (_terminated, DOCUMENT, RETURNED, True),
        (_terminated, LATE, RETURNED, True),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else getattr(one, "__name__", str(one)),
)
def test_what_a_window_did_on_a_stale_base_commutes_or_conflicts(
    begin: Callable[[], Walk],
    hub: Named,
    window: Named,
    commuting: bool,
) -> None:
    """The hub went on while a window did something else on what it knew."""
    base = begin()
    known = [one.event for one in base.memory.staged if one.stream == JOINT]
    theirs, ours = (_done(base, verb) for _, verb in (hub, window))
    pairs = [(tag_of(a), tag_of(b)) for a in theirs for b in ours]
    assert all(commutes(a, b) for a, b in pairs) is commuting
    if commuting:
        one, other = (fold(JOINT, [*known, *mine]) for mine in ([*theirs, *ours], [*ours, *theirs]))
        assert one == other


def _done(base: Walk, verb: Verb) -> list[Event]:
    """What a verb writes into the procedure when it is done on ``base``."""
    walk = copy.deepcopy(base)
    before = len(walk.memory.staged)
    verb(walk)
    return [one.event for one in walk.memory.staged[before:] if one.stream == JOINT]
