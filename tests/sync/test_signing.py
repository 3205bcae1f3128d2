"""Requests signed as RFC 9421 says, bodies as RFC 9530 says, answers over their exact bytes."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import SyncError
from sync import signing
from sync.signing import Target

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = signing.public_bytes(KEY)
DEVICE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BODY = b'["abc"]'
TARGET = Target("POST", "/v1/have")


def signed(body: bytes | None = BODY, target: Target = TARGET) -> dict[str, str]:
    """Headers as the server sees them, with lower-case names."""
    digest = signing.content_digest(body) if body is not None else ""
    made = signing.sign_request(KEY, DEVICE, target, digest, NOW)
    return {name.lower(): value for name, value in made.items()}


def check(headers: dict[str, str], target: Target = TARGET, body: bytes = BODY) -> str:
    signer = signing.read_signer(headers)
    signing.check_request(PUBLIC, signer, target, headers, body)
    return signer.device


def test_the_signature_base_is_the_one_of_the_rfc() -> None:
    headers = signed()
    digest = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    names = '("@method" "@path" "@query" "content-digest")'
    params = f'{names};created={int(NOW.timestamp())};keyid="{DEVICE}";alg="ed25519"'
    base = (
        '"@method": POST\n"@path": /v1/have\n"@query": ?\n'
        f'"content-digest": sha-256=:{digest}:\n"@signature-params": {params}'
    )
    assert headers["content-digest"] == f"sha-256=:{digest}:"
    assert headers["signature-input"] == f"sig1={params}"
    assert headers["signature"] == f"sig1=:{base64.b64encode(KEY.sign(base.encode())).decode()}:"


def test_a_signed_request_is_admitted() -> None:
    assert check(signed()) == DEVICE
    assert signing.read_signer(signed()).created == int(NOW.timestamp())


def test_a_streamed_request_is_signed_without_its_body() -> None:
    target = Target("POST", "/v1/pack")
    assert check(signed(None, target), target, b"") == DEVICE


@pytest.mark.parametrize(
    ("target", "body", "code"),
    [
        (Target("GET", "/v1/have"), BODY, "SY-201"),
        (Target("POST", "/v1/batch"), BODY, "SY-201"),
        (Target("POST", "/v1/have", "?x=1"), BODY, "SY-201"),
        (TARGET, BODY + b" ", "SY-202"),
        (TARGET, b"", "SY-202"),
    ],
)
def test_another_request_is_not_covered(target: Target, body: bytes, code: str) -> None:
    with pytest.raises(SyncError, match=code):
        check(signed(), target, body)


def test_any_changed_character_of_the_headers_is_seen() -> None:
    good = signed()
    for name, value in good.items():
        for at in range(len(value)):
            other = "A" if value[at] != "A" else "B"
            changed = good | {name: value[:at] + other + value[at + 1 :]}
            with pytest.raises(SyncError):
                check(changed)


@pytest.mark.parametrize("name", ["signature", "signature-input", "content-digest"])
def test_a_missing_header_is_seen(name: str) -> None:
    headers = signed()
    del headers[name]
    with pytest.raises(SyncError):
        check(headers)


def test_another_key_is_seen() -> None:
    headers = signed()
    signer = signing.read_signer(headers)
    for stranger in (signing.public_bytes(Ed25519PrivateKey.generate()), bytes(32), b"short"):
        with pytest.raises(SyncError, match="SY-201"):
            signing.check_request(stranger, signer, TARGET, headers, BODY)


def test_an_answer_counts_for_its_kind_alone() -> None:
    domains = (signing.RECEIPT, signing.FEED, signing.HAVE, signing.PACK)
    signature = signing.sign_answer(KEY, signing.RECEIPT, BODY)
    held = [signing.answer_is_signed(PUBLIC, domain, BODY, signature) for domain in domains]
    assert held == [True, False, False, False]


@pytest.mark.parametrize("signature", ["", "é", "AAAA", "=" * 88, "\u0000"])
def test_what_is_no_signature_is_none(signature: str) -> None:
    assert not signing.answer_is_signed(PUBLIC, signing.FEED, BODY, signature)
