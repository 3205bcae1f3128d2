"""Enrolment at the hub: one-time codes, and the devices they let in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, RowMapping, delete, insert, select

from casework.errors import InputError, SyncError
from hub import blocks, gate, issuing
from hub.opening import Hub
from sync import enrol, signing
from sync.enrol import EnrolAnswer, EnrolRequest
from sync.ledger import chain, facts, journal
from sync.ledger.tables import devices
from sync.ledger.tables import facts as fact_table
from sync.signing import Target

VALID = timedelta(hours=24)
MAX_NAME = 32
_PREFIX = "enrol/"
_KEY_BYTES = 32


class OpenCode(msgspec.Struct, frozen=True):
    """A code that was given out; only the key derived from it is kept."""

    key: bytes
    window: str
    window_name: str
    expires: str
    public_key: bytes = b""
    device: str = ""
    """Who used it: asking again with the same key brings the same answer until it expires."""
    issuing: bool = False
    """Whether the workstation stands at the issuing window."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An enrolment request as it came in."""

    target: Target
    headers: Mapping[str, str]
    body: bytes


def give_code(
    hub: Hub, window: str, window_name: str, valid: timedelta = VALID, *, issuing: bool = False
) -> str:
    """A new one-time code for a window; InputError HU-303 for a name that is empty or too long."""
    if not (0 < len(window) <= MAX_NAME and 0 < len(window_name) <= MAX_NAME):
        raise InputError("HU-303", most=MAX_NAME)
    code = enrol.new_code()
    key = enrol.code_key(code)
    expires = (hub.now() + valid).isoformat()
    kept = OpenCode(key, window, window_name, expires, issuing=issuing)
    with hub.ledger.store.writing() as connection:
        _forget_expired(connection, hub)
        _keep(connection, hub, kept)
    return code


def answer(hub: Hub, asked: Asked) -> tuple[bytes, str]:
    """Let a window in: the answer's bytes and its MAC.

    SyncError HU-301 for a code that is unknown, used by another key or expired; HU-302 for a
    request that is none; HU-202 for a clock more than a day off; SY-201/202 for a signature that
    is not of the key in the request.
    """
    request = _request(asked.body)
    now = hub.now()
    with hub.ledger.writing(), hub.ledger.store.writing() as connection:
        code = _code_of(connection, hub, asked)
        signer = signing.read_signer(asked.headers)
        if signer.device != request.device:
            raise SyncError("SY-201")
        signing.check_request(request.public_key, signer, asked.target, asked.headers, asked.body)
        gate.check_clock(signer, now)
        row = _device(connection, hub, code, request)
        blocks.top_up(hub.ledger, row["device"], now)
    body = msgspec.json.encode(_answer(hub, code, row))
    return body, enrol.answer_mac(code.key, asked.body, body)


def _request(body: bytes) -> EnrolRequest:
    try:
        request = msgspec.json.decode(body, type=EnrolRequest)
    except (ValueError, RecursionError) as error:
        raise SyncError("HU-302") from error
    if len(request.public_key) != _KEY_BYTES or not 0 < len(request.name) <= MAX_NAME:
        raise SyncError("HU-302")
    return request


def _codes(connection: Connection, hub: Hub) -> Iterator[OpenCode]:
    query = select(fact_table.c.value).where(
        fact_table.c.hall == hub.hall_id, fact_table.c.name.startswith(_PREFIX)
    )
    for value in connection.execute(query).scalars().all():
        yield msgspec.json.decode(value, type=OpenCode)


def _code_of(connection: Connection, hub: Hub, asked: Asked) -> OpenCode:
    given = asked.headers.get(enrol.MAC_HEADER.lower(), "")
    now = hub.now()
    for code in _codes(connection, hub):
        right = enrol.same_mac(given, enrol.request_mac(code.key, asked.body))
        if right and now < datetime.fromisoformat(code.expires):
            return code
    raise SyncError("HU-301")


def _device(connection: Connection, hub: Hub, code: OpenCode, request: EnrolRequest) -> RowMapping:
    if code.device:
        known = journal.device_row(connection, hub.hall_id, code.device)
        if known is None or code.public_key != request.public_key:
            raise SyncError("HU-301")
        return known
    if journal.device_row(connection, hub.hall_id, request.device) is not None:
        raise SyncError("HU-302")
    row = {
        "hall": hub.hall_id,
        "device": request.device,
        "name": _free_name(connection, hub, request.name),
        "public_key": request.public_key,
        "last_seq": 0,
        "head": chain.genesis(request.device, request.public_key),
        "own": False,
        "ended": False,
    }
    connection.execute(insert(devices), row)
    if code.issuing:
        issuing.mark(connection, hub.hall_id, request.device)
    used = msgspec.structs.replace(code, public_key=request.public_key, device=request.device)
    _keep(connection, hub, used)
    made = journal.device_row(connection, hub.hall_id, request.device)
    assert made is not None
    return made


def _free_name(connection: Connection, hub: Hub, wish: str) -> str:
    """The wish, or the wish with a number: papers outside any block are told apart by it."""
    query = select(devices.c.name).where(devices.c.hall == hub.hall_id)
    taken = set(connection.execute(query).scalars())
    name, count = wish, 1
    while name in taken:
        count += 1
        name = f"{wish[: MAX_NAME - 5]}-{count}"
    return name


def _keep(connection: Connection, hub: Hub, code: OpenCode) -> None:
    name = _PREFIX + code.key.hex()[:16]
    facts.put(connection, hub.hall_id, name, msgspec.json.encode(code).decode())


def _forget_expired(connection: Connection, hub: Hub) -> None:
    for code in _codes(connection, hub):
        if hub.now() >= datetime.fromisoformat(code.expires):
            name = _PREFIX + code.key.hex()[:16]
            connection.execute(
                delete(fact_table).where(
                    fact_table.c.hall == hub.hall_id, fact_table.c.name == name
                )
            )


def _answer(hub: Hub, code: OpenCode, row: RowMapping) -> EnrolAnswer:
    return EnrolAnswer(
        device=row["device"],
        name=row["name"],
        hall=hub.hall_id,
        hall_name=hub.hall.name,
        area=hub.hall.area,
        window=code.window,
        window_name=code.window_name,
        hub_key=hub.public_key,
        approval_system=hub.hall.approval_system,
        verify_address=hub.hall.verify_address,
        hub_at=hub.now().isoformat(),
    )
