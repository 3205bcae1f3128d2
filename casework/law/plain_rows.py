"""A pack as plain rows, to be listed and compared: what each says, whatever it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casework.law.pack_rows import FORMS, Rows
from casework.law.tables import read

Path = tuple[str, ...]
"""``("item", "joint_acceptance", "limit", "total")``"""
Plain = Mapping[Path, Mapping[str, object]]
"""Per row its values; a table inside it by dotted keys, rows inside it as rows of their own."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of which ``before`` or ``after`` is missing, or the values in which both differ."""

    path: Path
    added: bool = False
    removed: bool = False
    values: tuple[tuple[str, object, object], ...] = ()
    """Key, value before and after; None for a key that one of them does not have."""
    name: str = ""
    """What the row calls itself."""


def plain(files: Mapping[str, str], day: date | None = None) -> Plain:
    """The rows of a pack that hold on ``day``; raise RuleError where its tables cannot be read."""
    return {**of_rows(Rows(files, day)), **forms(files)}


def of_rows(rows: Rows) -> dict[Path, Mapping[str, object]]:
    """The same of tables that were read already, without the forms."""
    found: dict[Path, Mapping[str, object]] = {}
    for kind in rows.kinds():
        for path, data in rows.tables(kind):
            found.update(_flat(path, data))
    return found


def samples(plain_rows: Plain) -> tuple[str, ...]:
    """What no source covers (obligations 0b j): ``notice.refusal``, ``item.example.seal``."""
    found: list[str] = []
    for path, values in plain_rows.items():
        if values.get("sample") is True:
            found.append(".".join(path))
        named = values.get("samples")
        found += [".".join((*path, str(name))) for name in named] if isinstance(named, list) else []
    return tuple(found)


def compare(before: Plain, after: Plain) -> tuple[Difference, ...]:
    """What changed, in the order of the rows; new rows last."""
    found = []
    for path, values in before.items():
        if path not in after:
            found.append(Difference(path, removed=True, name=_name(values)))
        elif changed := tuple(_changed(values, after[path])):
            found.append(Difference(path, values=changed, name=_name(after[path])))
    new = (path for path in after if path not in before)
    return (*found, *(Difference(path, added=True, name=_name(after[path])) for path in new))


def _changed(
    before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[tuple[str, object, object]]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _name(values: Mapping[str, object]) -> str:
    words = (values.get(key) for key in ("name", "label", "title", "text", "clause"))
    return str(next((word for word in words if word), ""))


def forms(files: Mapping[str, str]) -> dict[Path, Mapping[str, object]]:
    """The forms of a pack."""
    found: dict[Path, Mapping[str, object]] = {}
    for file in sorted(name for name in files if name.startswith(FORMS)):
        data = read(file, files[file]).data
        found.update(_flat(("form", str(data.get("name", file))), data))
    return found


def _flat(path: Path, data: Mapping[str, object]) -> dict[Path, Mapping[str, object]]:
    own = {key: value for key, value in data.items() if not _nested(value)}
    found: dict[Path, Mapping[str, object]] = {path: own}
    for key, value in data.items():
        if isinstance(value, dict):
            for inner, values in _flat((), value).items():
                if inner:
                    found[(*path, key, *inner)] = values
                else:
                    own |= {f"{key}.{name}": one for name, one in values.items()}
        elif _nested(value) and isinstance(value, list):
            for at, row in enumerate(value):
                found.update(_flat((*path, key, _key_of(row, at)), row))
    return found


def _nested(value: object) -> bool:
    """Whether a value is a table, or a list of them."""
    rows = isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
    return rows or isinstance(value, dict)


def _key_of(row: Mapping[str, object], at: int) -> str:
    """By what a row inside another is found again; two that follow each other by their day."""
    key = str(row.get("key", at))
    return f"{key}@{row['effective_from']}" if "key" in row and "effective_from" in row else key
