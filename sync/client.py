"""The hub as a window sees it: five signed calls over HTTP, every answer checked before it counts.

``trust_env`` is off and the hall's own CA is set on the session's context: measured, an
environment variable would otherwise override it. A 200 that the hub did not sign (a captive
portal, a wrong server) counts as no answer at all.
"""

import contextlib
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from requests.adapters import HTTPAdapter

from casework.errors import HaltError, SyncError
from sync import signing, wire
from sync.ledger.settle import KeptReceipt
from sync.signing import Target

TIMEOUT = (3.05, 30.0)
PACK_TIMEOUT = (3.05, 600.0)
MAX_HAVE = 5000
D = TypeVar("D")
_UNREADABLE = (ValueError, RecursionError)
_HALTS = {401: "SY-110", 403: "SY-110", 412: "SY-111", 507: "SY-113"}


class Fault(msgspec.Struct, frozen=True):
    """The body of a refusal by the hub: a stable code."""

    code: str


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Where the hub is, its public key from enrolment, and the hall's CA for TLS."""

    url: str
    public_key: bytes
    ca: Path | None = None


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """Who signs the requests."""

    device: str
    key: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt with the exact bytes and the signature it came with."""

    receipt: wire.Receipt
    body: bytes
    signature: str

    def kept(self) -> KeptReceipt:
        """The form in which it is kept beside the journal."""
        one = self.receipt
        digest = bytes.fromhex(one.digest)
        return KeptReceipt(one.batch, one.device, digest, self.body, self.signature.encode())


class _CaAdapter(HTTPAdapter):
    """Trusts the hall's CA and nobody else."""

    def __init__(self, ca: Path) -> None:
        self._context = ssl.create_default_context(cafile=str(ca))
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        super().__init__()

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001 - the signature of the library
        **more: object,
    ) -> None:
        """Hand the context to the pool."""
        more["ssl_context"] = self._context
        super().init_poolmanager(connections, maxsize, block, **more)


class HubClient:
    """One session with the hub; not shared between threads."""

    def __init__(self, address: HubAddress, device: DeviceKey, now: Callable[[], datetime]) -> None:
        self._address = address
        self._device = device
        self._now = now
        self._session = session_for(address.ca)

    def close(self) -> None:
        """Drop the connections."""
        self._session.close()

    def have(self, names: Iterable[str]) -> frozenset[str]:
        """Which of these blobs (SHA-256 hex) the hub lacks."""
        missing: set[str] = set()
        wanted = list(names)
        for at in range(0, len(wanted), MAX_HAVE):
            body = msgspec.json.encode(wanted[at : at + MAX_HAVE])
            answer, _ = self._call("POST", "have", signing.HAVE, body)
            missing.update(_decoded(answer, list[str]))
        return frozenset(missing)

    def pack(self, frames: Iterator[bytes]) -> int:
        """Stream blobs to the hub and return how many it has kept."""
        answer, _ = self._call("POST", "pack", signing.PACK, frames)
        return _decoded(answer, int)

    def batch(self, body: bytes) -> SignedReceipt:
        """Send a batch; only a receipt the hub signed for exactly these bytes comes back."""
        answer, signature = self._call("POST", "batch", signing.RECEIPT, body)
        receipt = _decoded(answer, wire.Receipt)
        if receipt.digest != wire.body_digest(body) or receipt.device != self._device.device:
            raise SyncError("SY-102")
        return SignedReceipt(receipt, answer, signature)

    def feed(self, after: int) -> tuple[wire.FeedHead, tuple[wire.FedAct, ...]]:
        """What happened in the hall after a position."""
        answer, _ = self._call("GET", "feed", signing.FEED, b"", f"?after={after}")
        head, acts = wire.decode_feed(answer)
        if head.after != after or head.device != self._device.device:
            raise SyncError("SY-102")
        return head, acts

    def blob(self, sha: str, stream: str, whole: str = "") -> tuple[int, bytes]:
        """A file that ``stream`` names: its kind, and its bytes or its list of chunks.

        ``whole`` is the large file that ``sha`` is a chunk of.
        """
        query = f"?stream={stream}" + (f"&of={whole}" if whole else "")
        answer, _ = self._call("GET", f"blob/{sha}", signing.BLOB, b"", query)
        name, kind, data = wire.read_frame(answer)
        if name != sha:
            raise SyncError("SY-102")
        return kind, data

    def _call(
        self, method: str, call: str, domain: bytes, body: bytes | Iterator[bytes], query: str = ""
    ) -> tuple[bytes, str]:
        path = f"/{wire.VERSION}/{call}"
        target = Target(method, urlsplit(self._address.url).path + path, query or "?")
        digest = signing.content_digest(body) if isinstance(body, bytes) else ""
        headers = signing.sign_request(
            self._device.key, self._device.device, target, digest, self._now()
        )
        with translated():
            answer = self._session.request(
                method,
                f"{self._address.url}{path}{query}",
                data=body,
                headers=headers,
                timeout=TIMEOUT if isinstance(body, bytes) else PACK_TIMEOUT,
                allow_redirects=False,
            )
        return self._checked(answer, domain)

    def _checked(self, answer: requests.Response, domain: bytes) -> tuple[bytes, str]:
        if answer.status_code not in (200, 201):
            raise refusal(answer)
        signature = answer.headers.get(signing.ANSWER_HEADER, "")
        key = self._address.public_key
        if not signing.answer_is_signed(key, domain, answer.content, signature):
            raise SyncError("SY-102")
        return answer.content, signature


def session_for(ca: Path | None) -> requests.Session:
    """A session that looks at no environment variable and trusts only the hall's CA."""
    session = requests.Session()
    session.trust_env = False
    if ca is not None:
        session.mount("https://", _CaAdapter(ca))
    return session


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn the HTTP library's errors into SyncError SY-101/SY-103 and HaltError SY-112."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise HaltError("SY-112") from error
    except requests.exceptions.Timeout as error:
        raise SyncError("SY-103") from error
    except requests.exceptions.RequestException as error:
        raise SyncError("SY-101") from error


def fault_code(answer: requests.Response) -> str:
    """The hub's code in the body of a refusal; empty when something else answered."""
    try:
        return msgspec.json.decode(answer.content, type=Fault).code
    except _UNREADABLE:
        return ""


def refusal(answer: requests.Response) -> SyncError:
    """The error a refused call stands for."""
    status, code = answer.status_code, fault_code(answer)
    # A proxy's or a portal's 403 says nothing about our credentials: only the hub's own word halts.
    if code and status in _HALTS:
        return HaltError(_HALTS[status], hub_code=code)
    return SyncError("SY-104", status=status, hub_code=code)


def _decoded(body: bytes, kind: type[D]) -> D:
    try:
        return msgspec.json.decode(body, type=kind)
    except _UNREADABLE as error:
        raise SyncError("SY-102") from error
