"""An issuing window and a real hub: a case it never saw comes by the feed and leaves by a page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersReserved
from sync.ledger.lists import Lists
from tests.casework.flows import jointly
from tests.casework.flows.jointly import Walk
from tests.desktop.views.counter.world import EVERYTHING, World
from tests.desktop.views.handling.followed import case_of
from tests.desktop.views.handling.hall import hand
from tests.realparts.hub import HubProcess, Window, enrolled, now

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[tuple[HubProcess, Window]]:
    with HubProcess() as hub:
        made = enrolled(hub, tmp_path / "issuing", issuing=True)
        yield hub, made
        made.close()


def test_a_result_comes_by_the_feed_and_leaves_by_the_page(
    world: World, window: tuple[HubProcess, Window]
) -> None:
    process, issuing = window
    walk = Walk(ticked="planning,water").concluded()
    staged = [one for one in walk.memory.staged if not isinstance(one.event, NumbersReserved)]
    with process.opened() as hub:
        hub.ledger.record("test", now(), [Staged(one.stream, one.event) for one in staged])
    issuing.pull()
    sit_down(world, issuing)
    page = hand(world, jointly.CASE)
    result = next(
        one for one in case_of(world, jointly.CASE).papers if one.kind is NoticeKind.RESULT
    )
    assert result.record, "the notice can be printed at this window"
    page.presenter.show_papers()
    page.print_all()
    page.do("joint.arrive", notice="1", **{"planning.0": "1", "water.0": "1"})
    page.do("joint.hand_out", means="pick_up", checked="sealed,signed", proof="签收单第3号")
    assert case_of(world, jointly.CASE).state is CaseState.ISSUED
    issuing.push()
    with process.opened() as hub:
        record = hub.ledger.load(jointly.CASE).record
    assert getattr(record, "state", None) is CaseState.ISSUED, "the hub took the hand-over"


def sit_down(world: World, window: Window) -> None:
    """The desk of this workstation, with its own store."""
    opened = window.opened
    world.opened.close()
    world.opened = opened
    world.desk = replace(
        world.desk,
        clerk=EVERYTHING,
        ledger=opened.ledger,
        rows=Lists(opened.store, opened.ledger.identity.hall),
        blobs=opened.blobs,
        drafts=opened.drafts,
    )
