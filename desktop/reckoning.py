"""The process that counts limits by the thousand, so that the window goes on meanwhile.

This module stays light: the law is read again inside the process, once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import msgpack

from casework.errors import ClerkError
from casework.flows.recount import Standing
from foundation.child import Child, ChildError

BATCH = 1_000
"""Records in one call: few enough that packing them holds up nobody."""
_ENTRY = "desktop.reckoning_process:answer"
_DEADLINE = 120.0


@dataclass(frozen=True, slots=True)
class LawTexts:
    """The files of a pack and of a calendar; ``before`` is the pack until now, None if the same.

    Each pack is read as it holds on its day, without one as its newest rows are.
    """

    pack: Mapping[str, str]
    calendar: Mapping[str, str]
    before: Mapping[str, str] | None = None
    day: date | None = None
    day_before: date | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """Which of these records change; ``law`` comes with the first question of a process."""

    standings: bytes
    law: LawTexts | None


class Reckoner:
    """Counts under one law in a process of its own. Calls block and belong into a lane."""

    def __init__(self, law: LawTexts) -> None:
        self._law = law
        self._child = Child(_ENTRY, name="reckoning")
        self._told: int | None = None

    def changed(self, standings: Sequence[Standing]) -> tuple[str, ...]:
        """The streams whose limits change; ClerkError UI-903 when the process failed."""
        batches = (standings[at : at + BATCH] for at in range(0, len(standings), BATCH))
        return tuple(stream for some in batches for stream in self._find(some))

    def stop(self) -> None:
        """End the process; a later call starts it again."""
        self._child.stop()

    def _find(self, some: Sequence[Standing]) -> Iterator[str]:
        known = self._told is not None and self._child.pid == self._told
        request = Find(msgpack.encode(list(some)), None if known else self._law)
        try:
            found: list[int] = self._child.call(request, _DEADLINE)
        except ChildError as error:
            raise ClerkError("UI-903") from error
        self._told = self._child.pid
        return (some[at].stream for at in found)
