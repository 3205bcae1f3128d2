"""One case read from the store: its history as scenes, its limits with their lights, its tasks."""

from dataclasses import dataclass
from datetime import datetime

from casework.errors import ClerkError, RuleError
from casework.flows import story
from casework.people.grants import Duty, Need, require
from casework.records.account import AccountRecord
from casework.records.case import CaseRecord
from casework.records.case_states import UNDECIDED
from casework.rows import TaskRow, ToldAct
from desktop import limit_rows
from desktop.desk import Desk
from desktop.limit_rows import LimitShown
from desktop.messages import message_for
from desktop.ui.scenes import Paragraph, Scene
from desktop.ui.tones import Tone
from desktop.words import CASES, moment

_HUB = "hub"


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page shows of a case."""

    record: CaseRecord | None
    scenes: tuple[Scene, ...] = ()
    limits: tuple[LimitShown, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    closed: ClerkError | None = None
    """Why the counter cannot go on with it; None where it can."""


def read(desk: Desk, stream: str) -> Told:
    """Read one case; for a lane of its own."""
    record = desk.ledger.load(stream).record
    if not isinstance(record, CaseRecord):
        return Told(None)
    context = desk.context()
    return Told(
        record,
        scenes(desk, desk.rows.history(stream)),
        limit_rows.read(desk, stream),
        desk.rows.tasks(stream),
        _closed(desk, record, context.now),
    )


def scenes(desk: Desk, acts: tuple[ToldAct, ...]) -> tuple[Scene, ...]:
    """The history of a case, act by act, in the order in which it happened."""
    names: dict[str, str] = {}
    found: list[Scene] = []
    for act in acts:
        told: list[Paragraph] = []
        for one in act.events:
            names |= story.names_in(one.event)
            sentence = story.tell(one.event, names)
            tone = Tone.PROVISIONAL if sentence.deemed else Tone.PLAIN
            told.append(Paragraph(sentence.text, tone))
        if act.reason:
            told.append(Paragraph("没有并入全厅的记录，留存备查。", Tone.BAD))
        found.append(Scene(_heading(desk, act), tuple(told)))
    return tuple(found)


def _heading(desk: Desk, act: ToldAct) -> str:
    sent = {"pending": "待送", "set_aside": "搁置"}.get(act.state, "")
    suspect = "时间存疑" if act.clock_suspect else ""
    parts = (moment(act.at), _clerk(desk, act.clerk), act.station, sent, suspect)
    return " · ".join(part for part in parts if part)


def _clerk(desk: Desk, account: str) -> str:
    """Who acted, by name as far as the account is known here."""
    if account in ("", _HUB):
        return "中心"
    if account == desk.clerk.account:
        return desk.clerk.name
    record = desk.ledger.load(account).record
    if not isinstance(record, AccountRecord):
        return "（账号资料未下发）"
    granted = record.granted
    name = granted.person_name.value or granted.login
    return f"{granted.department} {name}" if granted.department not in ("", name) else name


def _closed(desk: Desk, record: CaseRecord, now: datetime) -> ClerkError | None:
    try:
        if record.unknown:
            raise RuleError("IN-190", stream="")
        if record.state not in UNDECIDED:
            raise RuleError("IN-110", state=record.state.value)
        item = desk.law.catalogue.item(record.received.item)
        require(desk.clerk, Need(item.code, Duty.ACCEPT), desk.place.area, now.date())
    except ClerkError as error:
        return error
    return None


def why_closed(told: Told) -> str:
    """Why the counter cannot go on with a case, in a few words; empty where it can."""
    if told.record is None:
        return "先在左侧选一件"
    if told.closed is None:
        return ""
    if told.record.state not in UNDECIDED:
        return f"{CASES[told.record.state][0]}，不在受理台继续办理"
    return message_for(told.closed).title
