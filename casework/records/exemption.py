"""The stream ``exemption``: a row of the list that fits, and what the applicant chose (001B).

It takes the place of a case: none is opened, and no material is ever taken in (001B notes 1, 2).
Whatever was read from the list that day is copied here; the fold never reads a pack.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from casework.records.case_events import (
    Applicant,
    Deliverer,
    NoticeFiled,
    NoticeIssued,
    NoticePrinted,
    PageRef,
)
from casework.records.event import AnyEvent, Event, tag_of
from casework.records.papers import PAPER_EVENTS, Paper, find, on_paper


class AnswerLine(msgspec.Struct, frozen=True):
    """One answer as it was kept: the fact, the clerk's question, the value and its words."""

    fact: str
    question: str
    value: str
    words: str


class ListLine(msgspec.Struct, frozen=True):
    """The row and the list as they stood: word for word, with version and digest of the rule."""

    row: str
    clause: str
    """As printed: 《…豁免清单》第1类（一）第9项."""
    text: str
    title: str
    number: str
    version: str
    """Pack, version and status."""
    digest: str
    readings: tuple[str, ...]
    """How doubtful words of the row were read, with the reason."""


class EffectLine(msgspec.Struct, frozen=True):
    """What the row exempts from and what follows from it."""

    exempts: str
    """Key of the approval that falls away; also the item whose clerks deal with it."""
    name: str
    verdict: str
    results: tuple[str, ...]
    """Keys of the results that count as there."""
    derived: tuple[str, ...]
    """Words in the names of papers that are not asked for any more."""
    basis: str
    """The clause that makes it a basis at the next step."""
    duty: str
    """What still has to be observed; empty where the list says nothing."""


class CommitmentLine(msgspec.Struct, frozen=True):
    """The commitment of a survey or design unit: the one paper that drawing review asks for."""

    role: str
    label: str
    unit: str
    pages: tuple[PageRef, ...]


class ExemptionDetermined(Event, frozen=True, tag="ExemptionDetermined.v1"):
    """The answers fit a row; the applicant has still to choose."""

    item: str
    project: str
    project_code: str
    project_name: str
    works: str
    """What of the project is meant."""
    applicant: Applicant
    list_line: ListLine
    effect: EffectLine
    answers: tuple[AnswerLine, ...]
    determined_at: str
    practice: bool = False


class ExemptionTaken(Event, frozen=True, tag="ExemptionTaken.v1"):
    """The applicant wishes the exemption (001B note 1), with the commitments where they are due."""

    deliverer: Deliverer
    commitments: tuple[CommitmentLine, ...]
    taken_at: str


class OrdinaryRouteTaken(Event, frozen=True, tag="OrdinaryRouteTaken.v1"):
    """The applicant wishes the ordinary approval; a case of its own follows."""

    deliverer: Deliverer
    taken_at: str


class MaterialTurnedAway(Event, frozen=True, tag="MaterialTurnedAway.v1"):
    """Somebody tried to take in a material of an exempted approval (001B note 1)."""

    material: str
    clerk: str
    turned_away_at: str


class ExemptionCorrected(Event, frozen=True, tag="ExemptionCorrected.v1"):
    """The supervising department found that the row does not fit (001B note 3)."""

    department: str
    finding: str
    basis: str
    corrected_at: str


EVENTS: tuple[type[Event], ...] = (
    ExemptionDetermined,
    ExemptionTaken,
    OrdinaryRouteTaken,
    MaterialTurnedAway,
    ExemptionCorrected,
)


class ExemptionState(StrEnum):
    """How far it is."""

    DETERMINED = "determined"
    EXEMPT = "exempt"
    ORDINARY = "ordinary"
    CORRECTED = "corrected"


TRANSITIONS: dict[tuple[ExemptionState | None, str], ExemptionState] = {
    (None, "ExemptionDetermined.v1"): ExemptionState.DETERMINED,
    (ExemptionState.DETERMINED, "ExemptionTaken.v1"): ExemptionState.EXEMPT,
    (ExemptionState.DETERMINED, "OrdinaryRouteTaken.v1"): ExemptionState.ORDINARY,
    (ExemptionState.EXEMPT, "ExemptionCorrected.v1"): ExemptionState.CORRECTED,
    **{
        (state, tag): state
        for state in ExemptionState
        for tag in ("MaterialTurnedAway.v1", *PAPER_EVENTS)
    },
}


@dataclass(frozen=True, slots=True)
class ExemptionRecord:
    """An exemption as it stands."""

    determined: ExemptionDetermined
    state: ExemptionState
    taken: ExemptionTaken | None = None
    ordinary: OrdinaryRouteTaken | None = None
    turned_away: frozenset[MaterialTurnedAway] = frozenset()
    corrected: ExemptionCorrected | None = None
    papers: tuple[Paper, ...] = ()
    unknown: bool = False

    @property
    def item(self) -> str:
        """The item whose clerks deal with it."""
        return self.determined.item

    @property
    def stands(self) -> bool:
        """Whether it counts at a later step."""
        return self.state is ExemptionState.EXEMPT

    @property
    def takes_materials(self) -> bool:
        """Whether materials may be taken in: only on the ordinary way (001B note 1)."""
        return self.state in (ExemptionState.ORDINARY, ExemptionState.CORRECTED)

    def paper(self, number: str) -> Paper | None:
        """The paper with this number."""
        return find(self.papers, number)


def allows(record: ExemptionRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: ExemptionRecord | None, event: AnyEvent) -> ExemptionRecord | None:
    """Fold one event; one without a cell changes nothing."""
    if isinstance(event, ExemptionDetermined):
        return record or ExemptionRecord(event, ExemptionState.DETERMINED)
    if record is None:
        return None
    change = _CHANGES.get(type(event))
    if change is None:
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    return record if state is None else replace(change(record, event), state=state)


def _taken(record: ExemptionRecord, event: ExemptionTaken) -> ExemptionRecord:
    return replace(record, taken=event)


def _ordinary(record: ExemptionRecord, event: OrdinaryRouteTaken) -> ExemptionRecord:
    return replace(record, ordinary=event)


def _turned_away(record: ExemptionRecord, event: MaterialTurnedAway) -> ExemptionRecord:
    return replace(record, turned_away=record.turned_away | {event})


def _corrected(record: ExemptionRecord, event: ExemptionCorrected) -> ExemptionRecord:
    return replace(record, corrected=event)


def _paper(record: ExemptionRecord, event: AnyEvent) -> ExemptionRecord:
    return replace(record, papers=on_paper(record.papers, event))


_CHANGES: dict[type, Callable[..., ExemptionRecord]] = {
    ExemptionTaken: _taken,
    OrdinaryRouteTaken: _ordinary,
    MaterialTurnedAway: _turned_away,
    ExemptionCorrected: _corrected,
    **dict.fromkeys((NoticeIssued, NoticeFiled, NoticePrinted), _paper),
}
