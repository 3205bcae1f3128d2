"""The stream ``permit``: one construction permit with what is handled within and beside it.

002图4.3 and 4.3.1: contract and drawing are chosen, the form is generated, quality and safety
supervision are merged into the permit, civil air defence may run beside it. Clocks and papers are
the case's own; this stream bears its identifier.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from casework.records.event import AnyEvent, Event, tag_of


class Manner(StrEnum):
    """How a part goes along with the permit."""

    MERGED = "merged"
    """合并办理: the permit waits for its answer (002图4.3注3)"""
    BESIDE = "beside"
    """并行办理: with a result of its own (002图4.3注2)"""
    WITHIN = "within"
    """视同已同步办理: one organ does both (002图4.3注2)"""


class ChosenLine(msgspec.Struct, frozen=True):
    """A contract or a drawing, chosen from what the project holds; ``owner`` is its stream."""

    result: str
    """Key of the result in the pack."""
    name: str
    number: str
    owner: str
    source: str


class PartLine(msgspec.Struct, frozen=True):
    """An item that goes along, and the department that answers for it."""

    item: str
    item_name: str
    department: str
    manner: Manner


class PermitOpened(Event, frozen=True, tag="PermitOpened.v1"):
    """Accepted, with all its parts: ``number`` is the receipt's, ``generated`` name form fields.

    ``key_serial`` is the certificate of the seal key that accepted; empty where a phone account
    suffices (002图4.3.1).
    """

    item: str
    item_name: str
    project: str
    project_name: str
    unit: str
    number: str
    chosen: tuple[ChosenLine, ...]
    generated: tuple[str, ...]
    parts: tuple[PartLine, ...]
    key_serial: str
    opened_at: str


class PermitReviewed(Event, frozen=True, tag="PermitReviewed.v1"):
    """初审: what the building authority found."""

    department: str
    passed: bool
    opinion: str
    key_serial: str
    reviewed_at: str


class PartAnswered(Event, frozen=True, tag="PartAnswered.v1"):
    """A part's own answer (质安监受监, 人防手续); the latest one counts."""

    item: str
    department: str
    passed: bool
    opinion: str
    key_serial: str
    answered_at: str


class PermitDetermined(Event, frozen=True, tag="PermitDetermined.v1"):
    """复审、决定、出证: the one result of all that was merged."""

    approved: bool
    number: str
    key_serial: str
    determined_at: str


EVENTS: tuple[type[Event], ...] = (PermitOpened, PermitReviewed, PartAnswered, PermitDetermined)
AT_WINDOW: frozenset[type[Event]] = frozenset({PermitOpened})
"""What a window may write; all else is the departments' at the hub."""


class PermitState(StrEnum):
    """How far it is."""

    OPEN = "open"
    REVIEWED = "reviewed"
    DETERMINED = "determined"


TRANSITIONS: dict[tuple[PermitState | None, str], PermitState] = {
    (None, "PermitOpened.v1"): PermitState.OPEN,
    (PermitState.OPEN, "PermitReviewed.v1"): PermitState.REVIEWED,
    (PermitState.REVIEWED, "PermitReviewed.v1"): PermitState.REVIEWED,
    **{(state, "PartAnswered.v1"): state for state in PermitState},
    (PermitState.REVIEWED, "PermitDetermined.v1"): PermitState.DETERMINED,
}
"""Parts answer beside the first review, and what runs beside the permit may answer after it."""


@dataclass(frozen=True, slots=True)
class PermitRecord:
    """A permit as it stands."""

    opened: PermitOpened
    state: PermitState
    reviewed: PermitReviewed | None = None
    answers: tuple[PartAnswered, ...] = ()
    """The latest of each part, in the order they came first."""
    determined: PermitDetermined | None = None
    unknown: bool = False

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the receipt's number, for lists."""
        return self.opened.project_name, self.opened.number

    def part(self, item: str) -> PartLine | None:
        """The part of this item."""
        return next((one for one in self.opened.parts if one.item == item), None)

    def answer(self, item: str) -> PartAnswered | None:
        """What was said of a part last."""
        return next((one for one in self.answers if one.item == item), None)

    @property
    def awaited(self) -> tuple[PartLine, ...]:
        """The merged parts that have not passed: the permit is not given before (002图4.3注3)."""
        passed = {one.item for one in self.answers if one.passed}
        merged = (one for one in self.opened.parts if one.manner is Manner.MERGED)
        return tuple(one for one in merged if one.item not in passed)


def allows(record: PermitRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: PermitRecord | None, event: AnyEvent) -> PermitRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if record is None:
        return PermitRecord(event, PermitState.OPEN) if isinstance(event, PermitOpened) else None
    if not isinstance(event, EVENTS):
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    return replace(_CHANGES[type(event)](record, event), state=state)


def _on_reviewed(record: PermitRecord, event: PermitReviewed) -> PermitRecord:
    return replace(record, reviewed=event)


def _on_answered(record: PermitRecord, event: PartAnswered) -> PermitRecord:
    known = {one.item: one for one in record.answers}
    return replace(record, answers=tuple((known | {event.item: event}).values()))


def _on_determined(record: PermitRecord, event: PermitDetermined) -> PermitRecord:
    return replace(record, determined=event)


_CHANGES: dict[type, Callable[..., PermitRecord]] = {
    PermitReviewed: _on_reviewed,
    PartAnswered: _on_answered,
    PermitDetermined: _on_determined,
}
