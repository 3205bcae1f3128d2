"""Scans of what was filed online: brought when looked at, whole or not at all, to nobody else."""

import os
from collections.abc import Callable

import pytest
from msgspec import structs

from casework.errors import StoreError, SyncError
from casework.records.event import Staged
from sync import wire
from sync.fetch import Fetch
from sync.ledger.blobs import CHUNK, LIST, PLAIN, digest_of
from tests.realparts.hub import HubProcess, Window, now
from tests.sync.acts import material, new_case, received

PAGE = b"\x89PNG invented page"


@pytest.fixture
def case(hub: HubProcess) -> str:
    """A case that was filed online with one page."""
    return file(hub, PAGE)


def file(hub: HubProcess, *pages: bytes, channel: str = "online") -> str:
    stream = new_case()
    opening = structs.replace(received(), channel=channel)
    with hub.opened() as centre:
        for page in pages:
            centre.blobs.put(page)
        centre.blobs.close()
        events = [Staged(stream, opening), Staged(stream, material(*pages))]
        centre.ledger.record("online.file", now(), events)
    return stream


def fetch(window: Window) -> Fetch:
    return Fetch(window.opened.blobs, window.client)


def refused(window: Window, stream: str, sha: str, whole: str = "") -> str:
    with pytest.raises(SyncError) as caught:
        window.client.blob(sha, stream, whole)
    return str(caught.value.facts.get("hub_code", caught.value.code))


def test_a_page_is_brought_and_kept(window: Window, case: str) -> None:
    with pytest.raises(StoreError, match="LE-401"):
        window.opened.blobs.read(digest_of(PAGE))
    fetch(window).bring(case, digest_of(PAGE))
    assert window.opened.blobs.read(digest_of(PAGE)) == PAGE


def test_what_lies_here_is_not_asked_for_again(window: Window, case: str) -> None:
    window.opened.blobs.put(PAGE)
    window.client.close()
    fetch(window).bring("case/nowhere", digest_of(PAGE))


def test_a_large_file_comes_chunk_by_chunk(hub: HubProcess, window: Window) -> None:
    data = os.urandom(2 * CHUNK + 77)
    stream = file(hub, data)
    kind, _ = window.client.blob(digest_of(data), stream)
    assert kind == LIST
    fetch(window).bring(stream, digest_of(data))
    assert window.opened.blobs.read(digest_of(data)) == data


def test_what_another_window_received_is_not_handed_out(
    hub: HubProcess, new_window: Callable[..., Window]
) -> None:
    stream = file(hub, PAGE, channel="window")
    assert refused(new_window(), stream, digest_of(PAGE)) == "HU-208"


def test_a_file_is_handed_out_for_the_case_that_names_it_alone(
    hub: HubProcess, window: Window, case: str
) -> None:
    other = file(hub, b"another page")
    assert refused(window, other, digest_of(PAGE)) == "HU-208"
    assert refused(window, "case/nowhere", digest_of(PAGE)) == "HU-208"
    assert refused(window, "hub", digest_of(PAGE)) == "HU-206"
    assert refused(window, case, "xyz") == "HU-206"


def test_a_chunk_is_handed_out_for_its_own_file_alone(hub: HubProcess, window: Window) -> None:
    data = os.urandom(CHUNK + 5)
    stream = file(hub, data, PAGE)
    piece = digest_of(data[:CHUNK])
    kind, body = window.client.blob(piece, stream, digest_of(data))
    assert (kind, body) == (PLAIN, data[:CHUNK])
    assert refused(window, stream, piece) == "HU-208"
    assert refused(window, stream, piece, digest_of(PAGE)) == "HU-208"
    with hub.opened() as centre:
        stranger = centre.blobs.put(b"of nobody's")
        centre.blobs.close()
    assert refused(window, stream, stranger, digest_of(data)) == "HU-208"


def test_what_never_came_is_refused(hub: HubProcess, window: Window) -> None:
    stream = new_case()
    events = [
        Staged(stream, structs.replace(received(), channel="online")),
        Staged(stream, material(b"never sent")),
    ]
    with hub.opened() as centre:
        centre.ledger.record("online.file", now(), events)
    assert refused(window, stream, digest_of(b"never sent")) == "LE-401"


def test_without_a_line_it_says_so(
    hub: HubProcess, new_window: Callable[..., Window], case: str
) -> None:
    away = new_window("http://127.0.0.1:9")
    with pytest.raises(SyncError, match="SY-101"):
        fetch(away).bring(case, digest_of(PAGE))


class Liar:
    """A hub that answers with other bytes than were asked for."""

    def __init__(self, kind: int, data: bytes) -> None:
        self.kind, self.data = kind, data

    def blob(self, sha: str, stream: str, whole: str = "") -> tuple[int, bytes]:
        return self.kind, self.data


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (PLAIN, b"other bytes"),
        (7, PAGE),
        (LIST, b"{"),
        (LIST, b'{"size":1,"chunks":[]}'),
        (LIST, b'{"size":1,"chunks":[' + b",".join([b'"ab"'] * 300) + b"]}"),
    ],
)
def test_other_bytes_are_never_kept(window: Window, kind: int, data: bytes) -> None:
    liar = Fetch(window.opened.blobs, Liar(kind, data))  # type: ignore[arg-type]
    with pytest.raises(SyncError, match="SY-203"):
        liar.bring("case/1", digest_of(PAGE))
    assert not window.opened.blobs.has((digest_of(PAGE),))


@pytest.mark.parametrize("body", [b"", b"x" * 36, wire.frame("ab" * 32, 0, b"xyz") + b"!"])
def test_a_frame_of_another_length_is_none(body: bytes) -> None:
    with pytest.raises(SyncError, match="SY-203"):
        wire.read_frame(body)


def test_a_frame_reads_as_it_was_written() -> None:
    assert wire.read_frame(wire.frame("ab" * 32, 1, b"xyz")) == ("ab" * 32, 1, b"xyz")
