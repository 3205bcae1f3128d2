"""Encoding of events: versioned tags, sealed values beside, and anything else kept as it came."""

import msgspec
import pytest

from casework.records.account import AccountClosed
from casework.records.event import Event, EventBook, UnknownEvent, tag_of
from casework.records.registry import BOOK
from tests.casework.records.samples import EVENTS, RECEIVED


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_comes_back_as_it_was(name: str) -> None:
    body, rows = BOOK.encode(EVENTS[name])
    values = {row.commitment: row for row in rows}
    back = BOOK.decode(body, values)
    assert back == EVENTS[name]
    assert BOOK.encode(back) == (body, rows)


def test_the_tag_is_the_first_thing_in_the_bytes() -> None:
    body, _ = BOOK.encode(AccountClosed("2026-11-20T10:30:00+08:00"))
    assert body == b'{"type":"AccountClosed.v1","closed_at":"2026-11-20T10:30:00+08:00"}'


def test_tags_are_versioned_and_known_by_the_book() -> None:
    assert tag_of(RECEIVED) == "ApplicationReceived.v1"
    assert BOOK.kind("ApplicationReceived.v1") is type(RECEIVED)
    assert all(tag.rpartition(".v")[2].isdigit() for tag in BOOK.tags)
    with pytest.raises(KeyError):
        BOOK.kind("ApplicationReceived.v2")


def test_a_newer_event_is_kept_with_its_bytes() -> None:
    body = b'{"type":"CaseMoved.v1","to":"w9"}'
    event = BOOK.decode(body, {})
    assert event == UnknownEvent("CaseMoved.v1", body)
    assert tag_of(event) == "CaseMoved.v1"


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        (b'{"type":"AccountClosed.v1"}', "AccountClosed.v1"),
        (b'{"type":"AccountClosed.v1","closed_at":7}', "AccountClosed.v1"),
        (b'{"type":"AccountClosed.v1","closed_at":"\xff"}', ""),
        (b'{"type":7}', ""),
        (b"{}", ""),
        (b"[]", ""),
        (b"", ""),
        (b"\xff\xfe", ""),
        (b'{"type":"AccountClosed.v1","x":' + b"[" * 100_000, ""),
    ],
)
def test_an_event_that_does_not_fit_its_version_counts_as_unknown(body: bytes, tag: str) -> None:
    event = BOOK.decode(body, {})
    assert isinstance(event, UnknownEvent)
    assert event.body == body
    assert event.tag in (tag, "AccountClosed.v1")


def test_a_book_of_another_program_knows_only_its_own() -> None:
    class Moved(Event, frozen=True, tag="Moved.v1"):
        to: str

    book = EventBook([Moved])
    assert book.tags == {"Moved.v1"}
    assert book.decode(book.encode(Moved("w9"))[0], {}) == Moved("w9")
    assert isinstance(book.decode(BOOK.encode(AccountClosed(""))[0], {}), UnknownEvent)


def test_events_hold_no_floats() -> None:
    def kinds(hint: object) -> set[object]:
        parts = msgspec.inspect.type_info(hint)
        return {part for part in _walk(parts) if isinstance(part, msgspec.inspect.FloatType)}

    assert not [tag for tag in BOOK.tags if kinds(BOOK.kind(tag))]


def _walk(info: object) -> list[object]:
    found: list[object] = [info]
    if isinstance(info, msgspec.inspect.StructType):
        found += [part for field in info.fields for part in _walk(field.type)]
    elif isinstance(info, msgspec.inspect.VarTupleType):
        found += _walk(info.item_type)
    return found
