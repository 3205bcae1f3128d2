"""Enrolment: a one-time code, read off the hub, makes window and hub known to each other.

The code itself never crosses the wire. The window's request (its public key) and the hub's answer
(the hall and the hub's public key) each carry an HMAC keyed by the code, the answer's over the
request too: whoever stands between them can replace neither side.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import SyncError
from casework.records.ids import new_id
from sync import signing, wire
from sync.client import TIMEOUT, fault_code, refusal, session_for, translated
from sync.ledger.opening import NewDevice
from sync.signing import Target

MAC_HEADER = "Yichuang-Mac"
CODE_LENGTH = 16
ENROLMENT = "enrolment"
"""Name of the fact under which a store keeps what enrolment brought."""
UNKNOWN_CODE = "HU-301"
"""What the hub answers to a code it never gave, or no longer takes."""
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
# Base 32 has neither digit, so whoever reads O as 0 or I as 1 is understood.
_MISREAD = str.maketrans("01", "OI", " -\t\r\n")
_CODE = b"yichuang-enrol-code-v1\0"
_REQUEST = b"yichuang-enrol-request-v1\0"
_ANSWER = b"yichuang-enrol-answer-v1\0"


class EnrolRequest(msgspec.Struct, frozen=True, tag="Enrol.v1", tag_field="type"):
    """A window asks in: its identifier, its short name as a wish, its public key (32 bytes)."""

    device: str
    name: str
    public_key: bytes
    nonce: bytes


class EnrolAnswer(msgspec.Struct, frozen=True, tag="Enrolled.v1", tag_field="type"):
    """The hub lets a window in; ``device`` and ``name`` are the ones that count from now on."""

    device: str
    name: str
    hall: str
    hall_name: str
    area: str
    window: str
    window_name: str
    hub_key: bytes
    approval_system: bool
    verify_address: str
    hub_at: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a window knows after enrolment; kept in its store as the fact ``ENROLMENT``."""

    device: str
    name: str
    """Short name of the workstation, unique in the hall: for numbers outside any block."""
    hall: str
    hall_name: str
    area: str
    window: str
    window_name: str
    hub_key: bytes
    approval_system: bool
    """Whether the hub itself is the approval system (obligations 0b b)."""
    verify_address: str
    """Public page that a paper's QR code leads to; empty when the hall has none."""

    def new_device(self, key: Ed25519PrivateKey) -> NewDevice:
        """The device to create a store for."""
        return NewDevice(self.hall, self.device, self.name, key)

    def facts(self) -> dict[str, str]:
        """What ``opening.create`` keeps beside the device."""
        return {ENROLMENT: msgspec.json.encode(self).decode()}

    @classmethod
    def read(cls, fact: str) -> "Enrolment":
        """The enrolment out of a store's fact; SyncError SY-133 when there is none."""
        try:
            return msgspec.json.decode(fact, type=cls)
        except ValueError as error:
            raise SyncError("SY-133") from error


def new_code() -> str:
    """A fresh code: 16 characters of base 32, 80 bits."""
    return base64.b32encode(secrets.token_bytes(CODE_LENGTH * 5 // 8)).decode("ascii")


def shown_code(code: str) -> str:
    """A code as people read it out: four groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def code_key(code: str) -> bytes:
    """The key behind a code as typed (any case, groups or not); SyncError SY-130 for no code."""
    plain = code.upper().translate(_MISREAD)
    if len(plain) != CODE_LENGTH or not _ALPHABET.issuperset(plain):
        raise SyncError("SY-130")
    return hashlib.sha256(_CODE + plain.encode("ascii")).digest()


def request_mac(key: bytes, request: bytes) -> str:
    """The proof of whoever asks that it knows the code."""
    return _mac(key, _REQUEST + request)


def answer_mac(key: bytes, request: bytes, answer: bytes) -> str:
    """The proof of the hub that it knows the code and saw exactly this request."""
    return _mac(key, _ANSWER + hashlib.sha256(request).digest() + answer)


def same_mac(one: str, other: str) -> bool:
    """Compare without telling by the time it takes where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def _mac(key: bytes, message: bytes) -> str:
    return base64.b64encode(hmac.digest(key, message, "sha256")).decode("ascii")


def enrol(
    url: str, code: str, name: str, key: Ed25519PrivateKey, ca: Path | None, *, now: datetime
) -> Enrolment:
    """Make this workstation a device of the hall behind ``url``.

    Asking again with the same code and key after a lost answer brings the same enrolment. Raises
    SyncError SY-130 (no code), SY-131 (unknown, used or expired), SY-132 (the answer is not of the
    hub that gave the code), SY-101/103/104 as every call, HaltError SY-111/112.
    """
    secret = code_key(code)
    device = new_id(now)
    request = msgspec.json.encode(
        EnrolRequest(device, name, signing.public_bytes(key), secrets.token_bytes(32))
    )
    answer = _decoded(_ask(url, secret, request, _Asker(device, key, ca, now)))
    return Enrolment(
        device=answer.device,
        name=answer.name,
        hall=answer.hall,
        hall_name=answer.hall_name,
        area=answer.area,
        window=answer.window,
        window_name=answer.window_name,
        hub_key=answer.hub_key,
        approval_system=answer.approval_system,
        verify_address=answer.verify_address,
    )


@dataclass(frozen=True, slots=True)
class _Asker:
    device: str
    key: Ed25519PrivateKey
    ca: Path | None
    now: datetime


def _ask(url: str, secret: bytes, request: bytes, asker: _Asker) -> bytes:
    base, path = url.rstrip("/"), f"/{wire.VERSION}/enrol"
    target = Target("POST", urlsplit(base).path + path)
    digest = signing.content_digest(request)
    headers = signing.sign_request(asker.key, asker.device, target, digest, asker.now)
    headers[MAC_HEADER] = request_mac(secret, request)
    with session_for(asker.ca) as session, translated():
        answer = session.post(
            base + path, data=request, headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
    if fault_code(answer) == UNKNOWN_CODE:
        raise SyncError("SY-131")
    if answer.status_code != 201:
        raise refusal(answer)
    given = answer.headers.get(MAC_HEADER, "")
    if not same_mac(given, answer_mac(secret, request, answer.content)):
        raise SyncError("SY-132")
    return answer.content


def _decoded(body: bytes) -> EnrolAnswer:
    try:
        return msgspec.json.decode(body, type=EnrolAnswer)
    except ValueError as error:
        raise SyncError("SY-132") from error
