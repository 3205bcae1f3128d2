"""Typed reading of packs, calendars and forms; a mistake names its file, line and key.

Codes: LW-401 not TOML, LW-402 a key is missing, LW-403 a key nobody knows, LW-404 a value of the
wrong kind, LW-405 a word outside its list, LW-406 a name used twice, LW-407 a name that leads
nowhere, LW-408 values that contradict each other.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile
from typing import NoReturn, TypeVar

from casework.errors import RuleError

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
NOT_NEGATIVE = "零或者正数"
"""What is expected of a count."""
_KINDS: Mapping[type[object], str] = {
    str: "文字",
    int: "整数",
    bool: "true 或者 false",
    date: "日期",
    list: "方括号里的列表",
    dict: "一组键值",
}
_SHOWN = 60
"""Characters of a line that are shown where it cannot be read."""
_ROW = re.compile(r"(.+)\[(\d+)\]")


class FileKind(StrEnum):
    """What a file is called where something is wrong with it."""

    RULES = "规则文件"
    CALENDAR = "日历文件"


@dataclass(frozen=True, slots=True)
class Origin:
    """What all tables of a file share."""

    file: str
    source: str
    pick: "Pick"
    kind: FileKind = FileKind.RULES


class Table:
    """One table of a file; every key has to be asked for, or ``close`` complains."""

    def __init__(self, origin: "Origin", data: Mapping[str, object], path: str = "") -> None:
        self.file = origin.file
        self.path = path
        self.origin = origin
        self.data = data
        self._asked: set[str] = set()

    def fail(self, key: str, code: str, **facts: object) -> NoReturn:
        """Raise RuleError ``code`` for ``key`` of this table."""
        where = f"{self.path}.{key}" if self.path else key
        line = _line(self.origin.source, where)
        origin = {"kind": self.origin.kind.value, "file": self.file, "line": line, "key": where}
        raise RuleError(code, **origin, **facts)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text; empty ones count as missing unless there is a default."""
        value = self._take(key, str, default)
        if not value and default is None:
            self.fail(key, "LW-402")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number of zero or more."""
        value = self._take(key, int, default)
        if value < 0:
            self.fail(key, "LW-404", expected=NOT_NEGATIVE, value=value)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001 - a value
        """True or false."""
        return self._take(key, bool, default)

    def day(self, key: str) -> date:
        """A date."""
        return self._take(key, date, None)

    def maybe_day(self, key: str) -> date | None:
        """A date or nothing."""
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of ``kind``."""
        word = self.text(key, None if default is None else default.value)
        if word not in set(kind):
            self.fail(key, "LW-405", value=word, known=" ".join(kind))
        return kind(word)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when the key is missing."""
        return self._list(key, str)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates, empty when the key is missing."""
        return self._list(key, date)

    def choices(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """A list of words of ``kind``, empty when the key is missing."""
        words = self.texts(key)
        for word in words:
            if word not in set(kind):
                self.fail(key, "LW-405", value=word, known=" ".join(kind))
        return tuple(kind(word) for word in words)

    def table(self, key: str) -> "Table":
        """The table under ``key``; an empty one when it is missing."""
        return self._child(key, self._take(key, dict, {}))

    def tables(self, key: str) -> tuple["Table", ...]:
        """The list of tables under ``key``, empty when it is missing."""
        rows = self._list(key, dict)
        return tuple(self._child(f"{key}[{n}]", row) for n, row in enumerate(rows))

    def rules(self, key: str) -> tuple["Table", ...]:
        """Of the list under ``key`` the rows that hold, one for each key of a row."""
        return tuple(self.origin.pick(self.tables(key)))

    def close(self) -> None:
        """Raise LW-403 for the first key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                self.fail(key, "LW-403")

    def _child(self, key: str, data: Mapping[str, object]) -> "Table":
        return Table(self.origin, data, f"{self.path}.{key}" if self.path else key)

    def _take(self, key: str, kind: type[T], default: T | None) -> T:
        self._asked.add(key)
        value = self.data.get(key, default)
        if value is None:
            self.fail(key, "LW-402")
        if not _is(value, kind):
            self.fail(key, "LW-404", expected=_KINDS[kind], value=value)
        assert isinstance(value, kind)
        return value

    def _list(self, key: str, kind: type[T]) -> tuple[T, ...]:
        values: list[object] = self._take(key, list, [])
        for value in values:
            if not _is(value, kind):
                self.fail(key, "LW-404", expected=_KINDS[kind], value=value)
        return tuple(value for value in values if isinstance(value, kind))


Pick = Callable[[Sequence[Table]], Sequence[Table]]


def read(file: str, source: str, pick: Pick = tuple, kind: FileKind = FileKind.RULES) -> Table:
    """The top table of a TOML text; raise RuleError LW-401 when it is not TOML.

    ``pick`` says which rows of a list hold; all of them unless somebody knows better.
    """
    try:
        return Table(Origin(file, source, pick, kind), tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        lines = source.splitlines()
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else len(lines)
        key = re.match(r"\s*([\w-]+)\s*=", lines[line - 1] if lines else "")
        raise RuleError(
            "LW-401",
            kind=kind.value,
            file=file,
            line=line,
            key=key.group(1) if key else "",
            text=lines[line - 1].strip()[:_SHOWN] if lines else "",
        ) from error


def unique(rows: Iterable[tuple[Table, str]]) -> None:
    """Raise LW-406 when two rows carry the same name (their ``key``)."""
    seen: set[str] = set()
    for table, name in rows:
        if name in seen:
            table.fail("key", "LW-406", value=name)
        seen.add(name)


def _is(value: object, kind: type[object]) -> bool:
    """isinstance, where a bool is no number and a moment is no date."""
    if isinstance(value, bool):
        return kind is bool
    if isinstance(value, datetime):
        return kind is datetime
    return isinstance(value, kind)


def _line(source: str, path: str) -> int:
    """The line of ``a.b[2].c`` in a TOML text as far as its headers tell; 0 when not found."""
    lines = source.splitlines()
    start = -1
    header = ""
    parts = path.split(".")
    for part in parts:
        row = _ROW.fullmatch(part)
        name, nth = (row.group(1), int(row.group(2))) if row else (part, 0)
        header = f"{header}.{name}" if header else name
        found = _find(lines[start + 1 :], rf"\s*\[+\s*{re.escape(header)}\s*\]+", nth)
        if found < 0:
            found = _find(_own(lines[start + 1 :]), rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", 0)
        if found < 0:
            break
        start += 1 + found
    return start + 1


def _own(lines: list[str]) -> list[str]:
    """The lines before the next table begins."""
    return list(takewhile(lambda line: not line.lstrip().startswith("["), lines))


def _find(lines: list[str], pattern: str, nth: int) -> int:
    hits = (n for n, line in enumerate(lines) if re.match(pattern, line))
    return next((n for count, n in enumerate(hits) if count == nth), -1)
