"""One joint acceptance on its way through an act, and what all its verbs check alike."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import structs

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.flows import joint_limits, papers, tasks
from casework.flows.joint_acceptance import about_joint
from casework.flows.joint_words import state_of
from casework.flows.on_case import AboutCase, OnCase, case_of, changed, number_in
from casework.flows.papers import Letter, Numbering
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.event import Event, Staged, tag_of
from casework.records.joint import JointRecord, Participant, allows, apply
from casework.records.joint_events import SubjectLine
from casework.records.joint_states import OVER
from casework.records.notice import MaterialLine, NoticeKind, NoticeRecord
from casework.records.task import TaskAnswered, TaskClosed


class Proceeding:
    """Stages event after event, each folded before the next; nothing is true until appended."""

    def __init__(self, case: str, record: JointRecord, context: Context) -> None:
        self.case = case
        self.stream = ids.bound_to(case, ids.JOINT)
        self.record = record
        self.context = context
        self.staged: list[Staged] = []

    @property
    def now(self) -> str:
        """The moment of the act (ISO)."""
        return self.context.now.isoformat()

    def add(self, event: Event) -> None:
        """Stage an event with the limits as they stand after it; RuleError JA-101."""
        if not allows(self.record, tag_of(event)):
            raise RuleError("JA-101", state=state_of(self.record))
        after = apply(self.record, event)
        if after is not None and hasattr(event, "limits"):
            event = structs.replace(event, limits=limits_after(after, self.context))
            after = apply(self.record, event)
        self.record = after or self.record
        self.staged.append(Staged(self.stream, event))

    def tell(self, key: str, *, detail: str = "", to: str = "", nth: int = 1) -> None:
        """Open the pack's task ``key`` about this procedure."""
        about = about_joint(self.case, self.record)
        self.staged.append(tasks.opened(about, key, self.context, detail=detail, to=to, nth=nth))

    def answered(self, key: str, nth: int, by: str, text: str) -> None:
        """A department's act answers its task; a task that is over takes no answer."""
        self._on_task(key, nth, TaskAnswered(by, text, self.now))

    def closed(self, key: str, nth: int, reason: str) -> None:
        """Nobody has to answer a task any more."""
        self._on_task(key, nth, TaskClosed(reason, self.now))

    def _on_task(self, key: str, nth: int, event: Event) -> None:
        self.staged.append(Staged(tasks.stream_for(self.case, key, nth), event))


def limits_after(record: JointRecord, context: Context) -> tuple[LimitLine, ...]:
    """The limits of a procedure as it stands; none once it is over."""
    if record.state in OVER:
        return ()
    item = context.catalogue.item(record.opened.item)
    steps = [one.step for one in record.subjects if one.step]
    return joint_limits.lines(item, steps, record.course, context)


class Papers:
    """The case beside its procedure: where papers are issued and the case itself ends."""

    def __init__(self, records: Records, on: OnCase, proceeding: Proceeding) -> None:
        self.record = case_of(records, on)
        self._on = on
        self._numbering = Numbering(on.numbers, records.numbers(on.numbers))
        self._proceeding = proceeding

    def issue(
        self, kind: NoticeKind, letter: Letter, materials: tuple[MaterialLine, ...] = ()
    ) -> str:
        """Issue a paper about the case; its number. ``materials`` are for a receipt."""
        context = self._proceeding.context

        def written(number: str) -> NoticeRecord:
            base = papers.compose_letter(self.record, kind, letter, number, context)
            return structs.replace(base, materials=materials)

        after, staged = papers.issue_record(self._on.case, self._numbering, kind, written, context)
        self._numbering = after
        self._proceeding.staged += staged
        return number_in(staged)

    def happen(self, *events: Event) -> None:
        """Stage events of the case itself; RuleError GN-101."""
        for event in events:
            self.record = changed(self.record, event)
            self._proceeding.staged.append(Staged(self._on.case, event))


def proceeding_of(records: Records, on: OnCase, context: Context) -> Proceeding:
    """The procedure of a case; RuleError JA-101 for none, IN-121 for another item's."""
    record = records.of(ids.bound_to(on.case, ids.JOINT), JointRecord)
    if record is None:
        raise RuleError("JA-101", state=state_of(None))
    if record.opened.item != on.item:
        # The grant was asked for this item; another one's case is not reached through it.
        raise RuleError("IN-121", item=record.opened.item_name)
    return Proceeding(on.case, record, context)


def require_lead(proceeding: Proceeding) -> None:
    """RightsError JA-102 when another than the lead department acts."""
    led_by = proceeding.record.opened.led_by
    if proceeding.context.clerk.department != led_by:
        raise RightsError("JA-102", led_by=led_by)


def require_part(proceeding: Proceeding) -> Participant:
    """The acting department's part; RightsError JA-103 when it has none."""
    department = proceeding.context.clerk.department
    part = proceeding.record.participant(department)
    if part is None:
        raise RightsError("JA-103", department=department)
    return part


def place_of(record: JointRecord, department: str) -> int:
    """Which of the participants a department is, from 1: the number of its tasks."""
    return 1 + [one.department for one in record.participants].index(department)


def require_printed(case: CaseRecord, kinds: Iterable[NoticeKind]) -> None:
    """RuleError JA-127 while a paper of these kinds was issued and never came out."""
    wanted = set(kinds)
    for paper in case.papers:
        if paper.kind in wanted and not paper.copies_out:
            raise RuleError("JA-127", number=paper.number)


def owed(record: JointRecord) -> tuple[tuple[SubjectLine, str], ...]:
    """Every document that comes out of what was applied for, with its subject (001D八(二)5)."""
    return tuple((one, name) for one in record.subjects for name in one.papers)


def verb(
    name: str, decide: Callable[[Records, Any, Context], Sequence[Staged]], duty: Duty
) -> Command[Any]:
    """A command on a case and its joint acceptance; its grant is asked for that item."""

    def need(request: AboutCase) -> Need:
        return Need(request.on.item, duty)

    def streams(request: AboutCase) -> tuple[str, ...]:
        on = request.on
        return tuple(filter(None, (on.case, ids.bound_to(on.case, ids.JOINT), on.numbers)))

    return Command(name, need, streams, decide)
