"""Ends that nobody asked for: kill -9 of a writing child, and power cuts drawn from its real I/O.

The child prints a line for every act after its commit: from then on it may not be lost. A power
cut is an image of the folder at a moment of the recording: what was synced, and of the rest none,
all, some, or some with torn sectors.
"""

import os
import random
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import StoreError
from casework.records.case_events import MaterialReceived, PageRef
from casework.records.ids import new_id, stream_of
from sync.ledger import journal, opening
from sync.ledger.opening import Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import Tail, TailGuard
from sync.ledger.verify import verify
from tests.sync.ledger.conftest import KEY, NOW, act_of, received
from tools.tree import ROOT

SCAN = 20_000
SECTOR = 512


@dataclass(frozen=True, slots=True)
class Ack:
    """The child's word: its chain has come to here, with this scan."""

    seq: int
    head: str
    scan: str

    @classmethod
    def read(cls, line: str) -> "Ack":
        seq, head, scan = line.split()
        return cls(int(seq), head, scan)


def guard_of(folder: Path) -> TailGuard:
    return TailGuard(folder / "state", "s1")


def write(folder: Path, count: int, synchronous: str) -> None:
    """The child: receive cases with a scan each; a line for each that is on disk."""
    opened = opening.reopen(Store(folder / "store", KEY), guard_of(folder))
    with opened.store.writing():
        pass
    standing = opened.store._one_writer().connection.driver_connection
    assert standing is not None
    standing.execute(f"PRAGMA synchronous = {synchronous}")
    # Often, so that a short run has ends in the middle of one.
    standing.execute("PRAGMA wal_autocheckpoint = 40")
    for _ in range(count):
        scan = opened.blobs.put(os.urandom(SCAN))
        page = PageRef(scan, "image/jpeg", SCAN, "scanner")
        brought = MaterialReceived("m1", "original", 1, (page,), "", NOW.isoformat())
        stream = stream_of("case", new_id(NOW))
        opened.ledger.append(act_of(received(), brought, stream=stream))
        seq, head = opened.ledger.head()
        os.write(1, f"{seq} {head.hex()} {scan}\n".encode())
    # No close: that would tidy up, and nobody does before a power cut.
    os._exit(0)


def command(folder: Path, count: int, synchronous: str = "FULL") -> list[str]:
    return [sys.executable, "-m", __name__, str(folder), str(count), synchronous]


def kill_once(folder: Path, after: float) -> list[Ack]:
    """Let a child write, kill it ``after`` seconds from its first act; what it had told."""
    with subprocess.Popen(command(folder, 10_000), cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        select.select([], [], [], after)
        child.kill()
        rest = child.stdout.read()
    # A line that the kill cut short was no word yet.
    lines = (first + rest).decode().split("\n")[:-1]
    return [Ack.read(line) for line in lines]


def faults(opened: Opened, told: Sequence[Ack]) -> list[str]:
    """Everything wrong with a store after its end, given what its writer had told."""
    found = list(verify(opened, scans=True).faults)
    hall, device = opened.ledger.identity.hall, opened.ledger.identity.device
    seq, _ = opened.ledger.head()
    with opened.store.reading() as connection:
        for ack in told:
            known = journal.hash_at(connection, hall, device, ack.seq)
            if known is None or known.hex() != ack.head:
                found.append(f"act at {ack.seq} of {seq} is lost")
        half = connection.exec_driver_sql(
            "SELECT count(*) FROM acts a WHERE (SELECT count(*) FROM journal j"
            " WHERE j.act = a.act) != a.last_seq - a.first_seq + 1"
        ).scalar_one()
    missing = {ack.scan for ack in told} - opened.blobs.has([ack.scan for ack in told])
    found += [f"{half} acts are halves"] if half else []
    return found + [f"scan {name[:12]} is lost" for name in sorted(missing)]


@dataclass(slots=True)
class File:
    """A file as the disk holds it, and what was written since its last sync."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def change(self, offset: int, data: bytes | None) -> None:
        """Write at an offset, or (without data) cut to a length."""
        self.pending.append((offset, data))

    def sync(self) -> None:
        self.durable = self.image(range(len(self.pending)))
        self.pending = []

    def image(self, kept: Sequence[int], chance: random.Random | None = None) -> bytearray:
        """The durable bytes with some of the later changes, torn by sectors for ``chance``."""
        body = bytearray(self.durable)
        for at in kept:
            offset, data = self.pending[at]
            if data is None:
                del body[offset:]
                body.extend(bytes(offset - len(body)))
                continue
            for start in range(0, len(data), SECTOR):
                if chance is not None and chance.random() < 0.3:
                    continue
                piece = data[start : start + SECTOR]
                end = offset + start + len(piece)
                body.extend(bytes(max(0, end - len(body))))
                body[offset + start : end] = piece
        return body


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded call: a change of a file (by name), a sync, the end of a name, or an ack."""

    name: str = ""
    offset: int = 0
    data: bytes | None = None
    kind: str = "write"
    ack: Ack | None = None


_CALL = re.compile(r"(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= (\d+)")
_UNLINK = re.compile(r'unlink(?:at)?\(.*?"((?:\\x..)*)".*\)\s+= 0')


def record(folder: Path, count: int, synchronous: str = "FULL") -> list[Step]:
    """Run a child under strace and read its calls on the store's files, in order."""
    trace = folder / "trace"
    calls = "trace=pwrite64,write,fdatasync,fsync,ftruncate,unlink,unlinkat"
    subprocess.run(
        [
            *("strace", "-y", "-xx", "-s", "200000", "-e", calls, "-o", str(trace)),
            *command(folder, count, synchronous),
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=50,
    )
    with trace.open(encoding="ascii") as lines:
        return [step for line in lines if (step := _step(line, str(folder / "store")))]


def _step(line: str, store: str) -> Step | None:
    gone = _UNLINK.match(line)
    if gone is not None:
        path = _bytes(gone.group(1)).decode()
        return Step(os.path.relpath(path, store), kind="unlink") if store in path else None
    call = _CALL.match(line)
    if call is None:
        return None
    kind, handle, where, rest, result = call.groups()
    path = _bytes(where).decode()
    if handle == "1" and kind == "write":
        return Step(kind="ack", ack=Ack.read(_bytes(rest.split('"')[1]).decode()))
    if not path.startswith(store) or path.endswith("-shm"):
        # What the processes share in memory is made anew by the next start.
        return None
    name = os.path.relpath(path, store)
    if kind in ("fsync", "fdatasync"):
        return Step(name, kind="sync")
    if kind == "ftruncate":
        return Step(name, int(rest), None)
    offset = int(rest.rpartition(",")[2]) if kind == "pwrite64" else -1
    return Step(name, offset, _bytes(rest.split('"')[1])[: int(result)])


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


class Disk:
    """Replays a recording over the files that were there before it."""

    def __init__(self, store: Path) -> None:
        self.files = {
            str(path.relative_to(store)): File(bytearray(path.read_bytes()))
            for path in store.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }
        self.told: list[Ack] = []

    def run(self, steps: Sequence[Step]) -> Iterator[int]:
        """After each step its number; in between an image may be drawn."""
        for at, step in enumerate(steps):
            if step.ack is not None:
                self.told.append(step.ack)
            elif step.kind == "unlink":
                self.files.pop(step.name, None)
            elif step.kind != "sync":
                self._change(step)
            elif step.name in self.files:
                self.files[step.name].sync()
            yield at

    def _change(self, step: Step) -> None:
        file = self.files.setdefault(step.name, File())
        offset = step.offset
        if offset < 0:
            offset = len(file.image(range(len(file.pending))))
        file.change(offset, step.data)

    def faults(self, folder: Path, device: str, chance: random.Random) -> list[str]:
        """Draw what a power cut might leave, open it as the next start does, look at everything."""
        shutil.rmtree(folder, ignore_errors=True)
        self._draw(folder / "store", chance)
        guard = guard_of(folder)
        guard.note(Tail(device, 0, ""))
        store = Store(folder / "store", KEY)
        try:
            opened = opening.reopen(store, guard)
            found = faults(opened, self.told)
            opened.blobs.close()
        except StoreError as error:
            found = [f"cannot be read: {error}"]
        store.close()
        return found

    def _draw(self, target: Path, chance: random.Random) -> None:
        way = chance.choice(["none", "all", "some", "torn"])
        for name, file in self.files.items():
            every = range(len(file.pending))
            kept = {"none": [], "all": list(every)}.get(
                way, [at for at in every if chance.random() < 0.5]
            )
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.image(kept, chance if way == "torn" else None))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
