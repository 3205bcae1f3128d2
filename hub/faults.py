"""Faults for tests: a hub that loses replies, dawdles, breaks or is not one at all.

Only an explicit ``--faults FILE`` puts this in front of the hub. The file is JSON, a list of rules,
read again whenever it changes; the first rule that fits a request and is not used up acts once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Receive, Send], Awaitable[None]]
_PORTAL = "<html><title>Welcome</title><body>Please log in to the network.</body></html>"


class Kind(StrEnum):
    """What goes wrong."""

    LOSE = "lose"
    """The request is done, its answer never arrives."""
    DELAY = "delay"
    """Done after ``seconds``."""
    PAGE = "page"
    """Not done: a web page answers 200, as a captive portal does."""
    FLIP = "flip"
    """Done, but one bit of byte ``at`` of the answer is turned over."""
    ERROR = "error"
    """Not done: ``status`` with a page."""
    HANG = "hang"
    """Not done and never answered."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fault: for paths that begin with ``path``, after ``skip`` requests, ``times`` times."""

    path: str
    kind: Kind
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    at: int = 0
    status: int = 500


class Faults:
    """ASGI middleware that acts out the rules."""

    def __init__(self, app: App, rules: Path) -> None:
        self._app = app
        self._path = rules
        self._text = b""
        self._rules: tuple[Rule, ...] = ()
        self._met: list[int] = []

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve a request, or let it fail."""
        rule = self._rule(scope["path"]) if scope["type"] == "http" else None
        if rule is None:
            await self._app(scope, receive, send)
        elif rule.kind in (Kind.PAGE, Kind.ERROR, Kind.HANG):
            await _instead(rule, receive, send)
        else:
            await asyncio.sleep(rule.seconds if rule.kind is Kind.DELAY else 0)
            answer = _Answer()
            await self._app(scope, receive, answer.take)
            await answer.give(rule, send)

    def _rule(self, path: str) -> Rule | None:
        self._read()
        for index, rule in enumerate(self._rules):
            if path.startswith(rule.path):
                self._met[index] += 1
                if rule.skip < self._met[index] <= rule.skip + rule.times:
                    return rule
        return None

    def _read(self) -> None:
        text = self._path.read_bytes() if self._path.exists() else b"[]"
        if text != self._text:
            self._text = text
            self._rules = msgspec.json.decode(text, type=tuple[Rule, ...])
            self._met = [0] * len(self._rules)


async def _instead(rule: Rule, receive: Receive, send: Send) -> None:
    if rule.kind is Kind.HANG:
        while (await receive())["type"] != "http.disconnect":
            continue
        return
    # Taken in first, so that what fails is the answer and not, by chance, the sending.
    while (await receive()).get("more_body", False):
        continue
    status = 200 if rule.kind is Kind.PAGE else rule.status
    body = _PORTAL.encode()
    headers = [(b"content-type", b"text/html"), (b"connection", b"close")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Answer:
    """An answer that is held back until it is whole."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        else:
            self._body += message.get("body", b"")

    async def give(self, rule: Rule, send: Send) -> None:
        if rule.kind is Kind.FLIP and self._body:
            self._body[rule.at % len(self._body)] ^= 1
        await send(self._start)
        if rule.kind is Kind.LOSE:
            # The server closes a connection whose answer was begun and not ended.
            return
        await send({"type": "http.response.body", "body": bytes(self._body)})
