"""The project's Python environment: made from the locks once, recognised at every later start."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import system
from tools.tree import LOCKS, ROOT, VENV, venv_program

_OLD_GLIBC = (2, 34)
"""Qt's newer wheels need this C library or a later one."""

_EXTRA_LOCKS = {"run": ("hub",), "test": ("hub", "test"), "bench": ("hub", "test", "bench")}
_NATIVE_LOCK = LOCKS / "hardware.txt"
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
_EDITABLE = ("--config-settings=editable_mode=compat", "--editable")
"""A plain path entry: an import hook would cost time at every start."""


class SetUpError(Exception):
    """The machine cannot be made ready from here; the text says what a person does now."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was made ready from which files, and which packages the machine lacked then."""

    digest: str
    lacking: tuple[str, ...]

    @classmethod
    def read(cls, level: str) -> "Stamp | None":
        """Read the stamp of ``level``; None when it was never made ready."""
        try:
            stored = json.loads(_stamp_path(level).read_text(encoding="utf-8"))
            return cls(stored["digest"], tuple(stored["lacking"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, level: str) -> None:
        """Store the stamp for ``level`` and for the levels that it holds."""
        text = json.dumps({"digest": self.digest, "lacking": self.lacking})
        for held in system.LEVELS[: system.LEVELS.index(level) + 1]:
            _stamp_path(held).write_text(text, encoding="utf-8")


def ensure(level: str) -> None:
    """Make the machine ready for ``level``; nearly free when it already is.

    Raises SetUpError when something essential is missing and cannot be installed from here.
    """
    digest = _digest()
    stamp = Stamp.read(level)
    made = stamp is not None and stamp.digest == digest
    # What could not be installed then is looked for again: a person may have installed it since.
    if not made or (stamp.lacking and stamp.lacking != _names(system.missing(level))):
        _make(level, digest)


def locks(level: str, glibc: tuple[int, ...]) -> list[Path]:
    """List the lock files of ``level`` for a C library of this version, base first."""
    base = "old-glibc" if glibc < _OLD_GLIBC else "base"
    return [LOCKS / f"{name}.txt" for name in (base, *_EXTRA_LOCKS[level])]


def glibc_version() -> tuple[int, ...]:
    """Give the version of the C library, or a newest one where there is no glibc."""
    try:
        name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    except (AttributeError, ValueError):
        return (999,)
    return tuple(map(int, version.split("."))) if name == "glibc" else (999,)


def say(text: str) -> None:
    """Tell the person at the terminal what is going on."""
    print(f"dev: {text}", file=sys.stderr, flush=True)


def _make(level: str, digest: str) -> None:
    lacking = _install_system(level)
    with _timed("the environment"):
        _make_venv()
    with _timed("the locked libraries"):
        _install(*_locked(locks(level, glibc_version())))
    with _timed("the parts for readers and scanners"):
        _install_native()
    with _timed("yichuang itself"):
        _install("--no-deps", "--no-build-isolation", *_EDITABLE, str(ROOT))
    Stamp(digest, _names(lacking)).write(level)


def _install_system(level: str) -> list[system.Need]:
    absent = system.missing(level)
    if absent:
        with _timed(f"{len(absent)} system packages and what they need"):
            system.install(absent)
        absent = system.missing(level)
    if any(need.essential for need in absent):
        raise SetUpError(f"first, please:\n\n  {system.install_command(absent)}\n")
    if absent:
        say(f"goes on without what this would install:\n\n  {system.install_command(absent)}\n")
    return absent


def _make_venv() -> None:
    if _venv_version() == sys.version_info[:2]:
        return
    # Without pip here: uv needs none, and ensurepip takes three seconds.
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], check=True)


def _venv_version() -> tuple[int, ...] | None:
    asked = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [venv_program("python"), "-c", asked], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(map(int, answer.stdout.split()))


def _locked(files: Sequence[Path]) -> list[str]:
    return ["--no-deps", "--require-hashes", *(f"--requirement={path}" for path in files)]


def _install_native() -> None:
    try:
        _install(*_locked([_NATIVE_LOCK]))
    except SetUpError as error:
        say(f"card readers and scanners stay out, the program runs without them:\n{error}")


def _install(*arguments: str) -> None:
    """Install with uv where it is on PATH; with pip where it is not, or where uv fails.

    uv reads no pip configuration, so with a package mirror it may fail where pip works.
    """
    python = str(venv_program("python"))
    uv = shutil.which("uv")
    if uv is not None:
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
        if _quietly([*command, *arguments]).returncode == 0:
            return
    if _quietly([python, "-m", "pip", "--version"]).returncode != 0:
        _quietly([python, "-m", "ensurepip"])
    done = _quietly([python, *_PIP, *arguments])
    if done.returncode != 0:
        raise SetUpError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _digest() -> str:
    """Tell one state of the checkout, its place and its Python from another."""
    told = hashlib.sha256(f"{ROOT} {sys.executable} {sys.version}".encode())
    for path in (ROOT / "setup.cfg", *sorted(LOCKS.glob("*.txt"))):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _stamp_path(level: str) -> Path:
    return VENV / f"set-up-{level}.json"


def _names(wanted: Sequence[system.Need]) -> tuple[str, ...]:
    return tuple(need.names[0] for need in wanted)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - begun:.1f} s")
