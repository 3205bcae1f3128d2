"""How far a project is on its way to its end (002图5): filed, archive promised, delivered."""

from dataclasses import dataclass, replace

from casework.records.event import AnyEvent
from casework.records.project_events import (
    ArchiveConfirmed,
    ArchiveOverdue,
    ArchivePromised,
    ClosingAsked,
    CompletionFiled,
    ProjectEnded,
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What has happened of the end; the latest of each kind."""

    filed: CompletionFiled | None = None
    promised: ArchivePromised | None = None
    confirmed: ArchiveConfirmed | None = None
    missing: int = 0
    """How often the archive was said not to have come."""
    overdue: ArchiveOverdue | None = None
    asked: ClosingAsked | None = None
    ended: ProjectEnded | None = None

    @property
    def delivered(self) -> bool:
        """Whether the archive was handed over."""
        return self.confirmed is not None and self.confirmed.delivered

    @property
    def finished(self) -> bool:
        """Whether nothing of this project alone stands against the end."""
        return self.filed is not None and self.delivered


def on_closing(closing: Closing, event: AnyEvent) -> Closing:
    """The closing after one event; any other event leaves it as it is."""
    match event:
        case CompletionFiled():
            return replace(closing, filed=event)
        case ArchivePromised():
            return replace(closing, promised=event)
        case ArchiveConfirmed():
            missing = closing.missing + (not event.delivered)
            return replace(closing, confirmed=event, missing=missing)
        case ArchiveOverdue():
            return replace(closing, overdue=event)
        case ClosingAsked():
            return replace(closing, asked=event)
        case ProjectEnded():
            return replace(closing, ended=event)
    return closing
