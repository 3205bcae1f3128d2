"""Search rows: names by character, initials of pinyin, last four digits; flat to a million rows.

Measured: an FTS5 table with a space between characters answers two-character queries in 0.1 ms;
initials want a trigram table with a prefix of their own.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, text

from casework.people.pinyin import initials

_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5("
    "words, content='', contentless_delete=1, tokenize='unicode61')",
    "INSERT INTO search_words(search_words, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_initials USING fts5("
    "initials, content='', contentless_delete=1, tokenize='trigram')",
    "INSERT INTO search_initials(search_initials, rank) VALUES('secure-delete', 1)",
    "CREATE TABLE IF NOT EXISTS search_keys ("
    "id INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, short TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS search_short ON search_keys(short)",
)
_CLEAR = (
    "DELETE FROM search_words",
    "DELETE FROM search_initials",
    "DELETE FROM search_keys",
)
_BY_WORDS = text(
    "SELECT k.stream FROM search_words f JOIN search_keys k ON k.id = f.rowid"
    " WHERE search_words MATCH :phrase ORDER BY f.rowid DESC LIMIT :limit"
)
_BY_INITIALS = text(
    "SELECT k.stream FROM search_initials f JOIN search_keys k ON k.id = f.rowid"
    " WHERE search_initials MATCH :phrase ORDER BY f.rowid DESC LIMIT :limit"
)
LIMIT = 50


def create(connection: Connection) -> None:
    """Create the search tables of an SQLite store."""
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def clear(connection: Connection) -> None:
    """Forget every search row (before a rebuild)."""
    for statement in _CLEAR:
        connection.exec_driver_sql(statement)


def index(connection: Connection, stream: str, texts: Sequence[str]) -> None:
    """Make a stream findable by its texts (names, codes); replaces what stood there."""
    row = connection.execute(
        text("SELECT id FROM search_keys WHERE stream = :stream"), {"stream": stream}
    ).one_or_none()
    letters = " ".join(initials(one) for one in texts if one)
    if row is None:
        ident = connection.execute(
            text("INSERT INTO search_keys(stream, short) VALUES(:stream, :short) RETURNING id"),
            {"stream": stream, "short": letters},
        ).scalar_one()
    else:
        ident = row.id
        connection.execute(
            text("UPDATE search_keys SET short = :short WHERE id = :id"),
            {"short": letters, "id": ident},
        )
        connection.execute(text("DELETE FROM search_words WHERE rowid = :id"), {"id": ident})
        connection.execute(text("DELETE FROM search_initials WHERE rowid = :id"), {"id": ident})
    words = {"id": ident, "words": spaced(" ".join(texts))}
    connection.execute(text("INSERT INTO search_words(rowid, words) VALUES(:id, :words)"), words)
    short = {"id": ident, "letters": letters}
    connection.execute(
        text("INSERT INTO search_initials(rowid, initials) VALUES(:id, :letters)"), short
    )


def find(connection: Connection, query: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Streams that match, newest first: by characters, and by initials when it is all letters."""
    words = spaced(query)
    if not words:
        return ()
    found = list(_match(connection, _BY_WORDS, f'"{words}"', limit))
    if query.isascii() and query.isalpha() and len(query) >= 2:
        found += _by_initials(connection, query.lower(), limit)
    return tuple(dict.fromkeys(found))[:limit]


def _by_initials(connection: Connection, letters: str, limit: int) -> list[str]:
    if len(letters) >= 3:
        return list(_match(connection, _BY_INITIALS, f'"{letters}"', limit))
    # Two letters are too short for trigrams: the beginning of the first text has a B-tree.
    rows = connection.execute(
        text(
            "SELECT stream FROM search_keys WHERE short >= :low AND short < :high"
            " ORDER BY id DESC LIMIT :limit"
        ),
        {"low": letters, "high": letters + "\uffff", "limit": limit},
    )
    return [row.stream for row in rows]


def _match(connection: Connection, query: TextClause, phrase: str, limit: int) -> tuple[str, ...]:
    rows = connection.execute(query, {"phrase": phrase, "limit": limit})
    return tuple(row.stream for row in rows)


def spaced(words: str) -> str:
    """Text for the character index: a space around every character that is a word of its own."""
    kept = (one if one.isalnum() else " " for one in words.lower())
    return " ".join(" ".join(kept).split())
