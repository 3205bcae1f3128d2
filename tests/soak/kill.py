"""kill -9 of the program at random moments of an intake: nothing lost, nothing doubled."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from sqlalchemy import select

from desktop import options, station
from desktop.shell import now
from desktop.station import Link
from sync.ledger.journal import device_row
from sync.ledger.opening import Opened
from sync.ledger.tables import journal
from sync.ledger.verify import verify
from tests.realparts.hub import ROOT, HubProcess
from tests.soak.report import Report

COUNT = 200
LATEST = 7.0
"""Seconds from the start of the program to the latest kill: past the second intake."""
_CHANCE = random.SystemRandom()


@dataclass
class _Heard:
    """What the window showed as done, over all its lives."""

    cases: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)

    def listen(self, program: "subprocess.Popen[str]") -> threading.Thread:
        """Write down every whole line; a line cut by the kill was never read by a clerk."""

        def work() -> None:
            assert program.stdout is not None
            for line in program.stdout:
                if line.endswith("\n"):
                    kind, _, stream = line.strip().partition(" ")
                    (self.cases if kind == "case" else self.papers).append(stream)

        listener = threading.Thread(target=work)
        listener.start()
        return listener


def run(count: int) -> Report:
    """Kill ``count`` lives of one window; then look at its store, sync it, look at the hub."""
    heard = _Heard()
    with tempfile.TemporaryDirectory() as folder, HubProcess() as hub:
        home, page = Path(folder), Path(folder) / "page.png"
        Image.new("RGB", (620, 877), "white").save(page)
        faults = [_one_life(home, page, hub, heard) for _ in range(count)]
        found = [fault for fault in faults if fault] + _look(home, hub, heard)
    if not heard.papers:
        found.append("no life came as far as its papers: nothing was shown")
    for fault in found:
        print(fault, file=sys.stderr)
    note = f"{len(heard.cases)} cases acknowledged, {len(heard.papers)} with all papers archived"
    return Report(count, len(found), note)


def _one_life(home: Path, page: Path, hub: HubProcess, heard: _Heard) -> str:
    command = [sys.executable, "-m", "tests.soak.busy_clerk", str(page)]
    command += ["--practice", "--home", str(home), "--hub", hub.url, "--code", hub.code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    program = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    listener = heard.listen(program)
    time.sleep(_CHANCE.uniform(0, LATEST))
    program.send_signal(signal.SIGKILL)
    ended = program.wait()
    listener.join(timeout=10)
    assert program.stdout is not None
    program.stdout.close()
    return "" if ended == -signal.SIGKILL else f"the program ended by itself with {ended}"


def _look(home: Path, hub: HubProcess, heard: _Heard) -> list[str]:
    """Faults of the store, then of the hub after a sync; and the next start must work."""
    places = options.read(["--practice", "--home", str(home)]).places
    link = Link(hub.url, hub.code)
    here = station.open_station(places, link, practice=True, now=now, report=lambda _: None)
    found = list(verify(here.opened, scans=True).faults)
    received = _received(here.opened)
    found += [f"lost: {case}" for case in heard.cases if received[case] == 0]
    found += [f"doubled: {case}" for case, times in received.items() if times > 1]
    filed = _count(here.opened, "NoticeFiled.v1")
    found += [f"papers lost: {case}" for case in heard.papers if filed[case] != 2]
    here.loop.once()
    if here.opened.ledger.pending():
        found.append(f"{here.opened.ledger.pending()} acts do not reach the hub")
    head = here.opened.ledger.head()
    device = here.opened.ledger.identity.device
    here.close()
    with hub.opened() as centre:
        there = _received(centre.opened)
        found += [f"not at the hub once: {case}" for case in received if there[case] != 1]
        found += [f"only at the hub: {case}" for case in there if case not in received]
        with centre.opened.store.reading() as connection:
            known = device_row(connection, centre.hall_id, device)
        if known is None or (known["last_seq"], known["head"]) != head:
            found.append("the chain heads differ")
    return found


def _received(opened: Opened) -> Counter[str]:
    return _count(opened, "ApplicationReceived.v1")


def _count(opened: Opened, tag: str) -> Counter[str]:
    """How often an event stands in each stream."""
    query = select(journal.c.stream).where(journal.c.tag == tag)
    with opened.store.reading() as connection:
        return Counter(connection.execute(query).scalars())
