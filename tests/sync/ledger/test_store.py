"""The store file: one writer, snapshots for readers, and every fault told as what it is."""

import errno
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from casework.errors import StoreError
from casework.records.case import CaseRecord
from casework.records.case_events import MaterialReceived
from casework.records.ids import stream_of
from sync.ledger.ledger import Ledger
from sync.ledger.opening import Opened
from sync.ledger.store import BALLAST_BYTES, Store, translated
from sync.ledger.verify import verify
from tests.sync.ledger import full_disk
from tests.sync.ledger.conftest import KEY, NOW, act_of, received

PAGE = 4096
MATERIAL = MaterialReceived("m1", "original", 1, (), "", NOW.isoformat())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path, KEY)
    with made.writing() as connection:
        connection.execute(text("CREATE TABLE notes(at INTEGER PRIMARY KEY, body BLOB)"))
    yield made
    made.close()


def add(store: Store, size: int = 10) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO notes(body) VALUES(zeroblob(:size))"), {"size": size})


def count(store: Store) -> int:
    with store.reading() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM notes")).scalar_one()
        return found


def code(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.code


def engine_error(number: int) -> sqlcipher.DatabaseError:
    error = sqlcipher.OperationalError("as the engine says it")
    error.sqlite_errorcode = number
    return error


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (sqlite3.SQLITE_FULL, "LE-201"),
        (sqlite3.SQLITE_IOERR, "LE-202"),
        (sqlite3.SQLITE_IOERR | (4 << 8), "LE-202"),
        (sqlite3.SQLITE_CANTOPEN, "LE-202"),
        (sqlite3.SQLITE_READONLY, "LE-202"),
        (sqlite3.SQLITE_NOMEM, "LE-202"),
        (sqlite3.SQLITE_CORRUPT, "LE-203"),
        (sqlite3.SQLITE_CORRUPT | (1 << 8), "LE-203"),
        (sqlite3.SQLITE_BUSY, "LE-204"),
        (sqlite3.SQLITE_BUSY | (2 << 8), "LE-204"),
        (sqlite3.SQLITE_LOCKED, "LE-204"),
        (sqlite3.SQLITE_NOTADB, "LE-205"),
    ],
)
def test_what_the_engine_says_of_the_file_is_translated(number: int, told: str) -> None:
    bare = engine_error(number)
    for error in (bare, DatabaseError("SELECT 1", None, bare)):
        with pytest.raises(StoreError) as caught, translated():
            raise error
        assert caught.value.code == told
        assert caught.value.__cause__ is error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, ""), "LE-201"),
        (OSError(errno.EDQUOT, ""), "LE-201"),
        (OSError(errno.EIO, ""), "LE-202"),
        (PermissionError(errno.EACCES, ""), "LE-202"),
        (PoolTimeout("all readers are taken"), "LE-204"),
    ],
)
def test_what_the_system_says_is_translated(error: Exception, told: str) -> None:
    with pytest.raises(StoreError) as caught, translated():
        raise error
    assert caught.value.code == told


def test_a_fault_of_the_program_is_no_fault_of_the_disk(store: Store) -> None:
    with pytest.raises(sqlcipher.OperationalError, match="no such table"), store.reading() as one:
        one.execute(text("SELECT * FROM nowhere"))
    with pytest.raises(sqlcipher.IntegrityError), store.writing() as one:
        one.execute(text("INSERT INTO notes(at) VALUES(7), (7)"))
    with pytest.raises(KeyError), translated():
        raise KeyError
    assert count(store) == 0


def test_the_file_is_encrypted_and_synced_in_full(store: Store) -> None:
    add(store)
    with store.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    assert not store.path.read_bytes().startswith(b"SQLite")


def test_a_wrong_key_opens_nothing(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    add(store)
    wrong = Store(store.folder, bytes(32))
    assert code(lambda: count(wrong)) == "LE-205"
    assert code(lambda: add(wrong)) == "LE-205"
    wrong.close()
    assert count(store) == 1
    assert capfd.readouterr().err == ""


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no store at all" * 1000)
    wrong = Store(tmp_path, KEY)
    assert code(lambda: count(wrong)) == "LE-205"
    wrong.close()


@pytest.mark.parametrize("damage", ["a flipped bit", "a cut"])
def test_a_damaged_file_is_told_and_never_read_wrongly(store: Store, damage: str) -> None:
    for _ in range(40):
        add(store, 3000)
    store.close()
    body = bytearray(store.path.read_bytes())
    if damage == "a cut":
        del body[PAGE * 20 :]
    else:
        body[PAGE * 20 + 1000] ^= 1
    store.path.write_bytes(body)
    again = Store(store.folder, KEY)

    def read_all() -> None:
        with again.reading() as connection:
            connection.execute(text("SELECT * FROM notes")).all()

    assert code(read_all) == "LE-203"
    again.close()


def test_a_store_that_another_program_holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlcipher.connect(store.path, isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    other.execute("BEGIN IMMEDIATE")
    assert code(lambda: add(store)) == "LE-204"
    other.execute("ROLLBACK")
    add(store)
    assert count(store) == 1
    other.close()


def test_a_reader_sees_the_old_state_until_the_commit(store: Store) -> None:
    add(store)
    with store.writing() as connection:
        connection.execute(text("INSERT INTO notes(body) VALUES('')"))
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(count(store)))
        reader.start()
        reader.join()
        assert seen == [1]
        assert count(store) == 2
    assert count(store) == 2


def test_a_snapshot_does_not_move_under_its_reader(store: Store) -> None:
    add(store)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM notes")).scalar_one() == 1
        writer = threading.Thread(target=add, args=(store,))
        writer.start()
        writer.join()
        assert connection.execute(text("SELECT count(*) FROM notes")).scalar_one() == 1
    assert count(store) == 2


def test_nested_uses_join_and_the_outermost_commits(store: Store) -> None:
    ends: list[bool] = []
    store.ended = ends.append
    with store.writing():
        add(store)
        add(store)
        inside = store.writes_here
        assert ends == []
    assert ends == [True]
    assert inside
    assert not store.writes_here
    assert count(store) == 2


def test_a_failure_anywhere_rolls_everything_back(store: Store) -> None:
    ends: list[bool] = []
    store.ended = ends.append

    def fail() -> None:
        with store.writing():
            add(store)
            raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail()
    assert ends == [False, False]
    assert count(store) == 0
    add(store)
    assert count(store) == 1


def test_the_reserve_is_kept_and_given_back(store: Store) -> None:
    ballast = store.folder / "ballast"
    store.ensure_ballast()
    assert ballast.stat().st_size == BALLAST_BYTES
    store.ensure_ballast()
    assert store.release_ballast()
    assert not ballast.exists()
    assert not store.release_ballast()


def test_half_a_reserve_is_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, body: bytes) -> int:
        with path.open("wb") as file:
            file.write(body[:1000])
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(Path, "write_bytes", full)
    store.ensure_ballast()
    assert not (store.folder / "ballast").exists()


@pytest.mark.slow
def test_a_full_disk_loses_nothing_and_keeps_the_draft(tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    found = full_disk.run(tmp_path / "small")
    assert found["ballast"]
    assert found["acts"] > 3
    assert found["act"] == "LE-201"
    assert found["scan"] == "LE-201" * 2
    assert found["head"] == found["head again"] == 2 * found["acts"]
    assert found["draft"] == ""
    assert not found["ballast after"]
    assert found["kept"]
    assert found["kept again"]
    assert found["faults"] == []
    assert found["more"] == ""
    assert found["ballast again"]


@pytest.mark.slow
def test_two_threads_keep_one_chain(opened: Opened) -> None:
    case = stream_of("case", "0193-shared")
    opened.ledger.append(act_of(received(), stream=case))
    faults: list[BaseException] = []
    heard: list[object] = []
    opened.ledger.listen(heard.append)

    def write() -> None:
        try:
            for _ in range(25):
                opened.ledger.append(act_of(received()))
                opened.ledger.append(act_of(MATERIAL, stream=case))
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            faults.append(error)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert len(heard) == 100
    found = verify(opened, scans=False)
    assert found.faults == ()
    assert found.acts == 101
    assert opened.ledger.head()[0] == 202
    assert opened.ledger.load(case) == fresh(opened).load(case)


def test_readers_beside_a_writer_never_see_half_an_act(opened: Opened) -> None:
    case = stream_of("case", "0193-shared")
    opened.ledger.append(act_of(received(), stream=case))
    done = threading.Event()
    odd: list[int] = []

    def read() -> None:
        while not done.is_set():
            record = opened.ledger.load(case).record
            assert isinstance(record, CaseRecord)
            with opened.store.reading() as connection:
                entries = connection.execute(
                    text("SELECT count(*) FROM journal WHERE stream = :case"), {"case": case}
                ).scalar_one()
            if entries % 2 == 0:
                odd.append(entries)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for one in readers:
        one.start()
    for _ in range(20):
        opened.ledger.append(act_of(MATERIAL, MATERIAL, stream=case))
        time.sleep(0.002)
    done.set()
    for one in readers:
        one.join()
    assert odd == []


def test_another_thread_does_not_see_an_act_before_its_commit(opened: Opened) -> None:
    case = stream_of("case", "0193-shared")
    seen: list[object] = []
    with opened.ledger.writing():
        opened.ledger.append(act_of(received(), stream=case))
        assert opened.ledger.load(case).record is not None
        other = threading.Thread(target=lambda: seen.append(opened.ledger.load(case).record))
        other.start()
        other.join()
    assert seen == [None]
    assert opened.ledger.load(case).record is not None


def fresh(opened: Opened) -> Ledger:
    """A ledger over the same store that remembers nothing."""
    return Ledger(opened.store, opened.ledger.identity, opened.ledger.anchor)
