"""Which events a window may write; all else is a department's, the hub's sweep's or the hub's own.

An account that a window could write would let it grant itself any right (003一), and a deemed
outcome is the hub's alone (obligations trap 15).
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from casework.flows.stage import TURNS
from casework.law.stage_clock import Turn
from casework.records import (
    case_events,
    case_life,
    commitment,
    drawing,
    exemption,
    ids,
    joint,
    permit,
    project,
    project_events,
    stage,
    survey,
    task,
)
from casework.records.event import AnyEvent, Event
from casework.records.numbers import NumberTaken
from casework.records.project import WINDOW, ProjectRegistered
from casework.records.recount import LimitsRecounted
from casework.records.survey_events import SurveyFiled

Written = tuple[str, AnyEvent]
"""A stream and one event of it, as an act has them."""

_PAPERS: frozenset[type[Event]] = frozenset(
    {case_events.NoticeIssued, case_events.NoticeFiled, case_events.NoticePrinted}
)
OF_DEPARTMENTS: frozenset[type[Event]] = frozenset(
    {
        case_life.ApplicationDeemedAccepted,
        case_life.ReviewFinished,
        case_life.OpinionRelayed,
        case_life.DecisionMade,
        case_life.CaseSuspended,
        case_life.CaseResumed,
        case_life.LimitExtended,
        case_life.CaseReturned,
        case_life.CaseTerminated,
    }
)
"""What departments do with a case (``flows.handling``), and what silence does."""
AT_WINDOW: Mapping[str, frozenset[type[Event]]] = {
    ids.CASE: frozenset((*case_events.EVENTS, *case_life.EVENTS)) - OF_DEPARTMENTS,
    ids.PROJECT: frozenset(project.EVENTS) - project_events.OF_DEPARTMENTS | _PAPERS,
    ids.STAGE: frozenset(stage.EVENTS),
    ids.JOINT: frozenset(joint.AT_WINDOW),
    ids.SURVEY: frozenset(survey.AT_WINDOW),
    ids.COMMITMENT: frozenset(commitment.AT_WINDOW),
    ids.PERMIT: permit.AT_WINDOW,
    ids.DRAWING: drawing.AT_WINDOW,
    ids.EXEMPTION: frozenset(exemption.EVENTS) - {exemption.ExemptionCorrected} | _PAPERS,
    ids.TASK: frozenset(task.EVENTS),
    ids.NUMBERS: frozenset({NumberTaken}),
    ids.ACCOUNT: frozenset(),
    ids.RULES: frozenset(),
    ids.ROLLS: frozenset(),
    ids.LOCKS: frozenset(),
}
"""What a window may write of each kind of stream, as far as the event alone says it."""
COUNTED = frozenset({ids.CASE, ids.PROJECT, ids.TASK, ids.STAGE, *ids.BOUND})
"""The kinds of streams that have limits."""


def may_write(device: str, act: Sequence[Written]) -> bool:
    """Whether a window with this device may have written all of an act, its head left out."""
    return all(_may_write(device, one, act) for one in act)


def _may_write(device: str, one: Written, act: Sequence[Written]) -> bool:
    stream, event = one
    kind = ids.kind_of(stream)
    if isinstance(event, LimitsRecounted):
        # A calendar that was imported offline: whoever counts, the same law gives the same.
        return kind in COUNTED
    if type(event) not in AT_WINDOW.get(kind, frozenset()):
        return False
    if isinstance(event, ProjectRegistered):
        return event.origin == WINDOW
    if isinstance(event, NumberTaken):
        return stream == ids.stream_of(ids.NUMBERS, device)
    if isinstance(event, case_life.CaseCompleted):
        # A filing is complete at once (001C四(一)); every other completion is a department's.
        return (ids.bound_to(stream, ids.SURVEY), SurveyFiled) in _kinds(act)
    if isinstance(event, stage.ItemTurned):
        return event.turn in _turns(event.case, act)
    return True


def _kinds(act: Sequence[Written]) -> set[tuple[str, type]]:
    return {(stream, type(event)) for stream, event in act}


def _turns(case: str, act: Sequence[Written]) -> set[str]:
    """What this act did to the case's clock; the stage follows it and nothing else (004-12)."""
    done = [type(event) for stream, event in act if stream == case]
    back = [Turn.RESUBMITTED] if case_life.StageJoined in done else []
    return {
        one.value for one in chain(back, (turn for kind, turn in TURNS.items() if kind in done))
    }
