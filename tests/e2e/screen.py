"""A screen of its own: an X server in memory, a keyboard, and pictures of what is shown."""

import contextlib
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PIL import Image

from tests.e2e.closing import ask_to_close
from tests.e2e.inside import SCREENS

WIDTH, HEIGHT = 1280, 720
_READY = 10.0
_DISPLAY = ":9"
_HEADER = struct.Struct(">25I")
_COLOUR_BYTES = 12


class Screen:
    """An X server without a mouse: keys go in, pictures come out; a context manager.

    ``typed`` counts every key that went in; a key held with Ctrl, Alt or Shift is one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self._title = ""
        self.typed = 0

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to be shown here."""
        return {"DISPLAY": _DISPLAY, "QT_QPA_PLATFORM": "xcb"}

    def __enter__(self) -> "Screen":
        self._folder.mkdir(parents=True)
        reading, writing = os.pipe()
        options = ["-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(self._folder)]
        options += ["-nolisten", "tcp", "-noreset", "-nocursor"]
        # Under a name of its own: whoever ends every Xvfb of a machine does not mean this one.
        server = self._folder / "screen"
        server.symlink_to(shutil.which("Xvfb") or "Xvfb")
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [server, _DISPLAY, "-nolock", "-displayfd", str(writing), *options],
                pass_fds=[writing],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        os.close(writing)
        with os.fdopen(reading) as said:
            if not said.readline():
                raise RuntimeError((self._folder / "log").read_text(errors="replace"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.terminate()
        self._server.wait(timeout=_READY)

    def press(self, *keys: str, pause_ms: int = 12) -> None:
        """Press keys one after the other, named as X names them: ``ctrl+2``, ``Return``, ``x``."""
        self.hold_focus()
        self.typed += len(keys)
        self._tool("key", "--delay", str(pause_ms), *keys)

    def type(self, text: str) -> None:
        """Type plain letters and digits."""
        self.hold_focus()
        self.typed += len(text)
        self._tool("type", "--delay", "12", text)

    def focus(self, title: str) -> None:
        """Give the keyboard to the window of this title, as a window manager does.

        From now on it has the keyboard again whenever a window over it was closed.
        """
        self._title = title
        self._tool("windowfocus", "--sync", self._shown(f"^{title}$")[-1])

    def close_window(self) -> None:
        """Ask the window to close, as a window manager does."""
        window = self._shown(f"^{self._title}$")[-1]
        ask_to_close(f"{SCREENS}/X{_DISPLAY[1:]}", int(window))

    def pointer(self) -> str:
        """Where the mouse stands: it must never move."""
        return self._tool("getmouselocation", "--shell")

    def picture(self) -> Image.Image:
        """What is on the screen now."""
        stored = (self._folder / "Xvfb_screen0").read_bytes()
        head = _HEADER.unpack_from(stored)
        size, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        pixels = stored[size + colours * _COLOUR_BYTES :]
        return Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)

    def hold_focus(self) -> None:
        """A closed dialog leaves the keyboard to nobody; a window manager gives it back."""
        focused = self._tool("getwindowfocus", "-f").strip()
        if self._title and focused not in self._shown("."):
            self.focus(self._title)

    def _shown(self, name: str) -> list[str]:
        """The windows on the screen whose title matches; the program has always one.

        A dialog that closes while xdotool walks the tree ends the search with an error.
        """
        found: list[str] = []

        def search() -> bool:
            with contextlib.suppress(subprocess.CalledProcessError):
                found[:] = self._tool("search", "--onlyvisible", "--name", name).split()
            return bool(found)

        until(search, _READY, f"no window {name}")
        return found

    def _tool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=_READY,
        ).stdout


def until(condition: Callable[[], bool], seconds: float, what: str, pause: float = 0.05) -> float:
    """Wait for a condition; how many seconds it took. TimeoutError says what was waited for."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(pause)
    return time.monotonic() - begun
