"""Events that arrive in any order and yet leave the same record: the earliest of a name stands."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from casework.records.event import Event
from casework.records.sealed import encode_hook

E = TypeVar("E", bound=Event)


def age(event: Event, at: str) -> tuple[str, bytes]:
    """Earlier first; of the same time, the same one first everywhere."""
    return at, msgspec.json.encode(event, enc_hook=encode_hook([]))


def joined(
    known: tuple[E, ...], event: E, name: Callable[[E], str], at: Callable[[E], str]
) -> tuple[E, ...]:
    """``known`` and ``event`` by time, one of each name: whatever the order they came in."""
    same = [one for one in known if name(one) == name(event)]
    first = min((event, *same), key=lambda one: age(one, at(one)))
    others = (one for one in known if name(one) != name(event))
    return tuple(sorted((first, *others), key=lambda one: (at(one), name(one))))
