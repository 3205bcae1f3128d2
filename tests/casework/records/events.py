"""Any event of any version, as hypothesis draws it: few words, so that events meet each other."""

import enum
import typing
from collections.abc import Iterable
from functools import cache

import msgspec
from hypothesis import strategies as st

from casework.records.event import AnyEvent, Event, UnknownEvent
from casework.records.registry import BOOK
from casework.records.sealed import Sealed

PAPERS = ("N1", "N2")
WORDS = st.sampled_from(["", "m1", *PAPERS, "window", "2026", "decided"])
OPEN, CLOSED = Sealed.of("云栖"), Sealed[str]("0" * 64)
NUMBERS = st.integers(min_value=-1, max_value=9)


@cache
def of_tag(tag: str) -> st.SearchStrategy[Event]:
    """Events of one version."""
    return typing.cast("st.SearchStrategy[Event]", of_struct(BOOK.kind(tag)))


def of_tags(tags: Iterable[str]) -> st.SearchStrategy[Event]:
    """Events of some versions."""
    return st.one_of(*map(of_tag, sorted(tags)))


def known() -> st.SearchStrategy[Event]:
    """Events of every version that this program knows."""
    return of_tags(BOOK.tags)


def unknown() -> st.SearchStrategy[AnyEvent]:
    """Events of a newer program."""
    return st.builds(UnknownEvent, st.sampled_from(["", "CaseMoved.v1"]), st.just(b"{}"))


@cache
def of_struct(kind: type[msgspec.Struct]) -> st.SearchStrategy[msgspec.Struct]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, *(of_hint(hints[name]) for name in kind.__struct_fields__))


@cache
def of_hint(hint: typing.Any) -> st.SearchStrategy[typing.Any]:
    if typing.get_origin(hint) is Sealed:
        return st.sampled_from([OPEN, CLOSED])
    if typing.get_origin(hint) is tuple:
        one = of_hint(typing.get_args(hint)[0])
        return st.just(()) | st.tuples(one) | st.tuples(one, one)
    if typing.get_origin(hint) is dict:
        return st.just({}) | st.just({"case/x": 3})
    if issubclass(hint, msgspec.Struct):
        return of_struct(hint)
    if issubclass(hint, enum.Enum):
        return st.sampled_from(list(hint))
    return {bool: st.booleans(), int: NUMBERS, str: WORDS}[hint]
