"""A case as it stands: the fold of its events and the table of its states."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.records import case_events as ev
from casework.records.event import AnyEvent, tag_of
from casework.records.notice import NoticeKind
from casework.records.papers import PAPER_EVENTS, Paper, find, number_of, on_paper


class CaseState(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    """收件: handed over, no decision yet"""
    CORRECTION = "correction"
    """补正: everything missing was told once, the applicant is to bring it"""
    ACCEPTED = "accepted"
    """受理"""
    REFUSED = "refused"
    """不予受理: the case ends here"""


_OPEN = (CaseState.RECEIVED, CaseState.CORRECTION)
_WHILE_OPEN = ("MaterialReceived.v1", "OriginalVerified.v1")

TRANSITIONS: dict[tuple[CaseState | None, str], CaseState] = {
    (None, "ApplicationReceived.v1"): CaseState.RECEIVED,
    **{(state, "ApplicationAccepted.v1"): CaseState.ACCEPTED for state in _OPEN},
    **{(state, "CorrectionRequested.v1"): CaseState.CORRECTION for state in _OPEN},
    **{(state, "ApplicationRefused.v1"): CaseState.REFUSED for state in _OPEN},
    **{(state, tag): state for state in _OPEN for tag in _WHILE_OPEN},
    **{(state, tag): state for state in CaseState for tag in PAPER_EVENTS},
}
"""The whole state machine; an event without a cell here changes nothing."""


DECIDED = "decided"
"""The end of a limit that any decision meets, also one that asks for a correction."""


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the checklist and what has come in for it."""

    line: ev.ChecklistLine
    medium: str = ""
    count: int = 0
    pages: tuple[ev.PageRef, ...] = ()
    number: str = ""
    received_at: str = ""
    verifier: str = ""
    verified_at: str = ""

    @property
    def received(self) -> bool:
        """Whether anything was handed in for this line."""
        return bool(self.medium)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything the window shows of a case."""

    received: ev.ApplicationReceived
    state: CaseState
    materials: tuple[Material, ...]
    papers: tuple[Paper, ...] = ()
    limits: tuple[ev.LimitLine, ...] = ()
    defects: tuple[ev.DefectText, ...] = ()
    reasons: tuple[ev.ReasonText, ...] = ()
    competent_organ: str = ""
    corrections: int = 0
    decided_at: str = ""
    unknown: bool = False
    """An event of a newer program was met: read-only here until the update."""

    def material(self, key: str) -> Material | None:
        """The material of a checklist line."""
        return next((one for one in self.materials if one.line.key == key), None)

    def paper(self, number: str) -> Paper | None:
        """The paper with this number."""
        return find(self.papers, number)

    @property
    def open_limits(self) -> tuple[ev.LimitLine, ...]:
        """The limits that run: none of a refused case, and no service once the paper is out."""
        if self.state is CaseState.REFUSED:
            return ()
        served = any(p.kind is NoticeKind.ACCEPTANCE and p.copies_out for p in self.papers)
        return tuple(one for one in self.limits if not (served and one.ends == "notice_served"))

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the receipt."""
        return self.received.project_name, number_of(self.papers, NoticeKind.RECEIPT)


def allows(record: CaseRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: CaseRecord | None, event: AnyEvent) -> CaseRecord | None:
    """The only way a case changes; total: a known event never raises.

    An event without a cell, such as any before ``ApplicationReceived``, leaves all as it is.
    """
    if isinstance(event, ev.ApplicationReceived):
        return record if record is not None else _opened(event)
    if record is None:
        return None
    change = _CHANGES.get(type(event))
    if change is None:
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag_of(event)))
    if state is None:
        return record
    changed = change(record, event)
    return changed if changed.state is state else replace(changed, state=state)


def _opened(event: ev.ApplicationReceived) -> CaseRecord:
    lines = tuple(Material(line) for line in event.checklist)
    return CaseRecord(event, CaseState.RECEIVED, lines, limits=event.limits)


def _on_material(record: CaseRecord, event: ev.MaterialReceived) -> CaseRecord:
    def fill(one: Material) -> Material:
        # A later delivery for the same line replaces the paper and asks for a new look at it.
        return Material(
            one.line, event.medium, event.count, event.pages, event.number, event.received_at
        )

    return _with_material(record, event.line, fill)


def _on_original(record: CaseRecord, event: ev.OriginalVerified) -> CaseRecord:
    def mark(one: Material) -> Material:
        return replace(one, verifier=event.verifier, verified_at=event.verified_at)

    return _with_material(record, event.line, mark)


def _with_material(
    record: CaseRecord, key: str, change: Callable[[Material], Material]
) -> CaseRecord:
    changed = tuple(change(one) if one.line.key == key else one for one in record.materials)
    return replace(record, materials=changed)


def _on_accepted(record: CaseRecord, event: ev.ApplicationAccepted) -> CaseRecord:
    return replace(record, limits=event.limits, defects=(), reasons=(), decided_at=event.decided_at)


def _on_correction(record: CaseRecord, event: ev.CorrectionRequested) -> CaseRecord:
    return replace(
        record,
        defects=event.defects,
        limits=tuple(limit for limit in record.limits if limit.ends != DECIDED),
        corrections=record.corrections + 1,
        decided_at=event.decided_at,
    )


def _on_refused(record: CaseRecord, event: ev.ApplicationRefused) -> CaseRecord:
    return replace(
        record,
        reasons=event.reasons,
        competent_organ=event.competent_organ,
        limits=(),
        decided_at=event.decided_at,
    )


def _on_paper(record: CaseRecord, event: AnyEvent) -> CaseRecord:
    return replace(record, papers=on_paper(record.papers, event))


_CHANGES: dict[type, Callable[..., CaseRecord]] = {
    ev.MaterialReceived: _on_material,
    ev.OriginalVerified: _on_original,
    ev.ApplicationAccepted: _on_accepted,
    ev.CorrectionRequested: _on_correction,
    ev.ApplicationRefused: _on_refused,
    ev.NoticeIssued: _on_paper,
    ev.NoticeFiled: _on_paper,
    ev.NoticePrinted: _on_paper,
}
