"""A line between window and hub that can be cut after so many bytes."""

import contextlib
import socket
import struct
import threading
from types import TracebackType

_RESET = struct.pack("ii", 1, 0)


class Line:
    """Forwards TCP to ``port``; a context manager. ``budgets`` cut one connection each."""

    def __init__(self, port: int) -> None:
        self._hub = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.budgets: list[int] = []
        """Bytes upwards until the next connections are reset; then they last."""
        self.sent = 0
        self.cuts = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> "Line":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                window, _ = self._listening.accept()
                hub = socket.create_connection(("127.0.0.1", self._hub))
                # What a reset throws away here was counted as sent and never left this machine.
                hub.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 14)
                for work in (self._up, self._down):
                    threading.Thread(target=work, args=(window, hub), daemon=True).start()

    def _up(self, window: socket.socket, hub: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := window.recv(65536):
                hub.sendall(data)
                self.sent += len(data)
                if self.budgets:
                    self.budgets[0] -= len(data)
                    if self.budgets[0] <= 0:
                        self.budgets.pop(0)
                        self.cuts += 1
                        _reset(hub)
                        _reset(window)
                        return
        _close(hub)

    @staticmethod
    def _down(window: socket.socket, hub: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := hub.recv(65536):
                window.sendall(data)
        _close(window)


def _reset(one: socket.socket) -> None:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    _close(one)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
