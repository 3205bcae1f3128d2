"""The whole hall on one machine: card reader, scanner, printer, and a line that can be cut."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.e2e.network import CENTRE, Line
from tests.e2e.room import Room
from tests.e2e.screen import until
from tests.realparts import cups, pcsc, sane

_READY = 30.0
_END = 20.0


def missing() -> str:
    """What this machine lacks for the stage, beside the namespaces; empty when nothing."""
    return ", ".join(filter(None, (pcsc.missing(), cups.missing(), sane.missing())))


_TOLD = re.compile(r"log|^(crash|fault).*\.txt$")


class Stage(Room):
    """A room with every device of a counter; the hub is at the other end of a line."""

    centre_host = CENTRE

    def __enter__(self) -> "Stage":
        super().__enter__()
        return self

    def furnish(self, stack: ExitStack) -> None:
        """Start the services of the devices, and lay the line."""
        self.cards = stack.enter_context(pcsc.PcscStack())
        self.printer = stack.enter_context(cups.CupsStack())
        self._scanner = sane.configure(self.folder / "sane")
        self.line = Line(self.cards.process)
        self.line.lay()

    def command(self, words: Sequence[str]) -> list[str]:
        """Programs run where the card reader is."""
        return self.cards.inside(words)

    def parts(self) -> dict[str, str]:
        """The devices are found by their environment."""
        return super().parts() | self.printer.environment | self._scanner

    @contextmanager
    def unlocked_keyring(self) -> Iterator[None]:
        """The session's keyring, as after the clerk has logged in to the machine."""
        home = self.folder / "keyring"
        home.mkdir()
        private = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
            env={**os.environ, **self.bus.environment, **private},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        assert daemon.stdin is not None
        daemon.stdin.write(b"session\n")
        daemon.stdin.close()
        try:
            until(self.bus.keyring_is_open, _READY, "the keyring")
            yield
        finally:
            daemon.terminate()
            daemon.wait(timeout=_END)

    def keep_logs(self, folder: Path) -> None:
        """Copy what daemons and programs said, for whoever looks for a fault."""
        folder.mkdir(parents=True, exist_ok=True)
        for log in _logs((self.folder, self.cards.folder, self.printer.folder)):
            shutil.copy(log, folder / f"{log.parent.name}-{log.name}")

    @contextmanager
    def home(self) -> Iterator[Path]:
        """A home for a program, gone when all is well; its logs are kept when it is not."""
        home = Path(tempfile.mkdtemp(dir=self.folder))
        yield home
        shutil.rmtree(home)


def _logs(folders: Sequence[Path]) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in found if _TOLD.search(path.name) and path.stat().st_size]
