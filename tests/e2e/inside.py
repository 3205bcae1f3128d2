"""Private namespaces for a run: its network, its mounts, its processes; all end with it.

A module that drives the real program runs itself again through ``enter``. The kernel then kills
whatever it started when it ends, however it ends, and nothing outside is seen or touched.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

MARK = "YICHUANG_INSIDE"
SCREENS = "/tmp/.X11-unix"
"""Where X servers listen; private, so that screens of other runs are never met."""
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
    if sys.platform != "linux" or os.geteuid() != 0:
        return "root on Linux (namespaces)"
    folders = os.pathsep.join([*os.get_exec_path(), "/usr/sbin", "/sbin"])
    return ", ".join(name for name in _PROGRAMS if shutil.which(name, path=folders) is None)


def command(module: str, arguments: Sequence[str]) -> list[str]:
    """The command line that runs a module of the tests inside namespaces of its own."""
    return [*_UNSHARE, sys.executable, "-m", module, *arguments]


def is_inside() -> bool:
    """Whether this process is already inside."""
    return MARK in os.environ


def enter(module: str, arguments: Sequence[str]) -> None:
    """Become the same module inside; returns only there, with loopback and room for a screen."""
    if not is_inside():
        os.execvpe("unshare", command(module, arguments), os.environ | {MARK: "1"})
    Path(SCREENS).mkdir(mode=0o1777, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", SCREENS)
    _run("ip", "link", "set", "lo", "up")


def limit(seconds: int) -> None:
    """End this process with a TimeoutError in its main thread when it takes longer."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {seconds} s")

    if sys.platform == "linux":
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(seconds)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, timeout=5)
