"""Rules and calendars published at a real hub while a station is open; nothing is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import resources
from casework.act import Changed, perform
from casework.errors import StoreError
from casework.flows.deciding import Accept
from casework.flows.intake import TAKE_IN
from casework.law import bundle, catalogue, workdays
from casework.ports import LineState
from casework.records import ids
from casework.records.event import Staged
from casework.records.joint import JointRecord
from casework.records.rules import CalendarPublished, PackAdopted, PackPublished
from desktop import holding, options, station
from desktop.holding import Holding, today
from desktop.law_keeper import LawKeeper, Told
from desktop.recounting import prepared
from desktop.shell import now
from desktop.station import Link, Station
from hub.law import publish_calendar, rules_of
from hub.opening import Hub
from sync.recounting import DEVICE, Law, is_counted
from tests.casework.flows.intakes import NOW, context, taken
from tests.casework.flows.test_recount import LATE, YEAR_2027
from tests.desktop.views.counter.world import inline
from tests.hub.test_law import turning
from tests.realparts.hub import HubProcess

pytestmark = pytest.mark.timeout(90)
FILES = resources.catalogue_files("zhengzhou")
HUNAN = resources.catalogue_files("hunan")
FILES_2027 = workdays.with_year(resources.calendar_files(), "2027.toml", YEAR_2027)
ITEM = "zhengzhou/joint_acceptance.toml"


@pytest.fixture
def hub() -> Iterator[HubProcess]:
    with HubProcess() as running:
        yield running


@dataclass
class Clock:
    """The wall clock; it may be set to another day."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@dataclass
class Heard:
    """What the keeper told."""

    replaced: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def told(self) -> Told:
        return Told(self._law, lambda error: self.refused.append(error.code))

    def _law(self, after: Holding, before: Holding) -> None:
        self.replaced.append((before.catalogue.pack.ident, after.catalogue.pack.ident))


class Window:
    """A station of the hub with its keeper, as the wiring puts them together."""

    def __init__(self, home: Path, hub: HubProcess, code: str = "") -> None:
        places = options.read(["--practice", "--home", str(home)]).places
        link = Link(hub.url, code)
        self.clock, self.heard = Clock(), Heard()
        self.station: Station = station.open_station(
            places, link, practice=True, now=self.clock, report=lambda _: None
        )
        told = self.heard.told()
        self.keeper = LawKeeper(self.station, inline, self.clock, told)
        self.deaf = False
        """The keeper hears of nothing any more."""
        self.station.opened.ledger.listen(self._heard)
        self.keeper.start()

    def _heard(self, changed: Changed) -> None:
        if not self.deaf:
            self.keeper.heard(changed)

    @property
    def items(self) -> set[str]:
        return set(self.keeper.law.catalogue.items)

    def law(self) -> Law:
        """The law as a recount names it."""
        return prepared(self.station.opened, self.keeper.held, self.clock())[0]

    def close(self) -> None:
        self.keeper.stop()
        self.station.close()


@pytest.fixture
def window(tmp_path: Path, hub: HubProcess) -> Iterator[Window]:
    made = Window(tmp_path, hub, hub.new_code())
    made.station.loop.once()
    yield made
    made.close()


Rules = PackPublished | CalendarPublished | PackAdopted


def publish(there: Hub, event: Rules) -> None:
    """An event as no honest hub would write it."""
    stream = ids.stream_of(ids.RULES, there.hall_id)
    there.ledger.record("rules.publish", now(), [Staged(stream, event)])


def named(body: str, sha256: str) -> PackPublished:
    """A pack whose files are the blob ``body``."""
    return PackPublished("zhengzhou", "2099", sha256, "", body, 1, now().isoformat())


def test_a_pack_is_taken_over_while_the_window_runs_and_kept(
    hub: HubProcess, window: Window, tmp_path: Path
) -> None:
    assert window.keeper.law.catalogue.pack.ident == "zhengzhou"
    hub.publish(HUNAN)
    window.station.loop.once()
    assert window.heard.replaced == [("zhengzhou", "hunan")]
    assert window.items == set(catalogue.parse(HUNAN).items)
    window.close()
    hub.stop()
    # The next start has no line: the files lie in the store.
    again = Window(tmp_path, hub)
    assert again.station.holding.catalogue.pack.ident == "hunan"
    assert (again.heard.replaced, again.heard.refused) == ([], [])
    again.close()
    hub.start()


def test_a_hall_that_adopted_another_region_has_its_shipped_pack(
    hub: HubProcess, window: Window
) -> None:
    pack = catalogue.parse(resources.catalogue_files("jiaozuo")).pack
    adopted = PackAdopted(
        pack.ident, pack.version, pack.sha256, str(pack.status), now().isoformat()
    )
    with hub.opened() as there:
        publish(there, adopted)
    window.station.loop.once()
    assert window.keeper.law.catalogue.pack.ident == "jiaozuo"
    with hub.opened() as there:
        publish(there, PackAdopted("elsewhere", "1", "0" * 64, "", now().isoformat()))
    window.station.loop.once()
    assert window.heard.refused == ["LW-422"]
    assert window.keeper.law.catalogue.pack.ident == "jiaozuo"


def test_what_cannot_be_used_leaves_the_old_law_and_says_why(
    hub: HubProcess, window: Window, tmp_path: Path
) -> None:
    hub.publish(HUNAN)
    window.station.loop.once()
    item = "hunan/construction_permit.toml"
    torn = bundle.pack({**HUNAN, item: HUNAN[item][:-40]})
    bodies = (b"no pack at all", torn, bundle.pack(FILES))
    for body, code in zip(bodies, ("LW-420", "LW-401", "LW-421"), strict=True):
        with hub.opened() as there:
            sha256 = catalogue.digest(bundle.unpack(body)) if code == "LW-401" else "0" * 64
            publish(there, named(there.blobs.put(body), sha256))
        window.station.loop.once()
        assert window.heard.refused[-1] == code
    assert window.keeper.law.catalogue.pack.ident == "hunan"
    window.keeper.look()
    assert window.heard.refused == ["LW-420", "LW-401", "LW-421"]
    window.close()
    again = Window(tmp_path, hub)
    assert again.keeper.law.catalogue.pack.ident == "hunan"
    again.close()


def test_a_calendar_that_cannot_be_used_leaves_the_old_one(hub: HubProcess, window: Window) -> None:
    body = bundle.pack({"2026.toml": "year = 2026"})
    with hub.opened() as there:
        sha = there.blobs.put(body)
        publish(there, CalendarPublished("0" * 64, 2026, 2026, sha, 1, now().isoformat()))
    window.station.loop.once()
    assert window.heard.refused == ["LW-402"]
    assert window.keeper.law.calendar.valid_to == date(2026, 12, 31)
    with hub.opened() as there:
        publish_calendar(there, FILES_2027, now())
    window.station.loop.once()
    assert window.keeper.law.calendar.valid_to == date(2027, 12, 31)


def test_files_that_are_not_here_yet_are_brought_when_the_line_is_back(
    hub: HubProcess, window: Window
) -> None:
    hub.publish(HUNAN)
    hub.arm({"path": "/v1/blob", "kind": "lose", "times": 99})
    window.station.loop.once()
    assert (window.keeper.law.catalogue.pack.ident, window.heard.refused) == ("zhengzhou", [])
    hub.arm()
    window.keeper.line(LineState(online=True))
    assert window.keeper.law.catalogue.pack.ident == "hunan"
    assert window.heard.refused == []


def test_open_limits_are_counted_again_and_journalled(hub: HubProcess, window: Window) -> None:
    """A case that was accepted when the calendar of the next year was not known."""
    opened = window.station.opened
    case = ids.stream_of(ids.CASE, ids.new_id(LATE))
    numbers = ids.stream_of(ids.NUMBERS, opened.ledger.identity.device)
    asked = taken(Accept(), case=case, numbers=numbers, project="", received_at=LATE.isoformat())
    perform(opened.ledger, ids.new_id(LATE), TAKE_IN, asked, context(LATE))
    assert total_due(window) == ""
    with hub.opened() as there:
        publish_calendar(there, FILES_2027, now())
        ruled_at = rules_of(there).ruled_at
    # The scans of this case are names without files: nothing of it can be sent.
    with pytest.raises(StoreError, match="LE-401"):
        window.station.loop.once()
    assert total_due(window) == "2027-01-13T17:30:00+08:00"
    record = opened.ledger.load(ids.bound_to(case, ids.JOINT)).record
    assert isinstance(record, JointRecord)
    (told,) = record.course.recounts
    assert (told.cause, told.ruled_at) == ("calendar", ruled_at)
    acts = window.station.lists.history(case)
    assert [one.act for one in acts if one.clerk == DEVICE]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_number_of_the_pack_gives_way_to_that_of_the_next(
    hub: HubProcess, window: Window, tmp_path: Path, *, restarted: bool
) -> None:
    """Also where the program ended between taking a pack over and counting by it."""
    opened = window.station.opened
    case = ids.stream_of(ids.CASE, ids.new_id(NOW))
    numbers = ids.stream_of(ids.NUMBERS, opened.ledger.identity.device)
    asked = taken(Accept(), case=case, numbers=numbers, project="", received_at=NOW.isoformat())
    perform(opened.ledger, ids.new_id(NOW), TAKE_IN, asked, context(NOW))
    before = total_due(window)
    hub.publish(shorter())
    if restarted:
        # The files come, and nobody counts.
        window.keeper.stop()
        window.deaf = True
    with pytest.raises(StoreError, match="LE-401"):
        window.station.loop.once()
    if restarted:
        window.station.scans.bring(*body_of(window))
        window.close()
        window = Window(tmp_path, hub)
    assert total(window) == 9
    after = total_due(window)
    assert after < before
    assert after
    if restarted:
        window.close()


def shorter() -> dict[str, str]:
    """The shipped pack with nine working days instead of fifteen."""
    text = FILES[ITEM]
    at = text.index('[[item.limit]]\nkey = "total"')
    return {**FILES, ITEM: text[:at] + text[at:].replace("amount = 15", "amount = 9", 1)}


def body_of(window: Window) -> tuple[str, str]:
    """The stream of rules and the file it names."""
    opened = window.station.opened
    return holding.rules_stream(opened), holding.rules_of(opened).bodies[0]


def total_due(window: Window) -> str:
    return next(one.due for one in window.station.lists.limits() if one.key == "total")


def total(window: Window) -> int:
    promised = window.keeper.law.catalogue.item("joint_acceptance").promised
    assert promised is not None
    return promised.amount


def test_a_rule_that_ends_does_so_at_midnight(hub: HubProcess, window: Window) -> None:
    """A window that is left on overnight."""
    assert window.keeper.held.span.until is None
    hub.publish(turning(today(window.clock)))
    window.station.loop.once()
    window.keeper.tick()
    assert (total(window), len(window.heard.replaced)) == (15, 1)
    window.clock.ahead = timedelta(days=1)
    window.keeper.tick()
    assert (total(window), len(window.heard.replaced)) == (9, 2)
    assert is_counted(window.station.opened.ledger, window.law())
    window.keeper.tick()
    assert len(window.heard.replaced) == 2
