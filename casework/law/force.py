"""A pack and a calendar as they hold on one day, and until when nothing in the pack turns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from casework.law import catalogue, workdays
from casework.law.catalogue import Catalogue
from casework.law.clock import BEIJING
from casework.law.pack_rows import turning_days
from casework.law.workdays import WorkCalendar

EVER = date.min
"""Since when a pack holds as it does, where nothing in it has begun or ended yet."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a pack says the same: from ``since`` on, before ``until``."""

    since: date = EVER
    until: date | None = None
    """None where nothing turns any more."""

    def holds(self, day: date) -> bool:
        """Whether the pack says the same on this day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Force:
    """What was read for a day."""

    catalogue: Catalogue
    calendar: WorkCalendar
    span: Span


def span_of(files: Mapping[str, str], day: date) -> Span:
    """The span of a pack's files that ``day`` lies in."""
    turns = turning_days(files)
    return Span(
        max((turn for turn in turns if turn <= day), default=EVER),
        next((turn for turn in turns if turn > day), None),
    )


def read_pack(files: Mapping[str, str], day: date) -> tuple[Catalogue, Span]:
    """A pack as it holds on ``day``; RuleError LW-4xx."""
    return catalogue.parse(files, day), span_of(files, day)


def read(pack: Mapping[str, str], calendar: Mapping[str, str], day: date) -> Force:
    """Pack and calendar as they hold on ``day``; RuleError LW-3xx, LW-4xx."""
    found, span = read_pack(pack, day)
    return Force(found, workdays.parse(calendar), span)


def ruled_at(published: str, span: Span) -> datetime | None:
    """When this came in force: published then (ISO, may be empty), or turned by itself later."""
    moments = [datetime.fromisoformat(published)] if published else []
    if span.since != EVER:
        moments.append(datetime.combine(span.since, time(), BEIJING))
    return max(moments, default=None) if published else None


def check(files: Mapping[str, str], day: date) -> Catalogue:
    """The pack of ``day``; RuleError LW-4xx also for what only a later day would bring."""
    found = catalogue.parse(files, day)
    for turn in turning_days(files):
        if turn > day:
            catalogue.parse(files, turn)
    return found
