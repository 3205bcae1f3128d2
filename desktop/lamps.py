"""Lights and counters of the frame, from what the devices and the ledger say."""

from collections.abc import Iterable

from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderReport, ReaderState
from casework.records.task import TaskState
from casework.rows import TaskRow
from desktop.meters import Debt, Debts
from desktop.ui.frame import Meter
from desktop.ui.lights import Lamp
from desktop.ui.tones import Tone

_KINDS = {"at_once": "即时", "same_day": "当日", "working_days": "工作日"}


def of_debt(debt: Debt) -> Meter:
    """One kind of debt as a counter of the meter line."""
    note = ""
    if debt.earliest is not None:
        note = f"最早 {debt.earliest:%m-%d %H:%M}"
    tone = Tone.LATE if debt.late else (Tone.WARN if debt.count else Tone.GOOD)
    return Meter(_KINDS[debt.kind], debt.count, note, tone)


def rest(debts: Debts, pending: int) -> tuple[str, Tone]:
    """What is still to be sent, and whether it must be before the hall closes."""
    if debts.before_closing:
        return f"下班前须送出 {debts.before_closing} 件", Tone.WARN
    if pending:
        return f"待送 {pending} 件", Tone.INFO
    return "已全部送达中心", Tone.GOOD


def untold(tasks: Iterable[TaskRow]) -> int:
    """How many relays and notices still have to reach somebody."""
    return sum(one.state == TaskState.OPEN for one in tasks)


def of_reader(report: ReaderReport) -> Lamp:
    """How the identity reader is after a report."""
    tone, word = Tone.GOOD, "就绪"
    if isinstance(report, ReaderState):
        if report.fault is not None or not report.readers:
            tone, word = Tone.OFF, "未就绪"
    elif isinstance(report, CardArrived):
        tone, word = Tone.INFO, "读取中"
    elif isinstance(report, CardRead):
        word = "已读"
    elif isinstance(report, CardFault):
        tone, word = Tone.BAD, "读不出"
    elif isinstance(report, CardGone):
        word = "就绪"
    return Lamp("reader", "读卡", tone, word)
