"""Signed messages: requests by HTTP message signatures (RFC 9421), bodies by Content-Digest.

Only the parts of RFC 9421 that both ends of this wire use: Ed25519, the components @method, @path,
@query and content-digest. Answers of the hub are signed over their exact bytes.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casework.errors import SyncError

RECEIPT = b"yichuang-receipt-v1\0"
FEED = b"yichuang-feed-v1\0"
HAVE = b"yichuang-have-v1\0"
PACK = b"yichuang-pack-v1\0"
BLOB = b"yichuang-blob-v1\0"
ANSWER_HEADER = "Yichuang-Signature"
_PARAMS = re.compile(r'^sig1=(\([^)]*\);created=(\d{1,12});keyid="([0-9a-f-]{36})";alg="ed25519")$')


def content_digest(body: bytes) -> str:
    """The RFC 9530 header value for a body."""
    return f"sha-256=:{_b64(hashlib.sha256(body).digest())}:"


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 raw bytes of the public half."""
    return key.public_key().public_bytes_raw()


def sign_request(
    key: Ed25519PrivateKey, device: str, target: "Target", digest: str, now: datetime
) -> dict[str, str]:
    """Headers that sign a request; ``digest`` is empty for a streamed body.

    A streamed pack carries the hash of every frame, and the manifest that names them is signed.
    """
    names = '("@method" "@path" "@query" "content-digest")' if digest else _BARE
    params = f'{names};created={int(now.timestamp())};keyid="{device}";alg="ed25519"'
    signature = key.sign(_base(target, digest, params))
    headers = {"Signature-Input": f"sig1={params}", "Signature": f"sig1=:{_b64(signature)}:"}
    if digest:
        headers["Content-Digest"] = digest
    return headers


_BARE = '("@method" "@path" "@query")'


@dataclass(frozen=True, slots=True)
class Target:
    """What a request asks for; ``query`` begins with ``?`` (RFC 9421 2.2.7)."""

    method: str
    path: str
    query: str = "?"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who claims to have signed a request, and when (seconds since the epoch)."""

    device: str
    created: int
    params: str


def read_signer(headers: Mapping[str, str]) -> Signer:
    """Who says it signed; raises SyncError SY-201 when the headers are not ours."""
    found = _PARAMS.match(headers.get("signature-input", ""))
    if found is None:
        raise SyncError("SY-201")
    return Signer(found[3], int(found[2]), found[1])


def check_request(
    public_key: bytes, signer: Signer, target: Target, headers: Mapping[str, str], body: bytes
) -> None:
    """Raise SyncError SY-201 unless the signature covers this request and the digest its body."""
    digest = headers.get("content-digest", "")
    covers_body = "content-digest" in signer.params
    if covers_body and digest != content_digest(body):
        raise SyncError("SY-202")
    signature = headers.get("signature", "")
    if not (signature.startswith("sig1=:") and signature.endswith(":")):
        raise SyncError("SY-201")
    base = _base(target, digest if covers_body else "", signer.params)
    if not _verifies(public_key, _unb64(signature[6:-1]), base):
        raise SyncError("SY-201")


def sign_answer(key: Ed25519PrivateKey, domain: bytes, body: bytes) -> str:
    """The hub's signature over the exact bytes of an answer."""
    return _b64(key.sign(domain + body))


def answer_is_signed(public_key: bytes, domain: bytes, body: bytes, signature: str) -> bool:
    """Whether the hub signed exactly these bytes."""
    return _verifies(public_key, _unb64(signature), domain + body)


def _base(target: Target, digest: str, params: str) -> bytes:
    lines = [
        f'"@method": {target.method}',
        f'"@path": {target.path}',
        f'"@query": {target.query}',
    ]
    if digest:
        lines.append(f'"content-digest": {digest}')
    lines.append(f'"@signature-params": {params}')
    return "\n".join(lines).encode()


def _verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: str) -> bytes:
    """The bytes of the one right spelling; others (spare bits set) would pass for the same."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return data if _b64(data) == text else b""
