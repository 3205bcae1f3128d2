"""The store file: SQLCipher with a raw key, WAL, synchronous=FULL; one writer, many readers.

Measured: only ``synchronous=FULL`` survives crash images, and after the disk has filled even a
DELETE fails, so a ballast file is kept that can be given back to let a draft be saved.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from casework.errors import StoreError

BALLAST_BYTES = 1 << 20
_FULL, _IO, _CORRUPT, _BUSY, _NOT_A_STORE = "full", "i/o", "malformed", "locked", "not a database"


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn the engine's errors into StoreError LE-201…205; the only place that knows them."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError, sqlite3.DatabaseError) as error:
        raise StoreError(_code(str(error).lower())) from error
    except OSError as error:
        raise StoreError("LE-201" if error.errno == 28 else "LE-202") from error


def _nobody(_committed: bool) -> None:  # noqa: FBT001 - nobody wants to know yet
    """Stand in until a ledger listens."""


def _code(words: str) -> str:
    codes = {
        _FULL: "LE-201",
        _IO: "LE-202",
        _CORRUPT: "LE-203",
        _BUSY: "LE-204",
        _NOT_A_STORE: "LE-205",
    }
    return next((code for word, code in codes.items() if word in words), "LE-202")


class Store:
    """An open store: ``writing()`` yields the one writer, ``reading()`` a snapshot."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._lock = threading.RLock()
        self._current: Connection | None = None
        self._holder = 0
        self.ended: Callable[[bool], None] = _nobody
        """Called by the writer at the end of every transaction with whether it was committed."""
        self._writer = self._engine("BEGIN IMMEDIATE", 1)
        self._readers = self._engine("BEGIN", 8)

    @property
    def path(self) -> Path:
        """The database file."""
        return self.folder / "ledger.db"

    def _engine(self, begin: str, size: int) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_reset_on_return=None,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def _connect(self) -> "sqlcipher.Connection":
        connection = sqlcipher.connect(
            self.path, check_same_thread=False, isolation_level=None, timeout=5.0
        )
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer inside one transaction; nested uses join it, the outermost commits.

        An exception anywhere inside rolls everything back.
        """
        with self._lock:
            if self._current is not None:
                yield self._current
                return
            committed = False
            try:
                with translated(), self._writer.connect() as connection, connection.begin():
                    self._current, self._holder = connection, threading.get_ident()
                    yield connection
                committed = True
            finally:
                self._current, self._holder = None, 0
                self.ended(committed)

    @property
    def writes_here(self) -> bool:
        """Whether this thread holds the writer."""
        return self._holder == threading.get_ident()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read-only look; inside ``writing()`` of the same thread it sees what is being done."""
        if self.writes_here and self._current is not None:
            yield self._current
            return
        with translated(), self._readers.connect() as connection, connection.begin():
            yield connection

    def ensure_ballast(self) -> None:
        """Keep 1 MiB in reserve; silently without one when the disk cannot spare it."""
        ballast = self.folder / "ballast"
        if ballast.exists() and ballast.stat().st_size == BALLAST_BYTES:
            return
        with contextlib.suppress(OSError):
            ballast.write_bytes(bytes(BALLAST_BYTES))

    def release_ballast(self) -> bool:
        """Give the reserve back to a full disk; False when there was none."""
        ballast = self.folder / "ballast"
        if not ballast.exists():
            return False
        ballast.unlink()
        return True

    def close(self) -> None:
        """Close all connections; the log is folded into the file by the last one."""
        self._writer.dispose()
        self._readers.dispose()
