"""Search rows: names by character, initials and numbers by windows; flat to a million rows.

One full-text table whose tokens are made here: every Chinese character is a word of its own, so
that two are enough; initials of pinyin are kept as windows of two and three letters, digits and
Latin letters as windows of three. Single digits and letters are too common to be looked for one
by one: measured over 200,000 rows, the end of a project code took 29 ms so and 0.3 ms by windows.
Every kind of stream has a range of row numbers of its own, so that a project is found among any
number of its cases.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from casework.people.pinyin import initials
from casework.records import ids

_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5("
    "words, content='', contentless_delete=1, tokenize='unicode61')",
    "INSERT INTO search_words(search_words, rank) VALUES('secure-delete', 1)",
    # What fits a page of the encrypted store with the bytes it reserves.
    "INSERT INTO search_words(search_words, rank) VALUES('pgsz', 3900)",
    "CREATE TABLE IF NOT EXISTS search_keys (id INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE)",
)
_CLEAR = ("DELETE FROM search_words", "DELETE FROM search_keys")
_FIND = (
    "SELECT k.stream FROM search_words f JOIN search_keys k ON k.id = f.rowid"
    " WHERE search_words MATCH ? AND f.rowid > ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?"
)
_KEY = "SELECT id FROM search_keys WHERE stream = ?"
_ADD = (
    "INSERT INTO search_keys(id, stream) SELECT coalesce(max(id), ?1) + 1, ?3"
    " FROM search_keys WHERE id > ?1 AND id < ?2 RETURNING id"
)
_DROP = "DELETE FROM search_words WHERE rowid = ?"
_DROP_KEY = "DELETE FROM search_keys WHERE id = ?"
_ADD_WORDS = "INSERT INTO search_words(rowid, words) VALUES(?, ?)"
LIMIT = 50
_SPAN = 1 << 40
_KINDS = (ids.CASE, ids.PROJECT)
_LATIN = re.compile(r"[a-z0-9]+")
_WINDOW = 3
_EDGE = " \u01c1 "
"""A word that nobody types: it keeps the windows of one run from joining those of the next."""


def create(connection: Connection) -> None:
    """Create the search tables of an SQLite store."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def clear(connection: Connection) -> None:
    """Forget every search row (before a rebuild)."""
    for statement in _CLEAR:
        connection.exec_driver_sql(statement)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a stream is found by; only names are found by their initials."""

    names: tuple[str, ...]
    codes: tuple[str, ...]


def index(connection: Connection, stream: str, texts: Texts, *, new: bool = False) -> None:
    """Make a stream findable by its texts; replaces what stood there.

    ``new`` says that nothing did.
    """
    key = None if new else _key(connection, stream)
    if key is None:
        low, high = _range(ids.kind_of(stream))
        key = connection.exec_driver_sql(_ADD, (low, high, stream)).scalar_one()
    else:
        connection.exec_driver_sql(_DROP, (key,))
    connection.exec_driver_sql(_ADD_WORDS, (key, _EDGE.join(_words(texts))))


def forget(connection: Connection, stream: str) -> None:
    """Nothing finds a stream any more."""
    key = _key(connection, stream)
    if key is not None:
        connection.exec_driver_sql(_DROP, (key,))
        connection.exec_driver_sql(_DROP_KEY, (key,))


def find(connection: Connection, kind: str, query: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Streams of a kind, newest first: by characters, by parts of numbers, by initials."""
    phrase = _phrase(_folded(query))
    if not phrase:
        return ()
    low, high = _range(kind)
    found = connection.exec_driver_sql(_FIND, (phrase, low, high, limit))
    return tuple(found.scalars())


def _words(texts: Texts) -> Iterator[str]:
    for text in (*texts.names, *texts.codes):
        folded = _folded(text)
        yield spaced(folded)
        for run in _LATIN.findall(folded):
            yield _windows(run, _WINDOW)
    for name in texts.names:
        letters = initials(name)
        yield _windows(letters, _WINDOW)
        yield _windows(letters, 2)


def _phrase(query: str) -> str:
    """What the full-text table is asked; only letters and digits get into it."""
    words = spaced(query)
    runs = _LATIN.findall(query)
    if runs == [query.strip()] and len(runs[0]) > 1:
        (run,) = runs
        # Two letters are the windows of initials, or stand so in a name.
        return f'"{run}" OR "{words}"' if len(run) == 2 else f'"{_windows(run, _WINDOW)}"'
    rare = (_windows(run, _WINDOW) for run in runs if len(run) >= _WINDOW)
    return " AND ".join(f'"{part}"' for part in (*rare, words) if part)


def _windows(run: str, size: int) -> str:
    """Every ``size`` signs that follow each other, as words: yqj qjy jyy."""
    return " ".join(run[at : at + size] for at in range(len(run) - size + 1))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _key(connection: Connection, stream: str) -> int | None:
    return connection.exec_driver_sql(_KEY, (stream,)).scalar_one_or_none()


def _range(kind: str) -> tuple[int, int]:
    """The row numbers of a kind lie between these two."""
    low = _KINDS.index(kind) * _SPAN
    return low, low + _SPAN


def spaced(words: str) -> str:
    """A space around every character that is a word of its own."""
    kept = (one if one.isalnum() else " " for one in words)
    return " ".join(" ".join(kept).split())
