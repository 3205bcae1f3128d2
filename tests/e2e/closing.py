"""The closing cross of a window: what a window manager says to a program, in X's own words."""

import socket
import struct

_LIMIT = 5.0
_INTERN_ATOM, _SEND_EVENT, _GET_INPUT_FOCUS = 16, 25, 43
_CLIENT_MESSAGE = 33
_ANSWER = 32


def ask_to_close(server: str, window: int) -> None:
    """Send WM_DELETE_WINDOW to a window of the X server behind a socket's path."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_LIMIT)
        line.connect(server)
        line.sendall(struct.pack("<cxHHHHxx", b"l", 11, 0, 0, 0))
        welcome = _exactly(line, 8)
        _exactly(line, 4 * struct.unpack_from("<H", welcome, 6)[0])
        protocols, delete = (_atom(line, name) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        told = (window, protocols, delete, 0, 0, 0, 0)
        event = struct.pack("<BBH7I", _CLIENT_MESSAGE, 32, 0, *told)
        line.sendall(struct.pack("<BBHII", _SEND_EVENT, 0, 11, window, 0) + event)
        # An answer to anything means that everything before it was done.
        line.sendall(struct.pack("<BxH", _GET_INPUT_FOCUS, 1))
        _exactly(line, _ANSWER)


def _atom(line: socket.socket, name: bytes) -> int:
    padded = name + bytes(-len(name) % 4)
    head = struct.pack("<BBHHxx", _INTERN_ATOM, 0, 2 + len(padded) // 4, len(name))
    line.sendall(head + padded)
    return int(struct.unpack_from("<I", _exactly(line, _ANSWER), 8)[0])


def _exactly(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = line.recv(size - len(data))
        if not piece:
            raise EOFError("the X server hung up")
        data += piece
    return data
