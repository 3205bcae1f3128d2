"""Intake at the window: receive, then decide at once (001D七(二)); as pure functions of records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import deciding, papers
from casework.flows.clocks import limit_lines
from casework.flows.deciding import Decision
from casework.law.items import Body, Item
from casework.law.limits import Moment
from casework.law.materials import Material
from casework.people.grants import Duty, Need
from casework.records.case import CaseRecord, apply
from casework.records.case_events import (
    Applicant,
    ApplicationReceived,
    ChecklistLine,
    Deliverer,
    FormEntry,
    MaterialReceived,
    OriginalVerified,
    PageRef,
    SealedEntry,
)
from casework.records.case_states import CaseState
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind


@dataclass(frozen=True, slots=True)
class MaterialIn:
    """What was handed in for one line; ``seen_at`` (ISO) says when the original was compared."""

    line: str
    medium: str
    count: int
    pages: tuple[PageRef, ...] = ()
    number: str = ""
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything the counter gathered for one application; personal values sealed already."""

    case: str
    numbers: str
    item: str
    channel: str
    received_at: str
    project: str
    project_code: str
    project_name: str
    applicant: Applicant
    deliverer: Deliverer
    form: tuple[FormEntry, ...]
    sealed_form: tuple[SealedEntry, ...]
    materials: tuple[MaterialIn, ...]
    declaration_made: bool

    def values(self) -> dict[str, str]:
        """The form's kept values by key, sealed ones opened."""
        plain = {entry.key: entry.value for entry in self.form}
        return plain | {entry.key: entry.value.value or "" for entry in self.sealed_form}


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Receive an application and, where the window decides, decide it in the same act."""

    intake: Intake
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Again:
    """A decision on a case that is here already, with what was brought in since."""

    case: str
    numbers: str
    item: str
    materials: tuple[MaterialIn, ...]
    decision: Decision | None


def provisional(intake: Intake, context: Context) -> CaseRecord:
    """The case as it would stand if it were received now; raises what receiving would raise."""
    item = context.catalogue.item(intake.item)
    record: CaseRecord | None = None
    for event in received(intake, item, context):
        record = apply(record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    return record


def _take_in(records: Records, request: TakeIn, context: Context) -> list[Staged]:
    intake = request.intake
    if records.case(intake.case) is not None:
        raise RuleError("IN-117")
    item = context.catalogue.item(intake.item)
    events = received(intake, item, context)
    return _finish(records, (intake.case, intake.numbers), None, events, request.decision, context)


def _again(records: Records, request: Again, context: Context) -> list[Staged]:
    record = records.case(request.case)
    if record is None or record.state in (CaseState.ACCEPTED, CaseState.REFUSED):
        raise RuleError("IN-110", state=record.state.value if record else "")
    if record.received.item != request.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=record.received.item_name)
    if not request.materials and request.decision is None:
        raise RuleError("IN-122")
    item = context.catalogue.item(record.received.item)
    lines = {one.line.key: one.line for one in record.materials}
    events = _materials(request.materials, lines, item, context)
    streams = (request.case, request.numbers)
    return _finish(records, streams, record, events, request.decision, context)


def _finish(
    records: Records,
    streams: tuple[str, str],
    record: CaseRecord | None,
    events: list[Event],
    decision: Decision | None,
    context: Context,
) -> list[Staged]:
    """Fold what came in, give the receipt, then decide on the case as it now stands."""
    case, numbers = streams
    received = record is None or bool(events)
    for event in events:
        record = apply(record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    staged = [Staged(case, event) for event in events]
    desk = papers.Desk(case, record, numbers, records.numbers(numbers))
    if received:
        desk, paper = papers.issue(desk, NoticeKind.RECEIPT, context)
        staged += paper
    if decision is not None:
        staged += deciding.decide(desk, decision, context)
    return staged


def received(intake: Intake, item: Item, context: Context) -> list[Event]:
    """The events of receiving an application; RuleError IN-101…IN-120 when it cannot be."""
    handed_over = datetime.fromisoformat(intake.received_at)
    if handed_over > context.now:
        raise RuleError("IN-118")
    if not intake.deliverer.face_matched:
        raise RuleError("IN-101")
    if not intake.project_code or not intake.project_name:
        raise RuleError("IN-120")
    checklist = item.checklist(intake.values(), intake.deliverer.role)
    lines = {material.key: checklist_line(material) for material in checklist}
    opening = ApplicationReceived(
        item=item.code,
        item_name=item.name,
        nature=item.nature.value,
        accepting_body=item.accepting_body.value,
        channel=intake.channel,
        received_at=intake.received_at,
        project=intake.project,
        project_code=intake.project_code,
        project_name=intake.project_name,
        applicant=intake.applicant,
        deliverer=intake.deliverer,
        form_name=item.form,
        form=intake.form,
        sealed_form=intake.sealed_form,
        checklist=tuple(lines.values()),
        declaration_made=intake.declaration_made,
        limits=limit_lines(item, {Moment.HANDED_OVER: handed_over}, context),
        practice=context.practice,
    )
    return [opening, *_materials(intake.materials, lines, item, context)]


def checklist_line(material: Material) -> ChecklistLine:
    """A material of the pack as the case keeps it."""
    return ChecklistLine(
        key=material.key,
        name=material.name,
        handling=material.handling.value,
        required=material.required,
        form=material.form,
        basis=material.basis.short,
        sample=material.sample,
    )


def _materials(
    brought: Iterable[MaterialIn], lines: dict[str, ChecklistLine], item: Item, context: Context
) -> list[Event]:
    events: list[Event] = []
    for one in brought:
        line = lines.get(one.line)
        if line is None:
            raise RuleError("IN-119", line=one.line)
        if line.handling in ("shared", "on_site", "elsewhere"):
            raise RuleError("IN-105", material=line.name, basis=line.basis)
        events.append(
            MaterialReceived(
                one.line, one.medium, one.count, one.pages, one.number, context.now.isoformat()
            )
        )
        if one.seen_at:
            events.append(_verified(one, item, context))
    return events


def _verified(one: MaterialIn, item: Item, context: Context) -> OriginalVerified:
    if item.originals_checked_by is not Body.WINDOW:
        # 首录负责 is the department's here (obligations 0b a): the window only hands over.
        raise RuleError("IN-108", organ=item.lead)
    pages = tuple(page.sha256 for page in one.pages)
    return OriginalVerified(
        one.line, context.clerk.account, context.place.hall_name, pages, one.seen_at
    )


def _streams_of_new(request: TakeIn) -> tuple[str, ...]:
    intake = request.intake
    return tuple(filter(None, (intake.case, intake.numbers, intake.project)))


TAKE_IN: Command[TakeIn] = Command(
    "intake.take_in",
    need=lambda request: Need(request.intake.item, Duty.ACCEPT),
    streams=_streams_of_new,
    decide=_take_in,
)
AGAIN: Command[Again] = Command(
    "intake.again",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.case, request.numbers),
    decide=_again,
)
