"""The commands behind ./dev: set up what is needed, then become the program asked for."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from tools import environment
from tools.tree import ROOT, venv_program

_LEVEL = {
    "run": "run",
    "test": "test",
    "check": "test",
    "journey": "test",
    "soak": "test",
    "bench": "bench",
    "obligations": "test",
}
_BARE = {"lock": "tools.locks", "prove": "tools.prove_bare"}
"""Commands that need no environment."""

_WORDS = {
    "run": "start the program (practice mode where nothing is configured)",
    "test": "run the tests; takes pytest's arguments",
    "check": "lint, types, floors, house rules and licences",
    "journey": "walk one whole case, with real windows and devices: [--out DIR]",
    "bench": "measure against the bounds: [NAME] [--json]",
    "soak": "one fault test with its full count: NAME [--count N]",
    "obligations": "count the duties and what proves them: [--json] [--write] [--mutate N]",
    "lock": "make the lock files again: [--upgrade]",
    "prove": "do the set-up in a bare Debian tree and time it (root)",
}
_SET_UP_ONLY = "--set-up-only"
_NOT_PARALLEL = ("-n", "--numprocesses", "--pdb", "--trace", "-s", "--collect-only", "--co")


def main(arguments: Sequence[str]) -> NoReturn:
    """Set up what one command of ./dev needs and become it."""
    command, rest = arguments[0] if arguments else "", arguments[1:]
    if command not in _WORDS:
        print(usage())
        sys.exit(0 if command in ("-h", "--help") else 2)
    if command in _BARE:
        _become(sys.executable, "-m", _BARE[command], *rest)
    try:
        environment.ensure(_LEVEL[command])
    except environment.SetUpError as error:
        environment.say(str(error))
        sys.exit(1)
    if rest == [_SET_UP_ONLY]:
        sys.exit(0)
    _become(str(venv_program("python")), *python_arguments(command, rest))


def usage() -> str:
    """Describe every command in a line."""
    lines = (f"  {name:11} {text}" for name, text in _WORDS.items())
    return "\n".join(
        ("./dev COMMAND", *lines, f"With {_SET_UP_ONLY} nothing but the set-up is done.")
    )


def python_arguments(command: str, rest: Sequence[str]) -> list[str]:
    """Say what the environment's Python runs for a command."""
    if command == "run":
        return ["-m", "desktop", *rest]
    if command == "test":
        return ["-m", "pytest", *parallel(rest), *rest]
    if command == "journey":
        return ["-m", "tests.e2e.journey", *rest]
    return ["-m", f"tools.{command}", *rest]


def parallel(rest: Sequence[str]) -> list[str]:
    """Spread the tests over two processes, file by file, unless the caller looks at one."""
    if any(argument.startswith(_NOT_PARALLEL) for argument in rest):
        return []
    return ["--numprocesses=2", "--dist=loadfile"]


def _become(program: str, *arguments: str) -> NoReturn:
    surroundings = dict(os.environ)
    if "pytest" in arguments or "tools.check" in arguments:
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(ROOT)
    os.execve(program, [program, *arguments], surroundings)  # noqa: S606 - one process, its own signals
