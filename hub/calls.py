"""The calls of the wire over HTTP: have, pack, batch, feed, blob, enrol; checked and signed."""

from collections.abc import AsyncIterator

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from casework.errors import ClerkError, SyncError
from hub import blocks, enrol
from hub.answers import JSON
from hub.enrol import Asked
from hub.feed import Feed
from hub.gate import Gate
from hub.opening import Hub
from hub.packs import PackWriter
from hub.pool import Pool
from hub.receive import Receiver
from hub.refusals import BLOB_NAME
from hub.scans import Scans
from hub.turns import Turns
from sync import signing, wire
from sync.client import MAX_HAVE
from sync.enrol import MAC_HEADER
from sync.signing import Target

MAX_BATCH = 32 << 20
"""Packed bytes of a batch; what it unpacks to has a limit of its own."""
MAX_ENROL = 16 << 10
_MAX_HAVE_BODY = MAX_HAVE * 68 + 1024
_PIECE = 1 << 20
"""Bytes that are gathered before they go to a thread: fewer hops, bounded memory."""
_MAX_POSITION = (1 << 63) - 1
PATIENCE = 5.0
"""Seconds a device's next call waits for its pack that was cut: what came whole is not asked for
again. A connection that died without a word must not hold it up for longer."""


class Calls:
    """The endpoints under /v1."""

    def __init__(self, hub: Hub, pool: Pool) -> None:
        self._hub = hub
        self._pool = pool
        self._gate = Gate(hub.ledger, hub.now)
        self._receiver = Receiver(hub.ledger, hub.blobs, approval_system=hub.hall.approval_system)
        self._feed = Feed(hub.ledger)
        self._scans = Scans(hub.ledger, hub.blobs, self._feed)
        self._turns = Turns(PATIENCE)

    def routes(self) -> list[Route]:
        """One route a call."""
        prefix = f"/{wire.VERSION}"
        return [
            Route(f"{prefix}/have", self.have, methods=["POST"]),
            Route(f"{prefix}/pack", self.pack, methods=["POST"]),
            Route(f"{prefix}/batch", self.batch, methods=["POST"]),
            Route(f"{prefix}/feed", self.feed, methods=["GET"]),
            Route(f"{prefix}/blob/{{sha}}", self.blob, methods=["GET"]),
            Route(f"{prefix}/enrol", self.enrol, methods=["POST"]),
        ]

    async def have(self, request: Request) -> Response:
        """Which of the named blobs are missing here, in the order asked."""
        device, body = await self._admitted(request, _MAX_HAVE_BODY)
        async with self._turns.of(device):
            return await self._pool.run(self._missing, body)

    def _missing(self, body: bytes) -> Response:
        try:
            names = msgspec.json.decode(body, type=list[str])
        except (ValueError, RecursionError) as error:
            raise SyncError("HU-206") from error
        if len(names) > MAX_HAVE or not all(map(BLOB_NAME.fullmatch, names)):
            raise SyncError("HU-206")
        known = self._hub.blobs.has(names)
        missing = [name for name in names if name not in known]
        return self._signed(signing.HAVE, msgspec.json.encode(missing))

    async def pack(self, request: Request) -> Response:
        """Take a stream of blobs; whatever came whole is kept, also after a cut or a fault."""
        device = await self._pool.run(self._gate.admit, _target(request), request.headers, None)
        async with self._turns.of(device):
            kept = await self._take(request)
        return self._signed(signing.PACK, msgspec.json.encode(kept))

    async def _take(self, request: Request) -> int:
        writer = PackWriter(self._hub.blobs)
        try:
            async for piece in _gathered(request):
                await self._pool.run(writer.feed, piece)
            writer.check_whole()
        except (ClerkError, ClientDisconnect):
            await self._pool.run(writer.finish)
            raise
        return await self._pool.run(writer.finish)

    async def batch(self, request: Request) -> Response:
        """Take a batch of acts and answer with the signed receipt."""
        device, body = await self._admitted(request, MAX_BATCH)
        return await self._pool.run(self._receive, device, body)

    def _receive(self, device: str, body: bytes) -> Response:
        now = self._hub.now()
        answer, signature = self._receiver.accept(device, body, now)
        blocks.top_up(self._hub.ledger, device, now)
        return Response(answer, 201, {signing.ANSWER_HEADER: signature}, JSON)

    async def feed(self, request: Request) -> Response:
        """What happened after a position, as far as the device may know it."""
        device, _ = await self._admitted(request, 0)
        return await self._pool.run(self._following, device, request.query_params.get("after", ""))

    def _following(self, device: str, after: str) -> Response:
        if not (after.isascii() and after.isdigit() and int(after[:20]) <= _MAX_POSITION):
            raise SyncError("HU-206")
        now = self._hub.now()
        # Also here: a window that only asked over New Year needs numbers of the new year.
        blocks.top_up(self._hub.ledger, device, now)
        body, signature = self._feed.answer(device, int(after), now)
        return Response(body, 200, {signing.ANSWER_HEADER: signature}, "application/zstd")

    async def blob(self, request: Request) -> Response:
        """A scan or paper of a case that the device may know, as one frame."""
        device, _ = await self._admitted(request, 0)
        asked = request.query_params
        stream, whole = asked.get("stream", ""), asked.get("of", "")
        sha = request.path_params["sha"]
        body = await self._pool.run(self._scans.frame, device, sha, stream, whole)
        signature = signing.sign_answer(self._hub.ledger.identity.key, signing.BLOB, body)
        return Response(body, 200, {signing.ANSWER_HEADER: signature}, "application/octet-stream")

    async def enrol(self, request: Request) -> Response:
        """Let a window in that holds a one-time code."""
        body = await read_body(request, MAX_ENROL)
        return await self._pool.run(self._let_in, Asked(_target(request), request.headers, body))

    def _let_in(self, asked: Asked) -> Response:
        body, mac = enrol.answer(self._hub, asked)
        return Response(body, 201, {MAC_HEADER: mac}, JSON)

    async def _admitted(self, request: Request, limit: int) -> tuple[str, bytes]:
        await self._pool.run(self._gate.known, request.headers)
        body = await read_body(request, limit)
        device = await self._pool.run(self._gate.admit, _target(request), request.headers, body)
        return device, body

    def _signed(self, domain: bytes, body: bytes) -> Response:
        signature = signing.sign_answer(self._hub.ledger.identity.key, domain, body)
        return Response(body, 200, {signing.ANSWER_HEADER: signature}, JSON)


async def read_body(request: Request, limit: int) -> bytes:
    """A body of at most ``limit`` bytes; SyncError HU-203 for more, before it is all here."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise SyncError("HU-203", limit=limit)
    return bytes(body)


async def _gathered(request: Request) -> AsyncIterator[bytes]:
    """The body in pieces of about _PIECE; what had come before a cut is still handed on."""
    waiting = bytearray()
    try:
        async for part in request.stream():
            waiting += part
            if len(waiting) >= _PIECE:
                yield bytes(waiting)
                waiting.clear()
    except ClientDisconnect:
        yield bytes(waiting)
        raise
    if waiting:
        yield bytes(waiting)


def _target(request: Request) -> Target:
    query = f"?{request.url.query}"
    return Target(request.method, request.url.path, query)
