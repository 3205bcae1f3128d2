"""Counting the store again beside an open window that holds to another law than the last count."""

from collections.abc import Callable
from datetime import datetime
from threading import Event

from casework.law import catalogue
from desktop.holding import Holding, earlier
from desktop.reckoning import LawTexts, Reckoner
from sync import recounting
from sync.ledger.opening import Opened
from sync.recounting import Done, Law, count_again, is_counted

_PATIENCE = 10.0


def prepared(opened: Opened, held: Holding, now: datetime) -> tuple[Law, Reckoner]:
    """The law that holds, with the one the store was counted by last, and who counts by it."""
    found = earlier(opened, recounting.counted(opened.ledger), held)
    files, day = found if found is not None else (None, None)
    law = Law(
        held.catalogue,
        held.calendar,
        recounting.ordered(opened.ledger, held.ruled_at, now),
        catalogue.parse(files, day) if files is not None else None,
        held.span.since,
    )
    texts = LawTexts(held.texts.pack, held.texts.calendar, files, held.day, day)
    return law, Reckoner(texts)


class CatchUp:
    """One such count: ``run`` belongs into a lane, ``stop`` comes before the store is closed.

    ``prepare`` gives the law and who counts by it; it is called in the lane too.
    """

    def __init__(
        self,
        opened: Opened,
        prepare: Callable[[], tuple[Law, Reckoner]],
        now: Callable[[], datetime],
    ) -> None:
        self._opened = opened
        self._prepare = prepare
        self._now = now
        self._stop = Event()
        self._idle = Event()
        self._idle.set()

    def run(self) -> Done:
        """Count what is not counted; ClerkError UI-903 or a StoreError when it did not end."""
        self._idle.clear()
        try:
            return Done(0, 0) if self._stop.is_set() else self._count()
        finally:
            self._idle.set()

    def _count(self) -> Done:
        law, reckoner = self._prepare()
        ledger = self._opened.ledger
        if is_counted(ledger, law):
            return Done(0, 0)
        try:
            return count_again(ledger, law, self._now, reckoner.changed, self._stop.is_set)
        finally:
            reckoner.stop()

    def stop(self) -> None:
        """Let it end after the stream in hand, and wait for that."""
        self._stop.set()
        self._idle.wait(_PATIENCE)
