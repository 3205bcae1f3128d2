"""The sync loop: pull, push, wait; an item's fault is the item's, only a halt stops the loop.

It runs on one thread of its own. The wait grows exponentially with jitter up to MAX_WAIT while the
hub is out of reach, and any commit, or the clerk's 立即送出, wakes it.
"""

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import replace

from casework.errors import ClerkError, HaltError, SyncError
from casework.ports import LineState
from sync.pull import Pull
from sync.push import Push

IDLE_WAIT = 30.0
FIRST_WAIT = 1.0
MAX_WAIT = 60.0
_CHANCE = random.SystemRandom()
_LOG = logging.getLogger(__name__)


def _nothing() -> None:
    """Nothing leaves the store."""


class SyncLoop:
    """Keeps a store in step with its hub; ``report`` is called from the loop's thread.

    ``settled`` is called there too, at the end of each whole round: what the hub said by then may
    let something leave the store.
    """

    def __init__(
        self,
        pull: Pull,
        push: Push,
        report: Callable[[LineState], None],
        settled: Callable[[], object] = _nothing,
    ) -> None:
        self._pull = pull
        self._push = push
        self._report = report
        self._settled = settled
        self._wake = threading.Event()
        self._stopping = False
        self._state = LineState()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin at once with a first round."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to send, or somebody wants to know now; also ends a halt."""
        self._wake.set()

    def stop(self) -> None:
        """End after the call under way; a hanging hub is left to its time limit."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def once(self) -> LineState:
        """One whole round: everything the feed has, then everything that is pending."""
        versions = self._pull_all()
        while self._push.round(versions).waiting:
            pass
        self._pull_all()
        self._settled()
        return self._state

    def _pull_all(self) -> frozenset[str]:
        while True:
            pulled = self._pull.round()
            self._state = LineState(online=True, last_hub_time=pulled.hub_at)
            if not pulled.more:
                return pulled.versions

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            failures = 0 if self._try() else failures + 1
            self._report(self._state)
            self._wake.wait(self._pause(failures))
            self._wake.clear()

    def _try(self) -> bool:
        try:
            self.once()
        except HaltError as error:
            self._state = replace(self._state, online=False, halted=True, error=error)
            return False
        except SyncError as error:
            self._state = replace(self._state, online=False, halted=False, error=error)
            return False
        except ClerkError as error:
            # The store itself refused (disk full, damaged): nothing can be shipped until mended.
            self._state = replace(self._state, halted=True, error=error)
            return False
        except Exception:  # noqa: BLE001 - a silent end of this thread would look like a quiet line
            _LOG.exception("the sync loop met something unforeseen")
            self._state = replace(self._state, online=False, halted=True, error=HaltError("SY-107"))
            return False
        return True

    def _pause(self, failures: int) -> float | None:
        if self._state.halted:
            return None
        if failures == 0:
            return IDLE_WAIT
        return _back_off(failures)


def _back_off(failures: int) -> float:
    """Twice as long after every failure, plus up to a second of chance, at most MAX_WAIT."""
    doubled: float = FIRST_WAIT * 2 ** min(failures - 1, 10)
    return min(doubled + _CHANCE.uniform(0, FIRST_WAIT), MAX_WAIT)
