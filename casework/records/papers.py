"""Papers of a stream: issued with a number, archived, printed; the same fold for every stream."""

from dataclasses import dataclass, replace

from casework.records.case_events import NoticeFiled, NoticeIssued, NoticePrinted
from casework.records.event import AnyEvent
from casework.records.notice import NoticeKind

PAPER_EVENTS = ("NoticeIssued.v1", "NoticeFiled.v1", "NoticePrinted.v1")
"""Tags that may come in any state of the stream they belong to."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A notice: issued, archived, printed."""

    kind: NoticeKind
    number: str
    record_digest: str
    record: str | None
    """The encoded NoticeRecord; None once purged."""
    pdf_sha256: str = ""
    copies_out: int = 0


def on_paper(papers: tuple[Paper, ...], event: AnyEvent) -> tuple[Paper, ...]:
    """The papers after one event; any other event leaves them as they are."""
    if isinstance(event, NoticeIssued):
        paper = Paper(event.kind, event.number, event.record_digest, event.record.value)
        return (*papers, paper)
    if isinstance(event, NoticeFiled):
        return tuple(
            replace(one, pdf_sha256=event.pdf_sha256) if one.number == event.number else one
            for one in papers
        )
    if isinstance(event, NoticePrinted) and event.came_out:
        return tuple(
            replace(one, copies_out=one.copies_out + event.copies)
            if one.number == event.number
            else one
            for one in papers
        )
    return papers


def find(papers: tuple[Paper, ...], number: str) -> Paper | None:
    """The paper with this number."""
    return next((one for one in papers if one.number == number), None)


def number_of(papers: tuple[Paper, ...], kind: NoticeKind) -> str:
    """The number of the first paper of a kind; empty when there is none."""
    return next((one.number for one in papers if one.kind is kind), "")
