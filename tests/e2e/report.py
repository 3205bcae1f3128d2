"""What a journey leaves: a picture after every step, and everything measured in one file."""

import json
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.e2e.reading import Reader
from tests.e2e.screen import Screen

_LIBRARIES = ("yichuang", "PySide6-Essentials", "SQLAlchemy", "reportlab", "pyscard", "python-sane")


@dataclass(slots=True)
class Step:
    """One step: how long it took, how many keys it needed, what was found."""

    number: int
    name: str
    milliseconds: int = 0
    keys: int = 0
    longest_wait: int = 0
    """Milliseconds that the window's thread was waited for, at the longest."""
    picture: str = ""
    found: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold at the end."""

    name: str
    holds: bool
    found: Any


class Report:
    """Collects steps and checks in a folder; ``write`` makes ``journey.json``."""

    def __init__(self, folder: Path, screen: Screen) -> None:
        self._folder = folder
        self._screen = screen
        self.steps: list[Step] = []
        self.checks: list[Check] = []
        self.facts: dict[str, Any] = {}
        self._reader: Reader | None = None

    def watch(self, reader: Reader) -> None:
        """Note from now on how long the window's thread was waited for in each step."""
        self._reader = reader

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time a step, count its keys, and take a picture of what it left; also of a failure."""
        step = Step(len(self.steps) + 1, name)
        self.steps.append(step)
        keys, begun = self._screen.typed, time.monotonic()
        try:
            yield step
        except BaseException:
            with suppress(OSError):  # the screen may be what failed
                self._picture(step, "-failed")
            raise
        step.milliseconds = round((time.monotonic() - begun) * 1000)
        step.keys = self._screen.typed - keys
        if self._reader is not None:
            step.longest_wait = round(self._reader.slowest_since() * 1000)
        self._picture(step, "")

    def check(self, name: str, *, holds: bool, found: Any = None) -> None:
        """Note something that must hold; the journey goes on to see the rest."""
        self.checks.append(Check(name, holds, found))

    @property
    def holds(self) -> bool:
        """Whether everything held."""
        return bool(self.checks) and all(check.holds for check in self.checks)

    def keys(self, *names: str) -> int:
        """The keys of the steps named so."""
        return sum(step.keys for step in self.steps if step.name in names)

    def write(self, error: str = "") -> None:
        """Write ``journey.json``; ``error`` says why it broke off."""
        told = {
            "holds": self.holds and not error,
            "error": error,
            "versions": _versions(),
            **self.facts,
            "steps": [asdict(step) for step in self.steps],
            "checks": [asdict(check) for check in self.checks],
        }
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (self._folder / "journey.json").write_text(f"{text}\n", encoding="utf-8")

    def _picture(self, step: Step, mark: str) -> None:
        step.picture = f"{step.number:02d}-{step.name}{mark}.png"
        self._screen.picture().save(self._folder / step.picture)


def _versions() -> Mapping[str, str]:
    found = {name: version(name) for name in _LIBRARIES}
    return {"python": sys.version.split()[0], "system": platform.platform(), **found}
