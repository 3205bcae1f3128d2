"""A line that breaks while scans are on their way: little is sent again, nothing is lost."""

import os
import random
from collections.abc import Callable

import pytest

from casework.errors import SyncError
from sync.ledger.blobs import digest_of
from sync.push import Pushed
from tests.realparts.hub import HubProcess, Window
from tests.sync.acts import material, new_case, received
from tests.sync.line import Line

BLOB = 150 << 10
BLOBS = 80
ASKING = 64 << 10
"""More than a call of ``have`` and the heads of a request take."""


def fill(window: Window) -> list[bytes]:
    """Cases with scans, waiting to be sent."""
    scans = [os.urandom(BLOB) for _ in range(BLOBS)]
    for at in range(0, BLOBS, 8):
        some = scans[at : at + 8]
        for scan in some:
            window.opened.blobs.put(scan)
        window.act(received(), material(*some), stream=new_case())
    return scans


def push_through(window: Window) -> int:
    """Try until everything is receipted; how often it failed."""
    failures = 0
    while True:
        try:
            done = window.push()
        except SyncError as error:
            if error.code not in ("SY-101", "SY-103"):
                raise
            failures += 1
            continue
        assert done == Pushed(receipted=BLOBS // 8)
        return failures


@pytest.mark.slow
def test_a_cut_costs_about_one_blob(hub: HubProcess, new_window: Callable[..., Window]) -> None:
    chance = random.Random(4)
    with Line(hub.port) as line:
        window = new_window(line.url)
        window.pull()
        scans = fill(window)
        whole = sum(map(len, scans))
        line.sent = 0
        line.budgets = [chance.randrange(BLOB + ASKING, 16 * BLOB) for _ in range(6)]
        failures = push_through(window)
        assert line.cuts == failures == 6
        again = (line.sent - whole) / line.cuts
    assert again <= BLOB + (256 << 10)
    with hub.opened() as there:
        assert [there.blobs.read(digest_of(scan)) for scan in scans] == scans
    assert window.opened.ledger.pending() == 0


@pytest.mark.slow
def test_a_cut_anywhere_loses_and_doubles_nothing(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    """Cuts in the first bytes too: in the heads, in ``have``, in the batch itself."""
    with Line(hub.port) as line:
        window = new_window(line.url)
        window.pull()
        fill(window)
        line.budgets = [1, 200, 400, 700, 1500, 5000, 12_000, 65_000, 300_000, 3_000_000]
        push_through(window)
        assert line.cuts == 10
    with hub.opened() as there, there.ledger.store.reading() as connection:
        mine = connection.exec_driver_sql(
            "SELECT count(*), count(DISTINCT act), count(feed) FROM acts WHERE device = ?",
            (window.enrolment.device,),
        ).one()
    assert tuple(mine) == (BLOBS // 8,) * 3


@pytest.mark.slow
def test_a_hub_that_is_killed_keeps_what_it_receipted(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    window = new_window()
    window.pull()
    fill(window)
    window.push()
    seq, head = window.opened.ledger.head()
    hub.kill()
    hub.start()
    case = new_case()
    window.act(received(), stream=case)
    window.client.close()
    window.pull()
    assert window.push() == Pushed(receipted=1)
    with hub.opened() as there, there.ledger.store.reading() as connection:
        kept = connection.exec_driver_sql(
            "SELECT hash FROM journal WHERE device = ? AND seq = ?", (window.enrolment.device, seq)
        ).scalar_one()
    assert kept == head
