"""Numbers: a block for every series, the next one in time, and never the same number twice."""

from datetime import timedelta

from casework.records import ids
from casework.records.event import Staged
from casework.records.numbers import NumbersRecord, NumberTaken
from hub import blocks
from hub.opening import Hub
from tests.realparts.hub import now


def of(hub: Hub, device: str) -> NumbersRecord:
    record = hub.ledger.load(ids.stream_of(ids.NUMBERS, device)).record
    assert isinstance(record, NumbersRecord)
    return record


def take(hub: Hub, device: str, last: int) -> None:
    year = now().year
    stream = ids.stream_of(ids.NUMBERS, device)
    taken = NumberTaken("receipt", year, last, f"{last}")
    hub.ledger.record("test", now(), [Staged(stream, taken)])


def test_a_device_gets_a_block_of_every_series(hub: Hub) -> None:
    assert blocks.top_up(hub.ledger, "a", now())
    assert not blocks.top_up(hub.ledger, "a", now())
    assert {one.series for one in of(hub, "a").blocks} == set(blocks.SERIES)
    assert {(one.next, one.last) for one in of(hub, "a").blocks} == {(1, 200)}


def test_no_number_is_reserved_twice(hub: Hub) -> None:
    for device in ("a", "b", "c"):
        blocks.top_up(hub.ledger, device, now())
    spans = [(of(hub, one).blocks[0].next, of(hub, one).blocks[0].last) for one in "abc"]
    assert spans == [(1, 200), (201, 400), (401, 600)]


def test_the_next_block_comes_before_the_last_number(hub: Hub) -> None:
    blocks.top_up(hub.ledger, "a", now())
    take(hub, "a", 150)
    assert not blocks.top_up(hub.ledger, "a", now()), "50 are left"
    take(hub, "a", 151)
    assert blocks.top_up(hub.ledger, "a", now())
    assert of(hub, "a").left("receipt", now().year) == 49 + 200
    assert of(hub, "a").left("acceptance", now().year) == 200


def test_a_new_year_begins_anew(hub: Hub) -> None:
    blocks.top_up(hub.ledger, "a", now())
    later = now() + timedelta(days=366)
    assert blocks.top_up(hub.ledger, "a", later)
    assert of(hub, "a").next_serial("receipt", later.year) == 1
