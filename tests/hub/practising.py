"""A practised hub in this process with a clock that a test moves, its desk, its sweep, a window.

The window performs real commands on what the hub has, and ships each act as a batch of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from casework.act import Appended, Command, Context, Loaded, NewAct, Place, perform
from casework.flows import printing
from casework.flows.deciding import Accept, Decision
from casework.flows.intake import TAKE_IN, TakeIn
from casework.flows.on_case import OnCase
from casework.records import account, ids
from casework.records.account import AccountRecord
from casework.records.case import CaseRecord
from casework.records.event import Event, Staged
from casework.records.joint import JointRecord
from casework.records.registry import Record
from hub import opening, practice
from hub.desk import Desk, Done
from hub.feed import Feed
from hub.law import Law, shipped_law
from hub.opening import Hub
from hub.pages.sessions import Sessions
from hub.receive import Receiver
from hub.sweep import Sweep
from sync import keys, wire
from sync.wire import ActResult
from tests.casework.flows.intakes import FILLED, NOW, intake
from tests.hub.conftest import HALL
from tests.hub.scribe import Scribe

CASE = "case/0193aaaa-0000-7000-8000-00000000000c"
JOINT = ids.bound_to(CASE, ids.JOINT)
ITEM = "joint_acceptance"
PASSWORD = "yichuang"


class Clock:
    """Shows what it was set to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        # No two acts of a hub share a moment.
        self.at += timedelta(microseconds=1)
        return self.at


class Window:
    """A window that is in step with the hub: ``casework.act.Ledger`` over its scribe."""

    def __init__(self, hub: Hub, law: Law, clock: Clock) -> None:
        self.scribe = Scribe(hub)
        self._hub = hub
        self._law = law
        self._clock = clock
        self._receiver = Receiver(hub.ledger, hub.blobs, approval_system=hub.hall.approval_system)
        self.numbers = ids.stream_of(ids.NUMBERS, self.scribe.device)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """There is only one writer here."""
        yield

    def load(self, stream: str) -> Loaded:
        """What the feed would have brought."""
        return self._hub.ledger.load(stream)

    def append(self, act: NewAct) -> Appended:
        """Ship an act; the hub takes it or the test fails."""
        done = self.ship(*act.events, bases=dict(act.bases), clerk=act.clerk, why=act.why)
        assert done.result == "new", done
        return Appended(act.act, self.scribe.seq, ("00" * 32,) * len(act.events), act.events)

    def ship(self, *events: Staged, **head: object) -> ActResult:
        """Ship whatever is given; the hub's word on it."""
        body = self.scribe.batch(*events, **head)
        answer, _ = self._receiver.accept(self.scribe.device, body, self._clock())
        return msgspec.json.decode(answer, type=wire.Receipt).results[0]

    def perform(self, command: Command[Any], request: object) -> tuple[Event, ...]:
        """A command of the clerk 林溪桥."""
        done = perform(self, ids.new_id(self._clock()), command, request, self._context())
        return tuple(one.event for one in done.events)

    def _context(self) -> Context:
        record = self._hub.ledger.load("account/lin").record
        assert isinstance(record, AccountRecord)
        clerk = account.clerk("account/lin", record)
        hall = self._hub.hall
        place = Place(self._hub.hall_id, hall.name, hall.area, "3", "综合3号窗口", "W03")
        return Context(self._clock(), clerk, place, self._law.catalogue, self._law.calendar)

    def seen(self) -> frozenset[str]:
        """The streams that the feed brings to this window."""
        body, _ = Feed(self._hub.ledger).answer(self.scribe.device, 0, self._clock())
        _, acts = wire.decode_feed(body)
        return frozenset(stream for one in acts for stream in one.stored.streams())


class Hall:
    """The hub, its desk, its sweep and one window, at the clock's time."""

    def __init__(self, folder: Path, at: datetime = NOW, *, approval_system: bool = True) -> None:
        self.clock = Clock(at)
        (folder / "hub").mkdir()
        key = keys.StoreKey("hub", bytes(range(32)))
        hall = replace(HALL, approval_system=approval_system)
        self.hub = opening.create(folder / "hub", folder / "guard", key, hall, self.clock)
        practice.seed(self.hub)
        law = shipped_law(self.hub)
        self.desk = Desk(self.hub, Sessions(self.hub.ledger, self.clock), lambda: law)
        self.sweeping = Sweep(self.hub, lambda: law)
        self.window = Window(self.hub, law, self.clock)
        self.on = OnCase(CASE, ITEM, self.window.numbers)

    def close(self) -> None:
        self.hub.close()

    def at(self, when: datetime) -> None:
        """Move the clock; it never goes back."""
        assert when >= self.clock.at
        self.clock.at = when

    def load(self, stream: str) -> Record | None:
        return self.hub.ledger.load(stream).record

    @property
    def joint(self) -> JointRecord:
        record = self.load(JOINT)
        assert isinstance(record, JointRecord)
        return record

    @property
    def state(self) -> str:
        return self.joint.state.value

    @property
    def case(self) -> CaseRecord:
        record = self.load(CASE)
        assert isinstance(record, CaseRecord)
        return record

    def accept(self, ticked: str, decision: Decision | None = None) -> None:
        """An application is received and accepted at the window."""
        filled = {**FILLED, "subjects": ticked}
        if "air_defence" in ticked:
            filled |= {"air_defence_area": "5240.5", "air_defence_place": "地下二层"}
        taken = replace(
            intake(filled),
            case=CASE,
            numbers=self.window.numbers,
            received_at=self.clock.at.isoformat(),
            project="",
            materials=tuple(replace(one, pages=()) for one in intake(filled).materials),
        )
        self.window.perform(TAKE_IN, TakeIn(taken, decision or Accept()))

    def act(self, login: str, verb: str, **request: object) -> Done:
        """A department's verb as JSON, by its account."""
        body = {"on": {"case": CASE, "item": ITEM}, **request}
        return self.desk.perform(login, PASSWORD, verb, msgspec.json.encode(body))

    def print_all(self) -> None:
        """Every paper that is not on paper yet is archived and printed at the window."""
        for paper in self.case.papers:
            if paper.copies_out:
                continue
            sha = self.hub.blobs.put(paper.number.encode())
            self.window.perform(
                printing.FILE, printing.FileNotice(CASE, ITEM, paper.number, sha, 9)
            )
            self.window.perform(
                printing.CONFIRM,
                printing.ConfirmPrint(CASE, ITEM, paper.number, 2, came_out=True),
            )
