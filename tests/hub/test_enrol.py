"""Codes as the hub keeps them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import InputError, SyncError
from hub import enrol
from hub.enrol import Asked
from hub.opening import Hub
from sync import signing
from sync.enrol import MAC_HEADER, EnrolAnswer, EnrolRequest, code_key, request_mac
from sync.signing import Target
from tests.realparts.hub import now

DEVICE = "01a1f951-3386-7e0e-aeb9-33093725fc1d"
TARGET = Target("POST", "/v1/enrol")
OTHER = "01a1f951-3386-7e0e-aeb9-33093725fc1e"


def asked(
    code: str,
    key: Ed25519PrivateKey | None = None,
    device: str = DEVICE,
    change: Callable[[EnrolRequest], EnrolRequest] = lambda request: request,
) -> Asked:
    key = key or Ed25519PrivateKey.generate()
    plain = EnrolRequest(device, "W03", signing.public_bytes(key), bytes(32))
    body = msgspec.json.encode(change(plain))
    headers = signing.sign_request(key, device, TARGET, signing.content_digest(body), now())
    headers[MAC_HEADER] = request_mac(code_key(code), body)
    return Asked(TARGET, {name.lower(): value for name, value in headers.items()}, body)


def in_time(hub: Hub, later: timedelta) -> Hub:
    def then() -> datetime:
        return now() + later

    return replace(hub, now=then)


def test_the_code_itself_is_not_kept(hub: Hub) -> None:
    code = enrol.give_code(hub, "3", "3号窗口")
    with hub.opened.store.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT name, value FROM facts").all())
    assert code not in kept
    assert "3号窗口" in kept


def test_an_expired_code_is_refused_and_forgotten(hub: Hub) -> None:
    code = enrol.give_code(hub, "3", "3号窗口", timedelta(hours=2))
    late = in_time(hub, timedelta(hours=3))
    with pytest.raises(SyncError, match="HU-301"):
        enrol.answer(late, asked(code))
    enrol.give_code(late, "4", "4号窗口")
    with hub.opened.store.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT value FROM facts").all())
    assert "3号窗口" not in kept


def test_the_window_comes_from_the_code(hub: Hub) -> None:
    codes = {name: enrol.give_code(hub, name, f"{name}号窗口") for name in ("3", "4")}
    answer = msgspec.json.decode(enrol.answer(hub, asked(codes["4"]))[0], type=EnrolAnswer)
    assert (answer.window, answer.window_name) == ("4", "4号窗口")
    assert (answer.approval_system, answer.verify_address) == (True, "https://hall.test/verify")


@pytest.mark.parametrize(("window", "name"), [("", "x"), ("3", ""), ("3" * 33, "x")])
def test_a_window_has_a_name(hub: Hub, window: str, name: str) -> None:
    with pytest.raises(InputError, match="HU-303"):
        enrol.give_code(hub, window, name)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"public_key": b"short"}, "HU-302"),
        ({"public_key": bytes(32)}, "SY-201"),
        ({"device": OTHER}, "SY-201"),
        ({"name": ""}, "HU-302"),
    ],
)
def test_the_request_must_be_of_the_key_in_it(
    hub: Hub, change: dict[str, object], code: str
) -> None:
    given = enrol.give_code(hub, "3", "3号窗口")
    request = asked(given, change=lambda plain: msgspec.structs.replace(plain, **change))
    with pytest.raises(SyncError, match=code):
        enrol.answer(hub, request)


@pytest.mark.parametrize("body", [b"", b"\xff", b"{}", b"[" * 10_000])
def test_what_is_no_request_is_refused(hub: Hub, body: bytes) -> None:
    with pytest.raises(SyncError, match="HU-302"):
        enrol.answer(hub, Asked(TARGET, {}, body))


def test_a_device_cannot_be_taken_over(hub: Hub) -> None:
    enrol.answer(hub, asked(enrol.give_code(hub, "3", "3号窗口")))
    with pytest.raises(SyncError, match="HU-302"):
        enrol.answer(hub, asked(enrol.give_code(hub, "3", "3号窗口")))
    own = hub.ledger.identity.device
    with pytest.raises(SyncError, match="HU-302"):
        enrol.answer(hub, asked(enrol.give_code(hub, "3", "3号窗口"), device=own))
