"""The grid of facts at the head of a paper: who, what, where; what is empty takes no row."""

from collections.abc import Sequence
from dataclasses import replace

from casework.records.notice import NoticeRecord
from printing.flow import Slab
from printing.page import Composer
from printing.table import Align, Cell, set_table
from printing.wording import Words

Fact = tuple[str, str]
"""A label and its text."""

_WIDE = (14.0, 86.0)
_PAIR = (14.0, 36.5, 16.0, 33.5)


def set_facts(
    composer: Composer, words: Words, record: NoticeRecord, extra: Sequence[Fact]
) -> list[Slab]:
    """Applicant, project, item, ``extra``, counter and deliverer as a table of labels and texts."""
    applicant, deliverer = record.applicant, record.deliverer
    coded = words("coded", name=record.item_name, code=record.item_code)
    item = coded if record.item_code else record.item_name
    acting = words("person", name=deliverer.name, role=record.role) if deliverer.name else ""
    rows: list[Sequence[Fact]] = [
        ((words("applicant"), applicant.name), (applicant.number_label, applicant.number)),
        ((words("project"), record.project_name),),
        ((words("project_code"), record.project_code),),
        ((words("item"), item),),
        *_paired(*extra),
        ((words("deliverer"), acting), (deliverer.number_label, deliverer.number)),
        *_paired(
            (words("window"), f"{record.hall}{record.window}"),
            (words("clerk"), record.clerk),
        ),
    ]
    slabs: list[Slab] = []
    for row in rows:
        filled = [fact for fact in row if fact[1]]
        slabs += _set_row(composer, filled) if filled else []
    return [replace(slabs[0], above=composer.setting.gap), *slabs[1:]]


def _paired(*facts: Fact) -> list[Sequence[Fact]]:
    filled = [fact for fact in facts if fact[1]]
    return [filled[at : at + 2] for at in range(0, len(filled), 2)]


def _set_row(composer: Composer, facts: Sequence[Fact]) -> list[Slab]:
    setting = composer.setting
    cells = []
    for label, text in facts:
        cells += [Cell(label, setting.label, Align.CENTRE), Cell(text, setting.cell)]
    grid = composer.grid(*(_PAIR if len(facts) > 1 else _WIDE))
    return set_table(composer.chain, grid, [cells])
