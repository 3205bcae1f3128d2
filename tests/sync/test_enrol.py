"""A window becomes a device of the hall: by a code that never crosses the wire."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import HaltError, SyncError
from hub import practice
from sync import enrol
from sync.enrol import Enrolment
from tests.realparts.hub import HubProcess, now


def ask(url: str, code: str, key: Ed25519PrivateKey | None = None, name: str = "W07") -> Enrolment:
    return enrol.enrol(url, code, name, key or Ed25519PrivateKey.generate(), None, now=now())


def test_a_code_brings_the_hall(hub: HubProcess) -> None:
    found = ask(hub.url, hub.new_code())
    assert (found.hall_name, found.area) == ("郑州市政务服务大厅（演练）", "410100")
    assert (found.window, found.window_name) == ("3", "综合3号窗口")
    assert found.approval_system is practice.invented_hall().approval_system
    assert len(found.hub_key) == 32


def test_a_code_may_be_read_out_and_misread(hub: HubProcess) -> None:
    code = enrol.shown_code(hub.new_code()).lower().replace("o", "0").replace("i", "1")
    assert ask(hub.url, f" {code} ").hall


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ8", "A" * 17, "é" * 16])
def test_what_is_no_code_is_not_even_sent(code: str) -> None:
    with pytest.raises(SyncError, match="SY-130"):
        ask("http://127.0.0.1:9", code)


def test_a_code_serves_once(hub: HubProcess) -> None:
    code = hub.new_code()
    ask(hub.url, code)
    with pytest.raises(SyncError, match="SY-131"):
        ask(hub.url, code)


def test_a_code_nobody_gave_is_refused(hub: HubProcess) -> None:
    with pytest.raises(SyncError, match="SY-131"):
        ask(hub.url, enrol.new_code())


def test_a_lost_answer_can_be_asked_for_again(hub: HubProcess) -> None:
    code, key = hub.new_code(), Ed25519PrivateKey.generate()
    hub.arm({"path": "/v1/enrol", "kind": "lose"})
    with pytest.raises(SyncError, match="SY-101"):
        ask(hub.url, code, key)
    first, again = ask(hub.url, code, key), ask(hub.url, code, key)
    assert first == again


def test_names_of_workstations_are_told_apart(hub: HubProcess) -> None:
    names = [ask(hub.url, hub.new_code(), name="W31").name for _ in range(3)]
    assert names == ["W31", "W31-2", "W31-3"]


@pytest.mark.parametrize("name", ["", "x" * 33])
def test_a_name_must_fit(hub: HubProcess, name: str) -> None:
    with pytest.raises(SyncError) as caught:
        ask(hub.url, hub.new_code(), name=name)
    assert caught.value.facts["hub_code"] == "HU-302"


def test_a_clock_that_is_wrong_is_told_before_anything_is_made(hub: HubProcess) -> None:
    code, key = hub.new_code(), Ed25519PrivateKey.generate()
    with pytest.raises(HaltError, match="SY-111"):
        enrol.enrol(hub.url, code, "W07", key, None, now=now() + timedelta(days=2))
    assert ask(hub.url, code, key).hall


@pytest.mark.parametrize("at", [0, 40, 200, 300])
def test_a_changed_answer_is_not_believed(hub: HubProcess, at: int) -> None:
    hub.arm({"path": "/v1/enrol", "kind": "flip", "at": at})
    with pytest.raises(SyncError, match="SY-132"):
        ask(hub.url, hub.new_code())


class _Between(BaseHTTPRequestHandler):
    """Somebody in between who answers with a hall of his own and keeps what he heard."""

    heard: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).heard.append(body + str(self.headers).encode())
        answer = b'{"type":"Enrolled.v1"}'
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header(enrol.MAC_HEADER, self.headers[enrol.MAC_HEADER])
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args: object) -> None:
        """Nothing to say."""


@pytest.fixture
def between() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Between)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_nobody_in_between_learns_the_code_or_passes_for_the_hub(
    between: ThreadingHTTPServer,
) -> None:
    code = enrol.new_code()
    with pytest.raises(SyncError, match="SY-132"):
        ask(f"http://127.0.0.1:{between.server_port}", code)
    heard = b"".join(_Between.heard)
    assert heard
    for secret in (code.encode(), enrol.shown_code(code).encode(), enrol.code_key(code)):
        assert secret not in heard


def test_what_enrolment_brought_is_kept_as_a_fact(hub: HubProcess) -> None:
    found = ask(hub.url, hub.new_code())
    assert Enrolment.read(found.facts()[enrol.ENROLMENT]) == found
    with pytest.raises(SyncError, match="SY-133"):
        Enrolment.read("")


def test_a_new_device_has_the_halls_name_for_it(hub: HubProcess) -> None:
    key = Ed25519PrivateKey.generate()
    found = ask(hub.url, hub.new_code(), key)
    made = found.new_device(key)
    assert (made.hall, made.device, made.name) == (found.hall, found.device, found.name)
