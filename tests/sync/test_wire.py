"""The wire's bytes: what is written is read again, and anything else is refused with a code."""

import hmac
import os

import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import StoreError, SyncError
from casework.records.sealed import Sealed
from sync import wire
from sync.ledger import chain
from sync.ledger.journal import Entry, StoredAct
from sync.wire import ActRange, FedAct, FeedHead, Manifest, SealedLine

DEVICE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
HALL = "01a1f951-0000-7e0e-aeb9-33093725fc1d"
AT = "2026-11-20T10:00:00+08:00"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def act(ident: str, first: int, previous: bytes) -> StoredAct:
    entries: list[Entry] = []
    for stream, event in (
        ("", b'{"type":"Act.v1"}'),
        ("case/1", '{"type":"Some.v1","text":"受理"}'.encode()),
    ):
        body = chain.encode_entry(ident, stream, event)
        previous = chain.link(previous, body)
        entries.append(Entry(stream, chain.tag_in(event), body, previous))
    return StoredAct(ident, DEVICE, first, tuple(entries), chain.sign_act(KEY, previous), AT)


def acts() -> list[StoredAct]:
    first = act("a" * 36, 7, bytes(32))
    return [first, act("b" * 36, 9, first.head)]


def line() -> SealedLine:
    row = Sealed.of("郑𬭎").row
    assert row is not None
    return SealedLine("case/1", row.commitment, row.salt, row.body)


def manifest(given: list[StoredAct], sealed: int) -> Manifest:
    spans = tuple(
        ActRange(one.act, one.first_seq, one.last_seq, one.at, one.signature) for one in given
    )
    return Manifest("c" * 36, HALL, DEVICE, bytes(32).hex(), spans, sealed, AT, "boot", "", -1)


def batch() -> bytes:
    return wire.encode_batch(manifest(acts(), 1), acts(), [line()])


def feed() -> bytes:
    given = acts()
    head = FeedHead(HALL, DEVICE, 3, 5, False, AT, ("Act.v1",), len(given))
    fed = [FedAct(4 + at, one, {"case/1": 1 + at}, (line(),)) for at, one in enumerate(given)]
    return wire.encode_feed(head, fed)


BATCH, FEED = batch(), feed()


def unpacked(body: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(body, max_output_size=1 << 20)


def packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def test_a_batch_comes_back_as_it_was() -> None:
    read = wire.decode_batch(BATCH)
    assert list(read.acts) == acts()
    assert read.manifest.entries == 4
    assert read.sealed[0].value().body == '"郑𬭎"'.encode()


def test_a_feed_comes_back_as_it_was() -> None:
    head, fed = wire.decode_feed(FEED)
    assert (head.after, head.next) == (3, 5)
    assert [one.stored for one in fed] == acts()
    assert [one.positions for one in fed] == [{"case/1": 1}, {"case/1": 2}]


def test_a_batch_is_lines_of_the_exact_stored_bytes() -> None:
    lines = unpacked(BATCH).split(b"\n")
    assert lines[1:5] == [entry.body for one in acts() for entry in one.entries]
    assert msgspec.json.decode(lines[0])["type"] == "Manifest.v1"
    assert len(lines) == 6


def test_a_frame_is_hash_kind_length_bytes() -> None:
    assert wire.frame("ab" * 32, 1, b"xyz") == b"\xab" * 32 + b"\x01\x00\x00\x00\x03xyz"


def broken_batches() -> dict[str, bytes]:
    given = acts()
    plain = manifest(given, 1)
    swapped = [given[1], given[0]]
    span = msgspec.structs.replace
    return {
        "nothing": b"",
        "no zstd": b"\x28\xb5\x2f\xfd",
        "a page": b"<html>",
        "empty": packed(b""),
        "too few lines": wire.encode_batch(plain, given, []),
        "too many lines": wire.encode_batch(plain, given, [line(), line()]),
        "acts swapped": wire.encode_batch(plain, swapped, [line()]),
        "order swapped": wire.encode_batch(manifest(swapped, 1), swapped, [line()]),
        "no UTF-8": packed(unpacked(BATCH).replace("受理".encode(), b"\xff\xfe")),
        "endless nesting": packed(unpacked(BATCH).replace(b'{"type":"Act.v1"}', b"[" * 99_999)),
        "not a hash": wire.encode_batch(span(plain, previous="zz"), given, [line()]),
        "a short hash": wire.encode_batch(span(plain, previous="ab"), given, [line()]),
        "before the first": wire.encode_batch(
            span(plain, acts=(span(plain.acts[0], first_seq=0, last_seq=1),), sealed=0),
            given[:1],
            [],
        ),
        "a stream too long": packed(unpacked(BATCH).replace(b"case/1", b"case/" + b"1" * 99)),
        "too much": packed(bytes(wire.MAX_BODY + 1)),
        "too many empty lines": packed(b"\n" * wire.MAX_LINES),
    }


@pytest.mark.parametrize("what", broken_batches())
def test_what_is_no_batch_is_refused(what: str) -> None:
    with pytest.raises(SyncError) as caught:
        wire.decode_batch(broken_batches()[what])
    assert caught.value.code in ("SY-203", "SY-204")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\n{}",
        lambda data: data.rsplit(b"\n", 1)[0],
        lambda data: data.split(b"\n")[0],
        lambda data: data.replace(b'"first_seq":7', b'"first_seq":-7'),
        lambda data: data.replace(b'"acts":2', b'"acts":999999999999'),
        lambda data: data.replace(b'"entries":2', b'"entries":0'),
    ],
)
def test_what_is_no_feed_is_refused(change: object) -> None:
    assert callable(change)
    with pytest.raises(SyncError, match="SY-203"):
        wire.decode_feed(packed(change(unpacked(FEED))))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": b'"other"'}, "LE-301"),
        ({"commitment": "é"}, "SY-203"),
        ({"stream": "x" * 65}, "SY-203"),
    ],
)
def test_a_sealed_line_must_keep_its_word(changed: dict[str, object], code: str) -> None:
    with pytest.raises((SyncError, StoreError), match=code):
        msgspec.structs.replace(line(), **changed).value()


@pytest.mark.parametrize("body", [b"\xff", b"{", b"7", b'{"a":1}', b"[" * 50_000])
def test_a_sealed_value_that_is_no_text_is_refused(body: bytes) -> None:
    """Its commitment fits: whoever sent it made it so."""
    salt = os.urandom(32)
    commitment = hmac.new(salt, body, "sha256").hexdigest()
    with pytest.raises(SyncError, match="SY-203"):
        SealedLine("case/1", commitment, salt, body).value()


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some changed, some gone, some twice, some put in."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(found) - 1)))
        length = draw(st.integers(0, 40))
        match draw(st.integers(0, 3)):
            case 0:
                found[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = found[at : at + length]
            case _:
                found[at:at] = draw(st.binary(max_size=20))
    return bytes(found)


def reads_or_refuses(body: bytes) -> None:
    """Only errors with a code come out of the readers, and what they give can be used."""
    try:
        for one in wire.decode_batch(body).sealed:
            one.value()
    except (SyncError, StoreError):
        pass
    try:
        for fed in wire.decode_feed(body)[1]:
            for one in fed.sealed:
                one.value()
    except (SyncError, StoreError):
        pass


@settings(max_examples=300, deadline=None)
@given(mutated(BATCH) | mutated(FEED) | st.binary(max_size=200))
def test_damaged_bytes_never_break_the_reader(body: bytes) -> None:
    reads_or_refuses(body)


@settings(max_examples=500, deadline=None)
@given(mutated(unpacked(BATCH)) | mutated(unpacked(FEED)))
def test_damaged_lines_never_break_the_reader(data: bytes) -> None:
    reads_or_refuses(packed(data))
