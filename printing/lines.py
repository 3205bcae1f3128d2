"""Where Chinese text may break: punctuation stays with its neighbour, words and figures stay whole.

Prohibitions at the start and the end of a line as in GB/T 15834. A piece that is longer than a
whole line (a long code, a row of stops) is broken at its hyphens or anywhere rather than cut off.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NOT_FIRST = re.escape("，。、；：？！）〉》」』】〕〗］｝”’…—～·‰％℃°,;:?!)]}>›»々")
_NOT_LAST = re.escape("（〈《「『【〔〖［｛“‘￥$№(<[{‹«")
_WORD = r"[^\W\u2e80-\U0010ffff]" + "|" + "[" + re.escape("+-_./:@&=%#~'*") + "]"
_UNITS = "年月日时分秒个项份页号第条款天万亿元"
_PIECE = re.compile(
    f" |[{_NOT_LAST}]*(?:第?(?:{_WORD})+(?:(?<=\\d)[{_UNITS}])?|[^ {_NOT_LAST}])?[{_NOT_FIRST}]*"
)
"""What may not be parted: opening marks, a word with its unit or one character, closing marks."""
_SEAMS = re.compile(r"(?<=[-_/.])")
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its natural width, and whether the paragraph ends with it."""

    text: str
    width: float
    last: bool


def break_lines(
    text: str, widths: Mapping[str, float], size: float, measure: float, indent: float = 0.0
) -> list[Line]:
    """Set ``text`` in lines of at most ``measure`` points, the first one ``indent`` shorter.

    ``widths`` are in 1/1000 of ``size``. A line feed in the text ends a paragraph. There is always
    at least one line.
    """
    unit = size / 1000
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        width = _width(paragraph, widths)
        if width * unit <= measure - indent + _SLACK:
            lines.append(Line(paragraph, width * unit, last=True))
            continue
        texts = list(_fill(paragraph, widths, measure / unit, indent / unit))
        for number, line in enumerate(texts, 1):
            lines.append(Line(line, _width(line, widths) * unit, last=number == len(texts)))
    return lines


def balance_lines(
    text: str, widths: Mapping[str, float], size: float, measure: float
) -> list[Line]:
    """Like ``break_lines``, but in lines of about the same length where that takes no line more."""
    lines = break_lines(text, widths, size, measure)
    share = sum(line.width for line in lines) / len(lines) + size / 2
    if len(lines) > 1 and share < measure:
        even = break_lines(text, widths, size, share)
        return even if len(even) == len(lines) else lines
    return lines


def _width(text: str, widths: Mapping[str, float]) -> float:
    return sum(map(widths.__getitem__, text))


def _fill(
    paragraph: str, widths: Mapping[str, float], measure: float, indent: float
) -> Iterator[str]:
    """Put piece after piece on a line as long as they fit; no line begins with a space."""
    line = ""
    used = indent
    for piece, width in _pieces(paragraph, widths, measure):
        if line and used + width > measure + _SLACK:
            yield line.rstrip(" ")
            line, used = "", 0.0
        if line or piece != " ":
            line += piece
            used += width
    yield line.rstrip(" ")


def _pieces(
    paragraph: str, widths: Mapping[str, float], measure: float
) -> Iterator[tuple[str, float]]:
    """The unbreakable pieces with their widths; a piece wider than a line comes in parts."""
    for piece in _PIECE.findall(paragraph):
        width = _width(piece, widths)
        if width <= measure:
            yield piece, width
            continue
        for part in _SEAMS.split(piece):
            width = _width(part, widths)
            if width <= measure:
                yield part, width
            else:
                yield from ((character, widths[character]) for character in part)
