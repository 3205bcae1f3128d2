"""A real PC/SC service with a virtual reader, alone in namespaces of its own.

Its network is private, so the card side's port (open to everyone by design of the driver) is
reached from inside only; so is its socket. ``python -m tests.realparts.pcsc -- COMMAND …`` runs a
command inside, with the reader ready and both card ports free, and ends with its exit status.
"""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

READERS = ("Virtual PCD 00 00", "Virtual PCD 00 01")
PORTS = (0x8C7B, 0x8C7C)
_DRIVERS = (
    "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
    "/usr/lib64/pcsc/drivers/serial/libifdvpcd.so",
)
_SOCKET = "/run/pcscd/pcscd.comm"
_ROOT = Path(__file__).resolve().parents[2]
_READY = 10.0
# The namespaces last as long as this shell's stdin is open, so they end with whoever made them.
_PREPARE = f"mount -t tmpfs tmpfs {Path(_SOCKET).parent} && ip link set lo up && echo up && cat"


def missing() -> str:
    """What this machine lacks for a real reader; empty when nothing."""
    programs = ("pcscd", "unshare", "nsenter", "setpriv", "ip")
    lacking = [] if _may_unshare() else ["root on Linux (namespaces)"]
    lacking += [name for name in programs if not _on_path(name)]
    if not any(Path(driver).exists() for driver in _DRIVERS):
        lacking.append("vsmartcard-vpcd")
    return ", ".join(lacking)


def _may_unshare() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


def _on_path(program: str) -> bool:
    folders = [*os.get_exec_path(), "/usr/sbin", "/sbin"]
    return any(os.access(Path(folder) / program, os.X_OK) for folder in folders)


class PcscStack:
    """The namespaces and the service in them; a context manager."""

    def __init__(self) -> None:
        self._python = sys.executable
        self._folder = tempfile.TemporaryDirectory(prefix="pcsc")
        self._holder: subprocess.Popen[bytes] | None = None
        self._daemon: subprocess.Popen[bytes] | None = None
        self._cards: list[subprocess.Popen[bytes]] = []

    @property
    def folder(self) -> Path:
        """A folder for the configuration and the log of the service."""
        return Path(self._folder.name)

    @property
    def process(self) -> int:
        """The process whose namespaces these are."""
        assert self._holder is not None
        return self._holder.pid

    def __enter__(self) -> "PcscStack":
        Path(_SOCKET).parent.mkdir(parents=True, exist_ok=True)
        self._holder = subprocess.Popen(
            ["unshare", "--mount", "--net", "sh", "-c", _PREPARE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != b"up\n":
            raise RuntimeError("the namespaces did not come up")
        config = self.folder / "reader.conf.d"
        config.mkdir()
        driver = next(name for name in _DRIVERS if Path(name).exists())
        (config / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x8C7B\n'
            f"LIBPATH {driver}\nCHANNELID 0x8C7B\n",
            encoding="ascii",
        )
        self.start_service()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for card in self._cards:
            card.kill()
            card.wait()
        self.kill_service()
        assert self._holder is not None
        self._holder.communicate()
        self._folder.cleanup()

    def inside(self, command: Sequence[str]) -> list[str]:
        """The command line that runs ``command`` inside the namespaces, in the same process."""
        assert self._holder is not None
        target = f"--target={self._holder.pid}"
        # Entering another mount namespace would leave the working folder for the root.
        return ["nsenter", target, "--mount", "--net", f"--wd={Path.cwd()}", *command]

    def python(self) -> Path:
        """A program that stands for this Python, inside the namespaces (``sys.executable``)."""
        wrapper = self.folder / "python"
        line = shlex.join(self.inside([self._python]))
        wrapper.write_text(f'#!/bin/sh\nexec {line} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
        return wrapper

    def start_service(self) -> None:
        """Start the service and wait until both slots take cards."""
        config = self.folder / "reader.conf.d"
        with (self.folder / "pcscd.log").open("ab") as log:
            # What a killed service left would make the next one refuse to start.
            clean = f"rm -f {Path(_SOCKET).parent}/*; exec pcscd --foreground --info -c {config}"
            command = ["setpriv", "--pdeathsig", "KILL", "sh", "-c", clean]
            self._daemon = subprocess.Popen(
                self.inside(command), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        _until(self._ready, "pcscd is not ready")

    def _ready(self) -> bool:
        assert self._daemon is not None
        if self._daemon.poll() is not None:
            raise RuntimeError((self.folder / "pcscd.log").read_text(encoding="utf-8"))
        ports = [f"test -S {_SOCKET}", *(f"grep -q :{port:04X} /proc/net/tcp" for port in PORTS)]
        return not subprocess.call(self.inside(["sh", "-c", " && ".join(ports)]))

    def kill_service(self, number: int | None = None) -> None:
        """End the service, as a crash does unless a signal is named."""
        if self._daemon is not None:
            self._daemon.send_signal(9 if number is None else number)
            self._daemon.wait()
            self._daemon = None

    def revive(self) -> None:
        """Start the service unless it runs."""
        if self._daemon is None:
            self.start_service()

    def freeze_service(self) -> None:
        """Let the service stand still without ending."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.Signals["SIGSTOP"])

    def put(self, card: str, *, slot: int = 0, fault: str = "") -> subprocess.Popen[bytes]:
        """Lay an invented card on a slot; ending the process lifts it."""
        command = ["env", f"PYTHONPATH={_ROOT}", self._python, "-m", "hardware.simulated.vpcd"]
        command += ["--card", card]
        command += ["--port", str(PORTS[slot])] + (["--fault", fault] if fault else [])
        card_side = subprocess.Popen(self.inside(command))
        self._cards.append(card_side)
        return card_side

    def lift(self, card_side: "subprocess.Popen[bytes]") -> None:
        """Take a card away."""
        card_side.kill()
        card_side.wait()
        self._cards.remove(card_side)


def _until(condition: Callable[[], bool], complaint: str) -> None:
    end = time.monotonic() + _READY
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(complaint)
        time.sleep(0.02)


def main() -> int:
    """Run the command after ``--`` inside; its exit status is ours."""
    command = sys.argv[sys.argv.index("--") + 1 :]
    with PcscStack() as stack:
        return subprocess.call(stack.inside(command))


if __name__ == "__main__":
    sys.exit(main())
