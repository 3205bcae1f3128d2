"""The chain of a device: hashes over the exact stored bytes, signed once per act.

``hash = SHA-256(previous hash ‖ stored bytes)``; the first previous hash binds the device and its
public key. Nothing is ever encoded again to be hashed.
"""

import hashlib
import re

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HASH_BYTES = 32
_GENESIS = b"yichuang-chain-v1\0"
_ACT = b"yichuang-act-v1\0"
_COMMITMENT = re.compile(rb'"([0-9a-f]{64})"')


class EntryLine(msgspec.Struct, frozen=True):
    """The stored form of an entry: its act, its stream (empty for the head), its event."""

    act: str
    stream: str
    event: msgspec.Raw


def encode_entry(act: str, stream: str, event: bytes) -> bytes:
    """The exact bytes of an entry; one line of JSON."""
    return msgspec.json.encode(EntryLine(act, stream, msgspec.Raw(event)))


def decode_entry(body: bytes) -> EntryLine:
    """Read stored bytes; raises msgspec.ValidationError or DecodeError for anything else."""
    return msgspec.json.decode(body, type=EntryLine)


def genesis(device: str, public_key: bytes) -> bytes:
    """The hash before a device's first entry."""
    return hashlib.sha256(_GENESIS + device.encode() + b"\0" + public_key).digest()


def link(previous: bytes, body: bytes) -> bytes:
    """The hash of an entry with these bytes after ``previous``."""
    return hashlib.sha256(previous + body).digest()


def sign_act(key: Ed25519PrivateKey, head: bytes) -> bytes:
    """The device's signature over the last hash of an act."""
    return key.sign(_ACT + head)


def act_is_signed(public_key: bytes, head: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is the device's for the last hash of an act."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _ACT + head)
    except (InvalidSignature, ValueError):
        return False
    return True


class _Tagged(msgspec.Struct):
    type: str


def tag_in(event: bytes) -> str:
    """The versioned tag inside an event's bytes."""
    return msgspec.json.decode(event, type=_Tagged).type


def commitments_in(body: bytes) -> tuple[str, ...]:
    """What may be a commitment in stored bytes: every string of 64 hex digits (blob names too)."""
    return tuple(found.decode("ascii") for found in _COMMITMENT.findall(body))
