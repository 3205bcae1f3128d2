"""System packages: which are missing, and how they get here."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEVELS = ("run", "test", "bench")
"""What a machine is made ready for; each level holds the ones before it."""

_TABLE = Path(__file__).with_name("packages.toml")
_SBIN = ":/usr/local/sbin:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Need:
    """One system package: its names by distribution, and what shows that it is there."""

    names: tuple[str, ...]
    probe: str
    essential: bool

    @property
    def present(self) -> bool:
        """Say whether the thing itself, not the package's record, is there."""
        kind, _, name = self.probe.partition(":")
        if kind == "python":
            return importlib.util.find_spec(name) is not None
        if kind == "header":
            return Path(sysconfig.get_path("include"), name).exists()
        if self.probe.startswith("/"):
            return any(Path("/").glob(self.probe[1:]))
        if ".so" in self.probe:
            return _loads(self.probe)
        return shutil.which(self.probe, path=os.environ.get("PATH", "") + _SBIN) is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def needs(level: str) -> list[Need]:
    """List what ``level`` and the levels before it need, in the order of the table."""
    if sys.platform != "linux":
        return []
    wanted = LEVELS[: LEVELS.index(level) + 1]
    groups: list[dict[str, Any]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["group"]
    return [
        Need(tuple(names.split("|")), probe, group.get("essential", False))
        for group in groups
        if group["level"] in wanted
        for names, probe in group["needs"].items()
    ]


def missing(level: str) -> list[Need]:
    """List the needs of ``level`` that this machine does not meet."""
    return [need for need in needs(level) if not need.present]


def install(wanted: Sequence[Need]) -> str:
    """Install with apt as root or by sudo without a password; give what apt complained of."""
    quiet = [*(_privilege() or ()), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # One unreachable source makes update fail; whether the packages come is seen afterwards.
    subprocess.run([*quiet, "update"], capture_output=True, check=False)
    command = [*quiet, "install", "-y", "--no-install-recommends", *package_names(wanted)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def may_install() -> bool:
    """Say whether apt is here and may be used without asking."""
    return shutil.which("apt-get") is not None and _privilege() is not None


def install_command(wanted: Sequence[Need]) -> str:
    """Give the one command with which a person installs what is missing."""
    names = " ".join(package_names(wanted))
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def package_names(wanted: Iterable[Need]) -> list[str]:
    """Choose for each need the first name that this distribution knows."""
    return [_known(need.names) for need in wanted]


def _known(names: Sequence[str]) -> str:
    if len(names) == 1 or shutil.which("apt-cache") is None:
        return names[0]
    for name in names:
        asked = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", name], capture_output=True, check=False
        )
        if asked.returncode == 0 and asked.stdout:
            return name
    return names[0]


def _privilege() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None
