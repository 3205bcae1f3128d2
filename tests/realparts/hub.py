"""A real practice hub in a process of its own on loopback, and windows enrolled with it."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.act import Appended, NewAct
from casework.law.clock import BEIJING
from casework.records.event import Event, Staged
from casework.records.ids import NUMBERS, new_id, stream_of
from casework.records.registry import BOOK
from hub import enrol as hub_enrol
from hub import opening as hub_opening
from hub import practice
from hub.law import publish_pack
from hub.opening import Hub
from sync import keys
from sync.client import DeviceKey, HubAddress, HubClient
from sync.enrol import Enrolment, enrol
from sync.ledger import opening
from sync.ledger.opening import Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from sync.pull import Pull
from sync.push import Push, Pushed

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))


def now() -> datetime:
    return datetime.now(BEIJING)


class HubProcess:
    """``python -m hub --practice`` over a store of its own; a context manager."""

    def __init__(self, store: Path | None = None, host: str = "127.0.0.1") -> None:
        self._own = store is None
        self._host = host
        self.folder = Path(tempfile.mkdtemp(prefix="hub")) if store is None else store
        self.store = self.folder / "store"
        self._faults = self.folder / "faults.json"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.code = self.token = ""
        self.prefix: list[str] = []
        """A program that prepares something and then becomes the hub."""

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    def start(self) -> None:
        command = [*self.prefix, sys.executable, "-m", "hub", "--practice"]
        command += ["--store", str(self.store), "--host", self._host]
        command += ["--faults", str(self._faults), "--port", str(self.port)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT)
        assert self._process.stdout is not None
        ready = json.loads(self._process.stdout.readline())
        self.port, self.code, self.token = ready["port"], ready["code"], ready["token"]

    def stop(self) -> int:
        """End it as its window does, by the end of its input; its exit status."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        status = self._process.wait(timeout=20)
        self._process.stdout.close()
        return status

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def arm(self, *rules: dict[str, object]) -> None:
        """Let the hub fail by these rules from the next request on; none ends all faults."""
        fresh = self._faults.with_suffix(".new")
        fresh.write_text(json.dumps(rules), encoding="utf-8")
        fresh.replace(self._faults)

    @contextmanager
    def opened(self) -> Iterator[Hub]:
        """The hub's own store, opened beside the running process."""
        key = keys.open_by_passphrase(self.store, practice.PASSPHRASE)
        hub = hub_opening.reopen(self.store, self.store / "guard", key, now)
        yield hub
        hub.blobs.close()
        hub.opened.store.close()

    def publish(self, files: Mapping[str, str]) -> None:
        """Put a pack in force for the hall while it runs; a window hears of it by the feed."""
        with self.opened() as hub:
            publish_pack(hub, files, now())

    def new_code(self, *, issuing: bool = False) -> str:
        with self.opened() as hub:
            return hub_enrol.give_code(hub, "3", "综合3号窗口", issuing=issuing)

    def __enter__(self) -> "HubProcess":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()
        if self._own:
            shutil.rmtree(self.folder)


@dataclass
class Clock:
    """A wall clock that may be wrong."""

    wrong: timedelta = timedelta()

    def __call__(self) -> datetime:
        return now() + self.wrong


@dataclass
class Window:
    """An enrolled workstation: its store and its line to the hub."""

    folder: Path
    opened: Opened
    enrolment: Enrolment
    client: HubClient
    clock: Clock = field(default_factory=Clock)
    versions: frozenset[str] = BOOK.tags

    def pull(self) -> int:
        """Everything the hub has to tell; how many acts it was."""
        acts, more = 0, True
        while more:
            done = Pull(self.opened.ledger, self.client).round()
            acts, more, self.versions = acts + done.acts, done.more, done.versions
        return acts

    def push(self) -> Pushed:
        pusher = Push(self.opened.ledger, self.opened.blobs, self.client, self.clock)
        return pusher.round(self.versions)

    def act(self, *events: Event, stream: str) -> Appended:
        """One act of a clerk with these events on one stream."""
        return self.acts(*(Staged(stream, event) for event in events))

    def acts(self, *events: Staged) -> Appended:
        """One act of a clerk over several streams."""
        ledger = self.opened.ledger
        streams = dict.fromkeys(one.stream for one in events)
        return ledger.append(
            NewAct(
                act=new_id(self.clock()),
                at=self.clock(),
                clerk="lin",
                window=self.enrolment.window,
                why="test",
                pack="zhengzhou",
                pack_sha256="0" * 64,
                bases={stream: ledger.load(stream).position for stream in streams},
                events=events,
            )
        )

    @property
    def numbers(self) -> str:
        return stream_of(NUMBERS, self.enrolment.device)

    def close(self) -> None:
        self.client.close()
        self.opened.close()


def enrolled(
    hub: HubProcess, folder: Path, url: str = "", name: str = "W03", *, issuing: bool = False
) -> Window:
    """A new window of ``hub`` with its store in ``folder``; it speaks to ``url`` if given."""
    key = Ed25519PrivateKey.generate()
    enrolment = enrol(hub.url, hub.new_code(issuing=issuing), name, key, None, now=now())
    folder.mkdir(parents=True)
    opened = opening.create(
        Store(folder, KEY),
        TailGuard(folder.with_suffix(".guard"), "w"),
        enrolment.new_device(key),
        enrolment.facts(),
    )
    return joined(opened, folder, enrolment, url or hub.url)


def joined(opened: Opened, folder: Path, enrolment: Enrolment, url: str) -> Window:
    """An open store and its line to ``url``."""
    clock = Clock()
    device = DeviceKey(enrolment.device, opened.ledger.identity.key)
    client = HubClient(HubAddress(url, enrolment.hub_key), device, clock)
    return Window(folder, opened, enrolment, client, clock)
