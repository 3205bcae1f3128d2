"""A room with a screen and a line to a hub, in which the real program runs."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from tests.e2e.bus import Bus
from tests.e2e.reading import Reader
from tests.e2e.screen import Screen, until
from tests.realparts.hub import HubProcess

TITLE = "一窗"
_START = 30.0
_END = 20.0


class Program:
    """The window as a process, and how it is read."""

    def __init__(self, process: subprocess.Popen[bytes], reader: Reader, log: Path) -> None:
        self.process = process
        self.reader = reader
        self._log = log

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def said(self) -> str:
        """What it wrote to its standard output and error."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        self.reader.close()


class Room:
    """Bus, screen and hub, started and ready; a context manager. Use it inside."""

    centre_host = "127.0.0.1"

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> "Room":
        with ExitStack() as stack:
            temporary = tempfile.TemporaryDirectory(prefix="stage", ignore_cleanup_errors=True)
            self.folder = Path(stack.enter_context(temporary))
            self.bus = stack.enter_context(Bus(self.folder / "bus"))
            self.screen = stack.enter_context(Screen(self.folder / "screen"))
            self.furnish(stack)
            hub = HubProcess(self.folder / "centre", self.centre_host)
            self.centre = stack.enter_context(hub)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def furnish(self, stack: ExitStack) -> None:
        """Put in what else stands in this room."""

    def command(self, words: Sequence[str]) -> list[str]:
        """The command line that runs ``words`` in this room, as the same process."""
        return list(words)

    def parts(self) -> dict[str, str]:
        """What a program needs in its environment to use what stands in this room."""
        return self.screen.environment | self.bus.environment

    def hub_options(self) -> tuple[str, ...]:
        """What leads a window in practice to the hub of this room."""
        return ("--practice", "--hub", self.centre.url, "--code", self.centre.code)

    def open_window(self, home: Path, *options: str) -> Program:
        """Start the program and wait until its window is there, with the keyboard."""
        home.mkdir(parents=True, exist_ok=True)
        log = home / "stderr.log"
        words = [sys.executable, "-m", "desktop", "--home", str(home), *options]
        with log.open("ab") as sink:
            process = subprocess.Popen(
                self.command(words),
                env=_surroundings(home, self.parts()),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
            )
        reader = Reader(self.bus.address, process.pid)
        try:
            until(lambda: _shows(process, reader, log), _START, "the window")
            self.screen.focus(TITLE)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return Program(process, reader, log)

    def close_window(self, program: Program) -> int:
        """Close the window as its clerk does; the exit status of the program."""
        self.screen.close_window()
        status = program.process.wait(timeout=_END)
        program.reader.close()
        return status


def _surroundings(home: Path, parts: Mapping[str, str]) -> dict[str, str]:
    private = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8"}
    joined = {**os.environ, **parts, **private}
    # Tests without a session say so to keyring; here there is one.
    joined.pop("PYTHON_KEYRING_BACKEND", None)
    return joined


def _shows(process: subprocess.Popen[bytes], reader: Reader, log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"the window ended: {log.read_text(errors='replace')}")
    return reader.attach()
