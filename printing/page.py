"""The page of a formal notice: paper, margins, type and line pitch after GB/T 9704.

A4 with 37 mm above and 28 mm to the left, a text area of 156 mm by 225 mm, body in 3号 on a grid of
22 lines. A notice that runs over a page is tried in the smaller settings too, and one of them
is taken only when it saves a page.
"""

from dataclasses import dataclass, replace

from printing.flow import Slab
from printing.fonts import Chain, Voice
from printing.lines import Line, break_lines
from printing.sheet import MM, PAPER, Sheet, Type
from printing.table import Grid, baseline

LEFT = 28 * MM
MEASURE = 156 * MM
RIGHT = LEFT + MEASURE
TOP = PAPER[1] - 37 * MM
ROOM = 225 * MM
BOTTOM = TOP - ROOM

_STRETCH = 0.2
"""How much wider than its size a character may become so that a line fills the measure."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The types of one size of page."""

    title: Type
    body: Type
    heading: Type
    cell: Type
    label: Type
    edge: float
    """Space above and below the text of a cell."""
    gap: float
    """Space before a heading and before a table."""


def _setting(body: Type, cell: Type, title_pitch: float, edge: float, gap: float) -> Setting:
    return Setting(
        title=Type(Voice.TITLE, 22, title_pitch),
        body=body,
        heading=replace(body, voice=Voice.HEADING),
        cell=cell,
        label=replace(cell, voice=Voice.HEADING),
        edge=edge,
        gap=gap,
    )


ROOMY = _setting(Type(Voice.BODY, 16, 28.95), Type(Voice.BODY, 12, 18), 38, 3.5, 6)
MIDDLE = _setting(Type(Voice.BODY, 14, 23.5), Type(Voice.BODY, 10.5, 15), 36, 3.5, 5)
COMPACT = _setting(Type(Voice.BODY, 12, 19.5), Type(Voice.BODY, 10.5, 14), 32, 2.8, 4)
SETTINGS = (ROOMY, MIDDLE, COMPACT)
SMALL = Type(Voice.BODY, 9, 12)


class Composer:
    """Turns texts into slabs of one setting."""

    def __init__(self, chain: Chain, setting: Setting) -> None:
        self.chain = chain
        self.setting = setting

    def title(self, text: str) -> list[Slab]:
        """The name of the paper, centred, bound to what follows."""
        kind = self.setting.title
        lines = self._broken(text, kind, MEASURE)
        slabs = [self._centred(line, kind) for line in lines]
        return [*slabs, Slab(self.setting.gap * 2, _nothing, keep=True)]

    def heading(self, text: str) -> list[Slab]:
        """A heading on the indent of a paragraph, bound to what follows."""
        return self._lines(text, self.setting.heading, 2, above=self.setting.gap, keep=True)

    def paragraph(self, text: str, *, indent: int = 2, above: float = 0.0) -> list[Slab]:
        """A paragraph, its first line indented by so many characters; no line of it alone."""
        return self._lines(text, self.setting.body, indent, above=above)

    def grid(self, *shares: float) -> Grid:
        """Columns over the whole measure in the proportion of ``shares``."""
        unit = MEASURE / sum(shares)
        widths = tuple(share * unit for share in shares)
        return Grid(LEFT, widths, self.setting.edge, ROOM)

    def _broken(self, text: str, kind: Type, measure: float, indent: float = 0.0) -> list[Line]:
        return break_lines(text, self.chain.widths[kind.voice], kind.size, measure, indent)

    def _centred(self, line: Line, kind: Type) -> Slab:
        left = LEFT + (MEASURE - line.width) / 2

        def draw(sheet: Sheet, top: float) -> None:
            sheet.text(left, baseline(top, kind), line.text, kind)

        return Slab(kind.pitch, draw, keep=True)

    def _lines(
        self, text: str, kind: Type, indent: int, *, above: float = 0.0, keep: bool = False
    ) -> list[Slab]:
        shift = indent * kind.size
        lines = self._broken(text, kind, MEASURE, shift)
        lone = {0, len(lines) - 2} if len(lines) > 1 else set()
        slabs = []
        for number, line in enumerate(lines):
            begins = number == 0 or lines[number - 1].last
            slabs.append(
                Slab(
                    kind.pitch,
                    _Written(line, kind, shift if begins else 0.0),
                    above=0.0 if number else above,
                    keep=keep or number in lone,
                )
            )
        return slabs


def spacing(line: Line, kind: Type, measure: float) -> float:
    """What each character is widened by so that a full line reaches the right edge."""
    count = len(line.text)
    if line.last or count < 2:
        return 0.0
    extra = (measure - line.width) / (count - 1)
    return extra if extra <= _STRETCH * kind.size else 0.0


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of a paragraph, ready to be drawn at any height."""

    line: Line
    kind: Type
    shift: float

    def __call__(self, sheet: Sheet, top: float) -> None:
        wider = spacing(self.line, self.kind, MEASURE - self.shift)
        sheet.text(LEFT + self.shift, baseline(top, self.kind), self.line.text, self.kind, wider)


def _nothing(_sheet: Sheet, _top: float) -> None:
    """Space has nothing to draw."""
