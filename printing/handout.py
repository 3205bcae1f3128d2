"""Prints that decide nothing: lists, flow charts, what to bring; no number, no code, no seal."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import datetime

import msgspec

from casework.ports import Handout
from casework.records.notice import NoticeKind, Section
from printing.archive import Imprint
from printing.flow import Slab, paginate
from printing.fonts import Chain, Voice, chain
from printing.page import BOTTOM, COMPACT, LEFT, RIGHT, ROOM, SMALL, TOP, Composer
from printing.sheet import MM, PAPER, Sheet, Type
from printing.table import Align, Cell, set_table
from printing.wording import figure, minute, sentence, words

_WORDS = words(NoticeKind.GUIDANCE)
_WATERMARK = Type(Voice.HEADING, 110, 120, 0.91)
_FOOT = BOTTOM - 7 * MM
_GREY = 0.3
_NUMBERS = 8.0
"""Share of the column of numbers."""


def render_handout(handout: Handout) -> bytes:
    """Make the print as PDF/A-2b; DocumentError PR-101, PR-102 for a character without a glyph."""
    fonts = chain()
    fonts.require(_texts(handout))
    pages = paginate(_slabs(Composer(fonts, COMPACT), handout), ROOM)
    sheet = Sheet(fonts, _imprint(handout))
    for number, page in enumerate(pages, 1):
        _furnish(sheet, fonts, handout, (number, len(pages)))
        for placed in page:
            placed.slab.draw(sheet, TOP - placed.top)
        sheet.next_page()
    return sheet.finish()


def _slabs(composer: Composer, handout: Handout) -> list[Slab]:
    slabs = composer.title(handout.title)
    if handout.lead:
        slabs += composer.paragraph(handout.lead)
    for number, section in enumerate(handout.sections, 1):
        slabs += _section(composer, number, section)
    return slabs


def _section(composer: Composer, number: int, section: Section) -> list[Slab]:
    slabs: list[Slab] = []
    if section.title:
        text = _WORDS("section", number=figure(number), text=section.title)
        slabs += composer.heading(text)
    for at, text in enumerate(section.paragraphs, 1):
        ended = sentence(text, last=at == len(section.paragraphs))
        slabs += composer.paragraph(_WORDS("point", number=at, text=ended))
    if section.rows:
        slabs += _table(composer, section)
    return slabs


def _table(composer: Composer, section: Section) -> list[Slab]:
    setting = composer.setting
    labels = (_WORDS("no"), *section.head)
    heads = [Cell(text, setting.label, Align.CENTRE) for text in labels]
    body = [
        [
            Cell(str(at), setting.cell, Align.CENTRE),
            *(Cell(text or _WORDS("nothing"), setting.cell) for text in row),
        ]
        for at, row in enumerate(section.rows, 1)
    ]
    grid = composer.grid(_NUMBERS, *section.shares)
    return set_table(composer.chain, grid, body, heads)


def _furnish(sheet: Sheet, fonts: Chain, handout: Handout, place: tuple[int, int]) -> None:
    if handout.practice:
        sheet.turned(PAPER[0] / 2, PAPER[1] / 2, _WORDS("practice"), _WATERMARK, 50)
    small = SMALL.shaded(_GREY)
    number = _WORDS("page", page=place[0], pages=place[1])
    made = f"{handout.made_by}　{minute(handout.made_at)}"
    sheet.text(LEFT, _FOOT, handout.foot, small)
    sheet.text(LEFT, _FOOT - small.pitch, made, small)
    width = fonts.width(small.voice, number, small.size)
    sheet.text(RIGHT - width, _FOOT, number, small)


def _imprint(handout: Handout) -> Imprint:
    return Imprint(
        title=handout.title,
        author=handout.made_by,
        subject=handout.lead,
        made=datetime.fromisoformat(handout.made_at),
        seed=msgspec.json.encode(handout),
    )


def _texts(handout: Handout) -> Iterator[str]:
    title, lead, sections, made_by, _, foot, _ = astuple(handout)
    yield from (title, lead, made_by, foot)
    for section in sections:
        yield section.title
        yield from section.paragraphs
        yield from section.head
        for row in section.rows:
            yield from row
