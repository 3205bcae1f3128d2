"""Compare the licence of every locked library with the allow-list in licences.toml."""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from tools.locks import names
from tools.tree import LOCKS

_TABLE = Path(__file__).with_name("licences.toml")
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class AllowList:
    """What libraries may be licensed under; the words of licences.toml."""

    free: frozenset[str]
    replaceable: frozenset[str]
    written: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = _TABLE) -> "AllowList":
        """Read the list from its file."""
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            frozenset(table["free"]),
            frozenset(table["replaceable"]),
            table["written"],
            table["told"],
        )

    def allows(self, expression: str) -> bool:
        """Judge an SPDX expression: one of the alternatives must be allowed as a whole.

        Brackets are not understood and so refused; such a library is told by hand.
        """
        allowed = self.free | self.replaceable
        return any(
            all(term.strip() in allowed for term in alternative.split(" AND "))
            for alternative in expression.split(" OR ")
        )

    def expression(self, name: str, found: PackageMetadata | None) -> str:
        """Give a library's licence in SPDX terms; empty when neither list nor metadata tell."""
        if name in self.told:
            return self.told[name]
        if found is None:
            return ""
        stated = found.json.get("license_expression") or self._older(found)
        return str(stated)

    def _older(self, found: PackageMetadata) -> str:
        short = str(found.json.get("license", ""))
        lines = found.get_all("Classifier") or []
        terms = [line.removeprefix(_CLASSIFIER) for line in lines if line.startswith(_CLASSIFIER)]
        stated = " AND ".join(self.written.get(term, term) for term in terms)
        return stated or self.written.get(short, short)


def refused(libraries: Iterable[str], allowed: AllowList) -> list[str]:
    """Say in a line each which libraries have no allowed licence."""
    lines = []
    for name in libraries:
        expression = allowed.expression(name, _metadata(name))
        if not allowed.allows(expression):
            lines.append(f"{name}: {expression or 'unknown'}")
    return lines


def locked() -> list[str]:
    """List every library that any lock pins."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(LOCKS.glob("*.txt")))
    return sorted({name for text in texts for name in names(text)})


def _metadata(name: str) -> PackageMetadata | None:
    try:
        return metadata(name)
    except PackageNotFoundError:
        return None


def main() -> int:
    """Print what is refused; 1 when anything is."""
    libraries = locked()
    lines = refused(libraries, AllowList.read())
    print("\n".join(lines or [f"{len(libraries)} libraries, all licences allowed"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
