"""The hall's lists: entries hold until lifted, and each list tells its age."""

from msgspec import structs

from casework.records.event import UnknownEvent
from casework.records.rolls import Roll, RollEntered, RollPublished, RollsRecord, apply
from tests.casework.instances_commitment import ROLL_EVENTS

ENTERED, LIFTED, PUBLISHED = ROLL_EVENTS
assert isinstance(ENTERED, RollEntered)
assert isinstance(PUBLISHED, RollPublished)


def test_an_entry_holds_until_it_is_lifted() -> None:
    record = apply(None, ENTERED)
    assert record.holding(Roll.CREDIT) == (ENTERED,)
    assert record.holding(Roll.SURVEYORS) == ()
    assert apply(record, LIFTED).holding(Roll.CREDIT) == ()


def test_the_lifting_of_what_nobody_entered_changes_nothing() -> None:
    assert apply(None, LIFTED) == RollsRecord()


def test_each_list_is_published_by_itself_and_the_last_word_counts() -> None:
    assert isinstance(PUBLISHED, RollPublished)
    credit = structs.replace(PUBLISHED, roll=Roll.CREDIT, version="第12版")
    newer = structs.replace(credit, version="第13版")
    record = apply(apply(apply(None, PUBLISHED), credit), newer)
    assert record.published[Roll.SURVEYORS].version == "第3版"
    assert record.published[Roll.CREDIT].version == "第13版"


def test_a_newer_event_makes_the_lists_read_only() -> None:
    assert apply(apply(None, ENTERED), UnknownEvent("Newer.v9", b"{}")).unknown
