"""What happens to a paper after it was issued: archived, printed, and whether it came out."""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.people.grants import Duty, Need
from casework.records.case_events import NoticeFiled, NoticePrinted
from casework.records.event import Staged
from casework.records.papers import Paper
from casework.records.registry import papered


@dataclass(frozen=True, slots=True)
class FileNotice:
    """The final bytes of a paper lie in the blobs under ``pdf_sha256``."""

    case: str
    """The stream the paper belongs to: a case, a stage, an exemption."""
    item: str
    number: str
    pdf_sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ConfirmPrint:
    """The clerk's answer to 打印出来了吗; ``reason`` says why not."""

    case: str
    item: str
    number: str
    copies: int
    came_out: bool
    reason: str = ""


def _file(records: Records, request: FileNotice, context: Context) -> list[Staged]:
    paper = _paper(records, request, context)
    if paper.pdf_sha256:
        # The same record always gives the same bytes; a second archive would hide a difference.
        raise RuleError("IN-131", number=request.number)
    return [Staged(request.case, NoticeFiled(request.number, request.pdf_sha256, request.size))]


def _confirm(records: Records, request: ConfirmPrint, context: Context) -> list[Staged]:
    paper = _paper(records, request, context)
    if not paper.pdf_sha256:
        raise RuleError("IN-132", number=request.number)
    if not request.came_out and not request.reason:
        raise RuleError("IN-133")
    printed = NoticePrinted(
        request.number, paper.pdf_sha256, request.copies, request.came_out, request.reason
    )
    return [Staged(request.case, printed)]


def _paper(records: Records, request: FileNotice | ConfirmPrint, context: Context) -> Paper:
    record = papered(records.record(request.case))
    paper = record.paper(request.number) if record else None
    if record is None or paper is None:
        raise RuleError("IN-130", number=request.number)
    if record.item != request.item:
        # The grant was asked for this item; another one's papers are not reached through it.
        raise RuleError("IN-121", item=context.catalogue.name_of(record.item))
    return paper


FILE: Command[FileNotice] = Command(
    "printing.file",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.case,),
    decide=_file,
)
CONFIRM: Command[ConfirmPrint] = Command(
    "printing.confirm",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.case,),
    decide=_confirm,
)
