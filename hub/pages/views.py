"""The pages over HTTP: behind a session, except the check of a paper and the way in."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from casework.errors import ClerkError, InputError
from casework.people.numbers import mask_number
from casework.records import ids
from casework.records.case import CaseRecord
from hub.answers import NOT_FOUND
from hub.calls import read_body
from hub.opening import Hub
from hub.pages import files, form, overview, papers, story, words
from hub.pages.render import STYLE, Templates, style
from hub.pages.sessions import COOKIE, LASTS, Sessions
from hub.pool import Pool
from printing.mark import decode_mark
from sync.ledger.lists import Lists

_MAX_FORM = 4 << 10
View = Callable[[Request, str], Awaitable[Response]]


class Pages:
    """The endpoints for people."""

    def __init__(self, hub: Hub, pool: Pool, sessions: Sessions) -> None:
        self._hub = hub
        self._pool = pool
        self._sessions = sessions
        self._templates = Templates(hub.hall)

    def routes(self) -> list[Route]:
        """One route a page."""
        return [
            Route("/", self._inside(self.cases)),
            Route("/cases/{case}", self._inside(self.case)),
            Route("/cases/{case}/files/{sha}", self._inside(self.file)),
            Route("/devices", self._inside(self.devices)),
            Route("/verify", self._open(self.verify)),
            Route("/login", self._open(self.enter), methods=["GET"]),
            Route("/login", self._open(self.login), methods=["POST"]),
            Route("/logout", self._inside(self.logout), methods=["POST"]),
            Route(f"/{STYLE}", _style),
        ]

    def _open(self, view: View) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            who = self._sessions.who(request.cookies.get(COOKIE, ""))
            try:
                return await view(request, who)
            except ClerkError as error:
                return self._templates.refusal(error, who)

        return serve

    def _inside(self, view: View) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request, who: str) -> Response:
            return await view(request, who) if who else RedirectResponse("/login", 303)

        return self._open(guarded)

    def missing(self, request: Request) -> Response:
        """The page for an address that leads nowhere."""
        who = self._sessions.who(request.cookies.get(COOKIE, ""))
        return self._templates.refusal(InputError(NOT_FOUND), who)

    async def cases(self, request: Request, who: str) -> Response:
        """The list of cases, newest first."""
        page = await self._pool.run(
            overview.cases, self._hub, request.query_params.get("before", "")
        )
        return self._templates.page("cases", who, page=page)

    async def case(self, request: Request, who: str) -> Response:
        """One case as a story."""
        stream = _case_stream(request)
        told = await self._pool.run(story.of_case, self._hub, stream)
        if told is None:
            raise InputError(NOT_FOUND)
        rows = Lists(self._hub.opened.store, self._hub.hall_id)
        limits = await self._pool.run(rows.limits, stream)
        return self._templates.page(
            "case",
            who,
            ident=request.path_params["case"],
            story=told,
            limits=limits,
            form=form.filled(told.record.received),
            words=words,
            moment=story.moment,
            mask=mask_number,
        )

    async def file(self, request: Request, _who: str) -> Response:
        """A scan or paper of a case."""
        loaded = await self._pool.run(self._hub.ledger.load, _case_stream(request))
        if not isinstance(loaded.record, CaseRecord):
            raise InputError(NOT_FOUND)
        sha = request.path_params["sha"]
        media_type = files.media_type_of(loaded.record, sha)
        return await files.stream(self._hub, self._pool, sha, media_type)

    async def devices(self, _request: Request, who: str) -> Response:
        """The devices with chain head and last receipt."""
        lines = await self._pool.run(overview.device_lines, self._hub)
        return self._templates.page("devices", who, lines=lines)

    async def verify(self, request: Request, who: str) -> Response:
        """Whether the paper behind a QR code matches the journal."""
        if not request.url.query:
            return self._templates.page("verify", who, checked=None, number="")
        mark = decode_mark(str(request.url))
        checked = await self._pool.run(papers.check, self._hub, mark)
        return self._templates.page(
            "verify",
            who,
            checked=checked,
            number=mark.number,
            kind=words.PAPERS.get(checked.kind, ""),
            at=story.moment(checked.at),
        )

    async def enter(self, request: Request, who: str) -> Response:
        """The way in: the practice window's token, or a form for login and password."""
        token = request.query_params.get("token", "")
        if token:
            return self._welcome(request, self._sessions.by_token(token))
        return self._templates.page("login", who)

    async def login(self, request: Request, _who: str) -> Response:
        """A clerk's login and password."""
        form = parse_qs((await read_body(request, _MAX_FORM)).decode("utf-8", "replace"))
        login, password = form.get("login", [""])[0], form.get("password", [""])[0]
        session = await self._pool.run(self._sessions.by_password, login, password)
        return self._welcome(request, session)

    async def logout(self, request: Request, _who: str) -> Response:
        """The end of a session."""
        self._sessions.end(request.cookies.get(COOKIE, ""))
        return RedirectResponse("/login", 303)

    def _welcome(self, request: Request, session: str) -> Response:
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE,
            session,
            max_age=int(LASTS.total_seconds()),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer


async def _style(_request: Request) -> Response:
    return style()


def _case_stream(request: Request) -> str:
    return ids.stream_of(ids.CASE, request.path_params["case"])
