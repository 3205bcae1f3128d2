"""Search rows: names by character, initials and numbers by windows; flat to a million rows.

One full-text table whose tokens are made here: every Chinese character is a word of its own, so
that two are enough; initials of pinyin are kept as windows of two and three letters, digits and
Latin letters as windows of three. Single digits and letters are too common to be looked for one
by one: measured over 200,000 rows, the end of a project code took 29 ms so and 0.3 ms by windows.
Every kind of stream has a range of row numbers of its own, so that a project is found among any
number of its cases.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from casework.people.pinyin import initials
from casework.records import ids
from sync.ledger.prepared import to_driver

_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(words, stream UNINDEXED, content='',"
    " contentless_delete=1, contentless_unindexed=1, tokenize='unicode61')",
    "INSERT INTO search(search, rank) VALUES('secure-delete', 1)",
    # What fits a page of the encrypted store with the bytes it reserves.
    "INSERT INTO search(search, rank) VALUES('pgsz', 3900)",
)
_CLEAR = "DELETE FROM search"
_FIND = (
    "SELECT stream FROM search WHERE search MATCH ? AND rowid > ? AND rowid < ?"
    " ORDER BY rowid DESC LIMIT ?"
)
_AT = "SELECT stream FROM search WHERE rowid = ?"
_DROP = "DELETE FROM search WHERE rowid = ?"
_ADD = "INSERT INTO search(rowid, words, stream) VALUES(?, ?, ?)"
LIMIT = 50
_KINDS = (ids.CASE, ids.PROJECT)
_CHANCE = 12
_SPAN = 1 << 61
"""Row numbers of a kind; 48 bits of milliseconds and 12 of chance fill less than half of them."""
_UUID7 = re.compile(r"[0-9a-f]{12}7[0-9a-f]{19}")
_LATIN = re.compile(r"[a-z0-9]+")
_WINDOW = 3
_END = "\u01c2"
"""A letter that nobody types, before the last characters of a number."""
_EDGE = " \u01c1 "
"""A word that nobody types: it keeps the windows of one run from joining those of the next."""


def create(connection: Connection) -> None:
    """Create the search table of an SQLite store."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def clear(connection: Connection) -> None:
    """Forget every search row (before a rebuild)."""
    connection.exec_driver_sql(_CLEAR)


@dataclass(frozen=True, slots=True)
class Texts:
    """What a stream is found by: names also by their initials; ``end`` as a whole only."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    end: str = ""


def add(connection: Connection, stream: str, texts: Texts) -> None:
    """Make a new stream findable by its texts."""
    row = (_first(stream), _EDGE.join(_words(texts)), stream)
    try:
        to_driver(connection, _ADD, [row])
    except sqlcipher.IntegrityError:
        # Two streams of one millisecond may meet; looking first would cost every act.
        place, _ = _place(connection, stream)
        to_driver(connection, _ADD, [(place, *row[1:])])


def index(connection: Connection, stream: str, texts: Texts) -> None:
    """Make a stream findable by its texts; replaces what stood there."""
    forget(connection, stream)
    add(connection, stream, texts)


def forget(connection: Connection, stream: str) -> None:
    """Nothing finds a stream any more."""
    place, stands = _place(connection, stream)
    if stands:
        connection.exec_driver_sql(_DROP, (place,))


def find(connection: Connection, kind: str, query: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Streams of a kind, newest first: by characters, by parts of numbers, by initials."""
    return _match(connection, kind, _phrase(_folded(query)), limit)


def find_end(connection: Connection, kind: str, end: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Streams of a kind, newest first, by the last characters of a person's number."""
    known = _folded(end).strip()
    return _match(connection, kind, f'"{_END}{known}"' if known.isalnum() else "", limit)


def _match(connection: Connection, kind: str, phrase: str, limit: int) -> tuple[str, ...]:
    if not phrase:
        return ()
    low = _KINDS.index(kind) * _SPAN
    found = connection.exec_driver_sql(_FIND, (phrase, low, low + _SPAN, limit))
    return tuple(found.scalars())


def _words(texts: Texts) -> Iterator[str]:
    yield from map(_signs, (*texts.names, *texts.codes))
    yield from map(_letters, texts.names)
    if texts.end:
        yield _END + _folded(texts.end)


@lru_cache(maxsize=4096)
def _signs(text: str) -> str:
    folded = _folded(text)
    runs = (_windows(run, _WINDOW) for run in _LATIN.findall(folded))
    return _EDGE.join((spaced(folded), *runs))


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    letters = initials(name)
    return _EDGE.join((_windows(letters, _WINDOW), _windows(letters, 2)))


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


def _place(connection: Connection, stream: str) -> tuple[int, bool]:
    """The row number of a stream, and whether its row stands; the next free one if it is taken."""
    place = _first(stream)
    while True:
        other = connection.exec_driver_sql(_AT, (place,)).scalar_one_or_none()
        if other is None or other == stream:
            return place, other is not None
        place += 1


def _first(stream: str) -> int:
    """Made of the identifier's time and of as much of its chance as fits: in the order of both."""
    kind, _, ident = stream.partition("/")
    digits = ident.replace("-", "")
    if _UUID7.fullmatch(digits) is None:
        digits = hashlib.sha256(ident.encode()).hexdigest()
    chance = int(digits[13:16], 16)
    return _KINDS.index(kind) * _SPAN + 1 + (int(digits[:12], 16) << _CHANCE) + chance


def spaced(words: str) -> str:
    """A space around every character that is a word of its own."""
    kept = (one if one.isalnum() else " " for one in words)
    return " ".join(" ".join(kept).split())
