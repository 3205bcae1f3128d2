"""Every event as a sentence, the same at the window and at the hub.

Whatever a city decided stands in the events; nothing here reads a pack. A deemed outcome (默认) is
told as such, so that nobody takes silence for an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.flows import (
    story_case,
    story_commitment,
    story_exemption,
    story_hall,
    story_joint,
    story_permit,
    story_project,
    story_survey,
    story_tasks,
)
from casework.records.case_events import ApplicationReceived, ChecklistChanged
from casework.records.case_life import ResultArrived
from casework.records.commitment_events import CommitmentDrawnUp
from casework.records.event import AnyEvent, tag_of
from casework.records.joint_events import JointOpened
from casework.records.permit import PermitOpened
from casework.records.project_events import ImportPassed, ResultDeferred, ResultSupplemented
from casework.records.stage import StageOpened
from casework.records.survey_events import SurveyFiled

TELLERS: Mapping[type, Callable[..., str]] = {
    **story_case.TELLERS,
    **story_joint.TELLERS,
    **story_permit.TELLERS,
    **story_survey.TELLERS,
    **story_commitment.TELLERS,
    **story_exemption.TELLERS,
    **story_project.TELLERS,
    **story_tasks.TELLERS,
    **story_hall.TELLERS,
}
"""Each takes the event and the names of what it speaks of by key."""
DEEMED = frozenset({*story_case.DEEMED, *story_joint.DEEMED})
"""Events by which silence became an answer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One event in words; ``deemed`` where nobody acted and a rule made it true."""

    text: str
    deemed: bool = False


def tell(event: AnyEvent, names: Mapping[str, str]) -> Sentence:
    """One event as a sentence."""
    teller = TELLERS.get(type(event))
    if teller is None:
        return Sentence(f"本机的程序还不认识的记录：{tag_of(event)}")
    return Sentence(teller(event, names), is_deemed(event))


def is_deemed(event: AnyEvent) -> bool:
    """Whether silence made it true; an import is either answered or passed by default (002图2)."""
    return type(event) in DEEMED or (isinstance(event, ImportPassed) and event.deemed)


def names_in(event: AnyEvent) -> Mapping[str, str]:
    """What an event names by key, for the sentences after it: materials, subjects, results."""
    known = _NAMES.get(type(event))
    return known(event) if known else {}


_NAMES: Mapping[type, Callable[..., Mapping[str, str]]] = {
    ApplicationReceived: lambda event: {line.key: line.name for line in event.checklist},
    ChecklistChanged: lambda event: {line.key: line.name for line in event.added},
    ResultArrived: lambda event: {event.result: event.name},
    PermitOpened: lambda event: {one.item: one.item_name for one in event.parts},
    JointOpened: lambda event: {one.key: one.label for one in event.subjects},
    SurveyFiled: story_survey.names_in,
    CommitmentDrawnUp: lambda event: story_commitment.names_in(event.owed),
    StageOpened: story_exemption.names_in,
    ResultSupplemented: lambda event: {event.ident: event.result_name},
    ResultDeferred: lambda event: {event.key: event.result_name},
}
