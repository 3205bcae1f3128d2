"""Every way through the table, walked with the real verbs: no owed paper is ever skipped."""

from collections.abc import Callable, Iterator

import pytest

from casework.errors import ClerkError
from casework.flows.issuing import Delivery
from casework.flows.joint_issuing import HAND_OUT, HandOut, expected
from casework.records.case_events import NoticeIssued
from casework.records.event import Event, tag_of
from casework.records.joint import JointState
from casework.records.joint_states import OWED, PRINTED_BEFORE, TRANSITIONS
from casework.records.registry import fold
from tests.casework.flows.jointly import (
    ARCHIVES,
    BUILDING,
    CASE,
    JOINT,
    ON,
    PLANNING,
    Walk,
    code_of,
    measures,
    passed,
    wanting,
)

S = JointState
Path = tuple[str, ...]


def moves() -> dict[JointState | None, list[tuple[str, JointState]]]:
    """The table without the events that lead nowhere."""
    found: dict[JointState | None, list[tuple[str, JointState]]] = {}
    for (state, tag), leads in TRANSITIONS.items():
        if state is not leads:
            found.setdefault(state, []).append((tag, leads))
    return found


def paths(state: JointState | None = None, so_far: Path = ()) -> Iterator[Path]:
    """Every way from the opening to an end."""
    following = moves().get(state, [])
    if not following:
        yield so_far
    for tag, leads in following:
        yield from paths(leads, (*so_far, tag))


PATHS = sorted(paths())
TICKED = {
    (True, True): "planning,fire,completion,archives",
    (True, False): "planning,archives",
    (False, True): "planning,fire,completion",
    (False, False): "planning,fire",
}
"""Which boxes make archive and filing steps, by whether the path has them."""


class Walker:
    """Takes a path step by step; ``acts`` keeps the events of every act."""

    def __init__(self, path: Path) -> None:
        steps = ("ArchiveRecognised.v1" in path, "CompletionRecorded.v1" in path)
        self.walk = Walk(ticked=TICKED[steps])
        self.rectify = "RectificationSummarised.v1" in path
        self.fails = "JointTerminated.v1" in path
        self.acts: list[tuple[Event, ...]] = [
            tuple(one.event for one in self.walk.memory.acts[0].events)
        ]

    def take(self, tag: str) -> None:
        """Do what leads over this move; papers are printed whenever one is asked for."""
        before = len(self.walk.memory.staged)
        try:
            _VERBS[tag](self)
        except ClerkError as error:
            if error.code != "JA-127":
                raise
            self.walk.print_all()
            _VERBS[tag](self)
        self.acts.append(tuple(one.event for one in self.walk.memory.staged[before:]))

    def site(self) -> None:
        walk = self.walk
        walk.arrange(walk.now.replace(minute=walk.now.minute + 1))
        walk.now = walk.now.replace(minute=walk.now.minute + 2)
        walk.hold()

    def confirm_all(self) -> None:
        for department in self.walk.departments:
            self.walk.confirm(department)

    def pass_all(self) -> None:
        walk = self.walk
        if walk.state == S.REINSPECTING:
            walk.reinspect(PLANNING, passed("planning"))
            return
        for department in walk.departments:
            walk.opine(department)

    def summarise(self) -> None:
        walk = self.walk
        for department in walk.departments:
            if department == PLANNING:
                walk.opine(department, wanting("planning"), measures("planning"))
            else:
                walk.opine(department)
        walk.summarise()


_VERBS: dict[str, Callable[[Walker], object]] = {
    "MaterialsDistributed.v1": lambda it: it.walk.distribute(),
    "SiteOpened.v1": Walker.confirm_all,
    "SiteHeld.v1": Walker.site,
    "AllPassed.v1": Walker.pass_all,
    "RectificationSummarised.v1": Walker.summarise,
    "ResumptionApplied.v1": lambda it: it.walk.resume("planning"),
    "JointTerminated.v1": lambda it: it.walk.reinspect(PLANNING, wanting("planning")),
    "ArchiveRecognised.v1": lambda it: it.walk.recognise(),
    "CompletionRecorded.v1": lambda it: it.walk.file(),
    "ResultPushed.v1": lambda it: it.walk.conclude(),
    "JointWithdrawn.v1": lambda it: it.walk.withdraw(),
    "PapersReturned.v1": lambda it: it.walk.give_back(),
}


def walked(path: Path) -> Walker:
    walker = Walker(path)
    for tag in path[1:]:
        walker.take(tag)
    return walker


def test_the_ways_through_the_table_are_these() -> None:
    assert {path[0] for path in PATHS} == {"JointOpened.v1"}
    assert {path[-1] for path in PATHS} == {"ResultPushed.v1", "PapersReturned.v1"}
    ends = {path[-2:] for path in PATHS if path[-1] == "PapersReturned.v1"}
    assert {end[0] for end in ends} == {"JointTerminated.v1", "JointWithdrawn.v1"}
    assert len(PATHS) == len(set(PATHS)) >= 20
    assert {tag for path in PATHS for tag in path} == {"JointOpened.v1", *_VERBS}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(tag[:-3] for tag in path))
def test_no_way_skips_a_paper_that_is_owed(path: Path) -> None:
    walker = walked(path)
    issued = [{one.kind for one in act if isinstance(one, NoticeIssued)} for act in walker.acts]
    owed = 0
    for act, kinds in zip(walker.acts, issued, strict=True):
        for event in act:
            kind = OWED.get(tag_of(event))
            if kind is not None:
                owed += 1
                assert kind in kinds, f"{tag_of(event)} came without its {kind}"
    assert owed >= 2
    printed = {one.kind: one.copies_out for one in walker.walk.case.papers}
    for tag in path:
        for kind in PRINTED_BEFORE.get(tag, ()):
            assert printed.get(kind, 1) > 0, f"{tag} came before {kind} was on paper"


@pytest.mark.parametrize("path", [one for one in PATHS if one[-1] == "ResultPushed.v1"])
def test_no_result_leaves_without_its_paper(path: Path) -> None:
    walk = walked(path).walk
    request = HandOut(ON, Delivery.PICK_UP, "签收单1", "孟知秋")
    assert code_of(lambda: walk.window(HAND_OUT, request)) == "JA-123"
    walk.arrive(*((one.key, "章") for one in expected(walk.record)))
    walk.window(HAND_OUT, request)
    assert all(one.handed for one in walk.case.results)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(tag[:-3] for tag in path))
def test_a_way_folded_again_comes_to_the_same(path: Path) -> None:
    walk = walked(path).walk
    for stream in (JOINT, CASE):
        events = [one.event for one in walk.memory.staged if one.stream == stream]
        assert fold(stream, events) == walk.memory.load(stream).record
        for cut in range(len(events)):
            begun = fold(stream, events[:cut])
            assert fold(stream, events[cut:], begun) == walk.memory.load(stream).record


def test_every_department_of_the_paths_takes_part() -> None:
    assert set(Walk(ticked=TICKED[True, True]).departments) == {PLANNING, BUILDING, ARCHIVES}
