"""Number blocks: used in order, never twice, and going on when they run dry."""

from casework.records.event import UnknownEvent
from casework.records.numbers import NumbersRecord, NumbersReserved, NumberTaken, apply
from casework.records.registry import fold

STREAM = "numbers/d1"


def record_after(*events: NumbersReserved | NumberTaken) -> NumbersRecord:
    record = fold(STREAM, events)
    assert isinstance(record, NumbersRecord)
    return record


def test_serials_are_used_in_order_over_several_blocks() -> None:
    record = record_after(
        NumbersReserved("receipt", 2026, 5, 6), NumbersReserved("receipt", 2026, 20, 21)
    )
    seen: list[int] = []
    while (serial := record.next_serial("receipt", 2026)) is not None:
        assert record.left("receipt", 2026) == 4 - len(seen)
        seen.append(serial)
        record = apply(record, NumberTaken("receipt", 2026, serial, f"N{serial}"))
    assert seen == [5, 6, 20, 21]
    assert record.left("receipt", 2026) == 0


def test_series_and_years_are_apart() -> None:
    record = record_after(
        NumbersReserved("receipt", 2026, 1, 9),
        NumbersReserved("acceptance", 2026, 1, 9),
        NumberTaken("receipt", 2026, 1, "N1"),
    )
    assert record.next_serial("receipt", 2026) == 2
    assert record.next_serial("acceptance", 2026) == 1
    assert record.next_serial("receipt", 2027) is None


def test_dry_numbers_count_per_series_and_day() -> None:
    record = record_after(
        NumberTaken("receipt", 2026, 1, "W03-20261120-J001", "20261120"),
        NumberTaken("receipt", 2026, 2, "W03-20261120-J002", "20261120"),
        NumberTaken("receipt", 2026, 1, "W03-20261121-J001", "20261121"),
    )
    assert record.next_dry("receipt", "20261120") == 3
    assert record.next_dry("receipt", "20261121") == 2
    assert record.next_dry("receipt", "20261122") == 1
    assert record.next_dry("acceptance", "20261120") == 1


def test_a_serial_outside_every_block_uses_nothing_up() -> None:
    record = record_after(
        NumbersReserved("receipt", 2026, 1, 2), NumberTaken("receipt", 2026, 77, "N77")
    )
    assert record.left("receipt", 2026) == 2


def test_a_skipped_serial_is_never_given_out_again() -> None:
    record = record_after(
        NumbersReserved("receipt", 2026, 1, 9), NumberTaken("receipt", 2026, 4, "N4")
    )
    assert record.next_serial("receipt", 2026) == 5


def test_an_unknown_event_first_makes_it_read_only() -> None:
    assert apply(None, UnknownEvent("Newer.v1", b"{}")).unknown
