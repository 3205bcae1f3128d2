"""Blobs are checked, durable, and only then known."""

import os

import msgspec
import pytest

from casework.errors import SyncError
from hub.opening import Hub
from hub.packs import PackWriter
from sync import wire
from sync.ledger.blobs import CHUNK, LIST, PLAIN, ChunkList, digest_of


def blob(data: bytes) -> bytes:
    return wire.frame(digest_of(data), PLAIN, data)


def test_what_came_whole_is_known_after_finish_alone(hub: Hub) -> None:
    writer, data = PackWriter(hub.blobs), os.urandom(1000)
    writer.feed(blob(data))
    assert not hub.blobs.has([digest_of(data)])
    assert writer.finish() == 1
    assert hub.blobs.read(digest_of(data)) == data


def test_a_sync_comes_every_four_mib(hub: Hub) -> None:
    writer = PackWriter(hub.blobs)
    some = [os.urandom(1 << 20) for _ in range(5)]
    for data in some:
        writer.feed(blob(data))
    assert len(hub.blobs.has(map(digest_of, some))) == 4


def test_a_wrong_hash_is_refused_and_what_came_before_stays(hub: Hub) -> None:
    writer, data = PackWriter(hub.blobs), os.urandom(1000)
    with pytest.raises(SyncError, match="HU-204"):
        writer.feed(blob(data) + wire.frame("ab" * 32, PLAIN, data))
    writer.finish()
    assert hub.blobs.has([digest_of(data), "ab" * 32]) == {digest_of(data)}


def test_a_known_blob_takes_no_place_again(hub: Hub) -> None:
    data = os.urandom(100_000)
    for _ in range(3):
        writer = PackWriter(hub.blobs)
        writer.feed(blob(data) * 2)
        assert writer.finish() == 2
    packs = sum(path.stat().st_size for path in (hub.opened.store.folder / "packs").iterdir())
    assert packs < 2 * len(data)


def test_an_end_inside_a_frame_is_told(hub: Hub) -> None:
    writer = PackWriter(hub.blobs)
    writer.feed(blob(b"abc")[:-1])
    with pytest.raises(SyncError, match="HU-204"):
        writer.check_whole()


def pieces() -> tuple[bytes, list[bytes]]:
    data = os.urandom(CHUNK + 5000)
    return data, [data[:CHUNK], data[CHUNK:]]


def listing(data: bytes, chunks: list[str], size: int | None = None) -> bytes:
    body = msgspec.json.encode(ChunkList(len(data) if size is None else size, tuple(chunks)))
    return wire.frame(digest_of(data), LIST, body)


def test_a_large_file_comes_as_chunks_and_a_list(hub: Hub) -> None:
    data, parts = pieces()
    writer = PackWriter(hub.blobs)
    for part in parts:
        writer.feed(blob(part))
    writer.feed(listing(data, [digest_of(part) for part in parts]))
    writer.finish()
    assert hub.blobs.read(digest_of(data)) == data


@pytest.mark.parametrize(
    "what", ["missing", "order", "size", "not json", "no name", "itself", "another file"]
)
def test_a_list_that_does_not_add_up_is_refused(hub: Hub, what: str) -> None:
    data, parts = pieces()
    names = [digest_of(part) for part in parts]
    writer = PackWriter(hub.blobs)
    writer.feed(blob(parts[0]))
    if what != "missing":
        writer.feed(blob(parts[1]))
    frames = {
        "missing": listing(data, names),
        "order": listing(data, names[::-1]),
        "size": listing(data, names, size=len(data) + 1),
        "not json": wire.frame(digest_of(data), LIST, b"\xff["),
        "no name": listing(data, ["../x", names[1]]),
        "itself": listing(data, [digest_of(data)]),
        "another file": wire.frame("ab" * 32, LIST, listing(data, names)[wire.FRAME_HEAD :]),
    }
    with pytest.raises(SyncError, match="HU-205"):
        writer.feed(frames[what])
    writer.finish()
    assert not hub.blobs.has([digest_of(data), "ab" * 32])
    assert hub.blobs.has(names[:1]), "the chunks stay: they need not be sent again"


def test_a_list_of_lists_is_refused(hub: Hub) -> None:
    data, parts = pieces()
    writer = PackWriter(hub.blobs)
    for part in parts:
        writer.feed(blob(part))
    writer.feed(listing(data, [digest_of(part) for part in parts]))
    outer = wire.frame(
        digest_of(b"x" * 9), LIST, msgspec.json.encode(ChunkList(9, (digest_of(data),)))
    )
    with pytest.raises(SyncError, match="HU-205"):
        writer.feed(outer)
