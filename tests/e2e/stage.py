"""The whole hall on one machine: screen, card reader, scanner, printer, line and centre."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from tests.e2e.bus import Bus
from tests.e2e.network import CENTRE, Line
from tests.e2e.reading import Reader
from tests.e2e.screen import Screen, surroundings, until
from tests.realparts import cups, pcsc, sane
from tests.realparts.hub import HubProcess

TITLE = "一窗"
_START = 30.0
_END = 20.0


def missing() -> str:
    """What this machine lacks for the stage, beside the namespaces; empty when nothing."""
    return ", ".join(filter(None, (pcsc.missing(), cups.missing(), sane.missing())))


class Program:
    """The window as a process, and how it is read; ``home`` is its folder."""

    def __init__(self, process: subprocess.Popen[bytes], reader: Reader, log: Path) -> None:
        self.process = process
        self.reader = reader
        self.log = log

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def said(self) -> str:
        """What it wrote to its standard output and error."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()
        self.reader.close()

    def end(self) -> int:
        """End it as a session that is closed does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=_END)
        self.reader.close()
        return status


class Stage:
    """Every daemon started and ready; a context manager. Use it inside (``tests.e2e.inside``)."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> "Stage":
        with ExitStack() as stack:
            temporary = tempfile.TemporaryDirectory(prefix="stage", ignore_cleanup_errors=True)
            self.folder = Path(stack.enter_context(temporary))
            self.bus = stack.enter_context(Bus(self.folder / "bus"))
            self.screen = stack.enter_context(Screen(self.folder / "screen"))
            self.cards = stack.enter_context(pcsc.PcscStack())
            self.printer = stack.enter_context(cups.CupsStack())
            self._scanner = sane.configure(self.folder / "sane")
            self.line = Line(self.cards.process)
            self.line.lay()
            self.centre = stack.enter_context(HubProcess(self.folder / "centre", CENTRE))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def open_window(self, home: Path, *options: str) -> Program:
        """Start the program in the hall and wait until its window is there."""
        home.mkdir(parents=True, exist_ok=True)
        log = home / "stderr.log"
        command = [sys.executable, "-m", "desktop", "--home", str(home), *options]
        with log.open("ab") as sink:
            process = subprocess.Popen(
                self.cards.inside(command),
                env=self._environment(home),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
            )
        self._stack.callback(process.kill)
        reader = Reader(self.bus.address, process.pid)
        until(lambda: _shows(process, reader, log), _START, "the window")
        self.screen.focus(TITLE)
        return Program(process, reader, log)

    def hub_options(self) -> tuple[str, ...]:
        """What leads a window to the hub of this stage, with a real reader."""
        return ("--practice", "--hub", self.centre.url, "--code", self.centre.code)

    @contextmanager
    def unlocked_keyring(self) -> Iterator[None]:
        """The session's keyring, as after the clerk has logged in to the machine."""
        home = self.folder / "keyring"
        home.mkdir()
        private = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
            env=surroundings(self.bus.environment, private),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        assert daemon.stdin is not None
        daemon.stdin.write(b"session\n")
        daemon.stdin.close()
        try:
            until(lambda: self.bus.knows("org.freedesktop.secrets"), _START, "the keyring")
            yield
        finally:
            daemon.terminate()
            daemon.wait(timeout=_END)

    def keep_logs(self, folder: Path) -> None:
        """Copy what the daemons said, for whoever looks for a fault."""
        folder.mkdir(parents=True, exist_ok=True)
        for log in _logs((self.folder, self.cards.folder, self.printer.folder)):
            shutil.copy(log, folder / f"{log.parent.name}-{log.name}")

    def _environment(self, home: Path) -> dict[str, str]:
        private = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8"}
        parts = (self.screen.environment, self.bus.environment, self.printer.environment)
        joined = surroundings(*parts, self._scanner, private)
        joined.pop("PYTHON_KEYRING_BACKEND", None)
        return joined


def _shows(process: subprocess.Popen[bytes], reader: Reader, log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"the window ended: {log.read_text(errors='replace')}")
    return reader.attach()


def _logs(folders: Sequence[Path]) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*log*") if path.is_file()]
    return [path for path in found if path.stat().st_size]
