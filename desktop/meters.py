"""The debt meter: what is unsent by kind, when it breaks, and what closing would break."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.law.clock import HallHours
from casework.law.workdays import WorkCalendar
from casework.rows import LimitRow

KINDS = ("at_once", "same_day", "working_days")


@dataclass(frozen=True, slots=True)
class Debt:
    """One kind of debt: how many, and the earliest moment one breaks (None: provisional)."""

    kind: str
    count: int
    earliest: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Debts:
    """The whole meter; ``before_closing`` counts what breaks if the hall closes now unsent."""

    kinds: tuple[Debt, ...]
    before_closing: int


def measure(
    rows: Sequence[LimitRow], now: datetime, hours: HallHours, calendar: WorkCalendar
) -> Debts:
    """Count debts by kind at ``now``."""
    closing = hours.closing(now.date(), calendar)
    dues = [datetime.fromisoformat(row.due) for row in rows if row.due]
    pressing = [due for due in dues if closing is not None and due <= closing]
    return Debts(tuple(_debt(kind, rows, now) for kind in KINDS), len(pressing))


def _debt(kind: str, rows: Sequence[LimitRow], now: datetime) -> Debt:
    dues = sorted(datetime.fromisoformat(r.due) for r in rows if r.kind == kind and r.due)
    count = sum(row.kind == kind for row in rows)
    return Debt(kind, count, dues[0] if dues else None, bool(dues) and dues[0] < now)
