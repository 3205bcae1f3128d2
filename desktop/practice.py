"""The practice hub: a process of its own on loopback, started with the window, ended with it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from casework.errors import StoreError


class Ready(msgspec.Struct, frozen=True):
    """The one line the hub says when it serves."""

    port: int
    code: str
    """One-time code for enrolment."""
    token: str
    """Opens the hub's pages in a browser."""


@dataclass(frozen=True, slots=True)
class PracticeHub:
    """The running hub."""

    process: subprocess.Popen[bytes]
    ready: Ready

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.ready.port}"

    def stop(self) -> None:
        """Close its stdin: it ends by itself; kill it when it does not."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(store: Path) -> PracticeHub:
    """Start the hub over its own store; StoreError LE-220 when it does not come up."""
    command = [sys.executable, "-m", "hub", "--practice", "--store", str(store)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = process.stdout.readline() if process.stdout is not None else b""
    try:
        return PracticeHub(process, msgspec.json.decode(line, type=Ready))
    except msgspec.DecodeError as error:
        process.kill()
        process.wait()
        raise StoreError("LE-220") from error
