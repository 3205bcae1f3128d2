"""The tables of a pack's files by kind; the region's rows over the nation's."""

from collections.abc import Callable, Mapping
from typing import NoReturn, TypeVar

from casework.errors import RuleError
from casework.law.tables import Table, read

T = TypeVar("T")
NATIONAL = "national/"
FORMS = "forms/"


class Rows:
    """All tables of a pack, each with its place in a file."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._tops = [read(name, files[name]) for name in _ordered(files)]
        self._read: dict[tuple[str, str], Table] = {}

    def by_key(self, kind: str, build: Callable[[Table], T]) -> dict[str, T]:
        """Build every ``[[kind]]``; LW-406 for a key used twice in one folder."""
        found: dict[str, Table] = {}
        for row in (row for top in self._tops for row in top.tables(kind)):
            key = row.text("key")
            before = found.get(key)
            if before is not None and _folder(before) == _folder(row):
                row.fail("key", "LW-406", value=key)
            found[key] = row
        self._read |= {(kind, key): row for key, row in found.items()}
        return {key: build(row) for key, row in found.items()}

    def only(self, kind: str) -> Table:
        """The one ``[kind]``; the region's over the nation's, LW-402 when there is none."""
        found = [top for top in self._tops if top.has(kind)]
        if not found:
            missing(kind, "")
        tables = [top.table(kind) for top in found]
        if len(tables) > 1 and _folder(tables[-1]) == _folder(tables[-2]):
            tables[-1].fail("", "LW-406")
        return tables[-1]

    def row(self, kind: str, key: str) -> Table:
        """The table that ``key`` was read from, to name its place."""
        return self._read[kind, key]

    def close(self) -> None:
        """Raise LW-403 for a table that nobody asked for."""
        for top in self._tops:
            top.close()


def missing(kind: str, key: str) -> NoReturn:
    """Raise LW-402 for something that no file has."""
    raise RuleError("LW-402", file="", line=0, key=f"{kind}.{key}")


def _ordered(files: Mapping[str, str]) -> list[str]:
    """The nation's files first, then the region's; forms are read apart."""
    names = (name for name in files if not name.startswith(FORMS))
    return sorted(names, key=lambda name: (not name.startswith(NATIONAL), name))


def _folder(table: Table) -> str:
    return table.file.partition("/")[0]
