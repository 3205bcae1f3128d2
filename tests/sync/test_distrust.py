"""What a hub must not take from a window, and a window not from a copy of itself."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

from casework.errors import HaltError, SyncError
from casework.records.account import AccountClosed, AccountGranted, GrantLine
from casework.records.case_events import MaterialReceived, PageRef
from casework.records.event import Event, Staged
from casework.records.numbers import NumbersReserved, NumberTaken
from casework.records.project import ProjectRegistered
from casework.records.rules import PackAdopted
from casework.records.sealed import Sealed
from hub.order import FEED
from sync import wire
from sync.client import DeviceKey, HubAddress, HubClient
from sync.ledger import chain, facts, journal
from sync.ledger.opening import Opened, _assemble
from sync.ledger.store import Store
from sync.ledger.tables import acts, devices, sealed
from sync.ledger.tables import journal as entries
from sync.ledger.tailguard import TailGuard
from sync.pull import POSITION
from sync.push import Pushed
from tests.realparts.hub import KEY, HubProcess, Window, joined
from tests.sync.acts import accepted, new_case, received
from tests.sync.test_roundtrip import batch_of, states


class Tomorrow(Event, frozen=True, tag="Tomorrow.v1"):
    """An event of a newer program."""

    text: str


def project(origin: str) -> ProjectRegistered:
    return ProjectRegistered("1", "1", "甲项目", "", "", "", (), (), origin, "")


def account(login: str) -> AccountGranted:
    grants = (GrantLine("4101", "*", "accept", "2020-01-01", "2099-01-01"),)
    return AccountGranted(login, Sealed.of("无人"), Sealed.of("x"), grants, "2099-01-01")


def reasons(window: Window) -> list[str]:
    return [reason for _, reason in states(window).values()]


def test_nothing_is_sent_to_a_hub_that_is_older(window: Window) -> None:
    window.pull()
    window.act(received(), Tomorrow("x"), stream=new_case())
    with pytest.raises(HaltError, match="SY-120"):
        window.push()
    assert window.opened.ledger.pending() == 1


def test_an_unknown_event_is_kept_aside_with_what_was_built_on_it(window: Window) -> None:
    window.pull()
    case = new_case()
    window.act(received(), Tomorrow("x"), stream=case)
    window.act(accepted(), stream=case)
    window.versions |= {"Tomorrow.v1"}
    assert window.push() == Pushed(set_aside=2)
    assert reasons(window) == ["SY-208", "SY-302"]
    # Whoever has heard of it may start afresh on the same stream.
    window.act(received(), stream=case)
    assert window.push() == Pushed(receipted=1)


@pytest.mark.parametrize(
    ("stream", "event"),
    [
        ("account/lin", account("lin")),
        ("account/new", account("new")),
        ("account/lin", AccountClosed("2026-11-20")),
        ("rules/x", PackAdopted("p", "1", "0" * 64, "s", "")),
        ("project/1", project("platform")),
        ("numbers/other", NumberTaken("receipt", 2026, 1, "1")),
        ("own numbers", NumbersReserved("receipt", 2026, 1, 99)),
        ("case/0193", account("lin")),
    ],
)
def test_a_window_cannot_write_what_is_the_hubs(
    hub: HubProcess, window: Window, stream: str, event: Event
) -> None:
    window.act(event, stream=window.numbers if stream == "own numbers" else stream)
    assert states_after_batch(window) == [("rejected", "SY-209")]
    with hub.opened() as there:
        lin = there.ledger.load("account/lin").record
        assert lin is not None
        assert there.ledger.load("account/new").record is None
    assert lin.granted.person_name.value == "林溪桥"  # type: ignore[attr-defined]


def states_after_batch(window: Window) -> list[tuple[str, str]]:
    results = window.client.batch(batch_of(window)).receipt.results
    return [(one.result, one.code) for one in results]


@pytest.mark.parametrize("stream", [FEED, "feed/1", "nothing/1", "case"])
def test_a_stream_of_no_kind_is_not_placed(window: Window, stream: str) -> None:
    window.act(received(), stream=stream)
    assert states_after_batch(window) == [("rejected", "SY-208")]


def test_a_blob_name_that_is_none_is_not_placed(window: Window) -> None:
    page = PageRef("../../etc/passwd", "image/png", 1, "scanner")
    bad = MaterialReceived("report", "original", 1, (page,), "", "")
    window.act(received(), bad, stream=new_case())
    assert states_after_batch(window) == [("rejected", "SY-208")]


def test_a_base_that_lies_ahead_of_the_hub_is_not_placed(window: Window) -> None:
    window.act(received(), stream=new_case())
    case = new_case()
    with window.opened.ledger.writing(), window.opened.store.writing() as connection:
        journal.set_stream_position(connection, window.enrolment.hall, case, 10**6)
    window.act(received(), stream=case)
    assert states_after_batch(window) == [("new", ""), ("rejected", "SY-208")]


def test_an_entry_of_another_project_window_is_taken(window: Window) -> None:
    window.act(project("window"), stream="project/2022-410199-0001-0001")
    assert states_after_batch(window) == [("new", "")]


def test_a_forged_act_signature_is_refused_whole(window: Window) -> None:
    window.act(received(), stream=new_case())
    batch = wire.decode_batch(batch_of(window))
    span = msgspec.structs.replace(batch.manifest.acts[0], signature=bytes(64))
    manifest = msgspec.structs.replace(batch.manifest, acts=(span,))
    with pytest.raises(SyncError) as caught:
        window.client.batch(wire.encode_batch(manifest, batch.acts, list(batch.sealed)))
    assert caught.value.facts["hub_code"] == "SY-204"


def test_a_changed_entry_is_refused_whole(window: Window) -> None:
    window.act(received(), stream=new_case())
    batch = wire.decode_batch(batch_of(window))
    head, entry = batch.acts[0].entries
    other = entry.body.replace("云栖家园".encode(), "海市蜃楼".encode())
    assert other != entry.body
    changed = replace(batch.acts[0], entries=(head, replace(entry, body=other)))
    with pytest.raises(SyncError) as caught:
        window.client.batch(wire.encode_batch(batch.manifest, [changed], list(batch.sealed)))
    assert caught.value.facts["hub_code"] == "SY-204"


def test_a_sealed_value_that_was_changed_is_refused(window: Window) -> None:
    window.act(received(), stream=new_case())
    batch = wire.decode_batch(batch_of(window))
    lines = [msgspec.structs.replace(line, body=b'"x"') for line in batch.sealed]
    with pytest.raises(SyncError) as caught:
        window.client.batch(wire.encode_batch(batch.manifest, batch.acts, lines))
    assert caught.value.facts["hub_code"] == "LE-301"


def test_a_stranger_is_not_let_in(hub: HubProcess, window: Window) -> None:
    address = HubAddress(hub.url, window.enrolment.hub_key)
    stranger = DeviceKey(window.enrolment.device, Ed25519PrivateKey.generate())
    nobody = DeviceKey("01a1f951-3386-7e0e-aeb9-33093725fc1d", Ed25519PrivateKey.generate())
    for device in (stranger, nobody):
        with pytest.raises(HaltError, match="SY-110"):
            HubClient(address, device, window.clock).feed(0)


def test_a_device_that_was_ended_is_told_so(hub: HubProcess, window: Window) -> None:
    with hub.opened() as there, there.ledger.store.writing() as connection:
        query = update(devices).where(devices.c.device == window.enrolment.device)
        connection.execute(query.values(ended=True))
    with pytest.raises(HaltError) as caught:
        window.pull()
    assert (caught.value.code, caught.value.facts["hub_code"]) == ("SY-110", "HU-201")


@pytest.mark.parametrize("days", [-2, 2])
def test_a_clock_two_days_off_halts_the_loop(window: Window, days: int) -> None:
    window.act(received(), stream=new_case())
    window.clock.wrong = timedelta(days=days)
    with pytest.raises(HaltError, match="SY-111"):
        window.pull()
    with pytest.raises(HaltError, match="SY-111"):
        window.push()
    assert window.opened.ledger.pending() == 1
    window.clock.wrong = timedelta()
    window.pull()
    assert window.push() == Pushed(receipted=1)


def twin_of(hub: HubProcess, window: Window, folder: Path) -> tuple[Opened, Window]:
    """A copy of the window's store that goes on writing, as no honest program would."""
    shutil.copytree(window.folder, folder)
    opened = _assemble(Store(folder, KEY), TailGuard(folder.with_suffix(".guard"), "w"))
    return opened, joined(opened, folder, window.enrolment, hub.url)


def test_a_forked_chain_is_refused(hub: HubProcess, window: Window, tmp_path: Path) -> None:
    window.act(received(), stream=new_case())
    window.push()
    opened, twin = twin_of(hub, window, tmp_path / "twin")
    window.act(received(), stream=new_case())
    window.push()
    twin.act(received(), stream=new_case())
    twin.act(received(), stream=new_case())
    with pytest.raises(SyncError) as caught:
        twin.client.batch(batch_of(twin))
    assert caught.value.facts["hub_code"] == "SY-206"
    opened.store.close()


def test_an_act_over_the_end_of_the_known_chain_is_refused(
    hub: HubProcess, window: Window, tmp_path: Path
) -> None:
    """The twin's act begins inside what the hub knows and ends beyond it."""
    window.act(received(), stream=new_case())
    window.push()
    opened, twin = twin_of(hub, window, tmp_path / "twin")
    window.act(received(), stream=new_case())
    window.push()
    twin.act(received(), accepted(), accepted(), stream=new_case())
    with pytest.raises(SyncError) as caught:
        twin.client.batch(batch_of(twin))
    assert caught.value.facts["hub_code"] == "SY-206"
    opened.store.close()


def test_a_gap_in_the_chain_is_refused(window: Window) -> None:
    window.act(received(), stream=new_case())
    window.act(received(), stream=new_case())
    with window.opened.store.writing() as connection:
        first = journal.pending_acts(connection, window.enrolment.hall, window.enrolment.device, 1)
        query = update(acts).where(acts.c.act == first[0])
        connection.execute(query.values(state=journal.RECEIPTED))
    with pytest.raises(SyncError) as caught:
        window.client.batch(batch_of(window))
    assert caught.value.facts["hub_code"] == "SY-207"


def test_a_hub_whose_chain_is_not_ours_halts_the_loop(window: Window) -> None:
    """The store was changed after the hub had seen it: heads differ, nothing counts any more."""
    window.act(received(), stream=new_case())
    window.client.batch(batch_of(window))
    seq, _ = window.opened.ledger.head()
    with window.opened.store.writing() as connection:
        query = update(entries).where(
            entries.c.device == window.enrolment.device, entries.c.seq == seq
        )
        connection.execute(query.values(hash=chain.link(b"", b"other")))
    with pytest.raises(HaltError, match="SY-106"):
        window.push()
    assert window.opened.ledger.pending() == 1


def test_sealed_values_of_a_case_stay_with_those_who_work_on_it(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    """An act may touch a project, which everybody sees, and a case, which few do."""
    first, second = new_window(), new_window()
    entered, case = Staged("project/2022-410199-0001-0002", project("window")), new_case()
    first.acts(Staged(case, received()), entered)
    first.pull()
    first.push()
    second.pull()
    with second.opened.store.reading() as connection:
        rows = connection.execute(sealed.select()).all()
    assert not [row for row in rows if row.stream == case]
    assert second.opened.ledger.load(entered.stream).record is not None


def test_the_feed_again_from_the_beginning_changes_nothing(window: Window) -> None:
    window.act(received(), stream=new_case())
    window.pull()
    window.push()
    window.pull()
    before = {stream: window.opened.ledger.load(stream) for stream in (window.numbers,)}
    with window.opened.store.writing() as connection:
        facts.put(connection, window.enrolment.hall, POSITION, "0")
    assert window.pull() >= 5
    assert {stream: window.opened.ledger.load(stream) for stream in before} == before
