"""What the reader process does: watch the readers, read each card once, push reports.

Runs in a child process (``hardware.reader`` is the other end), because PC/SC knows no time limit.
Each message is a report and a number: for CardArrived the changes of its slot, else 0. A message
without a report is a sign of life.
"""

import time
from collections.abc import Iterable, Mapping

from casework.errors import ClerkError, DeviceError
from casework.people.person import CardHolder
from casework.ports import (
    CardArrived,
    CardFault,
    CardGone,
    CardRead,
    ReaderReport,
    ReaderState,
)
from foundation.child import Channel
from hardware.identity_card.session import Session, read_holder
from hardware.identity_card.transport import Profile, WrappedTransport, load_profiles, profile_for
from hardware.pcsc import Service
from hardware.watch import Beat, Inserted, Lost, Readers, Removed, WatchEvent, watch

Message = tuple[ReaderReport | None, int]


def run(channel: Channel) -> None:
    """Entry of the process; the request names the cards to leave alone: {reader: changes}.

    They are cards that kept an earlier process waiting for ever.
    """
    reading = Reading(load_profiles(), channel.request)
    for event in watch(Service):
        for message in reading.messages(event):
            channel.push(message)


class Reading:
    """Turns the events of a watch into messages for the parent."""

    def __init__(self, profiles: tuple[Profile, ...], skip: Mapping[str, int]) -> None:
        self._profiles = profiles
        self._skip = dict(skip)
        self._names: tuple[str, ...] = ()
        self._lying = set(self._skip)

    def messages(self, event: WatchEvent) -> Iterable[Message]:
        """What to tell about one event, as it becomes known."""
        match event:
            case Readers(names):
                self._names = names
                yield from self._gone(self._lying.difference(names))
                fault = None if names else DeviceError("HW-102")
                yield ReaderState(service=True, readers=names, fault=fault), 0
            case Lost(error):
                yield ReaderState(service=False, readers=(), fault=error), 0
            case Removed(reader):
                yield from self._gone(self._lying.intersection({reader}))
            case Inserted():
                yield from self._arrival(event)
            case Beat():
                yield None, 0

    def _gone(self, readers: Iterable[str]) -> Iterable[Message]:
        for reader in sorted(readers):
            self._lying.discard(reader)
            self._skip.pop(reader, None)
            yield CardGone(reader), 0

    def _arrival(self, event: Inserted) -> Iterable[Message]:
        if self._skip.pop(event.reader, None) == event.changes:
            return
        self._lying.add(event.reader)
        profile = profile_for(event.reader, self._profiles)
        if profile is None:
            if not any(profile_for(name, self._profiles) for name in self._names):
                yield CardFault(event.reader, DeviceError("HW-111", reader=event.reader)), 0
            return
        yield CardArrived(event.reader), event.changes
        began = time.monotonic()
        try:
            holder = _read(event, profile)
        except ClerkError as error:
            yield CardFault(event.reader, error), 0
        else:
            yield CardRead(event.reader, holder, round((time.monotonic() - began) * 1000)), 0


def _read(event: Inserted, profile: Profile) -> CardHolder:
    with event.service.connect(event.reader) as connection:
        return read_holder(Session(WrappedTransport(connection, profile)))
