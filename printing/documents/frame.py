"""What stands around the text of every page: number, code, notes, watermark, foot."""

from dataclasses import dataclass

from casework.records.notice import NoticeRecord, PaperMark
from printing.fonts import Chain, Voice
from printing.lines import break_lines
from printing.page import BOTTOM, LEFT, MEASURE, RIGHT, SMALL, TOP
from printing.qr import qr_boxes
from printing.sheet import MM, PAPER, Sheet, Type
from printing.wording import Words

_NUMBER = Type(Voice.BODY, 14, 18)
_LONG_NUMBER = Type(Voice.BODY, 10.5, 13)
_RUNNING = Type(Voice.BODY, 10.5, 14, 0.25)
_NOTE = Type(Voice.HEADING, 12, 17, 0.2)
_WATERMARK = Type(Voice.HEADING, 110, 120, 0.91)
_SHADE = 0.3
_HEAD = TOP + 4 * MM
"""Everything above the text stands on this line."""
_RUNNING_HEAD = TOP + 6 * MM
_CODE = 24 * MM
_NOTES = PAPER[1] - 20 * MM
_RIGHT_SHARE = 0.6
_FOOT = BOTTOM - 7 * MM
_GROUP = 4
_SHOWN_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Frame:
    """The furniture of one paper; ``mark`` is None for a draft, which has no number and no code."""

    chain: Chain
    words: Words
    record: NoticeRecord
    mark: PaperMark | None

    def draw(self, sheet: Sheet, page: int, pages: int) -> None:
        """Draw it on the page ``page`` of ``pages``, counted from 1, before the text."""
        self._watermark(sheet)
        if page == 1:
            self._code(sheet)
            upper = self._right(sheet, _HEAD, self._number(), self._number_type())
        else:
            upper = self._running_head(sheet)
        self._notes(sheet, max(upper, _NOTES))
        self._foot(sheet, page, pages)

    def _number(self) -> str:
        if self.mark is None:
            return self.words("unnumbered")
        return self.words("number", number=self.mark.number)

    def _number_type(self) -> Type:
        fits = (
            self.chain.width(_NUMBER.voice, self._number(), _NUMBER.size) <= _RIGHT_SHARE * MEASURE
        )
        return _NUMBER if fits else _LONG_NUMBER

    def _watermark(self, sheet: Sheet) -> None:
        key = "draft" if self.mark is None else "practice" if self.record.practice else ""
        if key:
            sheet.turned(PAPER[0] / 2, PAPER[1] / 2, self.words(key), _WATERMARK, 50)

    def _notes(self, sheet: Sheet, bottom: float) -> None:
        said = (("sample_note", self.record.sample_texts), ("practice_note", self.record.practice))
        for key, holds in said:
            if holds:
                bottom = self._right(sheet, bottom, self.words(key), _NOTE)

    def _code(self, sheet: Sheet) -> None:
        if self.mark is None:
            return
        side, boxes = qr_boxes(self.mark)
        sheet.dots(LEFT, _HEAD, _CODE / side, boxes)
        digits = self.mark.record_digest[:_SHOWN_DIGITS].upper()
        groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
        kind = SMALL.shaded(_SHADE)
        left = LEFT + _CODE + 2 * MM
        texts = (self.words("scan"), self.words("digest"), " ".join(groups))
        for line, text in enumerate(reversed(texts)):
            sheet.text(left, _HEAD + line * kind.pitch, text, kind)

    def _running_head(self, sheet: Sheet) -> float:
        text = self.words("continued", title=self.words("title"))
        sheet.text(LEFT, _RUNNING_HEAD, text, _RUNNING)
        rule = _RUNNING_HEAD - 5
        sheet.rules([(LEFT, rule, RIGHT, rule)], 0.4, _RUNNING.grey)
        return self._right(sheet, _RUNNING_HEAD, self._number(), _RUNNING)

    def _foot(self, sheet: Sheet, page: int, pages: int) -> None:
        text = self.words("page", page=page, pages=pages)
        self._right(sheet, _FOOT, text, _RUNNING)
        if not self.record.rule:
            return
        kind = SMALL.shaded(_SHADE)
        rule = self.words("rule", rule=self.record.rule)
        lines = break_lines(rule, self.chain.widths[kind.voice], kind.size, 0.72 * MEASURE)
        for number, line in enumerate(lines):
            sheet.text(LEFT, _FOOT - number * kind.pitch, line.text, kind)

    def _right(self, sheet: Sheet, y: float, text: str, kind: Type) -> float:
        """Lines that end at the right edge, the last of them on ``y``; where the next would be."""
        measure = _RIGHT_SHARE * MEASURE
        lines = break_lines(text, self.chain.widths[kind.voice], kind.size, measure)
        for line in reversed(lines):
            sheet.text(RIGHT - line.width, y, line.text, kind)
            y += kind.pitch
        return y
