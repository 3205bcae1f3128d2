"""Private namespaces for a run: its network, its mounts, its processes; all end with it.

A module that drives the real program runs itself again through ``enter``. The kernel then kills
whatever it started when it ends, however it ends, and nothing outside is seen or touched.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

assert sys.platform == "linux"  # namespaces

MARK = "YICHUANG_INSIDE"
_UNSHARE = ("unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child")
_PROGRAMS = (
    "unshare",
    "nsenter",
    "ip",
    "Xvfb",
    "xdotool",
    "dbus-daemon",
    "pdffonts",
    "pdftotext",
)


def missing() -> str:
    """What this machine lacks for a run of the real program; empty when nothing."""
    if os.geteuid() != 0:
        return "root (namespaces)"
    folders = os.pathsep.join([*os.get_exec_path(), "/usr/sbin", "/sbin"])
    return ", ".join(name for name in _PROGRAMS if shutil.which(name, path=folders) is None)


def command(module: str, arguments: Sequence[str]) -> list[str]:
    """The command line that runs a module of the tests inside namespaces of its own."""
    return [*_UNSHARE, sys.executable, "-m", module, *arguments]


def is_inside() -> bool:
    """Whether this process is already inside."""
    return MARK in os.environ


def enter(module: str, arguments: Sequence[str]) -> None:
    """Become the same module inside; returns only there, with the loopback up."""
    if not is_inside():
        os.execvpe("unshare", command(module, arguments), os.environ | {MARK: "1"})
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True, timeout=5)
