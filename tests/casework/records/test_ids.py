"""Identifiers: UUIDv7, in the order of their time."""

import uuid
from datetime import datetime, timedelta, timezone

from casework.records.ids import kind_of, new_id, stream_of

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=timezone(timedelta(hours=8)))


def test_an_identifier_is_a_uuid_of_version_seven() -> None:
    made = uuid.UUID(new_id(NOW))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_identifiers_differ_and_follow_their_time() -> None:
    same = {new_id(NOW) for _ in range(1000)}
    assert len(same) == 1000
    assert max(same) < new_id(NOW + timedelta(milliseconds=1))


def test_a_stream_names_its_kind() -> None:
    assert stream_of("case", "0193") == "case/0193"
    assert kind_of("case/0193") == "case"
    assert kind_of("") == ""
