"""A case as a story: one sentence for every event, the same at the window and at the hub.

Whatever a city decided stands in the events; nothing here reads a pack. A deemed outcome (默认) is
told as such, so that nobody takes silence for an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.flows import story_case, story_joint, story_tasks
from casework.records.case_events import ApplicationReceived, ChecklistChanged
from casework.records.event import AnyEvent, tag_of
from casework.records.joint_events import JointOpened

TELLERS: Mapping[type, Callable[..., str]] = {
    **story_case.TELLERS,
    **story_joint.TELLERS,
    **story_tasks.TELLERS,
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
    return Sentence(teller(event, names), type(event) in DEEMED)


def names_in(event: AnyEvent) -> Mapping[str, str]:
    """What an event names by key, for the sentences after it: materials, subjects."""
    if isinstance(event, ApplicationReceived):
        return {line.key: line.name for line in event.checklist}
    if isinstance(event, ChecklistChanged):
        return {line.key: line.name for line in event.added}
    if isinstance(event, JointOpened):
        return {one.key: one.label for one in event.subjects}
    return {}
