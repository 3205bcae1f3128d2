"""Make the lock files: every library with its version and hashes, for every platform at once."""

import configparser
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools.tree import LOCKS, ROOT, venv_program

OLD_GLIBC_QT = (
    "PySide6-Essentials==6.9.3; platform_machine != 'aarch64'",
    "PySide6-Essentials==6.8.0.2; platform_machine == 'aarch64'",
)
"""The last Qt for Python whose wheels load with glibc 2.28 (ARM: 2.31)."""

_EXTRAS = ("hub", "test", "bench", "hardware")
"""Each but hardware is installed on top of those before it; hardware on top of base alone."""
_HEAD = "# Made by ./dev lock from setup.cfg; do not edit.\n"
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Write requirements/*.txt; with --upgrade also move to newer versions."""
    uv = shutil.which("uv") or shutil.which(venv_program("uv"))
    if uv is None:
        print("./dev lock needs uv: on PATH, or in .venv after ./dev test", file=sys.stderr)
        return 1
    options = ["--upgrade"] if "--upgrade" in arguments else []
    base = [*wanted("install_requires"), *build_backend()]
    extras = {name: wanted(name) for name in _EXTRAS}
    # One resolution for all, so that a library has the same version wherever it is locked.
    whole = _compile(uv, [*base, *(line for lines in extras.values() for line in lines)], options)
    locked = blocks(_compile(uv, base, options, whole))
    _write("base", locked.values())
    held = set(locked)
    for name, lines in extras.items():
        added = blocks(_compile(uv, [*base, *lines], options, whole))
        below = locked.keys() if name == "hardware" else held
        _write(name, (text for key, text in added.items() if key not in below))
        held |= added.keys()
    old = blocks(_compile(uv, [*base, *OLD_GLIBC_QT], options))
    qt = {key: text for key, text in old.items() if key in ("pyside6-essentials", "shiboken6")}
    _write("old-glibc", (locked | qt).values())
    return 0


def wanted(extra: str) -> list[str]:
    """Read the requirement lines of an extra, or of ``install_requires``, from setup.cfg."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    section = "options" if extra == "install_requires" else "options.extras_require"
    return [line for line in settings[section][extra].splitlines() if line]


def build_backend() -> list[str]:
    """Read what builds the package: it is locked too, since the build is not isolated."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(line) for line in settings["build-system"]["requires"]]


def blocks(lock: str) -> dict[str, str]:
    """Split a lock into one text (pin, markers, hashes) a library, keyed by its name."""
    starts = [*_PIN.finditer(lock)]
    ends = [match.start() for match in starts[1:]] + [len(lock)]
    found: dict[str, str] = {}
    for match, end in zip(starts, ends, strict=True):
        found[match[1]] = found.get(match[1], "") + lock[match.start() : end]
    return found


def names(lock: str) -> list[str]:
    """List the libraries that a lock pins."""
    return [*blocks(lock)]


def _compile(uv: str, lines: Iterable[str], options: Sequence[str], whole: str = "") -> str:
    with tempfile.TemporaryDirectory() as folder:
        asked, output = Path(folder, "asked.in"), Path(folder, "lock.txt")
        asked.write_text("\n".join(lines), encoding="utf-8")
        # uv keeps the versions that it finds in its output file, unless told to upgrade.
        output.write_text(whole or _present(), encoding="utf-8")
        command = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--python-version", "3.11", f"--output-file={output}", str(asked)]
        subprocess.run([*command, *(() if whole else options)], check=True)
        return output.read_text(encoding="utf-8")


def _present() -> str:
    """Join the locks as they are; a library stands in one of them only."""
    return "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(LOCKS.glob("*.txt"))
        if path.stem != "old-glibc"
    )


def _write(name: str, texts: Iterable[str]) -> None:
    path = LOCKS / f"{name}.txt"
    path.write_text(_HEAD + "".join(texts), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(names(path.read_text(encoding='utf-8')))} libraries")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
