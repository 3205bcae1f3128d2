"""A project as it stands: the fold of its events and the table of its states."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.records import project_events as ev
from casework.records.ages import age, joined
from casework.records.case_events import FormEntry, LimitLine
from casework.records.event import AnyEvent, tag_of
from casework.records.papers import PAPER_EVENTS, Paper, on_paper
from casework.records.project_closing import Closing, on_closing
from casework.records.project_events import EVENTS as EVENTS
from casework.records.project_events import ProjectRegistered as ProjectRegistered
from casework.records.project_results import ProjectResult, ResultState, find, on_result
from casework.records.recount import Recounts, over

WINDOW = "window"
"""The origin of a project entered by its code."""
GATHERED = ("ItemApplied.v1", "ProjectSplit.v1", "ResultSupplemented.v1")
"""Events that several windows may add at the same time: each stands for itself."""


class ProjectState(StrEnum):
    """Where a project stands."""

    KNOWN = "known"
    """Registered; a new one needs nothing more"""
    ASKED = "asked"
    """Import asked for: the department corrects, or may review (002图2)"""
    IMPORTED = "imported"
    BINNED = "binned"
    """In the recycle bin"""
    ENDED = "ended"


_LIVE = (ProjectState.KNOWN, ProjectState.ASKED, ProjectState.IMPORTED)
_ALWAYS = ("ProjectRegistered.v1", *PAPER_EVENTS)
_WHILE_LIVE = (
    "ProjectDescribed.v1",
    "ItemApplied.v1",
    "ProjectSplit.v1",
    "ResultSupplemented.v1",
    "ResultReviewed.v1",
    "ResultBinned.v1",
    "ResultRestored.v1",
    "ResultDeferred.v1",
    "DeferralMet.v1",
    "CompletionFiled.v1",
    "ArchivePromised.v1",
    "ArchiveConfirmed.v1",
    "ArchiveOverdue.v1",
    "ClosingAsked.v1",
)
TRANSITIONS: dict[tuple[ProjectState | None, str], ProjectState] = {
    (None, "ProjectRegistered.v1"): ProjectState.KNOWN,
    **{(state, tag): state for state in ProjectState for tag in _ALWAYS},
    **{(state, tag): state for state in _LIVE for tag in _WHILE_LIVE},
    (ProjectState.KNOWN, "ImportRequested.v1"): ProjectState.ASKED,
    (ProjectState.ASKED, "ImportPassed.v1"): ProjectState.IMPORTED,
    (ProjectState.ASKED, "ImportReturned.v1"): ProjectState.KNOWN,
    (ProjectState.IMPORTED, "ImportUndone.v1"): ProjectState.KNOWN,
    (ProjectState.KNOWN, "PartOpened.v1"): ProjectState.KNOWN,
    (ProjectState.KNOWN, "ProjectBinned.v1"): ProjectState.BINNED,
    (ProjectState.BINNED, "ProjectRestored.v1"): ProjectState.KNOWN,
    (ProjectState.KNOWN, "ProjectEnded.v1"): ProjectState.ENDED,
    (ProjectState.IMPORTED, "ProjectEnded.v1"): ProjectState.ENDED,
}
"""The whole state machine; an event without a cell here changes nothing."""


@dataclass(frozen=True, slots=True)
class Import:
    """How a project in progress came in; every time it was asked for counts."""

    asked: ev.ImportRequested
    times: int = 1
    passed: ev.ImportPassed | None = None
    returned: ev.ImportReturned | None = None
    undone: ev.ImportUndone | None = None


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as it stands. What came in is kept in an order of its own, by time."""

    registered: ProjectRegistered
    state: ProjectState = ProjectState.KNOWN
    described: ev.ProjectDescribed | None = None
    corrections: tuple[FormEntry, ...] = ()
    """What the department settled when the project came in; a new word of the platform ends it."""
    brought_in: Import | None = None
    applied: tuple[ev.ItemApplied, ...] = ()
    parts: tuple[ev.ProjectSplit, ...] = ()
    opened: ev.PartOpened | None = None
    results: tuple[ProjectResult, ...] = ()
    deferred: tuple[ev.ResultDeferred, ...] = ()
    closing: Closing = field(default_factory=Closing)
    binned: ev.ProjectBinned | None = None
    papers: tuple[Paper, ...] = ()
    recounts: Recounts = ()
    unknown: bool = False

    def fact(self, key: str) -> str:
        """A known value for the form field ``key``; empty when there is none (or purged)."""
        plain = (*self.corrections, *self.registered.facts)
        found = next((one.value for one in plain if one.key == key and one.value), "")
        if found:
            return found
        sealed = next((one for one in self.registered.sealed_facts if one.key == key), None)
        return (sealed.value.value or "") if sealed else ""

    @property
    def name(self) -> str:
        """The project's name, as corrected."""
        return self._corrected("project_name") or self.registered.project_name

    @property
    def builders(self) -> tuple[ev.BuilderLine, ...]:
        """All builders in their order; the first operates (002图1注1)."""
        if self.described is not None and self.described.builders:
            return self.described.builders
        unit = self._corrected("builder") or self.registered.builder
        code = self._corrected("builder_code") or self.registered.builder_code
        return (ev.BuilderLine(unit, code),)

    def _corrected(self, key: str) -> str:
        return next((one.value for one in self.corrections if one.key == key), "")

    def result(self, ident: str) -> ProjectResult | None:
        """A supplemented result by its identifier."""
        return find(self.results, ident)

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """What is still owed: results that were put off, the archive that was promised."""
        if self.state not in _LIVE:
            return ()
        held = {r.supplemented.key for r in self.results if r.state is ResultState.HELD}
        owed = [one.limit for one in self.deferred if one.key not in held]
        promised = self.closing.promised
        if promised is not None and not self.closing.delivered:
            owed.append(promised.limit)
        return over(self.recounts, tuple(owed))

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and its code."""
        return self.name, self.registered.code


def allows(record: ProjectRecord | None, tag: str) -> bool:
    """Whether the state table has a cell for this event."""
    return (record.state if record else None, tag) in TRANSITIONS


def apply(record: ProjectRecord | None, event: AnyEvent) -> ProjectRecord | None:
    """Fold one event; one without a cell, or before the registration, changes nothing."""
    if record is None:
        return ProjectRecord(event) if isinstance(event, ProjectRegistered) else None
    tag = tag_of(event)
    if tag not in _ALWAYS and not isinstance(event, EVENTS):
        return replace(record, unknown=True)
    state = TRANSITIONS.get((record.state, tag))
    if state is None:
        return record
    change = _CHANGES.get(type(event))
    changed = change(record, event) if change else record
    return replace(
        changed,
        state=state,
        results=on_result(record.results, event),
        closing=on_closing(record.closing, event),
        papers=on_paper(record.papers, event),
    )


def _on_registered(record: ProjectRecord, event: ProjectRegistered) -> ProjectRecord:
    """The platform's latest registration stands, else the earliest of a window.

    Whatever order two windows' registrations arrive in, the same one stands.
    """
    if event.origin != WINDOW:
        return replace(record, registered=event, corrections=())
    known = record.registered
    earlier = age(event, event.registered_at) < age(known, known.registered_at)
    return replace(record, registered=event) if known.origin == WINDOW and earlier else record


def _on_described(record: ProjectRecord, event: ev.ProjectDescribed) -> ProjectRecord:
    return replace(record, described=event)


def _on_import_asked(record: ProjectRecord, event: ev.ImportRequested) -> ProjectRecord:
    times = record.brought_in.times + 1 if record.brought_in else 1
    return replace(record, brought_in=Import(event, times))


def _on_import_passed(record: ProjectRecord, event: ev.ImportPassed) -> ProjectRecord:
    found = _imported(record, passed=event)
    return replace(found, corrections=event.corrections)


def _on_import_returned(record: ProjectRecord, event: ev.ImportReturned) -> ProjectRecord:
    return _imported(record, returned=event)


def _on_import_undone(record: ProjectRecord, event: ev.ImportUndone) -> ProjectRecord:
    return replace(_imported(record, undone=event), corrections=())


def _imported(
    record: ProjectRecord,
    *,
    passed: ev.ImportPassed | None = None,
    returned: ev.ImportReturned | None = None,
    undone: ev.ImportUndone | None = None,
) -> ProjectRecord:
    before = record.brought_in
    if before is None:
        return record
    after = replace(before, passed=passed or before.passed, returned=returned, undone=undone)
    return replace(record, brought_in=after)


def _on_applied(record: ProjectRecord, event: ev.ItemApplied) -> ProjectRecord:
    applied = joined(record.applied, event, lambda one: one.case, lambda one: one.applied_at)
    return replace(record, applied=applied)


def _on_split(record: ProjectRecord, event: ev.ProjectSplit) -> ProjectRecord:
    parts = joined(record.parts, event, lambda one: one.part, lambda one: one.split_at)
    return replace(record, parts=parts)


def _on_opened(record: ProjectRecord, event: ev.PartOpened) -> ProjectRecord:
    return record if record.opened is not None else replace(record, opened=event)


def _on_binned(record: ProjectRecord, event: ev.ProjectBinned) -> ProjectRecord:
    return replace(record, binned=event)


def _on_restored(record: ProjectRecord, _: ev.ProjectRestored) -> ProjectRecord:
    return replace(record, binned=None)


def _on_deferred(record: ProjectRecord, event: ev.ResultDeferred) -> ProjectRecord:
    others = (one for one in record.deferred if one.limit.key != event.limit.key)
    return replace(record, deferred=(*others, event))


def _on_deferral_met(record: ProjectRecord, event: ev.DeferralMet) -> ProjectRecord:
    return replace(record, deferred=tuple(one for one in record.deferred if one.key != event.key))


_CHANGES: dict[type, Callable[..., ProjectRecord]] = {
    ev.ProjectRegistered: _on_registered,
    ev.ProjectDescribed: _on_described,
    ev.ImportRequested: _on_import_asked,
    ev.ImportPassed: _on_import_passed,
    ev.ImportReturned: _on_import_returned,
    ev.ImportUndone: _on_import_undone,
    ev.ItemApplied: _on_applied,
    ev.ProjectSplit: _on_split,
    ev.PartOpened: _on_opened,
    ev.ProjectBinned: _on_binned,
    ev.ProjectRestored: _on_restored,
    ev.ResultDeferred: _on_deferred,
    ev.DeferralMet: _on_deferral_met,
}
