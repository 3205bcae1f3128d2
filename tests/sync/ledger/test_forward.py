"""Folding forward is folding anew: whatever comes, in whatever order, record and rows agree."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs
from sqlalchemy import select

from casework.records.case_events import (
    ApplicationAccepted,
    ApplicationRefused,
    CorrectionRequested,
    LimitLine,
    MaterialReceived,
    NoticeIssued,
    NoticePrinted,
)
from casework.records.event import Event
from casework.records.ids import new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersReserved, NumberTaken
from casework.records.project import ProjectRegistered
from casework.records.sealed import Sealed
from sync.ledger import journal, opening, rows, settle
from sync.ledger.ledger import Ledger
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.rebuild import rebuild
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from tests.sync.ledger.conftest import KEY, NOW, act_of, received

CASES = [stream_of("case", new_id(NOW + timedelta(seconds=at))) for at in range(3)]
PROJECT, NUMBERS = stream_of("project", new_id(NOW)), stream_of("numbers", "d1")
LIMIT = LimitLine(
    "push", "推送", "same_day", "duty", 0, NOW.isoformat(), NOW.isoformat(), "pushed",
    expected=False, sentence="当日推送", article="方案七（二）",
)  # fmt: skip
ON_CASE: list[Callable[[], Event]] = [
    lambda: structs.replace(received(), limits=(structs.replace(LIMIT, key="decide"),)),
    lambda: MaterialReceived("m1", "original", 1, (), "", NOW.isoformat()),
    lambda: ApplicationAccepted(NOW.isoformat(), "市建设局", (LIMIT,)),
    lambda: CorrectionRequested(NOW.isoformat(), "市建设局", ()),
    lambda: ApplicationRefused(NOW.isoformat(), "市建设局", (), "", ()),
    lambda: NoticeIssued(NoticeKind.RECEIPT, "N1", "0" * 64, Sealed.of("{}")),
    lambda: NoticePrinted("N1", "ab" * 32, 2, came_out=True),
]


class Hall:
    """A window, another device, and the hub's order of everything."""

    def __init__(self, window: Opened, other: Opened, chance: random.Random) -> None:
        self.window = window
        self.other = other
        self.chance = chance
        self.places: defaultdict[str, int] = defaultdict(int)

    def events(self) -> tuple[str, tuple[Event, ...]]:
        kind = self.chance.randrange(6)
        if kind == 0:
            name = self.chance.choice(["云栖家园", "翠苑新村"])
            origin = self.chance.choice(["window", "platform"])
            return PROJECT, (
                ProjectRegistered("2103", "", name, "", "云栖", "", (), (), origin, name),
            )
        if kind == 1:
            serial = self.chance.randrange(1, 9)
            taken = NumberTaken("receipt", 2026, serial, f"N{serial}")
            return NUMBERS, (NumbersReserved("receipt", 2026, serial, serial + 3), taken)
        made = self.chance.choices(ON_CASE, k=self.chance.randrange(1, 4))
        return self.chance.choice(CASES), tuple(one() for one in made)

    def own(self) -> None:
        stream, events = self.events()
        if self.chance.random() < 0.5:
            self.window.ledger.load(stream)
        self.window.ledger.append(act_of(*events, stream=stream))

    def another(self) -> None:
        stream, events = self.events()
        done = self.other.ledger.append(act_of(*events, stream=stream))
        with self.other.store.reading() as connection:
            act = journal.read_act(connection, "hall-1", done.act)
            assert act is not None
            values = list(journal.sealed_in_acts(connection, "hall-1", [act]))
        positions = self._place(act.streams(), len(events))
        ledger = self.window.ledger
        with ledger.writing(), self.window.store.writing() as connection:
            for _ in range(self.chance.randrange(1, 3)):
                settle.absorb_act(ledger, connection, act, positions, values)

    def receipt(self) -> None:
        ledger = self.window.ledger
        with ledger.writing(), self.window.store.writing() as connection:
            waiting = journal.pending_acts(connection, "hall-1", ledger.identity.device, 1)
            if not waiting:
                return
            act = journal.read_act(connection, "hall-1", waiting[0])
            assert act is not None
            if self.chance.random() < 0.2:
                settle.set_aside_act(ledger, connection, act.act, "SY-301")
                return
            positions = self._place(act.streams(), len(act.entries) - 1)
            settle.settle_act(ledger, connection, act.act, "b1", positions)

    def _place(self, streams: tuple[str, ...], count: int) -> dict[str, int]:
        (stream,) = streams
        first = self.places[stream] + 1
        self.places[stream] += count
        return {stream: first}

    def compare(self) -> None:
        known = self.window.ledger
        fresh = object.__new__(Ledger)
        fresh.store, fresh.identity = known.store, known.identity
        with known.store.reading() as connection:
            for stream in (*CASES, PROJECT, NUMBERS):
                assert known.load(stream) == fresh._fold(connection, stream)


@pytest.fixture
def hall(opened: Opened, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Hall]:
    (tmp_path / "other").mkdir()
    device = NewDevice("hall-1", new_id(NOW), "W04", Ed25519PrivateKey.generate())
    store = Store(tmp_path / "other", KEY)
    other = opening.create(store, TailGuard(tmp_path / "state", "s2"), device, {})
    yield Hall(opened, other, random.Random(request.param))
    other.close()


@pytest.mark.parametrize("hall", range(10), indirect=True)
def test_forward_is_anew(hall: Hall) -> None:
    steps = [hall.own, hall.own, hall.another, hall.receipt]
    for _ in range(60):
        hall.chance.choice(steps)()
        hall.compare()
    before = listed(hall.window)
    rebuild(hall.window.store, "hall-1")
    assert listed(hall.window) == before


def listed(opened: Opened) -> list[list[tuple[object, ...]]]:
    """Every row of every list, and what each word finds."""
    with opened.store.reading() as connection:
        found = [
            sorted(tuple(row) for row in connection.execute(select(table))) for table in rows.TABLES
        ]
        words = connection.exec_driver_sql("SELECT rowid, stream FROM search").all()
    return [*found, sorted(tuple(row) for row in words)]
