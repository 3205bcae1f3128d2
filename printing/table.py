"""Ruled tables whose cells wrap, whose head is repeated, and whose rows never lose a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from printing.flow import Slab
from printing.fonts import Chain
from printing.lines import Line, balance_lines, break_lines
from printing.sheet import Sheet, Type

RULE = 0.6
_SIDE = 4.0
_WHOLE = 0.4
"""The part of a page up to which a row stays in one piece."""
_PART = 0.2
"""The part of a page that one piece of a higher row takes."""


class Align(StrEnum):
    """How the lines of a cell stand; every cell is centred from top to bottom."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its type."""

    text: str
    kind: Type
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table stands; ``edge`` is the space above and below the text of a cell."""

    left: float
    widths: tuple[float, ...]
    edge: float
    limit: float
    """The height a row may have before it is parted."""


def baseline(top: float, kind: Type) -> float:
    """Where a line of ``kind`` is written whose pitch begins at ``top``: its square is centred."""
    return top - kind.pitch / 2 - 0.38 * kind.size


def set_table(
    chain: Chain, grid: Grid, rows: Sequence[Sequence[Cell]], head: Sequence[Cell] = ()
) -> list[Slab]:
    """The slabs of a table: its head, bound to the first row and repeated, and its rows."""
    first = [_Row(chain, grid, head).slab(keep=True)] if head else []
    repeat = first[0] if first else None
    room = grid.limit - (repeat.height if repeat else 0.0)
    slabs = list(first)
    for cells in rows:
        slabs += [part.slab(repeat=repeat) for part in _Row(chain, grid, cells).parts(room)]
    return slabs


def _broken(chain: Chain, cell: Cell, measure: float) -> list[Line]:
    breaker = balance_lines if cell.align is Align.CENTRE else break_lines
    return breaker(cell.text, chain.widths[cell.kind.voice], cell.kind.size, measure)


class _Row:
    """A row with the lines of its cells."""

    def __init__(
        self,
        chain: Chain,
        grid: Grid,
        cells: Sequence[Cell],
        lines: list[list[Line]] | None = None,
    ) -> None:
        self._chain = chain
        self._grid = grid
        self._cells = cells
        self._lines = lines or [
            _broken(chain, cell, width - 2 * _SIDE)
            for cell, width in zip(cells, grid.widths, strict=True)
        ]
        self._height = 2 * self._grid.edge + max(
            len(lines) * cell.kind.pitch for lines, cell in zip(self._lines, cells, strict=True)
        )

    def parts(self, room: float) -> "list[_Row]":
        """The row itself, or as many rows as it takes when it is too high for most of a page."""
        if self._height <= _WHOLE * room:
            return [self]
        pitch = max(cell.kind.pitch for cell in self._cells)
        share = max(1, int(_PART * room / pitch))
        longest = max(len(lines) for lines in self._lines)
        empty = [Line("", 0.0, last=True)]
        return [
            _Row(
                self._chain,
                self._grid,
                self._cells,
                [lines[at : at + share] or empty for lines in self._lines],
            )
            for at in range(0, longest, share)
        ]

    def slab(self, *, keep: bool = False, repeat: Slab | None = None) -> Slab:
        return Slab(self._height, self._draw, keep=keep, repeat=repeat)

    def _draw(self, sheet: Sheet, top: float) -> None:
        bottom = top - self._height
        right = self._grid.left + sum(self._grid.widths)
        segments = [(self._grid.left, edge, right, edge) for edge in (top, bottom)]
        left = self._grid.left
        for cell, lines, width in zip(self._cells, self._lines, self._grid.widths, strict=True):
            segments.append((left, top, left, bottom))
            self._write(sheet, cell, lines, (left, top, width))
            left += width
        segments.append((right, top, right, bottom))
        sheet.rules(segments, RULE)

    def _write(
        self, sheet: Sheet, cell: Cell, lines: list[Line], place: tuple[float, float, float]
    ) -> None:
        left, top, width = place
        top -= (self._height - len(lines) * cell.kind.pitch) / 2
        for line in lines:
            shift = (width - line.width) / 2 if cell.align is Align.CENTRE else _SIDE
            if line.text:
                sheet.text(left + shift, baseline(top, cell.kind), line.text, cell.kind)
            top -= cell.kind.pitch
