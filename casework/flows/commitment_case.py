"""What every verb about a commitment checks: the case, its item, where its commitment stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.flows import on_case, papers, tasks
from casework.flows.commitment_words import STATES
from casework.flows.credit import Check
from casework.flows.on_case import OnCase, case_of, number_in
from casework.flows.papers import Desk, Letter
from casework.law.commitment import Commitment
from casework.law.items import Item
from casework.people.grants import Duty
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.commitment import CommitmentRecord, allows, apply
from casework.records.commitment_events import CreditLine, RuleLine
from casework.records.event import Event, Staged, tag_of
from casework.records.notice import NoticeKind, NoticeRecord
from casework.records.task import TaskRecord

_MOST = 9


@dataclass(frozen=True, slots=True)
class On(OnCase):
    """The case as for any verb, and the streams of the hall's lists and of the project."""

    rolls: str = ""
    project: str = ""

    @property
    def bound(self) -> str:
        """The stream of its commitment."""
        return ids.bound_to(self.case, ids.COMMITMENT)


@dataclass(frozen=True, slots=True)
class Bench:
    """A case and its commitment as a verb finds them."""

    on: On
    case: CaseRecord
    own: CommitmentRecord | None
    item: Item

    def staged(self, event: Event) -> Staged:
        """An event of the commitment; RuleError CM-110 when its state does not allow it."""
        if not allows(self.own, tag_of(event)):
            raise RuleError("CM-110", state=STATES[self.own.state] if self.own else "")
        return Staged(self.on.bound, event)

    def after(self, event: Event) -> CommitmentRecord:
        """The commitment after an event that its state allows."""
        self.staged(event)
        record = apply(self.own, event)
        if record is None:
            raise RuleError("CM-110", state="")
        return record

    @property
    def begun(self) -> CommitmentRecord:
        """The commitment; RuleError CM-110 before anything was told."""
        if self.own is None:
            raise RuleError("CM-110", state="")
        return self.own

    @property
    def rules(self) -> Commitment:
        """What the pack says of it; RuleError CM-101 for an item off the list."""
        if self.item.commitment is None:
            raise RuleError("CM-101", item=self.item.name)
        return self.item.commitment


def bench(records: Records, on: On, context: Context) -> Bench:
    """The case and its commitment; RuleError IN-110, IN-121 as for any verb about a case."""
    case = case_of(records, on)
    own = records.of(on.bound, CommitmentRecord)
    return Bench(on, case, own, context.catalogue.item(case.received.item))


def of_department(found: Bench, context: Context) -> None:
    """RightsError PE-304 for an account of no department, RuleError GN-108 for one with no part."""
    department = context.clerk.department
    if not department:
        raise RightsError("PE-304")
    if department not in {found.item.lead, found.case.department, *found.item.participants}:
        raise RuleError("GN-108", department=department)


def desk_of(found: Bench, records: Records, case: CaseRecord | None = None) -> Desk:
    """What papers of the case are issued from."""
    numbers = found.on.numbers
    return Desk(found.on.case, case or found.case, numbers, records.numbers(numbers))


def letter(
    desk: Desk, kind: NoticeKind, text: Letter, context: Context
) -> tuple[str, tuple[Staged, ...]]:
    """The number of a letter and its events."""
    _, staged = papers.issue_letter(desk, kind, text, context)
    return number_in(staged), staged


def paper(
    records: Records,
    found: Bench,
    kind: NoticeKind,
    written: Callable[[str], NoticeRecord],
    context: Context,
) -> tuple[str, tuple[Staged, ...]]:
    """The number of a paper of the case and its events; ``written`` makes its record."""
    numbers = found.on.numbers
    numbering = papers.Numbering(numbers, records.numbers(numbers))
    _, staged = papers.issue_record(found.on.case, numbering, kind, written, context)
    return number_in(staged), staged


def task_streams(case: str, key: str) -> tuple[str, ...]:
    """The streams that the tasks of a kind about a case may have."""
    return tuple(tasks.stream_for(case, key, nth) for nth in range(1, _MOST + 1))


def next_task(records: Records, found: Bench, key: str, detail: str, context: Context) -> Staged:
    """The next task of a kind about the case; RuleError CM-145 when there are too many."""
    streams = task_streams(found.on.case, key)
    taken = sum(records.of(stream, TaskRecord) is not None for stream in streams)
    if taken == _MOST:
        raise RuleError("CM-145")
    about = on_case.about_case(found.on.case, found.case, context)
    return tasks.opened(about, key, context, detail=detail, nth=taken + 1)


def rule_line(commitment: Commitment | None, context: Context) -> RuleLine:
    """By which rules something is told or decided."""
    pack = context.catalogue.pack
    listed = commitment.listed if commitment else None
    return RuleLine(
        pack=pack.line,
        sha256=pack.sha256,
        list_version=listed.version if listed else "",
        list_from=listed.effective_from.isoformat() if listed else "",
    )


def credit_line(found: Check, context: Context, source: str = "") -> CreditLine:
    """What the credit list said, as the stream keeps it."""
    at = context.now.isoformat()
    return CreditLine(found.standing.value, found.version, found.as_of, at, source)


def command(
    name: str,
    decide: Callable[[Records, Any, Context], Sequence[Staged]],
    duty: Duty,
    further: Callable[[Any], tuple[str, ...]] = lambda _: (),
) -> Command[Any]:
    """A command about a commitment: it reads the case and whatever the request names beside it."""

    def streams(request: Any) -> tuple[str, ...]:
        on = request.on
        named = (on.case, on.bound, on.numbers, on.stage, on.rolls, on.project)
        return tuple(dict.fromkeys(filter(None, (*named, *further(request)))))

    return replace(on_case.command(name, decide, duty), streams=streams)
