"""How a procedure stands in time: what has happened, what stopped its clocks, which limits run.

Every record with clocks holds a ``Course``. Its events carry the limits as they stand after them,
computed by the command that made them; the fold copies and never counts days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from casework.records.case_events import LimitLine


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
    """Moments by name (``law.limits.Moment``) as ISO texts, the pauses in order, the limits."""

    moments: Mapping[str, str] = field(default_factory=dict)
    pauses: tuple[PauseLine, ...] = ()
    limits: tuple[LimitLine, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether the clocks stand still."""
        return bool(self.pauses) and not self.pauses[-1].end

    def reached(
        self, moment: str, at: str, limits: tuple[LimitLine, ...] | None = None
    ) -> "Course":
        """The course after something happened; the last time counts."""
        moments = {**self.moments, moment: at}
        return replace(self, moments=moments, limits=self.limits if limits is None else limits)

    def stopped(self, pause: PauseLine, limits: tuple[LimitLine, ...]) -> "Course":
        """The course after its clocks were stopped; a stop within a stop changes nothing."""
        if self.paused:
            return self
        return replace(self, pauses=(*self.pauses, pause), limits=limits)

    def resumed(self, at: str, limits: tuple[LimitLine, ...]) -> "Course":
        """The course after its clocks go on."""
        if not self.paused:
            return self
        last = msgspec.structs.replace(self.pauses[-1], end=at)
        return replace(self, pauses=(*self.pauses[:-1], last), limits=limits)

    def recounted(self, limits: tuple[LimitLine, ...]) -> "Course":
        """The course under another calendar or pack."""
        return replace(self, limits=limits)

    def ended(self) -> "Course":
        """The course of something that is over: nothing runs any more."""
        return replace(self, limits=())
