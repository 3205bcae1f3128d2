"""From the clerk's act to the hub's signed receipt, over a real hub in another process."""

import os
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select

from casework.errors import HaltError, SyncError
from casework.records.account import AccountRecord
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.numbers import NumbersRecord, NumberTaken
from casework.records.project import ProjectRecord
from casework.records.registry import BOOK
from sync import wire
from sync.ledger import journal
from sync.ledger.tables import acts, receipts
from sync.push import Pushed
from tests.realparts.hub import HubProcess, Window
from tests.sync.acts import NUMBER, PERSON, accepted, material, new_case, received

BIG = (4 << 20) + 123_457


def states(window: Window) -> dict[str, tuple[str, str]]:
    """State and reason of every own act."""
    ledger = window.opened.ledger
    query = select(acts.c.act, acts.c.state, acts.c.reason).where(
        acts.c.device == ledger.identity.device
    )
    with ledger.store.reading() as connection:
        return {row.act: (row.state, row.reason) for row in connection.execute(query)}


def state(window: Window, case: str) -> CaseState:
    record = window.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    return record.state


def test_a_new_window_gets_what_it_needs_to_work(window: Window) -> None:
    assert window.enrolment.area == "410100"
    assert window.pull() >= 4
    ledger = window.opened.ledger
    clerk = ledger.load("account/lin").record
    assert isinstance(clerk, AccountRecord)
    assert (clerk.granted.verifier.value or "").startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    project = ledger.load("project/2021-410199-70-01-100017").record
    assert isinstance(project, ProjectRecord)
    assert project.fact("legal_representative") == PERSON
    numbers = ledger.load(window.numbers).record
    assert isinstance(numbers, NumbersRecord)
    assert [numbers.left(one, window.clock().year) for one in ("receipt", "acceptance")] == [
        200,
        200,
    ]
    assert window.versions == BOOK.tags


def test_an_act_goes_the_whole_way(hub: HubProcess, window: Window) -> None:
    window.pull()
    case, scan, big = new_case(), b"\x89PNG" + os.urandom(150_000), os.urandom(BIG)
    for data in (scan, big):
        window.opened.blobs.put(data)
    done = window.act(received(), material(scan, big), stream=case)
    assert window.push() == Pushed(receipted=1)
    assert states(window)[done.act] == ("receipted", "")
    seq, head = window.opened.ledger.head()
    with hub.opened() as other:
        record = other.ledger.load(case).record
        assert isinstance(record, CaseRecord)
        assert record.received.deliverer.person_number.value == NUMBER
        pages = record.materials[0].pages
        assert [other.blobs.read(page.sha256) for page in pages] == [scan, big]
        with other.ledger.store.reading() as connection:
            row = journal.device_row(connection, other.hall_id, window.enrolment.device)
    assert row is not None
    assert (row["last_seq"], row["head"]) == (seq, head)
    assert window.opened.ledger.load(case).position == 2


def batch_of(window: Window) -> bytes:
    """All pending acts as one batch, as ``Push`` would send it."""
    ledger, hall = window.opened.ledger, window.enrolment.hall
    with ledger.store.reading() as connection:
        waiting = journal.pending_acts(connection, hall, window.enrolment.device, 99)
        stored = [journal.read_act(connection, hall, act) for act in waiting]
        whole = [act for act in stored if act is not None]
        values = [
            wire.SealedLine(stream, one.commitment, one.salt, one.body)
            for stream, one in journal.sealed_in_acts(connection, hall, whole)
        ]
        previous = journal.hash_before(connection, hall, whole[0]).hex()
    spans = tuple(
        wire.ActRange(act.act, act.first_seq, act.last_seq, act.at, act.signature) for act in whole
    )
    ident = wire.body_digest(os.urandom(8))[:36]
    manifest = wire.Manifest(
        ident,
        hall,
        window.enrolment.device,
        previous,
        spans,
        len(values),
        window.clock().isoformat(),
        "boot",
        "",
        -1,
    )
    return wire.encode_batch(manifest, whole, values)


def test_the_same_batch_again_gets_the_same_receipt(window: Window) -> None:
    window.act(received(), stream=new_case())
    body = batch_of(window)
    first, again = window.client.batch(body), window.client.batch(body)
    assert (first.body, first.signature) == (again.body, again.signature)
    assert [one.result for one in first.receipt.results] == ["new"]
    other = window.client.batch(batch_of(window))
    assert [one.result for one in other.receipt.results] == ["duplicate"]
    assert other.receipt.results[0].positions == first.receipt.results[0].positions


def test_the_same_batch_with_other_bytes_is_refused(window: Window) -> None:
    window.act(received(), stream=new_case())
    body = batch_of(window)
    window.client.batch(body)
    window.act(received(), stream=new_case())
    batch, more = wire.decode_batch(body), wire.decode_batch(batch_of(window))
    manifest = msgspec.structs.replace(more.manifest, batch=batch.manifest.batch)
    with pytest.raises(SyncError) as caught:
        window.client.batch(wire.encode_batch(manifest, more.acts, list(more.sealed)))
    assert caught.value.facts["hub_code"] == "SY-205"


def test_a_lost_reply_is_settled_by_the_feed(hub: HubProcess, window: Window) -> None:
    window.pull()
    window.act(received(), stream=new_case())
    hub.arm({"path": "/v1/batch", "kind": "lose"})
    with pytest.raises(SyncError, match="SY-101"):
        window.push()
    assert window.opened.ledger.pending() == 1
    assert window.pull() == 1
    assert window.opened.ledger.pending() == 0
    assert window.push() == Pushed()


def test_a_lost_reply_is_settled_by_the_next_push(hub: HubProcess, window: Window) -> None:
    window.pull()
    case = new_case()
    window.act(received(), stream=case)
    hub.arm({"path": "/v1/batch", "kind": "lose"})
    with pytest.raises(SyncError, match="SY-101"):
        window.push()
    assert window.push() == Pushed(receipted=1)
    assert window.opened.ledger.load(case).position == 1


@pytest.mark.parametrize("at", [0, 20, 111, 222, 333])
def test_a_receipt_with_one_bit_changed_counts_for_nothing(
    hub: HubProcess, window: Window, at: int
) -> None:
    window.pull()
    window.act(received(), stream=new_case())
    hub.arm({"path": "/v1/batch", "kind": "flip", "at": at})
    with pytest.raises(SyncError, match="SY-102"):
        window.push()
    assert window.opened.ledger.pending() == 1
    with window.opened.store.reading() as connection:
        assert connection.execute(select(receipts)).all() == []
    assert window.push() == Pushed(receipted=1)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"kind": "page"}, "SY-102"),
        ({"kind": "error"}, "SY-104"),
        ({"kind": "error", "status": 403}, "SY-104"),
        ({"kind": "flip", "at": 77}, "SY-102"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/feed", "/v1/have", "/v1/batch"])
def test_what_the_hub_did_not_say_counts_for_nothing(
    hub: HubProcess, window: Window, path: str, rule: dict[str, object], code: str
) -> None:
    window.pull()
    window.act(received(), material(window_scan(window)), stream=new_case())
    hub.arm({"path": path, **rule})
    with pytest.raises(SyncError, match=code) as caught:
        pull_and_push(window)
    assert not isinstance(caught.value, HaltError)
    assert window.opened.ledger.pending() == 1
    window.pull()
    assert window.opened.ledger.pending() == 0 or window.push() == Pushed(receipted=1)


def pull_and_push(window: Window) -> None:
    window.pull()
    window.push()


def window_scan(window: Window) -> bytes:
    data = os.urandom(5000)
    window.opened.blobs.put(data)
    return data


def test_a_slow_hub_is_waited_for(hub: HubProcess, window: Window) -> None:
    hub.arm({"path": "/v1/feed", "kind": "delay", "seconds": 0.5})
    assert window.pull() >= 4


def test_blobs_that_are_missing_hold_the_act_and_those_after_it(window: Window) -> None:
    window.pull()
    case, data = new_case(), os.urandom(3000)
    window.opened.blobs.put(data)
    window.act(received(), material(data), stream=case)
    window.act(accepted(), stream=case)
    receipt = window.client.batch(batch_of(window)).receipt
    assert [one.result for one in receipt.results] == ["missing-blob", "missing-blob"]
    assert receipt.results[0].missing == (wire.body_digest(data),)
    assert receipt.last_seq == 0
    assert window.push() == Pushed(receipted=2)


def test_two_windows_on_one_case_conflict(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    first, second = new_window(), new_window()
    case = new_case()
    first.pull()
    first.act(received(), stream=case)
    first.push()
    # The second works on the case from paper: its base is 0, and it has not heard of the first.
    second.pull()
    second.act(received(), stream=case)
    later = second.act(accepted(), stream=case)
    other = second.act(received(), stream=new_case())
    done = second.push()
    assert done == Pushed(receipted=1, set_aside=2)
    assert [reason for _, reason in states(second).values()] == ["SY-301", "SY-302", ""]
    assert states(second)[later.act][0] == "set_aside"
    assert states(second)[other.act][0] == "receipted"
    # Now the second works on it and hears what the first did; its own side is kept, not folded.
    assert second.opened.ledger.load(case).record is None
    with hub.opened() as there:
        record = there.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    assert record.state is CaseState.RECEIVED


def test_the_chain_goes_on_after_a_conflict(new_window: Callable[..., Window]) -> None:
    first, second = new_window(), new_window()
    case = new_case()
    first.pull()
    first.act(received(), stream=case)
    first.push()
    second.pull()
    second.act(received(), stream=case)
    assert second.push().set_aside == 1
    first.act(accepted(), stream=case)
    assert first.push() == Pushed(receipted=1)
    assert state(first, case) is CaseState.ACCEPTED
    mine = new_case()
    second.act(received(), stream=mine)
    assert second.push() == Pushed(receipted=1)


def test_numbers_of_a_set_aside_act_do_not_drag_others_along(
    new_window: Callable[..., Window],
) -> None:
    first, second = new_window(), new_window()
    case = new_case()
    first.pull()
    first.act(received(), stream=case)
    first.push()
    second.pull()
    year = second.clock().year
    for stream, serial in ((case, 1), (new_case(), 2)):
        taken = NumberTaken("receipt", year, serial, f"{year}-{serial}")
        second.acts(Staged(stream, received()), Staged(second.numbers, taken))
    assert second.push() == Pushed(receipted=1, set_aside=1)
