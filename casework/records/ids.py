"""Identifiers made by the writer: UUIDv7 (RFC 9562), so that rows of a hall stay together."""

import secrets
import uuid
from datetime import datetime

CASE, PROJECT, ACCOUNT, NUMBERS, RULES = "case", "project", "account", "numbers", "rules"


def new_id(now: datetime) -> str:
    """A UUIDv7 for the moment ``now`` (aware), as lower-case text."""
    milliseconds = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    rest = secrets.randbits(74)
    value = (milliseconds << 80) | (0x7 << 76) | ((rest >> 62) << 64) | (0b10 << 62)
    return str(uuid.UUID(int=value | (rest & ((1 << 62) - 1))))


def stream_of(kind: str, ident: str) -> str:
    """The name of a stream: ``case/0193…``."""
    return f"{kind}/{ident}"


def kind_of(stream: str) -> str:
    """The kind in a stream's name."""
    return stream.partition("/")[0]
