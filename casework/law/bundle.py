"""The files of a pack or a calendar as one body: what the hub publishes and windows keep."""

import re
from collections.abc import Mapping

import msgspec

from casework.errors import RuleError

MAX_BYTES = 4 << 20
MAX_FILES = 200
_NAME = re.compile(r"(?:[a-z0-9_-]{1,40}/)?[a-z0-9_-]{1,60}\.toml")


def pack(files: Mapping[str, str]) -> bytes:
    """The body of ``files`` (texts by name): the same files always give the same bytes."""
    body = msgspec.json.encode(dict(sorted(files.items())))
    _check(files, len(body))
    return body


def unpack(body: bytes) -> dict[str, str]:
    """The files in a body; RuleError LW-420 for what is none."""
    if len(body) > MAX_BYTES:
        raise RuleError("LW-420", size=len(body))
    try:
        files = msgspec.json.decode(body, type=dict[str, str])
    except (ValueError, RecursionError) as error:
        raise RuleError("LW-420", size=len(body)) from error
    _check(files, len(body))
    return files


def _check(files: Mapping[str, str], size: int) -> None:
    fits = size <= MAX_BYTES and 0 < len(files) <= MAX_FILES
    if not fits or not all(map(_NAME.fullmatch, files)):
        raise RuleError("LW-420", size=size)
