"""The sRGB profile of the output intent, built from the published numbers of IEC 61966-2-1.

PDF/A wants a profile inside the file; profiles that others made come with terms of their own, and
the format (ICC.1:2001-04, version 2) is small enough to write down: nine tags.
"""

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    # Adapted to D50 by the Bradford method, as every sRGB profile states them.
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_CURVE_POINTS = 1024
_NAME = b"sRGB IEC61966-2.1"
_RIGHTS = b"No rights reserved (CC0)"


@cache
def profile() -> bytes:
    """The bytes of the profile, the same every time."""
    curve = _curve()
    tags = {
        b"desc": _description(),
        b"cprt": b"text\0\0\0\0" + _RIGHTS + b"\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _assemble(tags)


def _assemble(tags: dict[bytes, bytes]) -> bytes:
    """Header, tag table and tag data; equal data are stored once."""
    start = 128 + 4 + 12 * len(tags)
    table = struct.pack(">L", len(tags))
    body = b""
    places: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in places:
            places[content] = start + len(body)
            body += content + b"\0" * (-len(content) % 4)
        table += struct.pack(">4sLL", name, places[content], len(content))
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    moment = (2000, 1, 1, 0, 0, 0)
    fields = struct.pack(">L4sL4s4s4s6H4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                         *moment, b"acsp")  # fmt: skip
    return fields + b"\0" * 28 + b"".join(_fixed(value) for value in _D50) + b"\0" * 48


def _description() -> bytes:
    text = _NAME + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">L", len(text)) + text + b"\0" * 78


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _fixed(value: float) -> bytes:
    return struct.pack(">l", round(value * 65536))


def _curve() -> bytes:
    points = [round(_linear(step / (_CURVE_POINTS - 1)) * 65535) for step in range(_CURVE_POINTS)]
    head = b"curv\0\0\0\0" + struct.pack(">L", _CURVE_POINTS)
    return head + struct.pack(f">{_CURVE_POINTS}H", *points)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
