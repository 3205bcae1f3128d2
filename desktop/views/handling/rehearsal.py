"""An act before it is true: what refuses it, and the papers it would issue."""

from dataclasses import dataclass

from msgspec import structs

from casework.act import rehearse
from casework.flows import words
from casework.records.case_events import NoticeIssued
from casework.records.notice import NoticeRecord, decode_record
from desktop.desk import Desk
from desktop.views.handling.verbs import Filled, Problems, Verb

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
    command, request = verb.request(filled)
    staged = rehearse(desk.ledger, command, request, desk.context())
    issued = (one.event for one in staged if isinstance(one.event, NoticeIssued))
    sealed = (event.record.value for event in issued)
    records = (decode_record(text.encode()) for text in sealed if text is not None)
    return Outlook(tuple(structs.replace(one, number="") for one in records))


def problems(verb: Verb, filled: Filled) -> Problems:
    """What is wrong with a form before anything is asked of the rules."""
    found: dict[str, str] = {}
    for one in verb.fields:
        key = getattr(one, "key", "")
        if key and getattr(one, "required", False) and not filled.text(key):
            found[key] = "请填写"
    for paper in verb.pages:
        if paper.required and not filled.scanned(paper.key):
            found[paper.key] = f"请扫描或者导入{paper.label}"
    return {**verb.check(filled), **found}
