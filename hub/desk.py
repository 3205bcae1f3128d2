"""The desk of departments and portal: their verbs over HTTP, commands performed at the hub.

A department's account (with the duty 办理) logs in with its password at every call; what it may do
is decided by its grants and by the command, as at a window. The portal's account (duty 网上申报)
sends files first and then the application that names them.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.act import Command, Context, Place, perform
from casework.errors import RightsError, SyncError
from casework.people.grants import Clerk, Duty
from casework.records import account, ids
from casework.records.case import CaseRecord
from hub import accounts, blocks
from hub.answers import JSON
from hub.calls import read_body
from hub.law import Law
from hub.opening import Hub
from hub.pages.sessions import Sessions
from hub.pool import Pool
from hub.refusals import BLOB_NAME
from hub.verbs import VERBS
from sync import wire

MAX_BODY = 256 << 10
MAX_FILE = 64 << 20
"""Bytes of one file that is filed online; kept in memory while it comes in."""
DEVICE = "HUB"
"""The hub's short name in numbers outside any block."""


class Done(msgspec.Struct, frozen=True):
    """The answer to a verb: the act and the hash (hex) of each of its entries."""

    act: str
    hashes: tuple[str, ...]


class Sent(msgspec.Struct, frozen=True):
    """The answer to a file: by which name (SHA-256 in hex) an application names it."""

    sha256: str
    size: int


class Desk:
    """Performs verbs; ``law`` is asked at every call, so that new rules hold at once."""

    def __init__(self, hub: Hub, sessions: Sessions, law: Callable[[], Law]) -> None:
        self._hub = hub
        self._sessions = sessions
        self._law = law

    def perform(self, login: str, password: str, verb: str, body: bytes) -> Done:
        """One verb of a department; RightsError, SyncError HU-206 or the command's refusal."""
        command = VERBS.get(verb)
        if command is None:
            raise SyncError("HU-207")
        clerk = self._clerk(login, password)
        if not clerk.department:
            raise RightsError("PE-304")
        try:
            request: object = msgspec.json.decode(body, type=command.request)
        except (ValueError, RecursionError) as error:
            raise SyncError("HU-206") from error
        self._check_files(command.files(request))
        return self.act(command.command, self._with_own(request), clerk)

    def keep(self, login: str, password: str, body: bytes) -> Sent:
        """A file for an application that is filed online; RightsError PE-301 for anybody else."""
        clerk = self._clerk(login, password)
        if not any(grant.duty is Duty.FILE for grant in clerk.grants):
            raise RightsError("PE-301", item="", duty=Duty.FILE.word)
        return Sent(self._hub.blobs.put(body), len(body))

    def _check_files(self, names: tuple[str, ...]) -> None:
        """SyncError HU-206 for what is no name, HU-209 for files that did not come."""
        if not all(map(BLOB_NAME.fullmatch, names)):
            raise SyncError("HU-206")
        if missing := set(names) - self._hub.blobs.has(names):
            raise SyncError("HU-209", count=len(missing))

    def _with_own(self, request: Any) -> Any:
        """The hub's numbers and lists, stage and project of the case, whatever is asked."""
        own = {
            "numbers": ids.stream_of(ids.NUMBERS, self._hub.ledger.identity.device),
            "rolls": ids.stream_of(ids.ROLLS, self._hub.hall_id),
        }
        if hasattr(request, "on"):
            on = request.on
            if hasattr(on, "stage") and ids.kind_of(on.case) == ids.CASE:
                case = self._hub.ledger.load(on.case).record
                own["stage"] = case.stage if isinstance(case, CaseRecord) else ""
                own["project"] = case.received.project if isinstance(case, CaseRecord) else ""
            return replace(request, on=_filled(on, own))
        return _filled(request, own)

    def act(self, command: Command[Any], request: object, clerk: Clerk) -> Done:
        """Perform any command as the hub's own act."""
        now = self._hub.now()
        blocks.top_up(self._hub.ledger, self._hub.ledger.identity.device, now)
        done = perform(
            self._hub.ledger, ids.new_id(now), command, request, self.context(clerk, now)
        )
        return Done(done.act, done.hashes)

    def context(self, clerk: Clerk, now: datetime) -> Context:
        """What a command may know when it is performed here."""
        law, hall = self._law(), self._hub.hall
        place = Place(
            hall=self._hub.hall_id,
            hall_name=hall.name,
            area=hall.area,
            window="hub",
            window_name=clerk.department,
            device=DEVICE,
        )
        return Context(now, clerk, place, law.catalogue, law.calendar, hall.practice)

    def _clerk(self, login: str, password: str) -> Clerk:
        self._sessions.check(login, password)
        record = accounts.of_login(self._hub.ledger, login)
        if record is None:
            raise RightsError("HU-502")
        return account.clerk(accounts.stream_of(login), record)


def _filled(value: Any, own: Mapping[str, str]) -> Any:
    """A value with those of its fields set that the hub knows itself."""
    return replace(value, **{name: text for name, text in own.items() if hasattr(value, name)})


class DeskCalls:
    """The endpoints under /v1/desk."""

    def __init__(self, desk: Desk, pool: Pool) -> None:
        self._desk = desk
        self._pool = pool

    def routes(self) -> list[Route]:
        """One route for all verbs, and one for files."""
        prefix = f"/{wire.VERSION}/desk"
        return [
            Route(f"{prefix}/files", self.file, methods=["PUT"]),
            Route(f"{prefix}/{{verb}}", self.verb, methods=["POST"]),
        ]

    async def file(self, request: Request) -> Response:
        """Keep a file that an application will name."""
        login, password = _credentials(request.headers)
        body = await read_body(request, MAX_FILE)
        sent = await self._pool.run(self._desk.keep, login, password, body)
        return Response(msgspec.json.encode(sent), 201, media_type=JSON)

    async def verb(self, request: Request) -> Response:
        """Perform a verb with the JSON body as its request."""
        login, password = _credentials(request.headers)
        body = await read_body(request, MAX_BODY)
        verb = request.path_params["verb"]
        done = await self._pool.run(self._desk.perform, login, password, verb, body)
        return Response(msgspec.json.encode(done), 201, media_type=JSON)


def _credentials(headers: Mapping[str, str]) -> tuple[str, str]:
    """Login and password of HTTP Basic; RightsError HU-502 for anything else."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    try:
        text = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise RightsError("HU-502") from error
    login, colon, password = text.partition(":")
    if kind.lower() != "basic" or not colon:
        raise RightsError("HU-502")
    return login, password
