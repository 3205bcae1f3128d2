"""What happened to streams as scenes: who did what when, one sentence for every event."""

from collections.abc import Iterable
from dataclasses import replace

from casework.flows import story
from casework.records.account import AccountRecord
from casework.rows import ToldAct
from desktop.desk import Desk
from desktop.ui.scenes import Paragraph, Scene
from desktop.ui.tones import Tone
from desktop.words import moment

_HUB = "hub"


def of_streams(desk: Desk, streams: Iterable[str]) -> tuple[Scene, ...]:
    """The history of several streams as one, by time; an act on two of them is told once."""
    found: dict[str, ToldAct] = {}
    for stream in streams:
        for act in desk.rows.history(stream):
            known = found.get(act.act)
            found[act.act] = replace(known, events=known.events + act.events) if known else act
    return scenes(desk, tuple(sorted(found.values(), key=lambda one: one.at)))


def scenes(desk: Desk, acts: tuple[ToldAct, ...]) -> tuple[Scene, ...]:
    """What happened, act by act, in the order of ``acts``."""
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
