"""Blobs on disk: once, whole, durable, nameless; and gone when purged."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from casework.errors import StoreError
from sync.ledger import blobs as module
from sync.ledger.blobs import CHUNK, LIST, PLAIN, Blobs, digest_of
from sync.ledger.opening import Opened

SCAN = os.urandom(150_000)


def packs(opened: Opened) -> list[Path]:
    return sorted((opened.store.folder / "packs").iterdir())


def stored_bytes(opened: Opened) -> bytes:
    return b"".join(pack.read_bytes() for pack in packs(opened))


def large(seed: bytes, size: int = CHUNK + 1000) -> bytes:
    return (seed * (size // len(seed) + 1))[:size]


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.code


def test_bytes_come_back_under_their_own_digest(opened: Opened) -> None:
    sha = opened.blobs.put(SCAN)
    assert sha == digest_of(SCAN)
    assert opened.blobs.read(sha) == SCAN
    assert opened.blobs.read_stored(sha) == (PLAIN, SCAN)
    assert opened.blobs.read(opened.blobs.put(b"")) == b""


def test_the_same_bytes_are_kept_once(opened: Opened) -> None:
    opened.blobs.put(SCAN)
    before = stored_bytes(opened)
    assert opened.blobs.put(SCAN) == digest_of(SCAN)
    assert stored_bytes(opened) == before


def test_many_blobs_share_a_pack(opened: Opened) -> None:
    scans = [os.urandom(1000) for _ in range(20)]
    names = [opened.blobs.put(scan) for scan in scans]
    assert len(packs(opened)) == 1
    assert [opened.blobs.read(name) for name in names] == scans
    assert opened.blobs.has([*names, "00" * 32]) == set(names)


def test_a_full_pack_is_followed_by_another(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PACK_LIMIT", 2000)
    scans = [os.urandom(1500) for _ in range(4)]
    placed = [opened.blobs.append(digest_of(scan), scan) for scan in scans]
    opened.blobs.commit(placed)
    assert len(packs(opened)) == 2
    assert [opened.blobs.read(digest_of(scan)) for scan in scans] == scans


def test_a_large_file_is_kept_as_chunks_and_a_list(opened: Opened) -> None:
    data = large(os.urandom(1 << 16), 2 * CHUNK + 5)
    sha = opened.blobs.put(data)
    kind, body = opened.blobs.read_stored(sha)
    listing = json.loads(body)
    assert kind == LIST
    assert listing["size"] == len(data)
    assert listing["chunks"] == [digest_of(data[at : at + CHUNK]) for at in (0, CHUNK, 2 * CHUNK)]
    assert opened.blobs.read(sha) == data
    assert opened.blobs.put(data) == sha


def test_a_file_of_exactly_one_chunk_is_a_plain_blob(opened: Opened) -> None:
    sha = opened.blobs.put(large(b"0123456789abcdef", CHUNK))
    assert opened.blobs.read_stored(sha)[0] == PLAIN


def test_what_is_unknown_is_not_there(opened: Opened) -> None:
    assert refusal(lambda: opened.blobs.read("00" * 32)) == "LE-401"
    assert opened.blobs.has([]) == frozenset()


def test_what_was_appended_exists_only_after_the_commit(opened: Opened) -> None:
    placed = opened.blobs.append(digest_of(SCAN), SCAN)
    assert opened.blobs.has([digest_of(SCAN)]) == frozenset()
    opened.blobs.commit([placed])
    opened.blobs.commit([])
    assert opened.blobs.read(digest_of(SCAN)) == SCAN


def test_a_purged_blob_is_gone_though_its_bytes_lie_there(opened: Opened) -> None:
    sha = opened.blobs.put(SCAN)
    size = len(stored_bytes(opened))
    opened.blobs.purge(sha)
    assert refusal(lambda: opened.blobs.read(sha)) == "LE-401"
    assert opened.blobs.has([sha]) == frozenset()
    assert len(stored_bytes(opened)) == size


def test_what_was_purged_may_be_brought_again(opened: Opened) -> None:
    sha = opened.blobs.put(SCAN)
    opened.blobs.purge(sha)
    assert opened.blobs.put(SCAN) == sha
    assert opened.blobs.read(sha) == SCAN


def test_a_large_file_is_purged_with_its_chunks(opened: Opened) -> None:
    data = large(os.urandom(1 << 16))
    sha = opened.blobs.put(data)
    chunks = [digest_of(data[:CHUNK]), digest_of(data[CHUNK:])]
    assert opened.blobs.has(chunks) == set(chunks)
    opened.blobs.purge(sha)
    assert opened.blobs.has([sha, *chunks]) == frozenset()


def test_a_chunk_that_another_file_shares_stays(opened: Opened) -> None:
    head = large(os.urandom(1 << 16), CHUNK)
    one, other = head + b"one", head + b"other"
    first, second = opened.blobs.put(one), opened.blobs.put(other)
    opened.blobs.purge(first)
    assert opened.blobs.read(second) == other
    assert opened.blobs.has([digest_of(b"one")]) == frozenset()


@pytest.mark.parametrize("damage", ["one byte", "cut", "no pack"])
def test_a_damaged_pack_is_found_when_it_is_read(opened: Opened, damage: str) -> None:
    sha = opened.blobs.put(SCAN)
    (pack,) = packs(opened)
    body = bytearray(pack.read_bytes())
    if damage == "no pack":
        pack.unlink()
    elif damage == "cut":
        pack.write_bytes(body[:100])
    else:
        body[len(body) // 2] ^= 1
        pack.write_bytes(body)
    assert refusal(lambda: opened.blobs.read(sha)) == "LE-402"


def test_the_bytes_of_another_blob_are_not_taken_for_it(opened: Opened) -> None:
    placed = opened.blobs.append(digest_of(b"one"), b"other")
    opened.blobs.commit([placed])
    assert refusal(lambda: opened.blobs.read(digest_of(b"one"))) == "LE-402"


@pytest.mark.parametrize("body", [b"no list", b'{"size":1}'])
def test_a_list_that_is_none_is_damaged(opened: Opened, body: bytes) -> None:
    opened.blobs.commit([opened.blobs.append("ab" * 32, body, LIST)])
    assert refusal(lambda: opened.blobs.read("ab" * 32)) == "LE-402"
    opened.blobs.purge("ab" * 32)


def test_a_list_that_names_itself_ends(opened: Opened) -> None:
    round_trip = json.dumps({"size": 1, "chunks": ["ab" * 32]}).encode()
    opened.blobs.commit([opened.blobs.append("ab" * 32, round_trip, LIST)])
    assert refusal(lambda: opened.blobs.read("ab" * 32)) == "LE-402"


def test_names_and_bytes_on_disk_tell_nothing(opened: Opened) -> None:
    text = "王晓燕的身份证".encode() * 100
    sha = opened.blobs.put(text)
    data = stored_bytes(opened)
    assert bytes.fromhex(sha) not in data
    assert sha.encode() not in data
    assert "王晓燕".encode() not in data
    assert sha not in packs(opened)[0].name


def test_two_ends_name_the_same_bytes_differently(opened: Opened) -> None:
    names = set()
    for key in (bytes(32), bytes([1] * 32)):
        end = Blobs(opened.store, "hall-1", key)
        names.add(end.append(digest_of(SCAN), SCAN).name)
        end.close()
    assert len(names) == 2


def test_the_garbage_of_a_torn_write_harms_nobody(
    opened: Opened, reopened: Callable[[], Opened]
) -> None:
    sha = opened.blobs.put(SCAN)
    opened.close()
    (pack,) = packs(opened)
    with pack.open("ab") as file:
        file.write(b"YCB1" + os.urandom(50))
    again = reopened()
    other = again.blobs.put(b"next")
    assert again.blobs.read(sha) == SCAN
    assert again.blobs.read(other) == b"next"
    assert len(packs(again)) == 2
    again.close()


def test_a_failed_write_leaves_no_part_behind(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.blobs.put(b"first")
    before = stored_bytes(opened)

    class Short:
        def __init__(self, file: object) -> None:
            self._file = file

        def __getattr__(self, name: str) -> object:
            return getattr(self._file, name)

        def write(self, data: memoryview) -> int:
            if len(data) < 100:
                raise OSError(28, "No space left on device")
            written: int = self._file.write(data[:100])  # type: ignore[attr-defined]
            return written

    monkeypatch.setattr(opened.blobs, "_pack", Short(opened.blobs._pack))
    assert refusal(lambda: opened.blobs.put(os.urandom(250))) == "LE-201"
    monkeypatch.undo()
    assert stored_bytes(opened) == before
    assert opened.blobs.read(opened.blobs.put(b"second")) == b"second"
