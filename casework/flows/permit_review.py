"""A construction permit at the departments (002图4.3.1): first review, parts beside it, decision.

Each step takes its account: where the chart asks for a seal, the key has to be present first. The
merged items answer for themselves; the one result is given when all of them have passed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.flows import handling, key_persons, projects
from casework.flows.on_case import AboutCase, OnCase, case_of, said
from casework.flows.permit import require_account
from casework.law.items import Item
from casework.people.grants import Duty, Need
from casework.records import case_life as life
from casework.records import ids
from casework.records.case import CaseRecord, allows
from casework.records.event import Event, Staged, tag_of
from casework.records.locks import LOCKS
from casework.records.permit import (
    Manner,
    PartAnswered,
    PermitDetermined,
    PermitRecord,
    PermitReviewed,
)
from casework.records.permit import allows as permit_allows

FIRST_REVIEW, SUPERVISION, DECIDING = "first_review", "supervision", "decide"
"""Keys of the steps of the chart."""


@dataclass(frozen=True, slots=True)
class FirstReview:
    """初审 by the building authority."""

    on: OnCase
    passed: bool
    opinion: str
    key_serial: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """质安监受监, 人防手续: a department's answer for its part; ``part`` is the item's code."""

    on: OnCase
    part: str
    passed: bool
    opinion: str
    key_serial: str = ""


@dataclass(frozen=True, slots=True)
class Determine:
    """复审、决定、出证; ``number`` is the permit's, or the refusal's."""

    on: OnCase
    approved: bool
    number: str
    reasons: tuple[str, ...] = ()
    key_serial: str = ""


def _known(records: Records, on: OnCase) -> tuple[CaseRecord, PermitRecord]:
    """Case and permit; RuleError PM-103 before it was opened."""
    case = case_of(records, on)
    permit = records.of(ids.bound_to(on.case, ids.PERMIT), PermitRecord)
    if permit is None:
        raise RuleError("PM-103")
    return case, permit


def _review(records: Records, request: FirstReview, context: Context) -> list[Staged]:
    case, permit = _known(records, request.on)
    item = _led(request.on, context)
    require_account(item, FIRST_REVIEW, request.key_serial)
    at, department = context.now.isoformat(), context.clerk.department
    opinion = said(request.opinion)
    event = PermitReviewed(department, request.passed, opinion, request.key_serial, at)
    staged = [_of_permit(request.on, permit, event)]
    done = life.ReviewFinished(department, opinion, at)
    if request.passed and allows(case, tag_of(done)):
        staged.append(Staged(request.on.case, done))
    return staged


def _answer(records: Records, request: AnswerPart, context: Context) -> list[Staged]:
    _, permit = _known(records, request.on)
    part = permit.part(request.part)
    if part is None or part.manner is Manner.WITHIN:
        raise RuleError("PM-109", part=context.catalogue.name_of(request.part))
    if context.clerk.department != part.department:
        raise RightsError("PM-106", department=part.department)
    if part.manner is Manner.MERGED:
        item = context.catalogue.item(request.on.item)
        require_account(item, SUPERVISION, request.key_serial)
    event = PartAnswered(
        item=request.part,
        department=part.department,
        passed=request.passed,
        opinion=said(request.opinion),
        key_serial=request.key_serial,
        answered_at=context.now.isoformat(),
    )
    return [_of_permit(request.on, permit, event)]


def _determine(records: Records, request: Determine, context: Context) -> list[Staged]:
    case, permit = _known(records, request.on)
    item = _led(request.on, context)
    require_account(item, DECIDING, request.key_serial)
    if request.approved:
        _require_whole(permit)
        _require_project(records, request.on, case)
    number = said(request.number)
    asked = handling.Determine(request.on, request.approved, number, request.reasons)
    at = context.now.isoformat()
    event = PermitDetermined(request.approved, number, request.key_serial, at)
    staged = [
        *handling.determined(case, asked, context),
        _of_permit(request.on, permit, event),
    ]
    if request.approved:
        persons = key_persons.named(case.values(), context.catalogue.form_of(item))
        of = case.received.project, case.received.project_name
        staged += key_persons.confirmed(persons, of, number, records, context)
    return staged


def _require_whole(permit: PermitRecord) -> None:
    """RuleError PM-107 before the first review passed, PM-104 while a merged item is open."""
    if permit.reviewed is None or not permit.reviewed.passed:
        raise RuleError("PM-107")
    if permit.awaited:
        raise RuleError("PM-104", parts="、".join(one.item_name for one in permit.awaited))


def _require_project(records: Records, on: OnCase, case: CaseRecord) -> None:
    """RuleError PJ-122: works that are no project here get no licence (002图1注4)."""
    named = on.project and on.project == case.received.project
    projects.check_licence(records.project(on.project) if named else None)


def _led(on: OnCase, context: Context) -> Item:
    """The item; RightsError PM-106 for another than its department."""
    item = context.catalogue.item(on.item)
    if context.clerk.department != item.lead:
        raise RightsError("PM-106", department=item.lead)
    return item


def _of_permit(on: OnCase, permit: PermitRecord, event: Event) -> Staged:
    if not permit_allows(permit, tag_of(event)):
        raise RuleError("PM-108")
    return Staged(ids.bound_to(on.case, ids.PERMIT), event)


def _verb(name: str, decide: Callable[[Records, Any, Context], Sequence[Staged]]) -> Command[Any]:
    def need(request: AboutCase) -> Need:
        return Need(request.on.item, Duty.HANDLE)

    def streams(request: AboutCase) -> tuple[str, ...]:
        on = request.on
        permit = ids.bound_to(on.case, ids.PERMIT)
        return tuple(filter(None, (on.case, permit, LOCKS, on.numbers, on.project)))

    return Command(name, need, streams, decide)


REVIEW = _verb("permit.review", _review)
ANSWER = _verb("permit.answer", _answer)
DETERMINE = _verb("permit.determine", _determine)
