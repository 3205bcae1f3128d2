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
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import system
from tools.tree import LOCKS, ROOT, VENV, venv_program

_RANK = {level: rank for rank, level in enumerate(system.LEVELS)}
_STAMP = VENV / "set-up.json"
_QT_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
"""The C library that Qt's newer wheels need, by machine."""

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
    level: str
    lacking: tuple[str, ...]

    @classmethod
    def read(cls) -> "Stamp | None":
        """Read what was made ready last; None when nothing was."""
        try:
            stored = json.loads(_STAMP.read_text(encoding="utf-8"))
            return cls(stored["digest"], stored["level"], tuple(stored["lacking"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self) -> None:
        """Store what was made ready."""
        _STAMP.write_text(json.dumps(asdict(self)), encoding="utf-8")

    def serves(self, digest: str, level: str) -> bool:
        """Say whether ``level`` still stands, and all that was lacking still is."""
        if self.digest != digest or _RANK[self.level] < _RANK[level]:
            return False
        return not self.lacking or self.lacking == _names(system.missing(self.level))


def ensure(level: str) -> None:
    """Make the machine ready for ``level``; nearly free when it already is.

    Raises SetUpError when something essential is missing and cannot be installed from here.
    """
    digest = _digest()
    stamp = Stamp.read()
    if stamp is None:
        _make(level, digest)
    elif not stamp.serves(digest, level):
        # A higher level once made ready stays so.
        _make(max(level, stamp.level, key=_RANK.__getitem__), digest)


def locks(level: str, glibc: tuple[int, ...], machine: str) -> list[Path]:
    """List the lock files of ``level`` for a C library and a machine, base first."""
    newest = _QT_GLIBC.get(machine, _QT_GLIBC["x86_64"])
    base = "old-glibc" if glibc < newest else "base"
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
        _install(*_locked(locks(level, glibc_version(), os.uname().machine)))
    with _timed("the parts for readers and scanners"):
        _install_native()
    with _timed("yichuang itself"):
        _install("--no-deps", "--no-build-isolation", *_EDITABLE, str(ROOT))
    Stamp(digest, level, _names(lacking)).write()


def _install_system(level: str) -> list[system.Need]:
    absent = system.missing(level)
    if not absent:
        return []
    complaint = ""
    if system.may_install():
        with _timed(f"{len(absent)} system packages and what they need"):
            complaint = system.install(absent)
    if absent := system.missing(level):
        command = f"\n\n  {system.install_command(absent)}\n"
        if any(need.essential for need in absent):
            raise SetUpError(f"{complaint}first, please:{command}")
        say(f"{complaint}goes on without what this would install:{command}")
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


def _names(wanted: Sequence[system.Need]) -> tuple[str, ...]:
    return tuple(need.names[0] for need in wanted)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    say(f"{what}: {time.monotonic() - begun:.1f} s")
