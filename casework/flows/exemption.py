"""Exemption at the window (001B): answers, the applicant's choice, and no material ever.

No case is opened. Whatever the answers come to, they stay with the page that asked; only a row
that fits is recorded, and only the applicant's own choice makes it an exemption.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from casework.act import Command, Context, Ledger, Records, perform
from casework.errors import InputError, RightsError, RuleError
from casework.flows import tasks
from casework.flows.exemption_paper import written
from casework.flows.papers import Numbering, issue_record
from casework.flows.words import EXEMPTION_STATES
from casework.law.exemptions import CORRECTED, SUPERVISION, Exemption, Finding, Outcome
from casework.people.grants import Duty, Need
from casework.records.case_events import Applicant, Deliverer, PageRef
from casework.records.event import Event, Staged, tag_of
from casework.records.exemption import (
    AnswerLine,
    CommitmentLine,
    EffectLine,
    ExemptionCorrected,
    ExemptionDetermined,
    ExemptionRecord,
    ExemptionTaken,
    ListLine,
    MaterialTurnedAway,
    OrdinaryRouteTaken,
    allows,
    apply,
)
from casework.records.notice import NoticeKind


class Choice(StrEnum):
    """What the applicant wishes."""

    EXEMPT = "exempt"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Determine:
    """The answers about some works; ``shown`` is the digest of the row the page asked by."""

    exemption: str
    item: str
    row: str
    shown: str
    project: str
    project_code: str
    project_name: str
    works: str
    applicant: Applicant
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CommitmentIn:
    """A unit's commitment as it lies on the counter."""

    role: str
    unit: str
    pages: tuple[PageRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """The applicant's choice; there is no default, None is refused."""

    exemption: str
    item: str
    numbers: str
    choice: Choice | None
    deliverer: Deliverer
    commitments: tuple[CommitmentIn, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnAway:
    """An attempt to take in a material, by its name."""

    exemption: str
    item: str
    material: str


@dataclass(frozen=True, slots=True)
class Correct:
    """What the supervising department found."""

    exemption: str
    item: str
    finding: str


def _determine(records: Records, request: Determine, context: Context) -> list[Staged]:
    if records.of(request.exemption, ExemptionRecord) is not None:
        raise RuleError("EX-110", state=EXEMPTION_STATES["determined"])
    row = _row(request.row, request.shown, context)
    if row.part.exempts != request.item:
        # The grant was asked for this item; another one's list is not reached through it.
        raise RuleError("IN-121", item=row.part.name)
    if not request.project_code or not request.project_name:
        raise RuleError("IN-120")
    if not request.works.strip():
        raise InputError("EX-112")
    _refuse(row.evaluate(dict(request.answers)))
    determined = ExemptionDetermined(
        item=request.item,
        project=request.project,
        project_code=request.project_code,
        project_name=request.project_name,
        works=request.works.strip(),
        applicant=request.applicant,
        list_line=_list_line(row, context),
        effect=_effect(row, context),
        answers=_answers(row, dict(request.answers)),
        determined_at=context.now.isoformat(),
        practice=context.practice,
    )
    return [Staged(request.exemption, determined)]


def _row(key: str, shown: str, context: Context) -> Exemption:
    """The row as it stands in today's list, if it is the one that was shown."""
    row = context.catalogue.exemptions.get(key)
    if row is None or not row.in_force(context.now.date()):
        raise RuleError("EX-104", row=key)
    if row.digest != shown:
        raise RuleError("EX-108", row=row.basis.short)
    return row


def _refuse(finding: Finding) -> None:
    """Raise what stands against recording; nothing of the answers is lost by it."""
    for problem in finding.problems:
        raise RuleError(problem.code, **dict(problem.facts))
    if finding.outcome is Outcome.OPEN:
        raise RuleError("EX-102", missing="、".join(fact.label for fact in finding.missing))
    if finding.outcome is Outcome.DOES_NOT_APPLY:
        raise RuleError("EX-103", failed="；".join(finding.failed))


def _list_line(row: Exemption, context: Context) -> ListLine:
    document = row.basis.document
    return ListLine(
        row=row.key,
        clause=row.basis.cite,
        text=row.basis.text,
        title=document.title,
        number=document.number,
        version=context.catalogue.pack.line,
        digest=row.digest,
        readings=tuple(one.settled for one in row.readings),
    )


def _effect(row: Exemption, context: Context) -> EffectLine:
    part = row.part
    return EffectLine(
        exempts=part.exempts,
        name=part.name,
        verdict=part.verdict,
        results=part.results,
        derived=part.derived,
        basis=part.counts.cite,
        duty=part.duty_on(context.now.date()),
    )


def _answers(row: Exemption, given: dict[str, str]) -> tuple[AnswerLine, ...]:
    kept = [(fact, fact.read(given.get(fact.key, ""))) for fact in row.facts]
    return tuple(
        AnswerLine(fact.key, fact.question, value, fact.words(value))
        for fact, value in kept
        if value
    )


def _choose(records: Records, request: Choose, context: Context) -> list[Staged]:
    record = _known(records, request.exemption, request.item)
    if request.choice is None:
        raise RuleError("EX-107")
    if not request.deliverer.face_matched:
        raise RuleError("IN-101")
    if request.choice is Choice.EXEMPT:
        return _exempt(records, record, request, context)
    if request.commitments:
        raise RuleError("EX-111")
    ordinary = OrdinaryRouteTaken(request.deliverer, context.now.isoformat())
    return [Staged(request.exemption, _fitting(record, ordinary))]


def _exempt(
    records: Records, record: ExemptionRecord, request: Choose, context: Context
) -> list[Staged]:
    """The exemption with its printed record and the word to the supervising department."""
    told = record.determined.list_line
    _fits(record, "ExemptionTaken.v1")
    row = _row(told.row, told.digest, context)
    commitments = _commitments(row, request.commitments)
    taken = ExemptionTaken(request.deliverer, commitments, context.now.isoformat())
    after = apply(record, taken) or record
    numbering = Numbering(request.numbers, records.numbers(request.numbers))
    _, paper = issue_record(
        request.exemption,
        numbering,
        NoticeKind.EXEMPTION,
        lambda number: written(after, row, number, context),
        context,
    )
    relay = tasks.opened(
        _about(request.exemption, record),
        SUPERVISION,
        context,
        detail=f"{record.determined.works}，{told.clause}",
        to=row.part.department,
    )
    return [Staged(request.exemption, taken), *paper, relay]


def _commitments(row: Exemption, brought: Sequence[CommitmentIn]) -> tuple[CommitmentLine, ...]:
    """Every commitment the row asks for, and nothing else (001B 2备注)."""
    asked = {one.key: one.label for one in row.part.committers}
    if [one for one in brought if one.role not in asked]:
        raise RuleError("EX-111")
    given = tuple(
        CommitmentLine(key, label, one.unit.strip(), one.pages)
        for key, label in asked.items()
        for one in brought
        if one.role == key and one.unit.strip()
    )
    lacking = asked.keys() - {one.role for one in given}
    if lacking:
        missing = (label for key, label in asked.items() if key in lacking)
        raise RuleError("EX-109", units="、".join(missing))
    return given


def _turn_away(records: Records, request: TurnAway, context: Context) -> list[Staged]:
    record = _known(records, request.exemption, request.item)
    if record.takes_materials:
        raise RuleError("EX-110", state=EXEMPTION_STATES[record.state])
    attempt = MaterialTurnedAway(request.material, context.clerk.account, context.now.isoformat())
    return [Staged(request.exemption, attempt)]


def _correct(records: Records, request: Correct, context: Context) -> list[Staged]:
    record = _known(records, request.exemption, request.item)
    if not context.clerk.department:
        raise RightsError("EX-113")
    if not request.finding.strip():
        raise InputError("EX-114")
    if CORRECTED not in context.catalogue.relays:
        raise RuleError("EX-104", row=record.determined.list_line.row)
    basis = context.catalogue.relays[CORRECTED].basis.cite
    corrected = ExemptionCorrected(
        context.clerk.department, request.finding.strip(), basis, context.now.isoformat()
    )
    told = tasks.opened(
        _about(request.exemption, record, context.clerk.department),
        CORRECTED,
        context,
        detail=corrected.finding,
        to=record.determined.applicant.unit,
    )
    return [Staged(request.exemption, _fitting(record, corrected)), told]


def _known(records: Records, stream: str, item: str) -> ExemptionRecord:
    record = records.of(stream, ExemptionRecord)
    if record is None:
        raise RuleError("EX-110", state="")
    if record.item != item:
        # The grant was asked for this item; another one's record is not reached through it.
        raise RuleError("IN-121", item=record.determined.effect.name)
    return record


def _fitting(record: ExemptionRecord, event: Event) -> Event:
    _fits(record, tag_of(event))
    return event


def _fits(record: ExemptionRecord, tag: str) -> None:
    if not allows(record, tag):
        raise RuleError("EX-110", state=EXEMPTION_STATES[record.state])


def _about(stream: str, record: ExemptionRecord, organ: str = "") -> tasks.About:
    determined = record.determined
    return tasks.About(
        stream=stream,
        item=determined.item,
        item_name=determined.effect.name,
        project_name=determined.project_name,
        unit=determined.applicant.unit,
        organ=organ,
    )


DETERMINE: Command[Determine] = Command(
    "exemption.determine",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.exemption,),
    decide=_determine,
)
CHOOSE: Command[Choose] = Command(
    "exemption.choose",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.exemption, request.numbers),
    decide=_choose,
)
TURN_AWAY: Command[TurnAway] = Command(
    "exemption.turn_away",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.exemption,),
    decide=_turn_away,
)
CORRECT: Command[Correct] = Command(
    "exemption.correct",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.exemption,),
    decide=_correct,
)


def hand_in(ledger: Ledger, act: str, request: TurnAway, context: Context) -> NoReturn:
    """Every way in for a material: the attempt is written down, then refused with EX-106."""
    perform(ledger, act, TURN_AWAY, request, context)
    raise RuleError("EX-106", material=request.material)
