"""An act before it is true: what refuses it, and the papers it would issue."""

from dataclasses import dataclass, replace

from msgspec import structs

from casework.act import rehearse
from casework.flows import words
from casework.records.case_events import NoticeIssued
from casework.records.notice import NoticeRecord, decode_record
from desktop.desk import Desk
from desktop.ui.fields import Field, Kind
from desktop.ui.typing_rules import iso_date
from desktop.views.handling.verbs import Ask, Filled, Problems, Verb

_VERBS = {Kind.TICK: "勾选", Kind.TICKS: "勾选", Kind.PICK: "选择", Kind.CHOICE: "选择"}
_FINAL = "落盘以后不能撤回，只能由新的决定更正。"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The papers an act would issue, as drafts without a number."""

    papers: tuple[NoticeRecord, ...]

    def points(self, verb: Verb) -> tuple[str, ...]:
        """What will hold after the act, one line each."""
        issued = (f"出具《{words.PAPERS[p.kind]}》，一式 {p.copies} 份。" for p in self.papers)
        return (*verb.points, *issued, _FINAL)


def outlook(desk: Desk, verb: Verb, filled: Filled) -> Outlook:
    """Rehearse on the ledger lane; a ClerkError is what would refuse the act now."""
    command, request = asked(desk, verb, filled)
    staged = rehearse(desk.ledger, command, request, desk.context())
    issued = (one.event for one in staged if isinstance(one.event, NoticeIssued))
    sealed = (event.record.value for event in issued)
    records = (decode_record(text.encode()) for text in sealed if text is not None)
    return Outlook(tuple(structs.replace(one, number="") for one in records))


def asked(desk: Desk, verb: Verb, filled: Filled) -> Ask:
    """The command and its request as of now."""
    return verb.request(replace(filled, at=desk.now().isoformat()))


def problems(verb: Verb, filled: Filled) -> Problems:
    """What is wrong with a form before anything is asked of the rules."""
    fields = [one for one in verb.fields if isinstance(one, Field)]
    found = {one.key: _wrong(one, filled.text(one.key)) for one in fields}
    found = {key: text for key, text in found.items() if text}
    for paper in verb.pages:
        if paper.required and not filled.scanned(paper.key):
            found[paper.key] = f"请扫描或者导入{paper.label}"
    return {**verb.check(filled), **found}


def _wrong(field: Field, text: str) -> str:
    if not text:
        return f"请{_VERBS.get(field.kind, '填写')}" if field.required else ""
    if field.kind is Kind.DATE and iso_date(text) != text:
        return "没有这个日期，请按 2026-11-20 的样子填写"
    if field.kind is Kind.INTEGER and not text.isdecimal():
        return "请填写数字"
    return ""
