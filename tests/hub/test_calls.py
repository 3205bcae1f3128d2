"""The calls over HTTP: what is refused, with which status, and never with more than a code."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests
from requests import Response

from hub.calls import MAX_ENROL
from sync import signing, wire
from sync.client import MAX_HAVE
from sync.ledger.blobs import CHUNK, PLAIN, digest_of
from sync.signing import Target
from tests.realparts.hub import HubProcess, Window, enrolled


@pytest.fixture(scope="module")
def window(running_hub: HubProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    made = enrolled(running_hub, tmp_path_factory.mktemp("calls") / "window")
    yield made
    made.close()


def call(
    window: Window, hub: HubProcess, target: Target, body: bytes | Iterator[bytes] = b""
) -> Response:
    """A call signed as the window would, whatever it asks for."""
    digest = signing.content_digest(body) if isinstance(body, bytes) else ""
    key, device = window.opened.ledger.identity.key, window.enrolment.device
    headers = signing.sign_request(key, device, target, digest, window.clock())
    url = hub.url + target.path + (target.query if target.query != "?" else "")
    with requests.Session() as session:
        session.trust_env = False
        return session.request(target.method, url, data=body, headers=headers, timeout=20)


def said(answer: Response) -> tuple[int, str]:
    """Status and code; nothing else stands in a refusal."""
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json().keys() == {"code"}
    assert "Traceback" not in answer.text
    return answer.status_code, answer.json()["code"]


HAVE, PACK = Target("POST", "/v1/have"), Target("POST", "/v1/pack")
BATCH = Target("POST", "/v1/batch")


@pytest.mark.parametrize(
    ("target", "body", "expected"),
    [
        (HAVE, b"", (400, "HU-206")),
        (HAVE, b"{}", (400, "HU-206")),
        (HAVE, b"\xff", (400, "HU-206")),
        (HAVE, b"[" * 90_000, (400, "HU-206")),
        (HAVE, b'["xyz"]', (400, "HU-206")),
        (HAVE, json.dumps(["AB" * 32]).encode(), (400, "HU-206")),
        (HAVE, json.dumps(["ab" * 32] * (MAX_HAVE + 1)).encode(), (400, "HU-206")),
        (HAVE, b" " * 500_000, (413, "HU-203")),
        (BATCH, b"", (400, "SY-203")),
        (BATCH, b"<html>", (400, "SY-203")),
        (BATCH, b" " * ((32 << 20) + 1), (413, "HU-203")),
        (Target("GET", "/v1/feed"), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", "?after="), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", "?after=-1"), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", "?after=1e9"), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", f"?after={1 << 63}"), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", "?after=" + "9" * 5000), b"", (400, "HU-206")),
        (Target("GET", "/v1/feed", "?after=%D9%A3"), b"", (400, "HU-206")),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    running_hub: HubProcess,
    window: Window,
    target: Target,
    body: bytes,
    expected: tuple[int, str],
) -> None:
    assert said(call(window, running_hub, target, body)) == expected


def test_five_thousand_hashes_can_be_asked_for(running_hub: HubProcess, window: Window) -> None:
    names = [digest_of(str(at).encode()) for at in range(MAX_HAVE)]
    answer = call(window, running_hub, HAVE, json.dumps(names).encode())
    assert answer.json() == names
    signature = answer.headers[signing.ANSWER_HEADER]
    key = window.enrolment.hub_key
    assert signing.answer_is_signed(key, signing.HAVE, answer.content, signature)


def test_a_body_that_is_read_must_be_signed(running_hub: HubProcess, window: Window) -> None:
    """Without its digest a request could carry anything."""
    answer = call(window, running_hub, HAVE, iter([b"[]"]))
    assert said(answer) == (400, "SY-202")


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ([wire.frame("ab" * 32, PLAIN, b"x")], (422, "HU-204")),
        ([wire.frame(digest_of(b"x"), 7, b"x")], (422, "HU-204")),
        ([bytes(32) + b"\0" + (CHUNK + 1).to_bytes(4, "big")], (413, "HU-203")),
        ([wire.frame(digest_of(b"x"), PLAIN, b"x")[:-1]], (422, "HU-204")),
        ([wire.frame("ab" * 32, 1, b"{}")], (422, "HU-205")),
    ],
)
def test_a_pack_that_is_wrong_keeps_what_was_right(
    running_hub: HubProcess, window: Window, stream: list[bytes], expected: tuple[int, str]
) -> None:
    good = f"{expected}{stream}".encode()
    frames = [wire.frame(digest_of(good), PLAIN, good), *stream]
    assert said(call(window, running_hub, PACK, iter(frames))) == expected
    left = call(window, running_hub, HAVE, json.dumps([digest_of(good)]).encode())
    assert left.json() == []


def test_a_pack_counts_its_blobs(running_hub: HubProcess, window: Window) -> None:
    frames = [wire.frame(digest_of(data), PLAIN, data) for data in (b"one", b"two", b"one")]
    answer = call(window, running_hub, PACK, iter(frames))
    assert msgspec.json.decode(answer.content) == 3


@pytest.mark.parametrize("path", ["/v1/have", "/v1/pack", "/v1/batch"])
def test_nobody_unsigned_is_heard(running_hub: HubProcess, path: str) -> None:
    answer = requests.post(running_hub.url + path, data=b"[]", timeout=20)
    assert said(answer) == (401, "SY-201")


@pytest.mark.parametrize(
    ("body", "expected"),
    [(b"{}", (400, "HU-302")), (b" " * (MAX_ENROL + 1), (413, "HU-203"))],
)
def test_an_enrolment_that_is_none_is_refused(
    running_hub: HubProcess, body: bytes, expected: tuple[int, str]
) -> None:
    answer = requests.post(f"{running_hub.url}/v1/enrol", data=body, timeout=20)
    assert said(answer) == expected


def test_a_hub_that_hangs_goes_on_for_others(
    running_hub: HubProcess, window: Window, tmp_path: Path
) -> None:
    running_hub.arm({"path": "/v1/have", "kind": "hang"})
    with pytest.raises(requests.Timeout):
        requests.post(f"{running_hub.url}/v1/have", data=b"[]", timeout=0.5)
    running_hub.arm()
    assert call(window, running_hub, HAVE, b"[]").json() == []
