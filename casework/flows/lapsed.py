"""What a lapsed article may not do: stand on paper as a basis (obligations 0b r).

It may guide practice mode. Outside, every paper goes through ``printable`` on its way to its
number, so that no flow has to think of it; what a refusal rests on is asked for before (IN-125).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import msgspec

from casework.law.catalogue import Catalogue

NOT_IN_FORCE = "（原依据已失效，待登记延续文件）"
"""What stands in the place of a lapsed basis, until the administrator records what renews it."""
T = TypeVar("T")


def printable(value: T, law: Catalogue, day: date, *, practice: bool) -> T:
    """A paper as it may be printed on ``day``: no lapsed article is cited in any of its texts."""
    names = () if practice else sorted(set(_names(law, day)), key=len, reverse=True)
    if not names:
        return value
    pattern = re.compile("|".join(map(re.escape, names)))
    return msgspec.convert(_without(msgspec.to_builtins(value), pattern), type(value))


def _names(law: Catalogue, day: date) -> Iterator[str]:
    """All ways in which papers cite what has lapsed."""
    for one in law.articles.values():
        if one.lapsed_on(day):
            yield from (one.cite, one.short)
        if one.document.lapsed_on(day):
            yield f"《{one.document.title}》"


def _without(value: object, pattern: re.Pattern[str]) -> object:
    if isinstance(value, str):
        return pattern.sub(NOT_IN_FORCE, value)
    if isinstance(value, dict):
        return {key: _without(one, pattern) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, pattern) for one in value]
    return value
