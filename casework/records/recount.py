"""Limits told anew because the pack or the calendar was replaced; the same for every stream.

A recount stands beside the limits instead of in their place, and recounts are kept in the order of
the rules they follow. So it does not matter which of two ends heard of what first: a recount takes
its place among any other events, and the same recount made twice is one.
"""

import msgspec

from casework.records.case_events import LimitLine
from casework.records.event import Event


class RecountedLine(msgspec.Struct, frozen=True):
    """A limit, found again by its key, start and due as they stood, and what it is from now on."""

    key: str
    start: str
    due: str
    """Empty where it lay beyond the calendar."""
    amount: int
    new_start: str
    new_due: str
    sentence: str
    told: str
    """The sentence as it stood, and as a notice may have printed it."""


class LimitsRecounted(Event, frozen=True, tag="LimitsRecounted.v1"):
    """Other rules hold since ``ruled_at``: what changed, and the digests that name the rules."""

    cause: str
    """``pack`` or ``calendar``: which of the two was replaced."""
    pack_sha256: str
    calendar_sha256: str
    ruled_at: str
    """When the hall put the rules in force, the same at every end: it orders the recounts."""
    lines: tuple[RecountedLine, ...]


EVENTS: tuple[type[Event], ...] = (LimitsRecounted,)
Recounts = tuple[LimitsRecounted, ...]


def with_recount(known: Recounts, event: LimitsRecounted) -> Recounts:
    """The recounts of a stream in order, with one more."""
    return known if event in known else tuple(sorted((*known, event), key=_order))


def _order(event: LimitsRecounted) -> tuple[str, bytes]:
    return event.ruled_at, msgspec.json.encode(event)


def over(recounts: Recounts, limits: tuple[LimitLine, ...]) -> tuple[LimitLine, ...]:
    """The limits after all recounts; one that has ended or begun anew since is left as it is."""
    for event in recounts:
        found = {(one.key, one.start, one.due): one for one in event.lines}
        limits = tuple(_after(line, found.get((line.key, line.start, line.due))) for line in limits)
    return limits


def _after(line: LimitLine, new: RecountedLine | None) -> LimitLine:
    if new is None:
        return line
    return msgspec.structs.replace(
        line, amount=new.amount, start=new.new_start, due=new.new_due, sentence=new.sentence
    )
