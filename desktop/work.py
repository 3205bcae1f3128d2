"""Slow work whose end is always told."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Call = Callable[[], None]


def watched(work: Callable[[], T], home: Callable[[Call], None], ended: Call) -> Callable[[], T]:
    """``work`` for a lane; ``ended`` is called in any case, also after an unforeseen error.

    ``home`` runs a function in the window's thread, from any thread.
    """

    def whole() -> T:
        try:
            return work()
        finally:
            home(ended)

    return whole
