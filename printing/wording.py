"""The fixed words of the papers, and dates and numbers as an official paper writes them."""

from datetime import datetime
from functools import cache

import msgspec

import resources
from casework.records.notice import NoticeKind

_SOURCE = "notices/zh_CN.toml"
_FIGURES = "〇一二三四五六七八九"
_TWO = "两"
_STOPS = ("。", "；", "！", "？", "：", ".", ";")


class Words:
    """The words of one kind of paper over those that all kinds share."""

    def __init__(self, common: dict[str, str], own: dict[str, str]) -> None:
        self._texts = common | own

    def __call__(self, key: str, **facts: object) -> str:
        """The text of ``key`` with its places filled."""
        return self._texts[key].format(**facts)


@cache
def words(kind: NoticeKind) -> Words:
    """The words of a kind of paper."""
    tables = msgspec.toml.decode(resources.data(_SOURCE), type=dict[str, dict[str, str]])
    return Words(tables["common"], tables[kind.value])


def day(moment: str) -> str:
    """``2026年11月20日``: Arabic figures, no leading zeros (GB/T 9704)."""
    at = datetime.fromisoformat(moment)
    return f"{at.year}年{at.month}月{at.day}日"


def minute(moment: str) -> str:
    """``2026年11月20日10时05分``."""
    at = datetime.fromisoformat(moment)
    return f"{day(moment)}{at.hour}时{at.minute:02d}分"


def figure(number: int) -> str:
    """A number below one hundred in Chinese: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    if number < 10:
        return _FIGURES[number]
    return (_FIGURES[tens] if tens > 1 else "") + "十" + (_FIGURES[ones] if ones else "")


def copies(number: int) -> str:
    """How many copies: a counted two is 两."""
    return _TWO if number == 2 else figure(number)


def sentence(text: str, *, last: bool) -> str:
    """``text`` with a stop at its end: a semicolon within a list, a full stop after it."""
    if not text or text.endswith(_STOPS):
        return text
    return text + ("。" if last else "；")
