"""The duties of the source documents: where each lives, what proves it, how to switch it off."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tools.tree import ROOT

FOLDER = ROOT / "docs/obligations"
PAGE = ROOT / "docs/obligations.md"
COUNT = 331
_ELSEWHERE = (range(156, 217), range(284, 299))
"""Numbers of 001E, 001F and 003: they come with licences and accounts."""


class Class(StrEnum):
    """What became of a duty."""

    PROVEN = "proven"
    """Implemented, and a named test fails without it"""
    TOLD = "told"
    """A text on a page or a paper"""
    OTHER_SIDE = "other_side"
    """Somebody else's duty, which is only shown"""
    LATER = "later"
    """Comes with another issue"""
    NOT_YET = "not_yet"


WORDS = {
    Class.PROVEN: "implemented and proven",
    Class.TOLD: "told by a text",
    Class.OTHER_SIDE: "another side's, shown",
    Class.LATER: "later",
    Class.NOT_YET: "not yet",
}


@dataclass(frozen=True, slots=True)
class Switch:
    """An edit that switches the rule behind a duty off: ``find`` stands once in ``file``."""

    file: str
    find: str
    put: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One numbered duty."""

    number: int
    source: str
    text: str
    who: str
    kind: Class
    reason: str
    where: tuple[str, ...]
    tests: tuple[str, ...]
    off: Switch | None
    file: str

    @property
    def ours(self) -> bool:
        """Whether window or system must do it, outside licences and accounts."""
        asked = bool({"W", "S"} & set(self.who.replace("/", " ").split()))
        return asked and not any(self.number in span for span in _ELSEWHERE)


def read() -> tuple[Duty, ...]:
    """All duties in the order of their numbers."""
    files = sorted(FOLDER.glob("*.toml"))
    rows = [(file.name, row) for file in files for row in _rows(file)]
    return tuple(sorted((_duty(name, row) for name, row in rows), key=lambda one: one.number))


def _rows(file: Path) -> Sequence[Mapping[str, object]]:
    found: Sequence[Mapping[str, object]] = tomllib.loads(file.read_text(encoding="utf-8"))["duty"]
    return found


def _duty(file: str, row: Mapping[str, object]) -> Duty:
    off = row.get("off")
    return Duty(
        number=int(str(row["number"])),
        source=str(row["source"]),
        text=str(row["duty"]),
        who=str(row["who"]),
        kind=Class(str(row["class"])),
        reason=str(row.get("reason", "")),
        where=_texts(row.get("where")),
        tests=_texts(row.get("tests")),
        off=Switch(**off) if isinstance(off, dict) else None,
        file=file,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def faults(duty: Duty, root: Path = ROOT) -> list[str]:
    """What is wrong with a row; nothing for a good one."""
    found = []
    if duty.kind in (Class.LATER, Class.NOT_YET) and not duty.reason:
        found.append("no reason")
    if duty.kind is not Class.PROVEN:
        return found
    if not duty.where or not duty.tests or duty.off is None:
        found.append("proven without where, tests or off")
    found += [f"{name} does not exist" for name in duty.where if not _exists(name, root)]
    found += [f"{name} does not exist" for name in duty.tests if not _has_test(name, root)]
    if duty.off is not None:
        file = root / duty.off.file
        count = file.read_text(encoding="utf-8").count(duty.off.find) if file.exists() else 0
        if count != 1 or duty.off.find == duty.off.put:
            found.append(f"off: {duty.off.find!r} stands {count} times in {duty.off.file}")
    return found


def _exists(name: str, root: Path) -> bool:
    return (root / name.partition(":")[0]).exists()


def _has_test(name: str, root: Path) -> bool:
    path, _, test = name.partition("::")
    file = root / path
    test = test.rpartition("::")[2].partition("[")[0]
    return bool(test) and file.exists() and f"def {test}(" in file.read_text(encoding="utf-8")


def counted(duties: Sequence[Duty]) -> dict[str, dict[str, int]]:
    """How many duties of each class: of all, and of those the window and the system owe."""
    ours = [one for one in duties if one.ours]
    return {
        name: {kind.value: Counter(one.kind for one in some)[kind] for kind in Class}
        | {"all": len(some)}
        for name, some in (("duties", duties), ("window and system", ours))
    }


def page(duties: Sequence[Duty]) -> str:
    """The page about all duties."""
    counts = counted(duties)["duties"]
    total = "; ".join(f"{WORDS[kind]}: {counts[kind.value]}" for kind in Class)
    lines = [
        "# Duties of the source documents",
        "",
        "Written by `./dev obligations --write` from `docs/obligations/*.toml`; do not edit.",
        "Who: W the window, S the system, D a department, A the applicant.",
        "",
        f"{len(duties)} duties. {total}.",
        "",
        "| # | source | duty | who | state | where | tests |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_line, duties)]) + "\n"


def _line(duty: Duty) -> str:
    state = WORDS[duty.kind] + (f": {duty.reason}" if duty.reason else "")
    where = ", ".join(f"`{one}`" for one in duty.where)
    tests = ", ".join(f"`{one.rpartition('::')[2]}`" for one in duty.tests)
    cells = (duty.number, duty.source, duty.text, duty.who, state, where, tests)
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"
