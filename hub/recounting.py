"""The hall's open limits, counted again once another pack or calendar is put in force."""

import asyncio
import logging
from collections.abc import Callable
from threading import Event

from casework.errors import ClerkError
from hub.law import Law
from hub.opening import Hub
from hub.pool import Pool
from sync import recounting
from sync.recounting import Done, count_again, is_counted

SECONDS = 5.0
"""Between two looks at the law; nothing is read but a fact while it is the same."""
_LOG = logging.getLogger(__name__)


class Recount:
    """Looks at the law and counts where it has changed; ``stop`` ends it after a stream."""

    def __init__(self, hub: Hub, law: Callable[[], Law]) -> None:
        self._hub = hub
        self._law = law
        self._last: Law | None = None
        self._stop = Event()

    def run(self) -> Done:
        """Count everything that was not counted by the law in force."""
        law, ledger = self._law(), self._hub.ledger
        before = self._last.catalogue if self._last else None
        at = recounting.ordered(ledger, law.ruled_at, self._hub.now())
        found = recounting.Law(law.catalogue, law.calendar, at, before, law.span.since)
        done = Done(0, 0)
        if not is_counted(ledger, found):
            done = count_again(ledger, found, self._hub.now, None, self._stop.is_set)
            _LOG.info("limits of %d streams counted, %d changed", done.streams, done.changed)
        self._last = law
        return done

    def stop(self) -> None:
        """Count no further."""
        self._stop.set()


async def keep_counting(recount: Recount, pool: Pool) -> None:
    """Look at the law again and again until it is cancelled."""
    try:
        while True:
            try:
                await pool.run(recount.run)
            except ClerkError:
                # A blob that is no pack, a full disk: what was counted stands, the rest waits.
                _LOG.warning("limits could not be counted", exc_info=True)
            await asyncio.sleep(SECONDS)
    finally:
        recount.stop()
