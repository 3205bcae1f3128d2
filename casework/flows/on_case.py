"""Verbs about one case: what all of them check, and what the papers of a case say alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import stage, tasks
from casework.flows.papers import Desk
from casework.flows.words import CASE_STATES
from casework.people.grants import Duty, Need
from casework.records.case import CaseRecord, allows, apply
from casework.records.event import Event, Staged, tag_of
from casework.records.notice import Section
from casework.records.stage import StageRecord


@dataclass(frozen=True, slots=True)
class OnCase:
    """What every verb names: the case, the item its grant was asked for, the device's numbers."""

    case: str
    item: str
    numbers: str = ""
    stage: str = ""
    """The stage application the case belongs to; its clock follows."""
    project: str = ""
    """The project it is applied for in, where a licence hangs on it (002图1注4)."""


class AboutCase(Protocol):
    """A request that names its case."""

    @property
    def on(self) -> OnCase:
        """The case it is about."""


def case_of(records: Records, on: OnCase) -> CaseRecord:
    """The case a verb is about; RuleError IN-110 for none, IN-121 for another item's."""
    record = records.case(on.case)
    if record is None:
        raise RuleError("IN-110", state="")
    if record.received.item != on.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=record.received.item_name)
    if record.stage != on.stage:
        # The stage's clock would not hear of what happens here.
        raise RuleError("GN-115")
    return record


def changed(record: CaseRecord, event: Event) -> CaseRecord:
    """The case after an event that its state allows; RuleError GN-101 when it does not."""
    if not allows(record, tag_of(event)):
        raise RuleError("GN-101", state=CASE_STATES[record.state])
    return apply(record, event) or record


def kept_originals(record: CaseRecord) -> tuple[Section, ...]:
    """The section that lists every original still here, which goes back with the letter."""
    rows = tuple(
        (one.line.name, f"{one.count - one.returned} 份")
        for one in record.materials
        if "original" in one.medium and one.count > one.returned
    )
    if not rows:
        return ()
    return (Section("退还的原件", (), ("材料名称", "数量"), (70, 22), rows),)


def about_case(case: str, record: CaseRecord, context: Context) -> tasks.About:
    """A case as tasks name it."""
    project, number = record.heading
    return tasks.About(
        stream=case,
        item=record.received.item,
        item_name=record.received.item_name,
        project_name=project,
        number=number,
        unit=record.received.applicant.unit,
        organ=context.catalogue.item(record.received.item).organ,
    )


def number_in(paper: tuple[Staged, ...]) -> str:
    """The number of the paper whose events these are."""
    return next(str(getattr(one.event, "number", "")) for one in paper)


def desk_of(records: Records, on: OnCase, record: CaseRecord) -> Desk:
    """What a paper of this case is issued from."""
    return Desk(on.case, record, on.numbers, records.numbers(on.numbers))


def said(text: str) -> str:
    """A text that must not be empty; RuleError GN-109."""
    if not text.strip():
        raise RuleError("GN-109")
    return text.strip()


def command(
    name: str, decide: Callable[[Records, Any, Context], Sequence[Staged]], duty: Duty
) -> Command[Any]:
    """A command whose request names its case in ``on``; its grant is asked for that item."""

    def need(request: AboutCase) -> Need:
        return Need(request.on.item, duty)

    def streams(request: AboutCase) -> tuple[str, ...]:
        on = request.on
        return tuple(filter(None, (on.case, on.numbers, on.stage)))

    def with_stage(records: Records, request: AboutCase, context: Context) -> list[Staged]:
        staged = list(decide(records, request, context))
        return [*staged, *_stage_follows(records, request.on, staged, context)]

    return Command(name, need, streams, with_stage)


def _stage_follows(
    records: Records, on: OnCase, staged: Sequence[Staged], context: Context
) -> list[Staged]:
    record = records.of(on.stage, StageRecord) if on.stage else None
    if record is None:
        return []
    events = [one.event for one in staged if one.stream == on.case]
    followed = (stage.follow(on.stage, record, on.case, event, context) for event in events)
    return [one for part in followed for one in part]
