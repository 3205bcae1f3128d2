"""Identifiers made by the writer: UUIDv7 (RFC 9562), so that rows of a hall stay together."""

import secrets
import uuid
from datetime import datetime

CASE, PROJECT, ACCOUNT, NUMBERS, RULES = "case", "project", "account", "numbers", "rules"
JOINT, SURVEY, COMMITMENT = "joint", "survey", "commitment"
PERMIT, DRAWING = "permit", "drawing"
"""What follows a case; these streams bear the identifier of their case."""
STAGE, EXEMPTION, TASK, ROLLS, LOCKS = "stage", "exemption", "task", "rolls", "locks"
BOUND = frozenset({JOINT, SURVEY, COMMITMENT, PERMIT, DRAWING})


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


def ident_of(stream: str) -> str:
    """The identifier in a stream's name."""
    return stream.partition("/")[2]


def bound_to(case: str, kind: str) -> str:
    """The stream of a kind that follows a case (given by its stream)."""
    return stream_of(kind, ident_of(case))


def case_of(stream: str) -> str:
    """The case that a bound stream follows; empty for a stream of its own."""
    return stream_of(CASE, ident_of(stream)) if kind_of(stream) in BOUND else ""
