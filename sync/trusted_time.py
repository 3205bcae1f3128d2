"""Trusted time: the wall clock is a claim, bounded by the last signed hub time.

The steady clock since that moment bounds a claim within one boot; across a reboot the floor is the
last journal time. Only the hub's receipt time is trusted.
"""

import sys
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


def steady() -> float:
    """Seconds that no clock setting moves and that a sleeping machine goes on counting."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        seconds = time.monotonic()
    return seconds


class TimeAnchor:
    """The last signed hub time, the floor of the journal, and the steady clock between."""

    def __init__(
        self,
        floor: datetime | None = None,
        monotonic: Callable[[], float] = steady,
        boot: str | None = None,
    ) -> None:
        self._floor = floor
        self._monotonic = monotonic
        self._boot = boot or boot_id()
        # One assignment for both: the loop hears while the ledger claims.
        self._heard: tuple[datetime, float] | None = None

    def heard(self, hub_at: datetime) -> None:
        """A signed hub time arrived; it outranks what a wrong clock left in the journal."""
        self._heard = hub_at, self._monotonic()
        self._floor = hub_at

    def claim(self, now: datetime) -> TimeClaim:
        """Bound a wall-clock moment; a clock behind its floor or far off the hub is suspect."""
        heard, floor = self._heard, self._floor
        since, hub_at = -1, ""
        suspect = floor is not None and now < floor - TOLERANCE
        if heard is not None:
            since = int((self._monotonic() - heard[1]) * 1000)
            hub_at = heard[0].isoformat()
            suspect = suspect or abs(now - heard[0] - timedelta(milliseconds=since)) > TOLERANCE
        if not suspect and (floor is None or now > floor):
            self._floor = now
        return TimeClaim(hub_at, since, self._boot, suspect)
