"""Where Chinese text may break: punctuation stays with its neighbour, words and figures stay whole.

Prohibitions at the start and the end of a line as in GB/T 15834. A piece that is longer than a
whole line (a long code, a row of stops) is broken at its hyphens or anywhere rather than cut off.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_NOT_FIRST = frozenset("，。、；：？！）〉》」』】〕〗］｝”’…—～·‰%％℃°,.;:?!)]}>›»々")
_NOT_LAST = frozenset("（〈《「『【〔〖［｛“‘￥$№#(<[{‹«")
_JOINED = frozenset("+-_./:@&=%#~'*")
_UNITS = frozenset("年月日时分秒个项份页号第条款天万亿元")
_SEAMS = re.compile(r"(?<=[-_/.])")


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
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        room = measure - indent
        current: list[str] = []
        used = 0.0
        for piece, width in _fitting(paragraph, widths, size, measure):
            if current and used + width > room + 1e-6:
                lines.append(_line(current, widths, size, last=False))
                current, used, room = [], 0.0, measure
            if not current and piece == " " and lines:
                continue
            current.append(piece)
            used += width
        lines.append(_line(current, widths, size, last=True))
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


def _line(pieces: list[str], widths: Mapping[str, float], size: float, *, last: bool) -> Line:
    text = "".join(pieces).rstrip(" ")
    return Line(text, sum(widths[character] for character in text) * size / 1000, last)


def _fitting(
    paragraph: str, widths: Mapping[str, float], size: float, measure: float
) -> Iterator[tuple[str, float]]:
    """The unbreakable pieces with their widths; a piece wider than a line comes in parts."""
    for piece in _pieces(paragraph):
        width = sum(widths[character] for character in piece) * size / 1000
        if width <= measure:
            yield piece, width
            continue
        for part in _SEAMS.split(piece):
            width = sum(widths[character] for character in part) * size / 1000
            if width <= measure:
                yield part, width
            else:
                yield from ((character, widths[character] * size / 1000) for character in part)


def _pieces(paragraph: str) -> Iterator[str]:
    """Cut between every two characters that may be parted."""
    start = 0
    for at in range(1, len(paragraph)):
        if _may_part(paragraph[at - 1], paragraph[at]):
            yield paragraph[start:at]
            start = at
    if paragraph:
        yield paragraph[start:]


def _may_part(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if (before.isdecimal() and after in _UNITS) or (before == "第" and after.isdecimal()):
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    """Letters and figures of words, amounts and codes; a Chinese character is a word by itself."""
    return character < "\u2e80" and (character.isalnum() or character in _JOINED)
