"""Acts on disk: whole, chained, signed, sealed, foldable, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from casework.act import Changed
from casework.errors import StoreError
from casework.records.case import CaseRecord
from casework.records.case_events import ApplicationRefused, MaterialReceived
from casework.records.case_states import CaseState
from casework.records.ids import stream_of
from sync.ledger import chain, journal
from sync.ledger.lists import Lists
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.tables import journal as entries
from sync.ledger.tables import sealed
from tests.sync.ledger.conftest import NOW, act_of, received

CASE = stream_of("case", "0193-test")


def test_an_act_is_folded_and_listed(opened: Opened) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    record = opened.ledger.load(CASE).record
    assert isinstance(record, CaseRecord)
    assert record.state is CaseState.RECEIVED
    assert record.received.deliverer.person_name.value == "王晓燕"
    rows = Lists(opened.store, "hall-1").cases()
    assert [row.stream for row in rows] == [CASE]
    assert rows[0].person_masked == "王＊＊ 990101****0015"


def test_the_chain_holds_and_is_signed(opened: Opened, device: NewDevice) -> None:
    for _ in range(3):
        opened.ledger.append(act_of(received()))
    public = device.key.public_key().public_bytes_raw()
    previous = chain.genesis(device.device, public)
    with opened.store.reading() as connection:
        rows = connection.execute(select(entries).order_by(entries.c.seq)).all()
        ids = journal.pending_acts(connection, "hall-1", device.device, 10)
        acts = [journal.read_act(connection, "hall-1", ident) for ident in ids]
    for row in rows:
        previous = chain.link(previous, row.body)
        assert previous == row.hash
    assert [row.seq for row in rows] == list(range(1, 7))
    for act in acts:
        assert act is not None
        assert chain.act_is_signed(public, act.head, act.signature)
        assert not chain.act_is_signed(public, act.entries[0].hash, act.signature)


def test_personal_values_are_not_in_the_journal(opened: Opened) -> None:
    opened.ledger.append(act_of(received()))
    with opened.store.reading() as connection:
        bodies = b"".join(connection.execute(select(entries.c.body)).scalars())
        kept = connection.execute(select(sealed.c.body)).scalars().all()
    assert "王晓燕".encode() not in bodies
    assert b"990101199001010015" not in bodies
    assert sorted(kept) == [b'"990101199001010015"', '"王晓燕"'.encode()]


def test_a_purged_value_leaves_the_chain_and_the_case(opened: Opened) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    with opened.store.writing() as connection:
        connection.execute(text("DELETE FROM sealed"))
    opened.ledger._cache.clear()
    record = opened.ledger.load(CASE).record
    assert isinstance(record, CaseRecord)
    assert record.received.deliverer.person_name.value is None
    assert record.received.project_name == "云栖家园一期"


def test_a_failed_act_leaves_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    before = opened.ledger.head()

    def full(*_: object) -> None:
        raise StoreError("LE-201")

    monkeypatch.setattr("sync.ledger.rows.change_rows", full)
    heard: list[Changed] = []
    opened.ledger.listen(heard.append)
    with pytest.raises(StoreError, match="LE-201"):
        opened.ledger.append(act_of(_paper_in(), stream=CASE))
    assert opened.ledger.head() == before
    assert heard == []
    record = opened.ledger.load(CASE).record
    assert isinstance(record, CaseRecord)
    assert record.materials == ()


def test_listeners_hear_of_a_commit_with_its_streams(opened: Opened) -> None:
    heard: list[Changed] = []
    opened.ledger.listen(heard.append)
    opened.ledger.append(act_of(received(), stream=CASE))
    assert heard == [Changed(frozenset({CASE}))]


def test_the_next_start_goes_on(opened: Opened, reopened: Callable[[], Opened]) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    opened.close()
    again = reopened()
    assert isinstance(again.ledger.load(CASE).record, CaseRecord)
    again.ledger.append(act_of(_paper_in(), stream=CASE))
    assert again.ledger.pending() == 2
    again.close()


def test_a_store_carried_to_another_machine_is_refused(
    opened: Opened, reopened: Callable[[], Opened], tmp_path: Path
) -> None:
    opened.ledger.append(act_of(received()))
    opened.close()
    (tmp_path / "state" / "s1.tail").unlink()
    with pytest.raises(StoreError, match="LE-211"):
        reopened()


def test_an_older_copy_is_refused(
    opened: Opened, reopened: Callable[[], Opened], tmp_path: Path
) -> None:
    opened.ledger.append(act_of(received()))
    opened.close()
    backup = (tmp_path / "store" / "ledger.db").read_bytes()
    again = reopened()
    again.ledger.append(act_of(received()))
    again.close()
    (tmp_path / "store" / "ledger.db").write_bytes(backup)
    with pytest.raises(StoreError, match="LE-212"):
        reopened()


def test_the_file_on_disk_tells_nothing(opened: Opened, tmp_path: Path) -> None:
    opened.ledger.append(act_of(received()))
    opened.blobs.put("王晓燕的身份证".encode())
    opened.close()
    for file in (tmp_path / "store").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert "王晓燕".encode() not in data
            assert b"ApplicationReceived" not in data
    assert not (tmp_path / "store" / "ledger.db").read_bytes().startswith(b"SQLite")


def test_a_refused_case_has_no_deadlines_left(opened: Opened) -> None:
    opened.ledger.append(act_of(received(), stream=CASE))
    refused = ApplicationRefused(NOW.isoformat(), "市城乡建设局", (), "", ())
    opened.ledger.append(act_of(refused, stream=CASE))
    assert Lists(opened.store, "hall-1").limits(CASE) == ()
    assert Lists(opened.store, "hall-1").cases()[0].state == "refused"


def _paper_in() -> MaterialReceived:
    return MaterialReceived("m1", "original", 1, (), "", NOW.isoformat())
