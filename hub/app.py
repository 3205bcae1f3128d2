"""The hub as one web application: the calls of the wire for windows, the pages for people."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from casework.errors import ClerkError
from hub.answers import NOT_FOUND, UNFORESEEN, fault, gone, refused
from hub.calls import Calls
from hub.desk import Desk, DeskCalls
from hub.faults import Faults
from hub.law import Rulebook
from hub.opening import Hub
from hub.pages.sessions import Sessions
from hub.pages.views import Pages
from hub.pool import Pool
from hub.recounting import Recount, keep_counting
from hub.sweep import Sweep, keep_sweeping
from sync import wire


def make_app(
    hub: Hub,
    *,
    token: str = "",
    faults: Path | None = None,
    ready: Callable[[], None] = lambda: None,
) -> Starlette:
    """The application; ``token`` opens the pages in practice, ``faults`` is for tests alone.

    ``ready`` is called once, when requests can be answered.
    """
    pool = Pool()
    sessions = Sessions(hub.ledger, hub.now, token)
    pages = Pages(hub, pool, sessions)
    book = Rulebook(hub)
    desk = Desk(hub, sessions, book.law)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with _kept_up(hub, book, pool):
            ready()
            yield
        pool.close()

    return Starlette(
        routes=[*Calls(hub, pool).routes(), *DeskCalls(desk, pool).routes(), *pages.routes()],
        middleware=[Middleware(Faults, faults)] if faults is not None else [],
        exception_handlers={
            ClerkError: refused,
            ClientDisconnect: gone,
            HTTPException: _missing(pages),
            Exception: _unforeseen,
        },
        lifespan=lifespan,
    )


@contextlib.asynccontextmanager
async def _kept_up(hub: Hub, book: Rulebook, pool: Pool) -> AsyncIterator[None]:
    """What goes on beside all calls: time that passes, and another law."""
    works = (
        keep_sweeping(Sweep(hub, book.law), pool),
        keep_counting(Recount(hub, book.law), pool),
    )
    tasks = [asyncio.create_task(work) for work in works]
    yield
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _missing(pages: Pages) -> Callable[[Request, Exception], Response]:
    """A call or a page that does not exist."""

    def answer(request: Request, _error: Exception) -> Response:
        if request.url.path.startswith(f"/{wire.VERSION}/"):
            return fault(NOT_FOUND, 404)
        return pages.missing(request)

    return answer


def _unforeseen(_request: Request, _error: Exception) -> Response:
    """The trace goes to the log, by the server; the caller gets a code."""
    return fault(UNFORESEEN, 500)
