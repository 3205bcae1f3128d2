"""Days of a commitment: how long each material may be promised, what was promised, what is near.

The term is the pack's; the applicant promises a day within it, and a promised day is no guess.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.act import Context
from casework.errors import RuleError
from casework.flows import deciding
from casework.flows.clocks import agreed_line
from casework.flows.commitment_rows import limit_row
from casework.law.clock import BEIJING, Due, LimitKind
from casework.law.commitment import Commitment
from casework.records.case import CaseRecord
from casework.records.case_events import LimitLine
from casework.records.commitment import RECTIFICATION, SUPPLEMENT, CommitmentRecord
from casework.records.commitment_events import OwedLine

_LIMIT, _RECTIFY, _DECISION = (
    "commitment_supplement",
    "commitment_rectification",
    "commitment_decision",
)
STEPS = (3, 1, 0)
"""Working days before the promised one on which the applicant is reminded (obligations 33)."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A material the applicant promises for the day ``until`` (ISO)."""

    line: str
    until: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due: the material, its promised day, the step (working days before)."""

    line: str
    name: str
    until: date
    step: int


def due_of(days: int, start: datetime, context: Context) -> Due:
    """Where a term of working days ends that begins at ``start``."""
    clock = context.catalogue.timetable(context.calendar).clock
    return clock.due(LimitKind.WORKING_DAYS, days, start)


def missing(case: CaseRecord, commitment: Commitment, context: Context) -> tuple[str, ...]:
    """The lines that are missing and may be promised, in the order of the checklist."""
    found = deciding.findings(case, context)
    lines = (one.line for one in found if one.correction == deciding.MISSING)
    return tuple(line for line in lines if line in commitment.terms)


def prefill(case: CaseRecord, commitment: Commitment, context: Context) -> tuple[Owed, ...]:
    """For every material that may be promised the last day the pack's term allows."""
    return tuple(
        Owed(line, due_of(commitment.terms[line], context.now, context).day.isoformat())
        for line in missing(case, commitment, context)
    )


def owed_lines(
    promised: Sequence[Owed], case: CaseRecord, commitment: Commitment, context: Context
) -> tuple[OwedLine, ...]:
    """What is promised, as the stream keeps it.

    RuleError CM-120 unless it is every missing material that has a term, each once; CM-121 without
    a day, CM-122 beyond the term, CM-123 before today.
    """
    wanted = missing(case, commitment, context)
    if sorted(one.line for one in promised) != sorted(wanted):
        names = "、".join(_name(case, line) for line in wanted)
        raise RuleError("CM-120", names=names)
    return tuple(_owed(one, case, commitment, context) for one in promised)


def _owed(one: Owed, case: CaseRecord, commitment: Commitment, context: Context) -> OwedLine:
    name, term = _name(case, one.line), commitment.terms[one.line]
    try:
        day = date.fromisoformat(one.until)
    except ValueError as error:
        raise RuleError("CM-121", name=name) from error
    last = due_of(term, context.now, context).day
    if day > last:
        raise RuleError("CM-122", name=name, last=last.isoformat(), days=term)
    if day < context.now.astimezone(BEIJING).date():
        raise RuleError("CM-123", name=name)
    material = case.material(one.line)
    form = material.line.form if material else ""
    return OwedLine(one.line, name, form, term, day.isoformat())


def _name(case: CaseRecord, line: str) -> str:
    material = case.material(line)
    return material.line.name if material else line


def supplement_lines(
    owed: Sequence[OwedLine], start: datetime, context: Context
) -> tuple[LimitLine, ...]:
    """The clock of every promised material, from the commitment to its day (001A-15)."""
    row = limit_row(_LIMIT, context)
    return tuple(
        agreed_line(
            replace(row, key=SUPPLEMENT + one.line, name=row.name.format(material=one.name)),
            date.fromisoformat(one.until),
            start,
            context,
        )
        for one in owed
    )


def rectification_line(until: str, context: Context) -> LimitLine:
    """The clock of an ordered rectification; RuleError CM-170 for no day or one gone by."""
    try:
        day = date.fromisoformat(until)
    except ValueError as error:
        raise RuleError("CM-170") from error
    if day < context.now.astimezone(BEIJING).date():
        raise RuleError("CM-170")
    row = replace(limit_row(_RECTIFY, context), key=RECTIFICATION)
    return agreed_line(row, day, context.now, context)


def decision_key(item: str, context: Context) -> str:
    """The limit by which an item is decided upon commitment: its own, else 当场 (001A-10)."""
    own = f"{item}_{_DECISION}"
    return own if own in context.catalogue.limits else _DECISION


def overdue(line: LimitLine | None, now: datetime) -> bool:
    """Whether a limit is broken; one without a moment never is."""
    return line is not None and bool(line.due) and now > datetime.fromisoformat(line.due)


def reminders(
    record: CommitmentRecord,
    context: Context,
    opened: Collection[tuple[str, int]] = (),
) -> tuple[Reminder, ...]:
    """What the applicant has to be reminded of on the day of ``context``.

    One for each promised material that is still owed: of the steps reached the nearest one. A step
    that nobody made on its day, because nothing ran, is made on the next. ``opened`` are the
    reminders (line, step) made already; after the promised day there is none.
    """
    today = context.now.astimezone(BEIJING).date()
    found = []
    for one in record.open_limits:
        promise = record.promise(one.key.removeprefix(SUPPLEMENT))
        if promise is None or not one.due:
            continue
        until = _last_day(one)
        left = context.calendar.between(today, until)
        reached = [step for step in STEPS if left <= step]
        if until < today or not reached or (promise.owed.line, reached[-1]) in opened:
            continue
        found.append(Reminder(promise.owed.line, promise.owed.name, until, reached[-1]))
    return tuple(found)


def _last_day(line: LimitLine) -> date:
    """The day a limit ends on; 24:00 belongs to the day before."""
    due = datetime.fromisoformat(line.due) - timedelta(microseconds=1)
    return due.astimezone(BEIJING).date()
