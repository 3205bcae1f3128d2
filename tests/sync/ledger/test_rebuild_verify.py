"""Rows rebuilt are the rows written; a verified store is one nobody touched."""

import pytest
from sqlalchemy import select, text

from casework.records.case_events import (
    ApplicationAccepted,
    LimitLine,
    MaterialReceived,
    PageRef,
)
from casework.records.ids import new_id, stream_of
from casework.records.project import ProjectRegistered
from sync.ledger import rows
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from sync.ledger.rebuild import rebuild
from sync.ledger.verify import verify
from tests.sync.ledger.conftest import NOW, act_of, received

PUSH = LimitLine(
    "push", "推送至牵头部门", "same_day", "duty", 0, NOW.isoformat(), NOW.isoformat(), "pushed",
    expected=False, sentence="当日推送", article="方案七（二）",
)  # fmt: skip


@pytest.fixture
def filled(opened: Opened) -> Opened:
    """Three cases, one accepted with a push owed, one with a scan, and a project."""
    streams = [stream_of("case", new_id(NOW)) for _ in range(3)]
    for stream in streams:
        opened.ledger.append(act_of(received(), stream=stream))
    accepted = ApplicationAccepted(NOW.isoformat(), "市城乡建设局", (PUSH,))
    opened.ledger.append(act_of(accepted, stream=streams[0]))
    sha = opened.blobs.put(b"a page")
    page = PageRef(sha, "image/jpeg", 6, "scanner")
    opened.ledger.append(
        act_of(
            MaterialReceived("m1", "original", 1, (page,), "", NOW.isoformat()), stream=streams[1]
        )
    )
    project = ProjectRegistered(
        "2103-990101-04-01-100001", "", "云栖家园", "", "云栖置业", "", (), (), "platform", ""
    )
    opened.ledger.append(act_of(project, stream=stream_of("project", new_id(NOW))))
    return opened


def test_a_rebuild_gives_the_same_rows(filled: Opened) -> None:
    before = _all_rows(filled)
    debts = Lists(filled.store, "hall-1").debts()
    assert [row.name for row in debts] == ["推送至牵头部门"]
    with filled.store.writing() as connection:
        for table in rows.TABLES:
            connection.execute(table.delete())
    assert rebuild(filled.store, "hall-1") == 4
    assert _all_rows(filled) == before
    lists = Lists(filled.store, "hall-1")
    assert lists.debts() == debts
    assert [row.name for row in lists.find_projects("云栖")] == ["云栖家园"]
    assert len(lists.find_cases("云栖")) == 3


def test_an_untouched_store_verifies(filled: Opened) -> None:
    found = verify(filled, scans=True)
    assert found.faults == ()
    assert (found.entries, found.acts, found.sealed, found.blobs) == (12, 6, 6, 1)


def test_a_changed_entry_is_found(filled: Opened) -> None:
    with filled.store.writing() as connection:
        connection.execute(
            text(
                "UPDATE journal SET body = CAST("
                "replace(CAST(body AS TEXT), '云栖', '云西') AS BLOB) WHERE seq = 2"
            )
        )
    found = verify(filled, scans=False)
    assert found.faults == (f"chain of {filled.ledger.identity.device} breaks at entry 2",)


def test_a_changed_value_and_a_changed_signature_are_found(filled: Opened) -> None:
    with filled.store.writing() as connection:
        connection.execute(
            text(
                "UPDATE sealed SET body = CAST('1' AS BLOB)"
                " WHERE commitment = (SELECT min(commitment) FROM sealed)"
            )
        )
        connection.execute(text("UPDATE acts SET signature = zeroblob(64) WHERE first_seq = 1"))
    found = verify(filled, scans=False)
    assert [fault.split()[0] for fault in found.faults] == ["act", "sealed"]


def test_a_damaged_scan_is_found(filled: Opened) -> None:
    filled.blobs.close()
    pack = next((filled.store.folder / "packs").iterdir())
    data = bytearray(pack.read_bytes())
    data[-1] ^= 1
    pack.write_bytes(bytes(data))
    assert verify(filled, scans=False).faults == ()
    found = verify(filled, scans=True)
    assert len(found.faults) == 1
    assert found.faults[0].endswith("LE-402")


def _all_rows(opened: Opened) -> list[list[tuple[object, ...]]]:
    with opened.store.reading() as connection:
        return [
            sorted(tuple(row) for row in connection.execute(select(table))) for table in rows.TABLES
        ]
