"""Stage and item clocks side by side (004-12): what stops which, and from when each counts.

补正等特殊环节 stops the clocks of an item and of its stage. 退回 ends the clock of the item and
stops that of the stage. When the item comes back it gets a new clock; when the stage goes on is a
setting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from casework.law.clock import StageResumes
from casework.law.deadlines import Pause


class Turn(StrEnum):
    """What happens to the clock of an item, in the order in which it counts at one moment."""

    RESUMED = "resumed"
    RETURNED = "returned"
    """退回 before completion"""
    RESUBMITTED = "resubmitted"
    """再次提交申请"""
    ACCEPTED = "accepted"
    """受理: of the item, and of its stage when it is the first"""
    SUSPENDED = "suspended"
    """补正 and the other special procedures after acceptance"""
    COMPLETED = "completed"
    """办结"""


@dataclass(frozen=True, slots=True)
class Happening:
    """A turn of an item, given by its code or its case. ``at`` is aware."""

    at: datetime
    item: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class ItemRun:
    """One clock of an item; an item that was returned and came back has two."""

    item: str
    start: datetime
    pauses: tuple[Pause, ...]
    end: datetime | None
    """When it was completed or returned, None while it runs."""
    returned: bool


@dataclass(frozen=True, slots=True)
class StageRun:
    """The clock of a stage and those of its items, in the order in which they began."""

    start: datetime | None
    """The first acceptance, None before it."""
    pauses: tuple[Pause, ...]
    """Apart from each other and in order; an open one comes last."""
    items: tuple[ItemRun, ...]


def run(happenings: Iterable[Happening], resumes: StageResumes) -> StageRun:
    """The clocks after all that happened, in whatever order it is told.

    What cannot happen to an item as it stands (a return of one that was never accepted) is passed
    over. The stage stands still while any of its items does.
    """
    items: dict[str, _Item] = {}
    for _, moment in groupby(sorted(happenings, key=_when), key=_when):
        together = list(moment)
        for code in sorted({one.item for one in together}):
            turns = [one.turn for one in together if one.item == code]
            items.setdefault(code, _Item(code, resumes)).take(together[0].at, turns)
    runs = [one for item in items.values() for one in item.all_runs()]
    runs.sort(key=lambda one: (one.start, one.item))
    gaps = [gap for item in items.values() for gap in item.gaps]
    return StageRun(
        start=min((one.start for one in runs), default=None),
        pauses=united(gaps),
        items=tuple(runs),
    )


def united(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Pauses of several causes as one row of pauses that do not touch."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.start):
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < pause.start):
            found.append(pause)
        elif last.end is not None:
            end = None if pause.end is None else max(last.end, pause.end)
            found[-1] = Pause(last.start, end)
    return tuple(found)


def _when(one: Happening) -> datetime:
    return one.at


@dataclass(slots=True)
class _Item:
    """An item on its way through the happenings."""

    code: str
    resumes: StageResumes
    runs: list[ItemRun] = field(default_factory=list)
    gaps: list[Pause] = field(default_factory=list)
    """When its stage stood still because of it."""
    start: datetime | None = None
    pauses: list[Pause] = field(default_factory=list)
    away: bool = False
    """Returned and not accepted again."""
    done: bool = False

    def take(self, at: datetime, turns: Sequence[Turn]) -> None:
        """Let everything of one moment happen, each as soon as it can."""
        left = sorted(turns, key=list(Turn).index)
        while fitting := next((turn for turn in left if self._fits(turn)), None):
            left.remove(fitting)
            _TURNS[fitting](self, at)

    def all_runs(self) -> list[ItemRun]:
        if self.start is None:
            return self.runs
        return [*self.runs, ItemRun(self.code, self.start, tuple(self.pauses), None, False)]

    def _fits(self, turn: Turn) -> bool:
        if turn is Turn.RESUBMITTED:
            return self.away
        if turn is Turn.ACCEPTED:
            return self.start is None and not self.done
        if turn is Turn.RESUMED:
            return self._paused
        return self.start is not None and not (turn is Turn.SUSPENDED and self._paused)

    @property
    def _paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    def accept(self, at: datetime) -> None:
        self.start, self.away = at, False
        self._close_gap(at)

    def suspend(self, at: datetime) -> None:
        self.pauses.append(Pause(at))
        self.gaps.append(Pause(at))

    def resume(self, at: datetime) -> None:
        self.pauses[-1] = Pause(self.pauses[-1].start, at)
        self._close_gap(at)

    def give_back(self, at: datetime) -> None:
        self._finish(at, returned=True)
        self.away = True
        self.gaps.append(Pause(at))

    def resubmit(self, at: datetime) -> None:
        if self.resumes is StageResumes.RESUBMITTED:
            self._close_gap(at)

    def complete(self, at: datetime) -> None:
        self._finish(at, returned=False)
        self.done = True

    def _finish(self, at: datetime, *, returned: bool) -> None:
        if self._paused:
            self.resume(at)
        assert self.start is not None
        self.runs.append(ItemRun(self.code, self.start, tuple(self.pauses), at, returned))
        self.start, self.pauses = None, []

    def _close_gap(self, at: datetime) -> None:
        if self.gaps and self.gaps[-1].end is None:
            self.gaps[-1] = Pause(self.gaps[-1].start, at)


_TURNS = {
    Turn.RESUMED: _Item.resume,
    Turn.RETURNED: _Item.give_back,
    Turn.RESUBMITTED: _Item.resubmit,
    Turn.ACCEPTED: _Item.accept,
    Turn.SUSPENDED: _Item.suspend,
    Turn.COMPLETED: _Item.complete,
}
