"""The hub as a process of its own, and its pages as a person opens them."""

import http.cookiejar
import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class Where:
    """What the hub says when it serves."""

    port: int
    code: str
    token: str


class Centre:
    """A practice hub over a store of its own; it can be ended and started again on its port."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.store = folder / "store"
        self.faults = folder / "faults.json"
        self._log = folder / "log"
        self._host = host
        self._process: subprocess.Popen[bytes] | None = None
        self._where = Where(0, "", "")
        folder.mkdir(parents=True)

    @property
    def url(self) -> str:
        """Where windows and people reach it."""
        return f"http://{self._host}:{self._where.port}"

    @property
    def code(self) -> str:
        """The one-time code that lets a window in."""
        return self._where.code

    def start(self) -> None:
        """Start it and wait until it serves."""
        command = [sys.executable, "-m", "hub", "--practice", "--store", str(self.store)]
        command += ["--host", self._host, "--port", str(self._where.port)]
        command += ["--faults", str(self.faults)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the hub did not start: {self._log.read_text(errors='replace')}")
        self._where = Where(**json.loads(line))

    def stop(self) -> None:
        """End it as the window does: its standard input ends."""
        if self._process is not None:
            self._process.communicate(timeout=_LIMIT)
            self._process = None

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self._process is not None
        self._process.kill()
        self._process.communicate()
        self._process = None

    def fail(self, *rules: dict[str, Any]) -> None:
        """Let calls fail from now on (rules of ``hub.faults``); none makes it well again."""
        self.faults.write_text(json.dumps(rules), encoding="utf-8")

    def visit(self) -> "Visitor":
        """A person with the practice token at the hub's pages."""
        return Visitor(self.url, self._where.token)


class Visitor:
    """Reads the hub's pages in a session of its own."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))
        self.page(f"/login?token={token}")

    def page(self, path: str) -> str:
        """The HTML of a page; HTTPError when there is none."""
        answer: IO[bytes] = self._opener.open(f"{self._url}{path}", timeout=_LIMIT)
        with answer:
            return answer.read().decode()
