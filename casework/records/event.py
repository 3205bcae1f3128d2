"""Events: what happened to a stream, encoded once; the bytes on disk are the bytes hashed.

Every event is a frozen struct with a versioned tag (``ApplicationReceived.v1``). A tag that this
program does not know is kept, shipped and shown as ``UnknownEvent``; its stream is read-only here
until the update.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from casework.records.sealed import SealedValue, decode_hook, encode_hook


class Event(msgspec.Struct, frozen=True, tag_field="type"):
    """Base of all events. No floats: decimals as text, areas in m², money in 分, ISO times."""


class UnknownEvent(msgspec.Struct, frozen=True):
    """An event of a newer program: its tag and its exact bytes."""

    tag: str
    body: bytes


AnyEvent = Event | UnknownEvent


class _Tag(msgspec.Struct):
    type: str


# Besides its own errors the JSON reader lets these out: bytes that are no UTF-8, endless nesting.
_UNREADABLE = (ValueError, RecursionError)


@dataclass(frozen=True, slots=True)
class Staged:
    """An event and the stream it belongs to, on its way into the journal."""

    stream: str
    event: Event


def tag_of(event: AnyEvent) -> str:
    """The versioned tag that stands in the journal."""
    if isinstance(event, UnknownEvent):
        return event.tag
    return str(type(event).__struct_config__.tag)


class EventBook:
    """All events this program knows, by tag."""

    def __init__(self, kinds: Iterable[type[Event]]) -> None:
        self._kinds = {str(kind.__struct_config__.tag): kind for kind in kinds}

    @property
    def tags(self) -> frozenset[str]:
        """The versions known here; the hub announces its own to every window."""
        return frozenset(self._kinds)

    def kind(self, tag: str) -> type[Event]:
        """The class behind a tag; KeyError for an unknown one."""
        return self._kinds[tag]

    def encode(self, event: Event) -> tuple[bytes, tuple[SealedValue, ...]]:
        """The event's JSON and the sealed values that have to be kept beside it."""
        found: list[SealedValue] = []
        body = msgspec.json.encode(event, enc_hook=encode_hook(found))
        return body, tuple(found)

    def decode(self, body: bytes, values: Mapping[str, SealedValue]) -> AnyEvent:
        """The event in ``body`` with its sealed values opened where ``values`` has them.

        An event that does not fit its own version (a forged or damaged one) counts as unknown:
        the fold stays total and the stream becomes read-only.
        """
        try:
            tag = msgspec.json.decode(body, type=_Tag).type
        except _UNREADABLE:
            return UnknownEvent("", body)
        kind = self._kinds.get(tag)
        if kind is None:
            return UnknownEvent(tag, body)
        try:
            return msgspec.json.decode(body, type=kind, dec_hook=decode_hook(values))
        except _UNREADABLE:
            return UnknownEvent(tag, body)
