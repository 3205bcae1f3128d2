"""The bytes of docs/sync-format.md: its test vectors are what the program makes."""

import hashlib
import hmac
import re
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.records.sealed import SealedValue
from sync import enrol, signing, wire
from sync.ledger import chain
from sync.ledger.blobs import ChunkList
from sync.signing import Target
from tools.tree import ROOT

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = signing.public_bytes(KEY)
DEVICE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
ACT = "01a1f951-4444-7e0e-aeb9-33093725fc1d"
NOW = datetime(2026, 11, 20, 2, 31, 5, tzinfo=UTC)
CODE = "ABCD-EFGH-IJKL-MNOP"


def vectors() -> dict[str, str]:
    """Name and value of every vector, in the order of the document."""
    entry = chain.encode_entry(ACT, "case/1", b'{"type":"AccountClosed.v1","closed_at":""}')
    genesis = chain.genesis(DEVICE, PUBLIC)
    head = chain.link(genesis, entry)
    salt, body = bytes(32), msgspec.json.encode("郑𬭎")
    request = b"{}"
    secret = enrol.code_key(CODE)
    headers = signing.sign_request(
        KEY, DEVICE, Target("GET", "/v1/feed", "?after=0"), signing.content_digest(b""), NOW
    )
    return {
        "public key": PUBLIC.hex(),
        "entry": entry.decode(),
        "genesis": genesis.hex(),
        "hash after the entry": head.hex(),
        "act signature": chain.sign_act(KEY, head).hex(),
        "commitment": hmac.new(salt, body, hashlib.sha256).hexdigest(),
        "list of chunks": msgspec.json.encode(ChunkList(3, ("ab" * 32,))).decode(),
        "frame": wire.frame("ab" * 32, 0, b"xyz").hex(),
        "Content-Digest": headers["Content-Digest"],
        "Signature-Input": headers["Signature-Input"],
        "Signature": headers["Signature"],
        "Yichuang-Signature": signing.sign_answer(KEY, signing.HAVE, b"[]"),
        "code key": secret.hex(),
        "request MAC": enrol.request_mac(secret, request),
        "answer MAC": enrol.answer_mac(secret, request, b"{}"),
    }


def written() -> dict[str, str]:
    text = (ROOT / "docs/sync-format.md").read_text(encoding="utf-8")
    table = text[text.index("## Test vectors") :]
    return dict(re.findall(r"^\| ([^|]+?) \| `(.+)` \|$", table, re.MULTILINE))


@pytest.mark.parametrize("name", vectors())
def test_a_vector_is_what_the_program_makes(name: str) -> None:
    assert written()[name] == vectors()[name]


def test_no_vector_stands_for_nothing() -> None:
    assert written().keys() == vectors().keys()


def test_a_commitment_is_checked_as_written() -> None:
    body = msgspec.json.encode("郑𬭎")
    SealedValue(vectors()["commitment"], bytes(32), body).verify()
