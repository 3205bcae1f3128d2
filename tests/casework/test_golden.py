"""The recorded bytes of every event version: they are hashed and signed, so they never change."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from casework.records.event import UnknownEvent, tag_of
from casework.records.registry import BOOK
from casework.records.sealed import Sealed, SealedValue
from tests.casework.instances import INSTANCES

FOLDER = Path(__file__).parent / "golden"
RECORDED = sorted(path.stem for path in FOLDER.glob("*.json"))
BY_TAG = {tag_of(event): event for event in INSTANCES}


@dataclass(frozen=True, slots=True)
class Golden:
    """The exact bytes of an event as text, and the sealed values it commits to."""

    event: str
    sealed: dict[str, SealedValue]


def golden(tag: str) -> Golden:
    return msgspec.json.decode((FOLDER / f"{tag}.json").read_bytes(), type=Golden)


def test_every_event_version_is_recorded() -> None:
    assert set(RECORDED) >= BOOK.tags
    assert BY_TAG.keys() == BOOK.tags


@pytest.mark.parametrize("tag", sorted(BY_TAG))
def test_an_event_is_encoded_to_the_recorded_bytes(tag: str) -> None:
    body, sealed = BOOK.encode(BY_TAG[tag])
    kept = golden(tag)
    assert body.decode() == kept.event
    assert {one.commitment: one for one in sealed} == kept.sealed


@pytest.mark.parametrize("tag", RECORDED)
def test_recorded_bytes_are_read_for_ever(tag: str) -> None:
    kept = golden(tag)
    event = BOOK.decode(kept.event.encode(), kept.sealed)
    assert not isinstance(event, UnknownEvent)
    assert event == BY_TAG[tag]
    assert BOOK.encode(event)[0].decode() == kept.event


@pytest.mark.parametrize("tag", RECORDED)
def test_recorded_values_keep_their_commitments(tag: str) -> None:
    for value in golden(tag).sealed.values():
        value.verify()
        assert msgspec.json.decode(value.body, type=str)


def test_a_purged_value_leaves_the_bytes_as_they_are() -> None:
    kept = golden("ApplicationReceived.v1")
    event = BOOK.decode(kept.event.encode(), {})
    assert not isinstance(event, UnknownEvent)
    body, sealed = BOOK.encode(event)
    assert (body.decode(), sealed) == (kept.event, ())


def test_equal_commitments_are_equal_values() -> None:
    assert Sealed[str]("ab") == Sealed[str]("ab")
    assert Sealed[str]("ab") != Sealed[str]("cd")
