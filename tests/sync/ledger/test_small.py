"""Drafts, facts and the tail guard: small, and each with its one promise."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import StoreError
from sync.ledger import facts, opening
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import Tail, TailGuard
from tests.sync.ledger.conftest import KEY, NOW, act_of, received


def test_a_draft_keeps_its_latest_state(opened: Opened, reopened: Callable[[], Opened]) -> None:
    opened.drafts.save("d1", "intake", b"first", NOW)
    opened.drafts.save("d1", "intake", b"second", NOW + timedelta(seconds=1))
    opened.drafts.save("d2", "intake", b"other", NOW + timedelta(minutes=1))
    opened.drafts.save("d3", "survey", b"elsewhere", NOW)
    opened.close()
    again = reopened()
    assert [(one.draft, one.body) for one in again.drafts.all("intake")] == [
        ("d2", b"other"),
        ("d1", b"second"),
    ]
    again.drafts.drop("d1")
    again.drafts.drop("never")
    assert [one.draft for one in again.drafts.all("intake")] == ["d2"]
    again.close()


def test_drafts_are_no_part_of_the_chain(opened: Opened) -> None:
    before = opened.ledger.head()
    opened.drafts.save("d1", "intake", b"first", NOW)
    assert opened.ledger.head() == before
    assert opened.ledger.pending() == 0


def test_a_fact_is_set_and_changed(opened: Opened) -> None:
    assert opened.fact("hub") == ""
    with opened.store.writing() as connection:
        facts.put(connection, "hall-1", "hub", "a")
        facts.put(connection, "hall-1", "hub", "b")
        facts.put(connection, "hall-2", "hub", "c")
    assert opened.fact("hub") == "b"


def test_the_guard_follows_when_it_is_told(opened: Opened, tmp_path: Path) -> None:
    guard = TailGuard(tmp_path / "state", "s1")
    assert guard.last() == Tail(opened.ledger.identity.device, 0, opened.ledger.head()[1].hex())
    opened.ledger.append(act_of(received()))
    opened.note_tail()
    seen = guard.last()
    assert seen is not None
    assert (seen.seq, seen.head) == (2, opened.ledger.head()[1].hex())
    assert not list((tmp_path / "state").glob("*.new"))


def test_a_guard_that_lags_behind_a_crash_lets_the_store_go_on(
    opened: Opened, reopened: Callable[[], Opened]
) -> None:
    opened.ledger.append(act_of(received()))
    opened.note_tail()
    opened.ledger.append(act_of(received()))
    opened.blobs.close()
    opened.store.close()
    again = reopened()
    assert again.ledger.head()[0] == 4
    again.close()


def test_a_store_whose_entry_differs_is_another_history(
    opened: Opened, reopened: Callable[[], Opened], tmp_path: Path
) -> None:
    opened.ledger.append(act_of(received()))
    opened.close()
    guard = TailGuard(tmp_path / "state", "s1")
    seen = guard.last()
    assert seen is not None
    guard.note(Tail(seen.device, 1, "00" * 32))
    with pytest.raises(StoreError) as caught:
        reopened()
    assert (caught.value.code, caught.value.facts) == ("LE-212", {"seen": 1, "here": 2})


@pytest.mark.parametrize("body", [b"", b"{", b'{"device":1}', b"\xff"])
def test_a_guard_that_cannot_be_read_is_none(
    opened: Opened, reopened: Callable[[], Opened], tmp_path: Path, body: bytes
) -> None:
    opened.ledger.append(act_of(received()))
    opened.close()
    (tmp_path / "state" / "s1.tail").write_bytes(body)
    with pytest.raises(StoreError, match="LE-211"):
        reopened()


def test_the_guard_knows_a_store_before_the_store_knows_itself(
    tmp_path: Path, device: NewDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut in between would else leave a store that looks carried here."""
    (tmp_path / "store").mkdir()
    guard = TailGuard(tmp_path / "state", "s1")

    def cut(_: object, __: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "_assemble", cut)
    store = Store(tmp_path / "store", KEY)
    with pytest.raises(KeyboardInterrupt):
        opening.create(store, guard, device, {})
    store.close()
    monkeypatch.undo()
    again = opening.reopen(Store(tmp_path / "store", KEY), TailGuard(tmp_path / "state", "s1"))
    assert again.ledger.head()[0] == 0
    again.close()


def test_a_guard_that_cannot_be_written_stops_nobody(opened: Opened, tmp_path: Path) -> None:
    guard = TailGuard(tmp_path / "file" / "deeper", "s1")
    (tmp_path / "file").write_bytes(b"")
    guard.note(Tail("d", 1, ""))
    assert guard.last() is None
