"""A workstation against a real practice hub: first start, next start, second program, a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.errors import StoreError
from casework.records.event import Staged
from casework.records.project_events import ProjectEnded
from desktop import options, practice, station
from desktop.practice import PracticeHub
from desktop.shell import now
from desktop.station import Link, Station
from sync import keys
from sync.ledger.opening import Opened
from sync.ledger.tables import sealed
from tests.realparts.hub import HubProcess

pytestmark = pytest.mark.timeout(60)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    running = practice.start(tmp_path_factory.mktemp("hub") / "store")
    yield running
    running.stop()
    assert running.process.returncode == 0


def start(home: Path, hub: PracticeHub) -> Station:
    places = options.read(["--practice", "--home", str(home)]).places
    link = Link(hub.url, hub.ready.code)
    return station.open_station(places, link, practice=True, now=now, report=lambda _: None)


def test_first_start_enrols_and_the_next_goes_on(tmp_path: Path, hub: PracticeHub) -> None:
    first = start(tmp_path, hub)
    first.loop.once()
    assert {"account/he", "account/lin"} < set(first.lists.accounts())
    assert len(first.lists.find_projects("yqjy")) == 3
    device = first.opened.ledger.identity.device
    first.close()
    again = start(tmp_path, hub)
    assert again.opened.ledger.identity.device == device
    again.loop.once()
    # A second program on the same store is turned away, and the first does not notice.
    with pytest.raises(StoreError, match="LE-230"):
        start(tmp_path, hub)
    assert again.lists.accounts()
    again.close()


def test_a_carried_store_goes_on_only_as_a_new_device(tmp_path: Path) -> None:
    """The folder of the store alone, on another machine; its acts so far stay readable."""
    folder = tmp_path / "hub" / "store"
    hub = practice.start(folder)
    first = start(tmp_path, hub)
    first.loop.once()
    device = first.opened.ledger.identity.device
    first.close()
    hub.stop()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "practice" / "store", elsewhere / "practice" / "store")
    hub = practice.start(folder)
    with pytest.raises(StoreError, match="LE-211"):
        start(elsewhere, hub)
    places = options.read(["--practice", "--home", str(elsewhere)]).places
    link = Link(hub.url, hub.ready.code)
    renewed = station.renew_station(places, link, practice=True, now=now)
    moved = start(elsewhere, hub)
    assert moved.opened.ledger.identity.device == renewed != device
    assert {"account/he", "account/lin"} < set(moved.lists.accounts())
    moved.loop.once()
    moved.close()
    hub.stop()


def test_a_first_start_that_was_cut_off_begins_anew(tmp_path: Path, hub: PracticeHub) -> None:
    """The key was written, the store was not: nothing was ever told to anybody."""
    places = options.read(["--practice", "--home", str(tmp_path)]).places
    places.make()
    keys.create(places.store, station.PRACTICE_PASSPHRASE, in_keyring=False)
    again = practice.start(tmp_path / "hub")
    made = start(tmp_path, again)
    made.loop.once()
    assert made.lists.accounts()
    made.close()
    again.stop()


def test_a_code_is_not_spent_where_no_key_can_be_kept(tmp_path: Path, hub: PracticeHub) -> None:
    places = options.read(["--home", str(tmp_path), "--hub", hub.url]).places
    again = practice.start(tmp_path / "hub")
    link = Link(again.url, again.ready.code)
    with pytest.raises(StoreError, match="LE-101"):
        station.open_station(places, link, practice=False, now=now, report=lambda _: None)
    made = station.open_station(
        places, link, practice=False, now=now, report=lambda _: None, passphrase="chifan"
    )
    made.close()
    with pytest.raises(StoreError, match="LE-102"):
        station.open_station(
            places, link, practice=False, now=now, report=lambda _: None, passphrase="wrong"
        )
    again.stop()


def test_what_goes_with_an_ended_project_leaves_the_window_and_stays_at_the_hub(
    tmp_path: Path,
) -> None:
    """002图5注2: the hub says that it has ended, and the same round takes its values from here."""
    with HubProcess() as hub:
        places = options.read(["--practice", "--home", str(tmp_path)]).places
        link = Link(hub.url, hub.new_code())
        window = station.open_station(places, link, practice=True, now=now, report=lambda _: None)
        window.loop.once()
        ended = next(iter(sorted(sealed_streams(window.opened))))
        with hub.opened() as there:
            event = ProjectEnded(ended, "城建档案馆", now().isoformat())
            there.ledger.record("projects.end", now(), [Staged(ended, event)])
        assert ended in sealed_streams(window.opened)
        window.loop.once()
        assert ended not in sealed_streams(window.opened)
        with hub.opened() as there:
            assert ended in sealed_streams(there.opened)
        window.close()


def sealed_streams(opened: Opened) -> set[str]:
    """The projects of which something sealed is kept."""
    query = select(sealed.c.stream).where(sealed.c.stream.startswith("project/"))
    with opened.store.reading() as connection:
        return set(connection.execute(query).scalars())


def test_invented_cards_stay_in_practice() -> None:
    real = options.read(["--hub", "https://hub.test", "--reader", "simulated"])
    assert (real.practice, real.reader) == (False, "pcsc")
    assert options.read(["--practice"]).reader == "simulated"
