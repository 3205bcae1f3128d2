"""The client in front of servers that are not the hub, or not quite."""

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from casework.errors import HaltError, SyncError
from sync import signing
from sync.client import DeviceKey, HubAddress, HubClient
from tests.realparts.hub import now

HUB_KEY = Ed25519PrivateKey.generate()
DEVICE = DeviceKey("01a1f951-3386-7e0e-aeb9-33093725fc1d", Ed25519PrivateKey.generate())
Answer = tuple[int, bytes, dict[str, str]]


class Server(ThreadingHTTPServer):
    """Answers every request with the same bytes and counts what it heard."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.heard = 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.server.heard += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body, headers = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing to say."""


Serve = Callable[..., Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[Server] = []

    def start(answer: Answer, context: ssl.SSLContext | None = None) -> Server:
        server = Server(answer)
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        running.append(server)
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def client(server: Server, scheme: str = "http", ca: Path | None = None) -> HubClient:
    url = f"{scheme}://127.0.0.1:{server.server_port}"
    return HubClient(HubAddress(url, signing.public_bytes(HUB_KEY), ca), DEVICE, now)


def signed(body: bytes, domain: bytes = signing.HAVE) -> Answer:
    return 200, body, {signing.ANSWER_HEADER: signing.sign_answer(HUB_KEY, domain, body)}


def test_a_signed_answer_counts(serve: Serve) -> None:
    assert client(serve(signed(b'["ab"]'))).have(["ab"]) == {"ab"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, b"<html>log in</html>", {}), "SY-102"),
        ((200, b"[]", {signing.ANSWER_HEADER: "AAAA"}), "SY-102"),
        (signed(b"[]", signing.FEED), "SY-102"),
        (signed(b"<html>"), "SY-102"),
        (signed(b"\xff"), "SY-102"),
        ((302, b"", {"Location": "/elsewhere"}), "SY-104"),
        ((401, b"<html>", {}), "SY-104"),
        ((403, b"blocked", {}), "SY-104"),
        ((407, b"", {}), "SY-104"),
        ((500, b"\xff", {}), "SY-104"),
        ((500, b"[" * 20_000, {}), "SY-104"),
        ((503, b'{"code":"LE-204"}', {}), "SY-104"),
    ],
)
def test_what_does_not_come_from_the_hub_does_not_count(
    serve: Serve, answer: Answer, code: str
) -> None:
    server = serve(answer)
    with pytest.raises(SyncError, match=code) as caught:
        client(server).have(["ab"])
    assert not isinstance(caught.value, HaltError)
    assert server.heard == 1, "redirects are not followed"


@pytest.mark.parametrize(
    ("status", "hub_code", "code"),
    [
        (401, "SY-201", "SY-110"),
        (403, "HU-201", "SY-110"),
        (412, "HU-202", "SY-111"),
        (507, "LE-201", "SY-113"),
    ],
)
def test_the_hubs_own_word_halts_the_loop(
    serve: Serve, status: int, hub_code: str, code: str
) -> None:
    body = f'{{"code":"{hub_code}"}}'.encode()
    with pytest.raises(HaltError, match=code) as caught:
        client(serve((status, body, {}))).have(["ab"])
    assert caught.value.facts["hub_code"] == hub_code


def test_nobody_there_is_no_reason_to_halt() -> None:
    address = HubAddress("http://127.0.0.1:9", signing.public_bytes(HUB_KEY))
    with pytest.raises(SyncError, match="SY-101"):
        HubClient(address, DEVICE, now).have(["ab"])


class Authority:
    """A CA of its own and certificates by it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.path = folder / f"{name}.pem"
        made = _certificate(name, self._key, name, self._key, ca=True, days=9)
        self.path.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def context(self, days: int = 9) -> ssl.SSLContext:
        """A server's side with a certificate for 127.0.0.1."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate("hub", key, self._name, self._key, ca=False, days=days)
        path = self._folder / f"{self._name}-hub-{days}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + made.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    by: ec.EllipticCurvePrivateKey,
    *,
    ca: bool,
    days: int,
) -> x509.Certificate:
    at = datetime.now().astimezone()
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=10))
        .not_valid_after(at + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(alternative, critical=False)
        .sign(by, hashes.SHA256())
    )


def test_the_halls_own_certificate_is_trusted(serve: Serve, tmp_path: Path) -> None:
    hall = Authority(tmp_path, "hall")
    server = serve(signed(b"[]"), hall.context())
    assert client(server, "https", hall.path).have(["ab"]) == frozenset()


@pytest.mark.parametrize("env", ["", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_any_other_certificate_is_refused(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: str
) -> None:
    """Not even when the environment names the stranger's CA as trusted."""
    hall, stranger = Authority(tmp_path, "hall"), Authority(tmp_path, "stranger")
    if env:
        monkeypatch.setenv(env, str(stranger.path))
    server = serve(signed(b"[]"), stranger.context())
    with pytest.raises(HaltError, match="SY-112"):
        client(server, "https", hall.path).have(["ab"])
    assert server.heard == 0


def test_an_expired_certificate_is_refused(serve: Serve, tmp_path: Path) -> None:
    hall = Authority(tmp_path, "hall")
    server = serve(signed(b"[]"), hall.context(days=-1))
    with pytest.raises(HaltError, match="SY-112"):
        client(server, "https", hall.path).have(["ab"])


def test_no_proxy_of_the_environment_is_asked(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve((200, b"<html>", {}))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
    assert client(serve(signed(b"[]"))).have(["ab"]) == frozenset()
    assert proxy.heard == 0
