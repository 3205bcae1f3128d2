"""All streams together: which events exist, which fold serves a stream, what commutes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Protocol, cast

from casework.records import (
    account,
    case,
    case_events,
    case_life,
    commitment,
    commitment_events,
    drawing,
    exemption,
    ids,
    joint,
    joint_events,
    locks,
    numbers,
    permit,
    project,
    project_events,
    recount,
    rolls,
    rules,
    stage,
    survey,
    survey_events,
    task,
)
from casework.records.act_head import ActHead
from casework.records.case_events import LimitLine
from casework.records.event import AnyEvent, EventBook
from casework.records.papers import Paper
from casework.records.recount import LimitsRecounted


class Record(Protocol):
    """What every fold yields has in common."""

    @property
    def unknown(self) -> bool:
        """Whether an event of a newer program was met: read-only until the update."""


class Timed(Record, Protocol):
    """A record that owes something by a moment."""

    @property
    def open_limits(self) -> tuple[LimitLine, ...]:
        """The limits that still run."""

    @property
    def heading(self) -> tuple[str, str]:
        """The project's name and the number of the paper it is known by, for lists."""


Fold = Callable[..., Record | None]

BOOK = EventBook(
    (
        ActHead,
        *case_events.EVENTS,
        *case_life.EVENTS,
        *project.EVENTS,
        *account.EVENTS,
        *numbers.EVENTS,
        *rules.EVENTS,
        *stage.EVENTS,
        *joint.EVENTS,
        *survey.EVENTS,
        *task.EVENTS,
        *commitment.EVENTS,
        *rolls.EVENTS,
        *exemption.EVENTS,
        *permit.EVENTS,
        *drawing.EVENTS,
        *locks.EVENTS,
        *recount.EVENTS,
    )
)


def _recounting(step: Fold) -> Fold:
    """The fold that also takes recounts, which mean the same to every record with limits."""

    def fold_one(record: Any, event: AnyEvent) -> Record | None:
        if not isinstance(event, LimitsRecounted):
            return step(record, event)
        if hasattr(record, "course"):
            return cast("Record", replace(record, course=record.course.recounted(event)))
        if hasattr(record, "recounts"):
            known = recount.with_recount(record.recounts, event)
            return cast("Record", replace(record, recounts=known))
        return cast("Record | None", record)

    return fold_one


_FOLDS: dict[str, Fold] = {
    ids.CASE: case.apply,
    ids.PROJECT: project.apply,
    ids.ACCOUNT: account.apply,
    ids.NUMBERS: numbers.apply,
    ids.RULES: rules.apply,
    ids.STAGE: stage.apply,
    ids.JOINT: joint.apply,
    ids.SURVEY: survey.apply,
    ids.TASK: task.apply,
    ids.COMMITMENT: commitment.apply,
    ids.ROLLS: rolls.apply,
    ids.EXEMPTION: exemption.apply,
    ids.PERMIT: permit.apply,
    ids.DRAWING: drawing.apply,
    ids.LOCKS: locks.apply,
}
FOLDS: dict[str, Fold] = {kind: _recounting(step) for kind, step in _FOLDS.items()}

_RECOUNTED = "LimitsRecounted.v1"

_COMMUTING: frozenset[frozenset[str]] = frozenset(
    {
        # A print and its archive touch one paper each and never the decision.
        frozenset({"NoticePrinted.v1"}),
        frozenset({"NoticePrinted.v1", "NoticeFiled.v1"}),
        frozenset({"NoticePrinted.v1", "MaterialReceived.v1"}),
        frozenset({"NoticeFiled.v1", "MaterialReceived.v1"}),
        frozenset({"NoticePrinted.v1", "MaterialReused.v1"}),
        frozenset({"NoticeFiled.v1", "MaterialReused.v1"}),
        # The hub reserves while the window takes: different serials by construction.
        frozenset({"NumbersReserved.v1", "NumberTaken.v1"}),
        # Attempts to reach somebody take nothing from each other.
        frozenset({"TaskTried.v1"}),
        frozenset({"TaskTried.v1", "TaskDelivered.v1"}),
        # What was turned away is kept beside the exemption and never changes it.
        frozenset({"MaterialTurnedAway.v1"}),
        frozenset({"MaterialTurnedAway.v1", "ExemptionTaken.v1"}),
        frozenset({"MaterialTurnedAway.v1", "OrdinaryRouteTaken.v1"}),
        # What the hub keeps beside a joint acceptance takes nothing from what a window did.
        *(
            frozenset({one, other})
            for one in ("ConclusionDelivered.v1", "LateAnswerKept.v1")
            for other in ("ResumptionApplied.v1", "JointWithdrawn.v1", "PapersReturned.v1")
        ),
        frozenset({"MaterialsPushed.v1", "JointWithdrawn.v1"}),
        # A decision further up was rescinded: told beside whatever a window does here.
        *(
            frozenset({commitment.MARKING, str(kind.__struct_config__.tag)})
            for kind in commitment.AT_WINDOW
        ),
        # Two windows entering the same project by its code: the earlier (or the platform's) stands.
        frozenset({"ProjectRegistered.v1"}),
        # What comes to a project beside it is kept by its own name and time.
        *(
            frozenset({one, other})
            for one in project.GATHERED
            for other in ("ProjectRegistered.v1", *project.GATHERED)
        ),
        *survey.COMMUTING,
    }
)


def fold(stream: str, events: Iterable[AnyEvent], onto: Record | None = None) -> Record | None:
    """The record of a stream after ``events`` in order, the first of which follow ``onto``.

    None for an unknown kind or no event.
    """
    step = FOLDS.get(ids.kind_of(stream))
    if step is None:
        return None
    record = onto
    for event in events:
        record = step(record, event)
    return record


class Papered(Record, Protocol):
    """A record whose stream has papers."""

    @property
    def item(self) -> str:
        """Code of the item whose clerks deal with it."""

    def paper(self, number: str) -> Paper | None:
        """The paper with this number."""


def papered(record: Record | None) -> Papered | None:
    """The record as one with papers, None when its stream has none."""
    return record if isinstance(record, case.CaseRecord | exemption.ExemptionRecord) else None


def timed(record: Record | None) -> Timed | None:
    """The record as one with limits, None when it has none."""
    return cast("Timed", record) if hasattr(type(record), "open_limits") else None


def commutes(one: str, other: str) -> bool:
    """Whether two events (by tag) may change places; everything else is a conflict.

    A recount stands beside the limits, so it may with any.
    """
    return _RECOUNTED in (one, other) or frozenset({one, other}) in _COMMUTING


def blobs_in(event: AnyEvent) -> tuple[str, ...]:
    """The blobs (SHA-256 in hex) an event names; they go to the hub before the event does."""
    if isinstance(event, _WITH_PAGES):
        return tuple(page.sha256 for page in event.pages)
    if isinstance(event, survey_events.SurveyResultHandedIn):
        return tuple(file.sha256 for file in event.files)
    if isinstance(event, joint_events.ResumptionApplied):
        return tuple(page.sha256 for page in event.pages)
    if isinstance(event, commitment_events.WITH_PAGES):
        return tuple(page.sha256 for page in event.pages)
    if isinstance(event, exemption.ExemptionTaken):
        return tuple(page.sha256 for one in event.commitments for page in one.pages)
    name = str(getattr(event, _BODIES.get(type(event), ""), ""))
    return (name,) if name else ()


_WITH_PAGES = (
    case_events.MaterialReceived,
    case_events.MaterialReused,
    survey_events.SurveyPaperReceived,
)
_BODIES: dict[type, str] = {
    case_events.NoticeFiled: "pdf_sha256",
    case_life.ResultArrived: "file_sha256",
    project_events.ResultSupplemented: "pdf_sha256",
    rules.PackPublished: "body_sha256",
    rules.CalendarPublished: "body_sha256",
}
"""Events that name one file, and the field that does."""
