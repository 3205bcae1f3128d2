"""One application for a stage (004-7, -12): one form, one set of materials, split by item.

Every item becomes a case of its own in the same act. What happens to a case afterwards moves the
stage's clock through ``follow``, in the act that does it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from msgspec import structs

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import clocks, intake, papers
from casework.flows.intake import Intake, MaterialIn
from casework.flows.words import CASE_STATES
from casework.law.items import Item
from casework.law.limits import Moment
from casework.law.one_set import OneMaterial, one_set
from casework.law.stage_clock import Turn
from casework.law.stages import Stage
from casework.people.grants import Duty, Need, require
from casework.records import case_life as life
from casework.records.case import CaseRecord, apply
from casework.records.case_events import ApplicationAccepted, LimitLine, NoticeIssued
from casework.records.course import PauseLine
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind
from casework.records.stage import ItemTurned, StageItem, StageOpened, StageRecord
from casework.records.stage import apply as apply_stage


@dataclass(frozen=True, slots=True)
class OpenStage:
    """What the counter gathered for a stage.

    ``common`` holds person, applicant, project and the one form; its ``case``, ``item`` and
    ``materials`` are not used. ``cases`` maps each item's code to the stream of its new case;
    ``materials`` name papers of the set (``OneMaterial.key``) in ``line``.
    """

    stream: str
    stage: str
    common: Intake
    cases: tuple[tuple[str, str], ...]
    materials: tuple[MaterialIn, ...]


def _open(records: Records, request: OpenStage, context: Context) -> list[Staged]:
    if records.of(request.stream, StageRecord) is not None:
        raise RuleError("IN-117")
    stage = _stage(request, context)
    items = [context.catalogue.item(code) for code, _ in request.cases]
    for item in items:
        need = Need(item.code, Duty.ACCEPT)
        require(context.clerk, need, context.place.area, context.now.date())
    common = request.common
    papers_in = one_set(items, common.values(), common.deliverer.role)
    distributed = _distributed(request.materials, papers_in)
    staged: list[Staged] = []
    desks: list[papers.Desk] = []
    for item, (code, case) in zip(items, request.cases, strict=True):
        own = replace(common, case=case, item=code, materials=distributed.get(code, ()))
        record, events = _received(own, item, context)
        events.append(life.StageJoined(request.stream))
        staged += [Staged(case, event) for event in events]
        desks.append(papers.Desk(case, record, common.numbers, records.numbers(common.numbers)))
    _, receipt = papers.issue(desks[0], NoticeKind.RECEIPT, context)
    number = _number(receipt)
    return [
        *staged,
        Staged(request.stream, _opened(request, stage, items, number, context)),
        *receipt,
    ]


def _stage(request: OpenStage, context: Context) -> Stage:
    stage = context.catalogue.stages.get(request.stage)
    codes = [code for code, _ in request.cases]
    if stage is None or not codes or len(set(codes)) < len(codes):
        raise RuleError("ST-101")
    if foreign := [code for code in codes if code not in stage.items]:
        raise RuleError("ST-102", item=foreign[0], stage=stage.name)
    return stage


def _distributed(
    brought: Sequence[MaterialIn], papers_in: Sequence[OneMaterial]
) -> Mapping[str, tuple[MaterialIn, ...]]:
    """What was handed in once, for every item that builds on it."""
    known = {one.key: one for one in papers_in}
    found: dict[str, list[MaterialIn]] = {}
    for one in brought:
        paper = known.get(one.line)
        if paper is None:
            raise RuleError("IN-119", line=one.line)
        for code, line in paper.lines:
            found.setdefault(code, []).append(replace(one, line=line))
    return {code: tuple(lines) for code, lines in found.items()}


def _received(own: Intake, item: Item, context: Context) -> tuple[CaseRecord, list[Event]]:
    events = intake.received(own, item, context)
    record: CaseRecord | None = None
    for event in events:
        record = apply(record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    return record, events


def _opened(
    request: OpenStage, stage: Stage, items: Sequence[Item], number: str, context: Context
) -> StageOpened:
    common = request.common
    named = {item.code: item.name for item in items}
    return StageOpened(
        stage=stage.key,
        stage_name=stage.name,
        department=stage.lead,
        project=common.project,
        project_code=common.project_code,
        project_name=common.project_name,
        number=number,
        items=tuple(StageItem(code, named[code], case) for code, case in request.cases),
        resumes=context.catalogue.settings.clock.stage_resumes.value,
        opened_at=context.now.isoformat(),
        practice=context.practice,
    )


def _number(paper: Sequence[Staged]) -> str:
    return next(one.event.number for one in paper if isinstance(one.event, NoticeIssued))


@dataclass(frozen=True, slots=True)
class Resubmit:
    """A returned item is handed in anew as another case."""

    stream: str
    intake: Intake
    before: str


def _resubmit(records: Records, request: Resubmit, context: Context) -> list[Staged]:
    stage = records.of(request.stream, StageRecord)
    before = records.case(request.before)
    item = context.catalogue.item(request.intake.item)
    standing = {one.item: one.case for one in stage.items} if stage else {}
    if stage is None or before is None or standing.get(item.code) != request.before:
        raise RuleError("ST-103")
    if before.state.value != "returned":
        raise RuleError("ST-104", state=CASE_STATES[before.state])
    case = request.intake.case
    record, events = _received(request.intake, item, context)
    events.append(life.StageJoined(request.stream))
    numbers = request.intake.numbers
    desk = papers.Desk(case, record, numbers, records.numbers(numbers))
    _, receipt = papers.issue(desk, NoticeKind.RECEIPT, context)
    turned = _turn(request.stream, stage, (item.code, case), Turn.RESUBMITTED, context)
    return [*(Staged(case, event) for event in events), turned, *receipt]


TURNS: Mapping[type[Event], Turn] = {
    ApplicationAccepted: Turn.ACCEPTED,
    life.ApplicationDeemedAccepted: Turn.ACCEPTED,
    life.CaseSuspended: Turn.SUSPENDED,
    life.CaseResumed: Turn.RESUMED,
    life.CaseReturned: Turn.RETURNED,
    life.CaseCompleted: Turn.COMPLETED,
}
"""What an event of a case does to the clock of its stage."""


def follow(
    stream: str, record: StageRecord, case: str, event: Event, context: Context
) -> list[Staged]:
    """What an event of an item's case does to the clock of its stage; nothing for most."""
    turn = TURNS.get(type(event))
    item = next((one.item for one in record.items if one.case == case), "")
    if turn is None or not item:
        return []
    return [_turn(stream, record, (item, case), turn, context)]


def _turn(
    stream: str, record: StageRecord, of: tuple[str, str], turn: Turn, context: Context
) -> Staged:
    item, case = of
    at = context.now.isoformat()
    bare = ItemTurned(item, turn.value, case, at, ())
    after = apply_stage(record, bare) or record
    return Staged(stream, structs.replace(bare, limits=_limits(after, context)))


def _limits(record: StageRecord, context: Context) -> tuple[LimitLine, ...]:
    """The stage's limits from its first acceptance, its pauses taken out."""
    stage = context.catalogue.stages.get(record.opened.stage)
    clock = record.run
    if stage is None or clock.start is None:
        return ()
    pauses = [
        PauseLine("", "", "", one.start.isoformat(), one.end.isoformat() if one.end else "")
        for one in clock.pauses
    ]
    return clocks.lay_out(stage.limits, {Moment.ACCEPTED: clock.start}, context, pauses)


def _streams(request: OpenStage) -> tuple[str, ...]:
    common = request.common
    named = (request.stream, common.numbers, common.project)
    return tuple(filter(None, (*named, *(case for _, case in request.cases))))


OPEN: Command[OpenStage] = Command(
    "stage.open",
    need=lambda request: Need(request.cases[0][0] if request.cases else "", Duty.ACCEPT),
    streams=_streams,
    decide=_open,
)
RESUBMIT: Command[Resubmit] = Command(
    "stage.resubmit",
    need=lambda request: Need(request.intake.item, Duty.ACCEPT),
    streams=lambda request: (
        request.stream,
        request.before,
        request.intake.case,
        request.intake.numbers,
    ),
    decide=_resubmit,
)
