"""Run the hub until it is told to end: by a signal, or by the window that started it."""

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

_KEEP_ALIVE = 75
"""Seconds: longer than a window waits between two rounds, so that it finds its line open."""
_GRACE = 5


@dataclass(frozen=True, slots=True)
class Tls:
    """The hub's certificate and its private key as PEM files."""

    certificate: Path
    key: Path


class _Server(uvicorn.Server):
    """Ends on a signal like any other way: uvicorn would send itself the signal once more."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Begin to end on SIGINT and SIGTERM; what held before holds again afterwards."""
        ends = (signal.SIGINT, signal.SIGTERM)
        before = {one: signal.signal(one, self.handle_exit) for one in ends}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def serve(
    app: Starlette, listening: socket.socket, tls: Tls | None = None, *, until_stdin_ends: bool
) -> None:
    """Serve until the end; with ``until_stdin_ends`` the window's end of the pipe is the signal."""
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=_KEEP_ALIVE,
            timeout_graceful_shutdown=_GRACE,
            ssl_certfile=tls.certificate if tls else None,
            ssl_keyfile=tls.key if tls else None,
        )
    )
    if until_stdin_ends:
        threading.Thread(target=_watch, args=(server,), name="stdin", daemon=True).start()
    server.run(sockets=[listening])


def _watch(server: uvicorn.Server) -> None:
    # Not through sys.stdin: its lock, held while waiting, would stop the interpreter's end.
    while os.read(sys.stdin.fileno(), 4096):
        continue
    server.should_exit = True
