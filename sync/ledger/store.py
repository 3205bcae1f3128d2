"""The store file: SQLCipher with a raw key, WAL, synchronous=FULL; one writer, many readers.

Measured: only ``synchronous=FULL`` survives crash images, and after the disk has filled even a
DELETE fails, so a ballast file is kept that can be given back to let a draft be saved.
"""

import contextlib
import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from casework.errors import StoreError

BALLAST_BYTES = 1 << 20
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_CODES = {
    sqlite3.SQLITE_FULL: "LE-201",
    sqlite3.SQLITE_PERM: "LE-202",
    sqlite3.SQLITE_NOMEM: "LE-202",
    sqlite3.SQLITE_READONLY: "LE-202",
    sqlite3.SQLITE_IOERR: "LE-202",
    sqlite3.SQLITE_CANTOPEN: "LE-202",
    sqlite3.SQLITE_PROTOCOL: "LE-202",
    sqlite3.SQLITE_NOLFS: "LE-202",
    sqlite3.SQLITE_CORRUPT: "LE-203",
    sqlite3.SQLITE_BUSY: "LE-204",
    sqlite3.SQLITE_LOCKED: "LE-204",
    sqlite3.SQLITE_NOTADB: "LE-205",
}
"""What the engine says of the file; anything else it says of the program, and is let through."""


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn the engine's errors into StoreError LE-201…205; the only place that knows them."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError, sqlite3.DatabaseError) as error:
        code = _CODES.get(_engine_code(error))
        if code is None:
            raise
        raise StoreError(code) from error
    except PoolTimeout as error:
        raise StoreError("LE-204") from error
    except OSError as error:
        raise StoreError("LE-201" if error.errno in _NO_SPACE else "LE-202") from error


def _engine_code(error: Exception) -> int:
    """The primary code of the engine; the extended ones only add where it happened."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF


def _nobody(_committed: bool) -> None:  # noqa: FBT001 - nobody wants to know yet
    """Stand in until a ledger listens."""


class Store:
    """An open store: ``writing()`` yields the one writer, ``reading()`` a snapshot."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._lock = threading.RLock()
        self._current: Connection | None = None
        self._standing: Connection | None = None
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
        # Errors come back as errors; the engine's own notes on standard error are noise.
        connection.execute("PRAGMA cipher_log_level = NONE")
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
                with translated():
                    connection = self._one_writer()
                    with connection.begin():
                        self._current, self._holder = connection, threading.get_ident()
                        yield connection
                committed = True
            finally:
                self._current, self._holder = None, 0
                self.ended(committed)

    def _one_writer(self) -> Connection:
        """The writer stays open: every act would otherwise pay for taking it out of its pool."""
        if self._standing is None or self._standing.closed:
            self._standing = self._writer.connect()
        return self._standing

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
        try:
            if ballast.exists() and ballast.stat().st_size == BALLAST_BYTES:
                return
            ballast.write_bytes(bytes(BALLAST_BYTES))
        except OSError:
            # Half a ballast would only take the last room there is.
            self.release_ballast()

    def release_ballast(self) -> bool:
        """Give the reserve back to a full disk; False when there was none."""
        try:
            (self.folder / "ballast").unlink()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Close all connections; the log is folded into the file by the last one."""
        if self._standing is not None:
            self._standing.close()
        self._writer.dispose()
        self._readers.dispose()
