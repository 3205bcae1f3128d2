"""The end of a paper: what the applicant signs, beside organ, date and the place of the seal."""

from dataclasses import dataclass

from casework.records.notice import NoticeRecord
from printing.flow import Slab
from printing.fonts import Voice
from printing.lines import balance_lines, break_lines
from printing.page import LEFT, MEASURE, RIGHT, Composer
from printing.sheet import MM, Sheet, Type
from printing.table import baseline
from printing.wording import Words, copies, day

_SHARED_COPIES = 2
_RADIUS = 19.5 * MM
"""Official round seals measure 38 to 42 mm across."""
_HINT = Type(Voice.BODY, 8, 9.5, 0.6)
_HINT_MEASURE = 1.25 * _RADIUS
_INDENT = 4
"""Characters between the date and the right edge (GB/T 9704)."""
_LEFT_SHARE = 0.515
_ORGAN_SHARE = 0.41
_NOTE = Type(Voice.BODY, 10.5, 14)
_SIGNING = Type(Voice.BODY, 10.5, 30)
_LINE_GAP = 4.0


def sign_off(composer: Composer, words: Words, record: NoticeRecord) -> Slab:
    """Copies and signature on the left, organ, date and seal on the right: one slab."""
    ending = Ending(composer, words, record)
    return Slab(ending.height() + 4, ending.draw, above=composer.setting.gap)


@dataclass(frozen=True, slots=True)
class Ending:
    """The last block of a paper."""

    composer: Composer
    words: Words
    record: NoticeRecord

    def height(self) -> float:
        """The ring, or organ, date and the name of the seal where these need more."""
        kind = self.composer.setting.body
        texts = len(self._organ_and_date()) * kind.pitch + len(self._hint()) * _HINT.pitch
        return max(2 * _RADIUS, texts)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its upper edge at ``top``."""
        self._left(sheet, top)
        self._right(sheet, top)

    def _left(self, sheet: Sheet, top: float) -> None:
        """The sentence on copies, then the lines to sign on, at the foot of the block."""
        measure = _LEFT_SHARE * MEASURE
        edge = top
        for line in break_lines(self._copies(), self._widths(_NOTE), _NOTE.size, measure):
            sheet.text(LEFT, baseline(edge, _NOTE), line.text, _NOTE)
            edge -= _NOTE.pitch
        edge = top - 2 * _RADIUS + 2 * _SIGNING.pitch
        for label, blank in (("signature", ""), ("signed_at", "signed_blank")):
            text = self.words("label", text=self.words(label))
            y = baseline(edge, _SIGNING)
            sheet.text(LEFT, y, text + (self.words(blank) if blank else ""), _SIGNING)
            start = LEFT + self._width(text, _SIGNING)
            sheet.rules([(start, y - _LINE_GAP, LEFT + measure, y - _LINE_GAP)], 0.5)
            edge -= _SIGNING.pitch

    def _copies(self) -> str:
        count = self.record.copies
        key = "copies_shared" if count == _SHARED_COPIES else "copies"
        return self.words(key, short=self.words("short"), copies=copies(count))

    def _right(self, sheet: Sheet, top: float) -> None:
        """Organ over date inside the dashed ring where the dedicated seal goes, named below."""
        kind = self.composer.setting.body
        texts = self._organ_and_date()
        hint = self._hint()
        widest = max(self._width(text, kind) for text in texts)
        indented = _INDENT * kind.size + self._width(texts[-1], kind) / 2
        centre = RIGHT - max(indented, widest / 2, _RADIUS)
        middle = top - self.height() / 2
        sheet.ring(centre, middle, _RADIUS, _HINT.grey)
        edge = middle + (len(texts) * kind.pitch + len(hint) * _HINT.pitch) / 2
        for text, type_ in [(text, kind) for text in texts] + [(text, _HINT) for text in hint]:
            left = centre - self._width(text, type_) / 2
            sheet.text(left, baseline(edge, type_), text, type_)
            edge -= type_.pitch

    def _organ_and_date(self) -> list[str]:
        kind = self.composer.setting.body
        measure = _ORGAN_SHARE * MEASURE
        lines = balance_lines(self.record.organ, self._widths(kind), kind.size, measure)
        return [*(line.text for line in lines), day(self.record.made_at)]

    def _hint(self) -> list[str]:
        text = self.words("seal", seal=self.record.seal)
        lines = balance_lines(text, self._widths(_HINT), _HINT.size, _HINT_MEASURE)
        return [line.text for line in lines]

    def _widths(self, kind: Type) -> dict[str, float]:
        return self.composer.chain.widths[kind.voice]

    def _width(self, text: str, kind: Type) -> float:
        return self.composer.chain.width(kind.voice, text, kind.size)
