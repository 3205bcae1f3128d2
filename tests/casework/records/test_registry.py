"""Every fold is total and repeatable; what is said to commute does, and nothing else."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from casework.records import registry
from casework.records.case_events import MaterialReceived, NoticeFiled, NoticeIssued, PageRef
from casework.records.event import AnyEvent, Event, UnknownEvent, tag_of
from casework.records.ids import kind_of
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersReserved, NumberTaken
from casework.records.project import ProjectRegistered
from casework.records.registry import BOOK, FOLDS, blobs_in, commutes, fold
from casework.records.sealed import SealedValue
from tests.casework import instances_commitment, instances_joint, instances_survey
from tests.casework.records import events

PAIRS = sorted(tuple(sorted(pair)) for pair in registry._COMMUTING)
PAIRS = [pair if len(pair) == 2 else (pair[0], pair[0]) for pair in PAIRS]
OPENING = {
    "account": "AccountGranted.v1",
    "case": "ApplicationReceived.v1",
    "commitment": "CommitmentOffered.v1",
    "drawing": "AssociationShared.v1",
    "exemption": "ExemptionDetermined.v1",
    "joint": "JointOpened.v1",
    "locks": "PersonLocked.v1",
    "numbers": "NumbersReserved.v1",
    "permit": "PermitOpened.v1",
    "project": "ProjectRegistered.v1",
    "rolls": "RollEntered.v1",
    "rules": "PackAdopted.v1",
    "stage": "StageOpened.v1",
    "survey": "SurveyFiled.v1",
    "task": "TaskOpened.v1",
}
STREAM_OF = {
    "ExemptionDetermined.v1": "exemption",
    "ExemptionTaken.v1": "exemption",
    "MaterialTurnedAway.v1": "exemption",
    "OrdinaryRouteTaken.v1": "exemption",
    "ItemApplied.v1": "project",
    **{tag_of(event): "commitment" for event in instances_commitment.EVENTS},
    **{tag_of(event): "joint" for event in instances_joint.EVENTS},
    "NoticePrinted.v1": "case",
    "NumberTaken.v1": "numbers",
    "NumbersReserved.v1": "numbers",
    "ProjectRegistered.v1": "project",
    "ProjectSplit.v1": "project",
    "ResultSupplemented.v1": "project",
    **{tag_of(event): "survey" for event in instances_survey.EVENTS},
    "TaskDelivered.v1": "task",
    "TaskTried.v1": "task",
}
CASE_TAGS = [tag for tag in sorted(BOOK.tags) if BOOK.kind(tag).__module__.endswith("case_events")]


def stored(one: Event) -> AnyEvent:
    """An event as it comes back from its bytes, with its sealed values."""
    body, rows = BOOK.encode(one)
    values: dict[str, SealedValue] = {row.commitment: row for row in rows}
    return BOOK.decode(body, values)


@pytest.mark.parametrize("kind", sorted(FOLDS))
@settings(deadline=None, max_examples=60)
@given(happened=st.lists(events.known() | events.unknown(), max_size=8))
def test_a_fold_never_raises_and_repeats(kind: str, happened: list[AnyEvent]) -> None:
    stream = f"{kind}/x"
    record = fold(stream, happened)
    assert fold(stream, happened) == record
    step = FOLDS[kind]
    assert step(fold(stream, happened[:-1]), happened[-1]) == record if happened else record is None


@pytest.mark.parametrize("kind", sorted(FOLDS))
@settings(deadline=None, max_examples=60)
@given(happened=st.lists(events.known(), max_size=6))
def test_the_stored_bytes_fold_to_the_same(kind: str, happened: list[Event]) -> None:
    stream = f"{kind}/x"
    assert fold(stream, map(stored, happened)) == fold(stream, happened)


@pytest.mark.parametrize("kind", sorted(FOLDS))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_an_unknown_event_makes_a_record_read_only_for_good(kind: str, data: st.DataObject) -> None:
    opening = data.draw(events.of_tag(OPENING[kind]))
    later = data.draw(st.lists(events.known(), max_size=3))
    after = fold(f"{kind}/x", [opening, UnknownEvent("Newer.v9", b"{}"), *later])
    assert after is not None
    assert after.unknown


def test_a_stream_of_an_unknown_kind_folds_to_nothing() -> None:
    assert fold("licence/x", []) is None
    assert kind_of("licence/x") not in FOLDS


@pytest.mark.parametrize(("one", "other"), PAIRS)
@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_what_is_said_to_commute_does(one: str, other: str, data: st.DataObject) -> None:
    kind = STREAM_OF.get(one) or STREAM_OF.get(other) or "case"
    before = data.draw(_history(kind))
    first, second = data.draw(events.of_tag(one)), data.draw(events.of_tag(other))
    second = _at_the_same_time(first, second)
    stream = f"{kind}/x"
    assert fold(stream, [*before, first, second]) == fold(stream, [*before, second, first])


def _history(kind: str) -> st.SearchStrategy[list[Event]]:
    """Something for the pair to change, and things that happened to it."""
    if kind != "case":
        tags = [tag for tag in STREAM_OF if STREAM_OF[tag] == kind]
        later = st.lists(events.of_tags(tags), max_size=4)
        # Whatever is done to a project is based on a registration that both ends know.
        opened = kind in ("joint", "project", "survey")
        known = events.of_tag(OPENING[kind]).map(_alone) if opened else st.just([])
        return st.tuples(known, later).map(lambda both: [*both[0], *both[1]])
    opening = events.of_tag("ApplicationReceived.v1")
    later = st.lists(events.of_tags(CASE_TAGS), max_size=3)
    return st.tuples(opening, later).map(
        lambda both: [both[0], *(_paper(number) for number in events.PAPERS), *both[1]]
    )


def _alone(event: Event) -> list[Event]:
    return [event]


def _paper(number: str) -> NoticeIssued:
    return NoticeIssued(NoticeKind.RECEIPT, number, "", events.CLOSED)


def _at_the_same_time(one: Event, other: Event) -> Event:
    """``other`` as the second end can have done it while the first did ``one``."""
    if isinstance(one, NumberTaken) and isinstance(other, NumbersReserved):
        # The window takes only what it knows to be reserved.
        inside = other.first <= one.serial <= other.last
        return structs.replace(other, first=one.serial + 1) if inside else other
    if isinstance(one, ProjectRegistered) and isinstance(other, ProjectRegistered):
        # The platform speaks through the hub alone, in the hub's own order.
        return structs.replace(other, origin="window")
    return other


def test_a_pair_that_is_not_listed_conflicts() -> None:
    said = {frozenset(pair) for pair in PAIRS}
    every = itertools.combinations_with_replacement(sorted(BOOK.tags), 2)
    for one, other in every:
        listed = frozenset({one, other}) in said or "LimitsRecounted.v1" in (one, other)
        assert commutes(one, other) is commutes(other, one) is listed
    assert not commutes("ApplicationAccepted.v1", "ApplicationRefused.v1")
    assert not commutes("NoticePrinted.v1", "Newer.v9")


def test_two_archives_of_one_paper_do_not_commute() -> None:
    assert not commutes("NoticeFiled.v1", "NoticeFiled.v1")


def test_blobs_are_found_where_an_event_names_them() -> None:
    page = PageRef("ab" * 32, "image/jpeg", 10, "scanner")
    assert blobs_in(MaterialReceived("m1", "copy", 1, (page, page), "", "")) == ("ab" * 32,) * 2
    assert blobs_in(NoticeFiled("N1", "cd" * 32, 3)) == ("cd" * 32,)
    assert blobs_in(NumberTaken("receipt", 2026, 1, "N1")) == ()


def test_the_pairs_lead_to_known_events() -> None:
    assert {tag for pair in PAIRS for tag in pair} <= BOOK.tags
    assert {tag_of(BOOK.decode(b'{"type":"Newer.v9"}', {}))} == {"Newer.v9"}
