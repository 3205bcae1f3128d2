"""One act of a normal intake committed, against one 4 KiB append + fdatasync, interleaved.

The act is decided before the clock starts; its commit is the real ledger's: encrypted, FULL,
chained and signed, with its sealed values, its list rows and its search row.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from casework.act import NewAct, Records
from casework.flows.intake import TAKE_IN, TakeIn
from casework.records.ids import new_id, stream_of
from casework.records.sealed import Sealed
from sync.ledger import opening
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from tests.bench.figures import Figure
from tests.casework.flows.intakes import FILLED, NOW, NUMBERS, context, intake, reserved

NAME = "act"
WARM, ROUNDS = 40, 500
BROUGHT = ("application", "warranty", "fire_test")
PEER = "4 KiB append + fdatasync"
_BLOCK = os.urandom(4096)
_MILLI = 1000


def run() -> Iterator[Figure]:
    """Medians over pairs; what decides an act and makes its request is not counted."""
    with (
        TemporaryDirectory() as folder,
        _store(Path(folder)) as opened,
        (Path(folder) / "block").open("xb", buffering=0) as file,
    ):
        pairs = [_pair(opened, file, at) for at in range(WARM + ROUNDS)][WARM:]
    blocks, acts = (sorted(column) for column in zip(*pairs, strict=True))
    yield Figure("act committed", statistics.median(acts), "ms", {PEER: statistics.median(blocks)})
    yield Figure("act committed, p99", acts[len(acts) * 99 // 100], "ms")


def _pair(opened: Opened, file: FileIO, at: int) -> tuple[float, float]:
    act = _decided(opened, at)
    return _timed(lambda: _append(file)), _timed(lambda: opened.ledger.append(act))


def _append(file: FileIO) -> None:
    file.write(_BLOCK)
    os.fdatasync(file.fileno())


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * _MILLI


def _decided(opened: Opened, at: int) -> NewAct:
    """Receipt, three materials, two originals compared, and the paper with its number."""
    now = NOW + timedelta(minutes=at)
    case = stream_of("case", new_id(now))
    # A hall works on some dozens of projects at a time; persons are new every time.
    whole = intake({**FILLED, "project_name": f"云栖家园{at % 40}号地块安置住宅小区"})
    person = structs.replace(whole.deliverer, person_name=Sealed.of(_name(at)))
    papers = tuple(
        replace(one, seen_at="" if one.line == "fire_test" else one.seen_at)
        for one in whole.materials
        if one.line in BROUGHT
    )
    taken = TakeIn(replace(whole, case=case, project="", deliverer=person, materials=papers), None)
    loaded = {stream: opened.ledger.load(stream) for stream in (case, NUMBERS)}
    events = TAKE_IN.decide(Records(loaded), taken, context(now))
    bases = {stream: one.position for stream, one in loaded.items()}
    return NewAct(
        new_id(now), now, "clerk-1", "w3", "intake.take_in", "p", "0" * 64, bases, tuple(events)
    )


def _name(at: int) -> str:
    return f"{'赵钱孙李周吴郑王'[at % 8]}{'云栖锦绣明珠'[at % 6]}{'安康平宁和顺乐'[at % 7]}"


@contextmanager
def _store(folder: Path) -> Iterator[Opened]:
    (folder / "store").mkdir()
    device = NewDevice(new_id(NOW), new_id(NOW), "W03", Ed25519PrivateKey.generate())
    guard = TailGuard(folder / "state", "bench")
    opened = opening.create(Store(folder / "store", os.urandom(32)), guard, device, {})
    numbers = NewAct(
        new_id(NOW), NOW, "hub", "", "reserve", "p", "0" * 64, {}, reserved(1, WARM + ROUNDS)
    )
    opened.ledger.append(numbers)
    try:
        yield opened
    finally:
        opened.close()
