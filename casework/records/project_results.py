"""Supplemented results of a project (002图3): entered, reviewed, binned, restored."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from casework.records.ages import age
from casework.records.event import AnyEvent
from casework.records.project_events import (
    ResultBinned,
    ResultRestored,
    ResultReviewed,
    ResultSupplemented,
)

UPLOAD = "upload"
"""The source of a result that came as a PDF."""


class ResultState(StrEnum):
    """Where a supplemented result stands."""

    PENDING = "pending"
    """The issuing department has not looked yet, and has to"""
    HELD = "held"
    REJECTED = "rejected"
    BINNED = "binned"


@dataclass(frozen=True, slots=True)
class ProjectResult:
    """A supplemented result with its review and its way to the bin."""

    supplemented: ResultSupplemented
    reviewed: ResultReviewed | None = None
    binned: ResultBinned | None = None

    @property
    def state(self) -> ResultState:
        """One found by query whose key data match counts at once, its review being optional."""
        if self.binned is not None:
            return ResultState.BINNED
        if self.reviewed is not None:
            return ResultState.HELD if self.reviewed.passed else ResultState.REJECTED
        one = self.supplemented
        sure = one.source != UPLOAD and not one.differences
        return ResultState.HELD if sure else ResultState.PENDING


def on_result(results: tuple[ProjectResult, ...], event: AnyEvent) -> tuple[ProjectResult, ...]:
    """The results after one event; any other event leaves them as they are."""
    if isinstance(event, ResultSupplemented):
        return _entered(results, event)
    if isinstance(event, ResultReviewed):
        return _changed(results, event.ident, lambda one: replace(one, reviewed=event))
    if isinstance(event, ResultBinned):
        return _changed(results, event.ident, lambda one: replace(one, binned=event))
    if isinstance(event, ResultRestored):
        return _changed(results, event.ident, lambda one: replace(one, binned=None))
    return results


def find(results: tuple[ProjectResult, ...], ident: str) -> ProjectResult | None:
    """The result with this identifier."""
    return next((one for one in results if one.supplemented.ident == ident), None)


def _entered(
    results: tuple[ProjectResult, ...], event: ResultSupplemented
) -> tuple[ProjectResult, ...]:
    """By time, whatever order two windows' results arrive in; of one identifier the earliest."""
    before = find(results, event.ident) or ProjectResult(event)
    first = min((event, before.supplemented), key=lambda one: age(one, one.entered_at))
    others = (one for one in results if one.supplemented.ident != event.ident)
    return tuple(sorted((replace(before, supplemented=first), *others), key=_place))


def _place(one: ProjectResult) -> tuple[str, str]:
    return one.supplemented.entered_at, one.supplemented.ident


def _changed(
    results: tuple[ProjectResult, ...], ident: str, change: Callable[[ProjectResult], ProjectResult]
) -> tuple[ProjectResult, ...]:
    return tuple(change(one) if one.supplemented.ident == ident else one for one in results)
