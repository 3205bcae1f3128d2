"""The program's own source, read once for all rules of the house."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.tree import ROOT, room_modules

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the checkout and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> list[Definition]:
        """Every function and method, inner ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Definition)]

    def classes(self) -> list[ast.ClassDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]


def read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text, str(path)))


@cache
def rooms() -> tuple[Module, ...]:
    """The modules of the program itself."""
    return tuple(read(path) for path in room_modules())


@cache
def everything() -> tuple[Module, ...]:
    """The modules of the program, of ./dev and of the tests."""
    others = (path for part in ("tests", "tools") for path in (ROOT / part).rglob("*.py"))
    return (*rooms(), *(read(path) for path in sorted(others)))


@cache
def tracked_texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every file that git keeps and that is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    found = []
    for name in filter(None, listed.split("\0")):
        try:
            found.append((name, (ROOT / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return tuple(found)
