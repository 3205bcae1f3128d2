"""Frames cut out of a stream of any pieces."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.frames import MAX_LIST, Frame, FrameReader
from sync import wire
from sync.ledger.blobs import CHUNK, LIST, PLAIN, digest_of

BLOBS = [b"", b"x", os.urandom(999), os.urandom(70_000)]
STREAM = b"".join(wire.frame(digest_of(blob), PLAIN, blob) for blob in BLOBS)


@pytest.mark.parametrize("size", [1, 36, 37, 38, 1000, 65_536, 1 << 20])
def test_frames_come_whole_whatever_the_pieces(size: int) -> None:
    reader = FrameReader()
    found: list[Frame] = []
    for at in range(0, len(STREAM), size):
        found += reader.feed(STREAM[at : at + size])
    assert [frame.data for frame in found] == BLOBS
    assert [frame.sha for frame in found] == [digest_of(blob) for blob in BLOBS]
    assert reader.fault is None
    assert not reader.midway


def test_a_stream_that_ends_inside_a_frame_is_midway() -> None:
    reader = FrameReader()
    reader.feed(STREAM[:-1])
    assert reader.midway


@pytest.mark.parametrize(
    ("kind", "length", "code"),
    [
        (2, 0, "HU-204"),
        (255, 5, "HU-204"),
        (PLAIN, CHUNK + 1, "HU-203"),
        (LIST, MAX_LIST + 1, "HU-203"),
        (PLAIN, 0xFFFF_FFFF, "HU-203"),
    ],
)
def test_a_length_is_refused_before_its_bytes_come(kind: int, length: int, code: str) -> None:
    reader = FrameReader()
    good = wire.frame(digest_of(b"x"), PLAIN, b"x")
    found = reader.feed(good + bytes(32) + bytes([kind]) + length.to_bytes(4, "big"))
    assert [frame.data for frame in found] == [b"x"], "what was whole before stays good"
    assert reader.fault is not None
    assert reader.fault.code == code
    assert reader.feed(good) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=8), st.integers(1, 60))
def test_any_bytes_are_frames_or_a_fault(pieces: list[bytes], size: int) -> None:
    reader = FrameReader()
    stream = STREAM[:size] + b"".join(pieces)
    given_bytes = sum(
        wire.FRAME_HEAD + len(frame.data)
        for at in range(0, len(stream), size)
        for frame in reader.feed(stream[at : at + size])
    )
    assert given_bytes <= len(stream)
