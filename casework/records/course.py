"""How a procedure stands in time: what has happened, what stopped its clocks, which limits run.

Every record with clocks holds a ``Course``. Its events carry the limits as they stand after them,
computed by the command that made them; the fold copies and never counts days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from casework.records.case_events import LimitLine
from casework.records.recount import LimitsRecounted, Recounts, over, with_recount


class PauseLine(msgspec.Struct, frozen=True):
    """A stop of the clocks: why, by which clause, told by which paper; ISO moments.

    ``end`` is empty while it lasts.
    """

    cause: str
    basis: str
    paper: str
    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What happened by name (``law.limits.Moment``) as ISO texts, the pauses in order, the limits.

    ``stated`` are the limits as events told them; ``limits`` are these after every recount.
    """

    moments: Mapping[str, str] = field(default_factory=dict)
    pauses: tuple[PauseLine, ...] = ()
    stated: tuple[LimitLine, ...] = ()
    extensions: Mapping[str, int] = field(default_factory=dict)
    """Working days that were added to a limit by its key (行政许可法 42)."""
    recounts: Recounts = ()

    @property
    def limits(self) -> tuple[LimitLine, ...]:
        """The limits that run, under the rules now in force."""
        return over(self.recounts, self.stated)

    @property
    def paused(self) -> bool:
        """Whether the clocks stand still."""
        return bool(self.pauses) and not self.pauses[-1].end

    def reached(
        self, moment: str, at: str, limits: tuple[LimitLine, ...] | None = None
    ) -> "Course":
        """The course after something happened; the last time counts."""
        moments = {**self.moments, moment: at}
        return replace(self, moments=moments, stated=self.stated if limits is None else limits)

    def stopped(self, pause: PauseLine, limits: tuple[LimitLine, ...]) -> "Course":
        """The course after its clocks were stopped; a stop within a stop changes nothing."""
        if self.paused:
            return self
        return replace(self, pauses=(*self.pauses, pause), stated=limits)

    def resumed(self, at: str, limits: tuple[LimitLine, ...]) -> "Course":
        """The course after its clocks go on."""
        if not self.paused:
            return self
        last = msgspec.structs.replace(self.pauses[-1], end=at)
        return replace(self, pauses=(*self.pauses[:-1], last), stated=limits)

    def extended(self, limit: str, days: int, limits: tuple[LimitLine, ...]) -> "Course":
        """The course after one limit got more working days."""
        extensions = {**self.extensions, limit: self.extensions.get(limit, 0) + days}
        return replace(self, extensions=extensions, stated=limits)

    def stating(self, limits: tuple[LimitLine, ...]) -> "Course":
        """The course with other limits, though nothing of its own happened."""
        return replace(self, stated=limits)

    def without(self, *moments: str) -> "Course":
        """The course without the limits that these moments end."""
        return replace(self, stated=tuple(one for one in self.stated if one.ends not in moments))

    def recounted(self, event: LimitsRecounted) -> "Course":
        """The course under another calendar or pack."""
        return replace(self, recounts=with_recount(self.recounts, event))

    def ended(self) -> "Course":
        """The course of something that is over: nothing runs any more."""
        return replace(self, stated=())
