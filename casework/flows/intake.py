"""Intake at the window: receive, then decide at once (001D七(二)); as pure functions of records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import (
    deciding,
    grounds,
    joint_acceptance,
    linking,
    opening,
    papers,
    reuse,
    visiting,
)
from casework.flows.clocks import limit_lines
from casework.flows.deciding import Accept, Decision, HandOver
from casework.flows.grounds import Grounds
from casework.flows.reuse import Shared
from casework.flows.visiting import FormNow, line_of
from casework.law.items import Body, Item
from casework.law.limits import Moment
from casework.law.materials import Handling
from casework.law.settings import OutOfHours
from casework.people.grants import Duty, Need
from casework.records.case import CaseRecord, apply
from casework.records.case_events import (
    ONLINE,
    PORTAL,
    WINDOW,
    Applicant,
    ApplicationReceived,
    ChecklistLine,
    Deliverer,
    FormEntry,
    MaterialReceived,
    MaterialReused,
    OriginalVerified,
    PageRef,
    SealedEntry,
    VisitorCame,
)
from casework.records.case_states import UNDECIDED
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind

_BROUGHT = (MaterialReceived, MaterialReused)
"""What a receipt is given for."""


@dataclass(frozen=True, slots=True)
class MaterialIn:
    """What was handed in for one line; ``seen_at`` (ISO) says when the original was compared."""

    line: str
    medium: str
    count: int
    pages: tuple[PageRef, ...] = ()
    number: str = ""
    seen_at: str = ""
    here: bool = False
    """It lies here since an earlier visit; only its original was compared now."""
    shared: Shared | None = None
    """The earlier application whose file is used again; ``pages`` are those that lie there."""


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
    rests_on: tuple[str, ...] = ()
    """Further streams it rests on: earlier cases, projects it inherits from, locks of persons."""
    key_serial: str = ""
    """The certificate of the clerk's seal key, where one is present (002图4.3.1)."""
    project_type: str = ""
    """Key of the project's type, where it was asked for (000§4)."""


@dataclass(frozen=True, slots=True)
class Again:
    """A case that is here already: what was brought and corrected since, and a decision.

    ``visitor`` is None where nobody stands at the counter, which then brings nothing. ``seen`` is
    the case as the clerk looked at it; one that has moved on since is not decided unseen.
    """

    case: str
    numbers: str
    item: str
    materials: tuple[MaterialIn, ...]
    decision: Decision | None
    visitor: Deliverer | None = None
    form: FormNow | None = None
    seen: CaseRecord | None = None
    rests_on: tuple[str, ...] = ()
    key_serial: str = ""


def provisional(intake: Intake, context: Context) -> CaseRecord:
    """The case as it would stand if it were received now; raises what receiving would raise."""
    item = context.catalogue.item(intake.item)
    record: CaseRecord | None = None
    for event in received(intake, item, context):
        record = apply(record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    return record


def visited(record: CaseRecord, request: Again, context: Context) -> CaseRecord:
    """The case as it would stand after a visit; raises what the visit would raise."""
    for event in visit(record, request, context):
        record = apply(record, event) or record
    return record


def numbered(item: Item, kept: Mapping[str, str], role: str) -> tuple[MaterialIn, ...]:
    """The materials of which only the number is kept, as far as the form holds it (001C附2-5)."""
    lines = (one for one in item.checklist(kept, role) if one.handling is Handling.NUMBER)
    held = ((line, kept.get(line.number_field, "")) for line in lines)
    return tuple(MaterialIn(line.key, "number", 1, number=text) for line, text in held if text)


def _take_in(records: Records, request: TakeIn, context: Context) -> list[Staged]:
    intake = request.intake
    if records.case(intake.case) is not None:
        raise RuleError("IN-117")
    if intake.channel != WINDOW:
        # What is said to come online comes through the portal's own account.
        raise RuleError("IN-101")
    law = context.catalogue
    linking.require_offered(law.item(intake.item), request.project_type, law)
    if isinstance(request.decision, Accept):
        _require_level(records, intake.item, intake.project, context)
    known = grounds.of(records, (intake.case, intake.project), request.rests_on, request.key_serial)
    return receive(records, intake, request.decision, context, known)


def _require_level(records: Records, item: str, project: str, context: Context) -> None:
    """What is known of the project must not stand against the item (001D二)."""
    known = records.project(project) if project else None
    joint_acceptance.require_level(context.catalogue.item(item), known, context.place.area)


def receive(
    records: Records,
    intake: Intake,
    decision: Decision | None,
    context: Context,
    known: Grounds = grounds.NOTHING,
) -> list[Staged]:
    """Receive a new application, give its receipt and decide; raises as ``received``."""
    item = context.catalogue.item(intake.item)
    reuse.require(intake.item, intake.materials, known, context)
    events = received(intake, item, context)
    verdict = _Verdict(decision, known)
    return _finish(records, (intake.case, intake.numbers), None, events, verdict, context)


def _again(records: Records, request: Again, context: Context) -> list[Staged]:
    record = undecided(records, request)
    if request.seen is not None and visiting.moved_on(record, request.seen):
        raise RuleError("IN-123")
    if isinstance(request.decision, Accept) and request.seen is not None:
        _require_level(records, request.item, record.received.project, context)
    events = visit(record, request, context)
    if request.visitor is not None and request.visitor.source == PORTAL:
        raise RuleError("IN-101")
    if request.visitor is None and events:
        # Nothing comes to a counter by itself.
        raise RuleError("IN-124")
    return go_on(records, record, request, events, context)


def undecided(records: Records, request: Again) -> CaseRecord:
    """The case of a visit; RuleError IN-110 unless it can still be decided, IN-121."""
    record = records.case(request.case)
    if record is None or record.state not in UNDECIDED:
        raise RuleError("IN-110", state=record.state.value if record else "")
    if record.received.item != request.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=record.received.item_name)
    return record


def go_on(
    records: Records, record: CaseRecord, request: Again, events: list[Event], context: Context
) -> list[Staged]:
    """Write down a visit, give the receipt for what it brought, and decide."""
    if all(isinstance(one, VisitorCame) for one in events) and request.decision is None:
        raise RuleError("IN-122")
    project = record.received.project if request.seen is not None else ""
    known = grounds.of(records, (request.case, project), request.rests_on, request.key_serial)
    reuse.require(request.item, request.materials, known, context)
    streams = (request.case, request.numbers)
    verdict = _Verdict(request.decision, known)
    return _finish(records, streams, record, events, verdict, context)


def visit(record: CaseRecord, request: Again, context: Context) -> list[Event]:
    """The events of a visit in order; RuleError IN-101, IN-105, IN-108, IN-119."""
    item = context.catalogue.item(record.received.item)
    events = [*visiting.came(request.visitor, context)]
    events += visiting.corrected(record, request.form, context)
    after = record
    for event in events:
        after = apply(after, event) or after
    changes = [*visiting.listed(record, after, item, context)]
    for event in changes:
        after = apply(after, event) or after
    lines = {one.line.key: one.line for one in after.materials}
    numbers = _new_numbers(after, item) if request.form is not None else ()
    brought = (*numbers, *request.materials)
    return [*events, *changes, *_materials(brought, lines, item, context)]


def _new_numbers(record: CaseRecord, item: Item) -> Iterator[MaterialIn]:
    """What the corrected form says of materials of which only the number is kept."""
    for one in numbered(item, record.values(), record.deliverer.role):
        held = record.material(one.line)
        if held is not None and held.number != one.number:
            yield one


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is decided, and on which grounds."""

    decision: Decision | None
    known: Grounds


def _finish(
    records: Records,
    streams: tuple[str, str],
    record: CaseRecord | None,
    events: list[Event],
    verdict: _Verdict,
    context: Context,
) -> list[Staged]:
    """Fold what came in, give the receipt, then decide on the case as it now stands."""
    case, numbers = streams
    brought = record is None or any(isinstance(one, _BROUGHT) for one in events)
    for event in events:
        record = apply(record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    staged = [Staged(case, event) for event in events]
    desk = papers.Desk(case, record, numbers, records.numbers(numbers))
    if brought:
        desk, paper = papers.issue(desk, NoticeKind.RECEIPT, context)
        staged += paper
    if verdict.decision is not None:
        if isinstance(verdict.decision, Accept | HandOver):
            opening.require(desk.record, verdict.known, context)
        staged += deciding.decide(desk, verdict.decision, context, verdict.known)
    return staged


def received(intake: Intake, item: Item, context: Context) -> list[Event]:
    """The events of receiving an application; RuleError IN-101…IN-120 when it cannot be."""
    handed_over = datetime.fromisoformat(intake.received_at)
    if handed_over > context.now:
        raise RuleError("IN-118")
    if intake.channel == WINDOW and not intake.deliverer.face_matched:
        raise RuleError("IN-101")
    if not intake.project_code or not intake.project_name:
        raise RuleError("IN-120")
    checklist = item.checklist(intake.values(), intake.deliverer.role)
    lines = {material.key: line_of(material) for material in checklist}
    begun = counted_from(intake.channel, handed_over, context)
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
        limits=limit_lines(item, {Moment.HANDED_OVER: begun}, context),
        practice=context.practice,
    )
    return [opening, *_materials(intake.materials, lines, item, context)]


def counted_from(channel: str, handed_over: datetime, context: Context) -> datetime:
    """From when limits run: what is filed online out of hours may wait until the doors open."""
    rule = context.catalogue.settings.online_out_of_hours
    if channel != ONLINE or rule is not OutOfHours.NEXT_OPENING:
        return handed_over
    opening = context.catalogue.hours.next_opening(handed_over, context.calendar)
    return opening or handed_over


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
        if not one.here:
            events.append(_brought(one, context))
        if one.seen_at:
            events.append(_verified(one, item, context))
    return events


def _brought(one: MaterialIn, context: Context) -> Event:
    at = context.now.isoformat()
    if one.shared is not None:
        return reuse.taken(one.line, one.medium, one.count, one.pages, one.shared, at)
    return MaterialReceived(one.line, one.medium, one.count, one.pages, one.number, at)


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
    named = (intake.case, intake.numbers, intake.project, *request.rests_on)
    return tuple(dict.fromkeys(filter(None, named)))


def _streams_of_known(request: Again) -> tuple[str, ...]:
    project = request.seen.received.project if request.seen else ""
    named = (request.case, request.numbers, project, *request.rests_on)
    return tuple(dict.fromkeys(filter(None, named)))


TAKE_IN: Command[TakeIn] = Command(
    "intake.take_in",
    need=lambda request: Need(request.intake.item, Duty.ACCEPT),
    streams=_streams_of_new,
    decide=_take_in,
)
AGAIN: Command[Again] = Command(
    "intake.again",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=_streams_of_known,
    decide=_again,
)
