"""The one entry of the papers: a record in, the bytes of a PDF/A-2b file out."""

from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from casework.errors import DocumentError
from casework.records.notice import (
    NoticeKind,
    NoticeRecord,
    PaperMark,
    encode_record,
    record_digest,
)
from printing.archive import Imprint
from printing.documents import acceptance, correction, letter, receipt, refusal
from printing.documents.frame import Frame
from printing.documents.parts import Parts
from printing.flow import Placed, paginate
from printing.fonts import Chain, chain
from printing.page import ROOM, SETTINGS, TOP, Composer, Setting
from printing.sheet import Sheet
from printing.wording import Words, words

_COMPOSERS: dict[NoticeKind, Callable[[Parts], None]] = {
    NoticeKind.RECEIPT: receipt.compose,
    NoticeKind.ACCEPTANCE: acceptance.compose,
    NoticeKind.CORRECTION: correction.compose,
    NoticeKind.REFUSAL: refusal.compose,
}
_OWED: dict[NoticeKind, tuple[str, ...]] = {
    NoticeKind.RECEIPT: ("organ", "seal"),
    NoticeKind.ACCEPTANCE: ("organ", "seal", "due"),
    NoticeKind.CORRECTION: ("organ", "seal", "defects", "hand_in"),
    NoticeKind.REFUSAL: ("organ", "seal", "reasons", "remedies"),
}
_LETTER_OWED = ("organ", "sections")


def render(record: NoticeRecord, mark: PaperMark | None, *, draft: bool) -> bytes:
    """Make the paper of ``record`` as PDF/A-2b.

    A draft bears a watermark, no number and no code; ``mark`` is not used. A final paper needs the
    ``mark`` of its journal entry. The same arguments give the same bytes on the same machine.
    DocumentError: PR-101, PR-102 a character cannot be printed; PR-103 the mark is missing or
    belongs to another record; PR-104 the paper lacks what the law owes the applicant.
    """
    own = words(record.kind)
    fonts = chain()
    fonts.require(_texts(msgspec.to_builtins(record)))
    if not draft:
        _require_mark(record, mark)
        _require_content(record, own)
    used = None if draft else mark
    pages = _laid_out(fonts, record, own)
    frame = Frame(fonts, own, record, used)
    sheet = Sheet(fonts, _imprint(record, used, own))
    for number, page in enumerate(pages, 1):
        frame.draw(sheet, number, len(pages))
        for placed in page:
            placed.slab.draw(sheet, TOP - placed.top)
        sheet.next_page()
    return sheet.finish()


def _laid_out(fonts: Chain, record: NoticeRecord, own: Words) -> list[list[Placed]]:
    """The pages in the largest setting of those that take the fewest."""
    best = _pages(fonts, record, own, SETTINGS[0])
    for setting in SETTINGS[1:]:
        if len(best) > 1:
            pages = _pages(fonts, record, own, setting)
            best = pages if len(pages) < len(best) else best
    return best


def _pages(fonts: Chain, record: NoticeRecord, own: Words, setting: Setting) -> list[list[Placed]]:
    parts = Parts(Composer(fonts, setting), record, own)
    _COMPOSERS.get(record.kind, letter.compose)(parts)
    return paginate(parts.slabs, ROOM)


def _require_mark(record: NoticeRecord, mark: PaperMark | None) -> None:
    """The code on the paper must speak of this paper."""
    if (
        mark is None
        or mark.number != record.number
        or not record.number
        or mark.record_digest != record_digest(record)
    ):
        raise DocumentError("PR-103", number=record.number)


def _require_content(record: NoticeRecord, own: Words) -> None:
    missing = [name for name in _OWED.get(record.kind, _LETTER_OWED) if not getattr(record, name)]
    if missing:
        raise DocumentError("PR-104", parts="、".join(own(f"owed_{name}") for name in missing))


def _imprint(record: NoticeRecord, mark: PaperMark | None, own: Words) -> Imprint:
    title = own("title")
    return Imprint(
        title=f"{title} {mark.number}" if mark else f"{title} {own('draft')}",
        author=record.organ,
        subject=record.item_name,
        made=datetime.fromisoformat(record.made_at),
        seed=encode_record(record) + (msgspec.json.encode(mark) if mark else b""),
    )


def _texts(value: object) -> Iterator[str]:
    """Every text inside the plain form of a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
