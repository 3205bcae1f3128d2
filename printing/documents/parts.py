"""A paper as it grows: the parts that all papers of an intake share, added from top to bottom."""

from collections.abc import Sequence

from casework.records.notice import MaterialLine, NoticeRecord
from printing.documents.facts import Fact, set_facts
from printing.documents.signing import sign_off
from printing.flow import Slab, bound
from printing.page import Composer
from printing.table import Align, Cell, set_table
from printing.wording import Words, day, figure, sentence


class Parts:
    """Every verb adds to ``slabs``; what the record leaves empty adds nothing."""

    def __init__(self, composer: Composer, record: NoticeRecord, words: Words) -> None:
        self.composer = composer
        self.record = record
        self.words = words
        self.slabs: list[Slab] = []
        self._sections = 0

    def title(self) -> None:
        """The name of the paper."""
        title, mark = self.words("title"), self.record.mark
        text = self.words("marked", title=title, mark=mark) if mark else title
        self.slabs += self.composer.title(text)

    def salutation(self) -> None:
        """To whom the paper is addressed, without indent."""
        text = self.words("salutation", applicant=self.record.applicant.name)
        self.slabs += bound(self.composer.paragraph(text, indent=0))

    def opening(self) -> None:
        """The sentence that says what is decided: the record's own, if it has one."""
        record = self.record
        text = record.opening or self.words(
            "opening",
            received=day(record.received_at),
            made=day(record.made_at),
            item=record.item_name,
        )
        self.slabs += bound(self.composer.paragraph(text))

    def facts(self, *extra: Fact) -> None:
        """The grid of facts with ``extra`` pairs of label and text."""
        self.slabs += set_facts(self.composer, self.words, self.record, extra)

    def section(self, text: str) -> None:
        """A heading, numbered 一、二、三 in the order of the page."""
        self._sections += 1
        number = figure(self._sections)
        self.slabs += self.composer.heading(self.words("section", number=number, text=text))

    def paragraph(self, text: str) -> None:
        """One paragraph."""
        self.slabs += self.composer.paragraph(text)

    def items(self, texts: Sequence[str]) -> None:
        """Numbered sentences, each with a stop; a single one stands without a number."""
        for number, text in enumerate(texts, 1):
            ended = sentence(text, last=number == len(texts))
            single = len(texts) == 1
            self.paragraph(ended if single else self.words("point", number=number, text=ended))

    def table(
        self, labels: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """A table with a head, its rows numbered in a narrow first column."""
        setting = self.composer.setting
        heads = [Cell(text, setting.label, Align.CENTRE) for text in (self.words("no"), *labels)]
        body = []
        for number, row in enumerate(rows, 1):
            first = Cell(str(number), setting.cell, Align.CENTRE)
            body.append([first, *(self._cell(text) for text in row)])
        grid = self.composer.grid(8, *shares)
        self.slabs += set_table(self.composer.chain, grid, body, heads)

    def materials(self, lines: Sequence[MaterialLine]) -> None:
        """What was handed in; the column of checked originals only when one was checked."""
        labels = [self.words(key) for key in ("material", "required", "taken", "checked")]
        rows = [(line.name, line.required, line.received, line.checked) for line in lines]
        if any(line.checked for line in lines):
            self.table(labels, (36, 12, 27, 17), rows)
        else:
            self.table(labels[:3], (50, 14, 28), [row[:3] for row in rows])

    def others(self, *first: str) -> None:
        """The closing section: ``first``, then the remarks."""
        texts = [text for text in (*first, *self.record.remarks) if text]
        if texts:
            self.section(self.words("other"))
            self.items(texts)

    def sign_off(self) -> None:
        """Copies, signature, organ, date and seal, on one page with some of the text above."""
        self.slabs = [*bound(self.slabs), sign_off(self.composer, self.words, self.record)]

    def _cell(self, text: str) -> Cell:
        kind = self.composer.setting.cell
        return Cell(text, kind) if text else Cell(self.words("nothing"), kind, Align.CENTRE)
