"""The feed: every accepted act exactly once, in commit order, to whom it may be told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from casework.records import ids
from casework.records.event import Staged, tag_of
from casework.records.numbers import NumbersReserved
from casework.records.project import ProjectRegistered
from casework.records.registry import BOOK
from hub import feed
from hub.feed import Feed
from hub.opening import Hub
from sync import wire
from tests.casework.instances import INSTANCES
from tests.realparts.hub import now

WINDOW = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
WRITERS, ACTS = 8, 25


def project(code: str, text: str = "") -> Staged:
    event = ProjectRegistered(code, code, "甲" + text, "", "", "", (), (), "platform", "")
    return Staged(ids.stream_of(ids.PROJECT, code), event)


def page(hub: Hub, after: int) -> tuple[wire.FeedHead, tuple[wire.FedAct, ...]]:
    return wire.decode_feed(Feed(hub.ledger).answer(WINDOW, after, now())[0])


def test_eight_writers_and_a_reader_who_misses_nothing(hub: Hub) -> None:
    done = threading.Event()
    seen: list[int] = []

    def write(writer: int) -> None:
        for at in range(ACTS):
            hub.ledger.record("test", now(), [project(f"{writer}-{at}")])

    def read() -> None:
        after = 0
        while True:
            last = done.is_set()
            head, acts = page(hub, after)
            seen.extend(one.feed for one in acts)
            after = head.next
            if last and not acts:
                return

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(read)
        writing = [pool.submit(write, writer) for writer in range(WRITERS)]
        for one in writing:
            one.result()
        done.set()
        reading.result()
    assert seen == list(range(1, WRITERS * ACTS + 1))


def test_pages_follow_each_other(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "PAGE", 3)
    for at in range(7):
        hub.ledger.record("test", now(), [project(str(at))])
    heads = []
    after, more = 0, True
    while more:
        head, acts = page(hub, after)
        heads.append((len(acts), head.next, head.more))
        after, more = head.next, head.more
    assert heads == [(3, 3, True), (3, 6, True), (1, 7, False)]


def test_a_page_ends_by_its_size_too(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "PAGE_BYTES", 5000)
    for at in range(4):
        hub.ledger.record("test", now(), [project(str(at), "x" * 4000)])
    found = [page(hub, 0), page(hub, 2), page(hub, 4)]
    assert [(len(acts), head.next, head.more) for head, acts in found] == [
        (2, 2, True),
        (2, 4, False),
        (0, 4, False),
    ]


def test_numbers_are_told_to_their_device_alone(hub: Hub) -> None:
    for device in (WINDOW, "another"):
        stream = ids.stream_of(ids.NUMBERS, device)
        hub.ledger.record("test", now(), [Staged(stream, NumbersReserved("receipt", 2026, 1, 9))])
    head, acts = page(hub, 0)
    assert [one.stored.streams() for one in acts] == [(f"numbers/{WINDOW}",)]
    assert head.next == 2, "what may not be told is passed over, not asked for again"


UUID = "01a1f951-1111-7e0e-aeb9-33093725fc1d"
OPENED = {tag_of(event): event for event in INSTANCES}


@pytest.mark.parametrize(
    ("stream", "tag", "seen"),
    [
        (f"task/{UUID}-told", "TaskOpened.v1", False),
        ("task/2021-410199-70-01-100017-due", "TaskOpened.v1", True),
        (f"stage/{UUID}", "StageOpened.v1", False),
        (f"exemption/{UUID}", "ExemptionDetermined.v1", True),
        (f"joint/{UUID}", "TaskTried.v1", False),
    ],
)
def test_who_hears_of_what_follows_something_else(
    hub: Hub, stream: str, tag: str, seen: bool
) -> None:
    hub.ledger.record("test", now(), [Staged(stream, OPENED[tag])])
    _, acts = page(hub, 0)
    assert [one.stored.streams() for one in acts] == ([(stream,)] if seen else [])


def test_a_window_hears_of_an_exemption_but_not_of_its_people(hub: Hub) -> None:
    stream = f"exemption/{UUID}"
    event = OPENED["ExemptionTaken.v1"]
    hub.ledger.record("test", now(), [Staged(stream, event)])
    _, (act,) = page(hub, 0)
    assert BOOK.encode(event)[1], "the event names somebody"
    assert act.sealed == ()
