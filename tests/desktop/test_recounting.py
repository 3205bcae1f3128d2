"""Counting a real store again: in another process, in small acts, and never twice."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import resources
from casework.act import NewAct, perform
from casework.errors import ClerkError
from casework.flows.deciding import Accept
from casework.flows.intake import TAKE_IN
from casework.flows.recount import Standing
from casework.law import workdays
from casework.records.ids import new_id, stream_of
from casework.records.joint import JointRecord
from casework.rows import LimitRow
from desktop.reckoning import LawTexts, Reckoner
from desktop.recounting import CatchUp
from sync import recounting
from sync.ledger import opening
from sync.ledger.lists import Lists
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.owing import streams_owing
from sync.ledger.rebuild import rebuild
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from sync.recounting import Done, Law, count_again, is_counted
from tests.casework.flows import intakes
from tests.casework.flows.intakes import CATALOGUE, FILES, NUMBERS, context, taken
from tests.casework.flows.test_recount import LATE, NEW, YEAR_2027

CASES = 7
FILES_2027 = workdays.with_year(resources.calendar_files(), "2027.toml", YEAR_2027)
TEXTS = LawTexts(FILES, FILES_2027)
LAW = Law(CATALOGUE, NEW, LATE + timedelta(days=1))


def now() -> datetime:
    return LATE + timedelta(days=1)


def prepared() -> tuple[Law, Reckoner]:
    return LAW, Reckoner(TEXTS)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """A store with cases that were accepted before the calendar of the next year was known."""
    (tmp_path / "store").mkdir()
    device = NewDevice(new_id(LATE), new_id(LATE), "W03", Ed25519PrivateKey.generate())
    guard = TailGuard(tmp_path / "state", "k")
    found = opening.create(Store(tmp_path / "store", os.urandom(32)), guard, device, {})
    blocks = intakes.reserved()
    found.ledger.append(NewAct(new_id(LATE), LATE, "hub", "", "n", "p", "0" * 64, {}, blocks))
    for at in range(CASES):
        moment = LATE + timedelta(minutes=at)
        case = stream_of("case", new_id(moment))
        received = (moment - timedelta(minutes=5)).isoformat()
        request = taken(Accept(), case=case, numbers=NUMBERS, project="", received_at=received)
        perform(found.ledger, new_id(moment), TAKE_IN, request, replace(context(moment)))
    yield found
    found.close()


def owing(opened: Opened) -> int:
    """Cases, and the procedures that follow them."""
    return len(streams_owing(opened.store, opened.ledger.identity.hall))


def totals(opened: Opened) -> list[LimitRow]:
    rows = Lists(opened.store, opened.ledger.identity.hall).limits()
    return [row for row in rows if row.key == "total"]


def test_a_calendar_that_arrived_dates_every_list(opened: Opened) -> None:
    assert [row.due for row in totals(opened)] == [""] * CASES
    reckoner = Reckoner(TEXTS)
    assert count_again(opened.ledger, LAW, now, reckoner.changed) == Done(owing(opened), CASES)
    assert {row.due for row in totals(opened)} == {"2027-01-13T17:30:00+08:00"}
    assert count_again(opened.ledger, LAW, now, reckoner.changed) == Done(owing(opened), 0)
    reckoner.stop()
    before = totals(opened)
    rebuild(opened.store, opened.ledger.identity.hall)
    assert totals(opened) == before


def test_the_process_finds_what_this_thread_finds(opened: Opened) -> None:
    reckoner = Reckoner(TEXTS)
    asked: list[Standing] = []

    def find(some: Sequence[Standing]) -> tuple[str, ...]:
        asked.extend(some)
        return ()

    assert count_again(opened.ledger, LAW, now, find) == Done(owing(opened), 0)
    found = reckoner.changed(asked)
    assert len(found) == CASES
    assert set(found) < {one.stream for one in asked}
    same = Reckoner(LawTexts(FILES, resources.calendar_files()))
    assert same.changed(asked) == ()
    reckoner.stop()
    same.stop()
    assert count_again(opened.ledger, LAW, now) == Done(owing(opened), CASES)


def test_a_process_that_was_killed_is_told_the_law_again(opened: Opened) -> None:
    reckoner = Reckoner(TEXTS)
    found: list[Standing] = []

    def keep(some: Sequence[Standing]) -> tuple[str, ...]:
        found.extend(some)
        return ()

    count_again(opened.ledger, LAW, now, keep)
    assert len(reckoner.changed(found)) == CASES
    reckoner.stop()
    assert len(reckoner.changed(found)) == CASES
    reckoner.stop()


def test_a_process_that_cannot_read_the_law_says_so(opened: Opened) -> None:
    broken = Reckoner(LawTexts({**FILES, "zhengzhou/pack.toml": "x"}, FILES_2027))
    with pytest.raises(ClerkError) as found:
        count_again(opened.ledger, LAW, now, broken.changed)
    assert found.value.code == "LW-401"
    assert [row.due for row in totals(opened)] == [""] * CASES
    broken.stop()


def test_a_start_counts_only_under_another_law(opened: Opened) -> None:
    assert not is_counted(opened.ledger, LAW)
    assert CatchUp(opened, prepared, now).run() == Done(owing(opened), CASES)
    assert is_counted(opened.ledger, LAW)
    assert CatchUp(opened, prepared, now).run() == Done(0, 0)
    other = replace(LAW, calendar=intakes.CALENDAR, ruled_at=now() + timedelta(days=1))
    assert not is_counted(opened.ledger, other)


def test_what_was_stopped_goes_on_another_time(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recounting, "_PAGE", 3)
    asked = count()
    done = count_again(opened.ledger, LAW, now, None, lambda: next(asked) > 5)
    assert 0 < done.streams < owing(opened)
    assert not is_counted(opened.ledger, LAW)
    left = CASES - done.changed
    assert count_again(opened.ledger, LAW, now) == Done(owing(opened), left)
    assert is_counted(opened.ledger, LAW)


def test_stopping_waits_for_the_stream_in_hand(opened: Opened) -> None:
    catching_up = CatchUp(opened, prepared, now)
    catching_up.stop()
    assert catching_up.run() == Done(0, 0)
    again = CatchUp(opened, prepared, now)
    thread = Thread(target=again.run)
    thread.start()
    again.stop()
    thread.join(20)
    assert not thread.is_alive()


def test_the_journal_says_what_was_replaced(opened: Opened) -> None:
    """The pack, as far as a store that was never counted can tell; then the calendar."""
    (stream, *_) = (row.stream for row in totals(opened))
    old = replace(LAW, calendar=intakes.CALENDAR)
    count_again(opened.ledger, LAW, now)
    count_again(opened.ledger, replace(old, ruled_at=now() + timedelta(days=1)), now)
    record = opened.ledger.load(stream).record
    assert isinstance(record, JointRecord)
    assert [one.cause for one in record.course.recounts] == ["pack", "calendar"]
    assert [one.calendar_sha256 for one in record.course.recounts] == [
        NEW.sha256,
        intakes.CALENDAR.sha256,
    ]


def test_pages_of_what_is_owed(opened: Opened) -> None:
    hall = opened.ledger.identity.hall
    whole = streams_owing(opened.store, hall)
    assert len(whole) == owing(opened)
    first = streams_owing(opened.store, hall, "", 3)
    assert first == whole[:3]
    assert streams_owing(opened.store, hall, first[-1], 3) == whole[3:6]
    assert streams_owing(opened.store, hall, whole[-1]) == ()
    assert streams_owing(opened.store, "another") == ()
