"""The tables of a pack's files by kind: a region's over its parent's, and of each what holds.

A row may say from when to when it holds and how sure that is (``status``, ``effective_from``,
``effective_to``); else it holds as long as its article, which holds as long as its document.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NoReturn, TypeVar

from casework.errors import RuleError
from casework.law.articles import (
    ALWAYS,
    Articles,
    Document,
    Validity,
    own_validity,
    read_article,
    read_document,
)
from casework.law.lineage import folder, lineage
from casework.law.tables import Table, read

T = TypeVar("T")
FORMS = "forms/"
_SOURCES = ("document", "article")
"""What can be named before it holds."""


class Rows:
    """All tables of a pack, each with its place in a file, as they hold on ``day``.

    Without a day the newest row of each key is taken. A row that has lapsed stays while nothing
    replaces it: it guides practice mode (obligations 0b r).
    """

    def __init__(self, files: Mapping[str, str], day: date | None) -> None:
        self._day = day
        self._read: dict[tuple[str, str], Table] = {}
        self.documents: Mapping[str, Document] = {}
        self.articles: Articles = {}
        names = sorted(name for name in files if not name.startswith(FORMS))
        self._tops = [read(name, files[name], self._pick) for name in names]
        self.folders = lineage(self._tops)
        """From the root to the pack itself."""
        self._tops.sort(key=lambda top: self.folders.index(folder(top)))
        self.documents = self.by_key("document", read_document)
        self.articles = self.by_key("article", lambda row: read_article(row, self.documents))

    def by_key(self, kind: str, build: Callable[[Table], T]) -> dict[str, T]:
        """Build what holds of every ``[[kind]]``.

        LW-406 for a key used twice in one folder, LW-414 when both rows hold on the same day,
        LW-407 for the removal of a row that no parent has.
        """
        found = self.chosen(kind)
        self._read |= {(kind, key): row for key, row in found.items()}
        return {key: build(row) for key, row in found.items()}

    def chosen(self, kind: str) -> dict[str, Table]:
        """The row of every key that holds."""
        levels = [self._level(kind, name) for name in self.folders]
        keys = dict.fromkeys(key for level in levels for key in level)
        for at, level in enumerate(levels):
            for key, rows in level.items():
                if _removes(rows[0]) and not any(key in parent for parent in levels[:at]):
                    rows[0].fail("key", "LW-407", value=key)
        found = {
            key: self._of_levels([level[key] for level in levels if key in level]) for key in keys
        }
        return {key: row for key, row in found.items() if row is not None and not _removes(row)}

    def only(self, kind: str) -> Table:
        """The one ``[kind]``; the region's over its parent's, LW-402 when there is none."""
        found = [top for top in self._tops if top.has(kind)]
        if not found:
            self.missing(kind)
        tables = [top.table(kind) for top in found]
        if len(tables) > 1 and folder(tables[-1]) == folder(tables[-2]):
            tables[-1].fail("", "LW-406", value=kind)
        return tables[-1]

    def kinds(self) -> tuple[str, ...]:
        """Every kind of table that the files have."""
        return tuple(dict.fromkeys(kind for top in self._tops for kind in top.data))

    def tables(self, kind: str) -> Iterator[tuple[tuple[str, ...], Mapping[str, object]]]:
        """The tables of a kind that hold, by kind and key, as they were read."""
        if all(isinstance(top.data.get(kind, []), list) for top in self._tops):
            for key, row in self.chosen(kind).items():
                yield (kind, key), row.data
        else:
            yield (kind,), self.only(kind).data

    def row(self, kind: str, key: str) -> Table:
        """The table that ``key`` was read from, to name its place."""
        return self._read[kind, key]

    def missing(self, kind: str, key: str = "") -> NoReturn:
        """Raise LW-402 at the pack's head for something that no file has."""
        head = next(top for top in reversed(self._tops) if top.has("pack"))
        where = f"{kind}.{key}" if key else kind
        line = 1 + head.origin.source.count("\n", 0, head.origin.source.index("[pack]"))
        kind = head.origin.kind.value
        raise RuleError("LW-402", kind=kind, file=head.file, line=line, key=where)

    def close(self) -> None:
        """Raise LW-403 for a table that nobody asked for."""
        for top in self._tops:
            top.close()

    def _level(self, kind: str, name: str) -> dict[str, list[Table]]:
        """The rows of one folder by their key."""
        found: dict[str, list[Table]] = {}
        for top in self._tops:
            if folder(top) == name:
                for row in top.tables(kind):
                    found.setdefault(row.text("key"), []).append(row)
        return found

    def _of_levels(self, levels: Sequence[list[Table]]) -> Table | None:
        """The row of the nearest folder that has one in force, else one that has lapsed."""
        held = [row for rows in levels if (row := self._holding(rows)) is not None]
        in_force = [row for row in held if self._in_force(row)]
        found = in_force or held
        return found[-1] if found else None

    def _pick(self, rows: Sequence[Table]) -> Sequence[Table]:
        """Of nested rows those that hold, one for each key."""
        by_key: dict[str, list[Table]] = {}
        for row in rows:
            by_key.setdefault(row.text("key"), []).append(row)
        found = (self._holding(same) for same in by_key.values())
        return [row for row in found if row is not None]

    def _holding(self, rows: list[Table]) -> Table | None:
        """Of rows with one key the one in force; else the last that has lapsed, if any."""
        rows = sorted(rows, key=lambda row: self._validity(row).effective_from)
        for at, row in enumerate(rows):
            for before in rows[:at]:
                self._apart(before, row)
        if self._day is None:
            return rows[-1]
        begun = [row for row in rows if self._validity(row).effective_from <= self._day]
        if not begun:
            return rows[0] if rows[0].path.startswith(_SOURCES) else None
        return next((row for row in begun if self._in_force(row)), begun[-1])

    def _apart(self, before: Table, row: Table) -> None:
        """Raise unless no day sees both rows in force."""
        if self._validity(before).meets(self._validity(row)):
            dated = own_validity(before, ALWAYS) or own_validity(row, ALWAYS)
            code = "LW-414" if dated else "LW-406"
            row.fail("key", code, value=row.text("key"), first=before.file)

    def _in_force(self, row: Table) -> bool:
        return self._day is None or self._validity(row).in_force_on(self._day)

    def _validity(self, row: Table) -> Validity:
        """The row's own, else its article's or document's."""
        default = ALWAYS
        if row.has("basis") and (article := self.articles.get(row.text("basis"))):
            default = article.validity
        elif row.has("document") and (document := self.documents.get(row.text("document"))):
            default = document.validity
        return own_validity(row, default) or default


def turning_days(files: Mapping[str, str]) -> tuple[date, ...]:
    """The days on which something in the files begins to hold, or no longer does."""
    found: set[date] = set()
    for name, text in files.items():
        found.update(_turns(read(name, text).data))
    return tuple(sorted(found))


def _turns(data: object) -> Iterator[date]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "effective_from" and isinstance(value, date):
                yield value
            elif key == "effective_to" and isinstance(value, date):
                yield value + timedelta(days=1)
            else:
                yield from _turns(value)
    elif isinstance(data, list):
        for value in data:
            yield from _turns(value)


def _removes(row: Table) -> bool:
    """Whether the row takes the parent's row of its key away."""
    return row.flag("remove", default=False)
