"""Trusted time: the wall clock is a claim, bounded by the last signed hub time.

The monotonic clock since that moment bounds a claim within one boot; across a reboot the floor is
the last journal time. Only the hub's receipt time is trusted.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

TOLERANCE = timedelta(seconds=60)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class TimeClaim:
    """What an act says of its time besides the wall clock."""

    hub_at: str
    since_hub_ms: int
    boot: str
    suspect: bool


def boot_id() -> str:
    """The identity of this boot; random per process where the system has none (Windows)."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid.uuid4())


class TimeAnchor:
    """The last signed hub time, the floor of the journal, and the monotonic clock between."""

    def __init__(
        self,
        floor: datetime | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        boot: str | None = None,
    ) -> None:
        self._floor = floor
        self._monotonic = monotonic
        self._boot = boot or boot_id()
        self._hub_at: datetime | None = None
        self._hub_mark = 0.0

    def heard(self, hub_at: datetime) -> None:
        """A signed hub time arrived."""
        self._hub_at, self._hub_mark = hub_at, self._monotonic()

    def claim(self, now: datetime) -> TimeClaim:
        """Bound a wall-clock moment; a clock behind its floor or far off the hub is suspect."""
        since = -1
        suspect = self._floor is not None and now < self._floor - TOLERANCE
        if self._hub_at is not None:
            since = int((self._monotonic() - self._hub_mark) * 1000)
            expected = self._hub_at + timedelta(milliseconds=since)
            suspect = suspect or abs(now - expected) > TOLERANCE
        if self._floor is None or now > self._floor:
            self._floor = now
        hub_at = self._hub_at.isoformat() if self._hub_at else ""
        return TimeClaim(hub_at, since, self._boot, suspect)
