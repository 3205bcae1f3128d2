"""Making and printing a paper: final bytes once, archived, then the very same bytes to the printer.

Called on the printer lane: each step is durable before the next, so that after a crash the paper
is simply made again from its sealed record, with the same bytes.
"""

from dataclasses import dataclass

from casework.errors import RuleError
from casework.flows import printing
from casework.ports import PrintStatus
from casework.records.case import CaseRecord
from casework.records.notice import NoticeRecord, PaperMark, decode_record
from casework.records.papers import Paper as CasePaper
from casework.records.registry import papered
from desktop.desk import Desk

PREVIEW_WIDTH = 900


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper with its archived bytes and pictures of its pages."""

    number: str
    kind: str
    document: bytes
    pdf_sha256: str
    copies: int
    pages: tuple[bytes, ...]


def papers_of(desk: Desk, case: str) -> tuple[CasePaper, ...]:
    """The papers of a case in the order they were issued."""
    record = desk.ledger.load(case).record
    return record.papers if isinstance(record, CaseRecord) else ()


def make(desk: Desk, case: str, number: str) -> MadePaper:
    """The final bytes of an issued paper, archived if they were not yet."""
    record = papered(desk.ledger.load(case).record)
    paper = record.paper(number) if record else None
    if paper is None or record is None:
        raise RuleError("IN-130", number=number)
    notice = _record(paper)
    if paper.pdf_sha256:
        document, sha = desk.blobs.read(paper.pdf_sha256), paper.pdf_sha256
    else:
        document, sha = _archive(desk, case, record.item, paper, notice)
    pages = desk.press.preview(document, PREVIEW_WIDTH)
    return MadePaper(number, paper.kind.value, document, sha, notice.copies, pages)


def draft_pages(desk: Desk, record: NoticeRecord) -> tuple[bytes, ...]:
    """Pictures of the draft: 预览 无效, without a number."""
    return desk.press.preview(desk.press.render(record, None), PREVIEW_WIDTH)


def send(desk: Desk, paper: MadePaper) -> str:
    """Hand the archived bytes to the default printer and return the job."""
    queues = desk.printer.queues()
    queue = queues[0] if queues else ""
    return desk.printer.submit(queue, paper.document, paper.pdf_sha256[:16], paper.copies)


def status(desk: Desk, job: str) -> PrintStatus:
    """What the spooler says of a job."""
    return desk.printer.status(job)


def confirm(desk: Desk, case: str, item: str, paper: MadePaper, reason: str) -> None:
    """The clerk's word: it came out (no reason), or it did not and why."""
    answer = printing.ConfirmPrint(
        case, item, paper.number, paper.copies, came_out=not reason, reason=reason
    )
    desk.act(printing.CONFIRM, answer)


def _archive(
    desk: Desk, case: str, item: str, paper: CasePaper, notice: NoticeRecord
) -> tuple[bytes, str]:
    entry = desk.rows.paper_hash(case, paper.number)
    mark = PaperMark(paper.number, entry, paper.record_digest, desk.verify_address)
    document = desk.press.render(notice, mark)
    sha = desk.blobs.put(document)
    filed = printing.FileNotice(case, item, paper.number, sha, len(document))
    desk.act(printing.FILE, filed)
    return document, sha


def _record(paper: CasePaper) -> NoticeRecord:
    if paper.record is None:
        raise RuleError("IN-134", number=paper.number)
    return decode_record(paper.record.encode())
