"""The hub's own acts have their place at once, and its records are never older than its disk."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casework.records import ids
from casework.records.event import Staged
from casework.records.project import ProjectRecord, ProjectRegistered
from hub import accounts, opening
from hub.accounts import NewAccount
from hub.opening import Hub
from sync.keys import StoreKey
from tests.realparts.hub import now

STREAM = ids.stream_of(ids.PROJECT, "1")


def named(text: str) -> Staged:
    return Staged(STREAM, ProjectRegistered("1", "1", text, "", "", "", (), (), "platform", ""))


def test_an_act_of_the_hub_is_placed_at_once(hub: Hub) -> None:
    for at in range(3):
        hub.ledger.record("test", now(), [named(str(at))])
        assert hub.ledger.load(STREAM).position == at + 1
    assert hub.ledger.pending() == 0


def change_and_fail(hub: Hub) -> None:
    with hub.ledger.writing():
        hub.ledger.record("test", now(), [named("second")])
        record = hub.ledger.load(STREAM).record
        assert isinstance(record, ProjectRecord)
        assert record.registered.project_name == "second", "inside, it sees what it does"
        raise RuntimeError


def test_what_fails_leaves_neither_row_nor_record(hub: Hub) -> None:
    hub.ledger.record("test", now(), [named("first")])
    with pytest.raises(RuntimeError):
        change_and_fail(hub)
    record = hub.ledger.load(STREAM).record
    assert isinstance(record, ProjectRecord)
    assert record.registered.project_name == "first"
    assert hub.ledger.load(STREAM).position == 1


def test_others_see_nothing_before_it_is_on_disk(hub: Hub) -> None:
    hub.ledger.record("test", now(), [named("first")])
    names: list[str] = []

    def look() -> None:
        record = hub.ledger.load(STREAM).record
        assert isinstance(record, ProjectRecord)
        names.append(record.registered.project_name)

    with hub.ledger.writing():
        hub.ledger.record("test", now(), [named("second")])
        other = threading.Thread(target=look)
        other.start()
        other.join()
    look()
    assert names == ["first", "second"]


def test_many_readers_beside_a_writer_never_keep_an_old_record(hub: Hub) -> None:
    stop = threading.Event()

    def read() -> None:
        last = 0
        while not stop.is_set():
            position = hub.ledger.load(STREAM).position
            assert position >= last
            last = position

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for at in range(60):
            hub.ledger.record("test", now(), [named(str(at))])
            hub.ledger._cache.clear()
        stop.set()
        for one in readers:
            one.result()
    assert hub.ledger.load(STREAM).position == 60


def test_an_account_written_beside_the_running_hub_is_seen(hub: Hub, tmp_path: Path) -> None:
    assert accounts.of_login(hub.ledger, "new") is None
    key = StoreKey("hub", bytes(range(32)))
    beside = opening.reopen(hub.opened.store.folder, tmp_path / "guard", key, now)
    account = NewAccount("new", "新来者", [], "2099-12-31")
    accounts.grant(beside.ledger, account, "password", now())
    beside.close()
    assert accounts.of_login(hub.ledger, "new") is not None
    hub.ledger.record("test", now(), [named("the chain goes on")])
