"""What silence on an application for a licence means (行政许可法 32), made by the hub alone.

Nobody was told within five working days what is missing: the application is accepted, as from the
day of receipt, and a task says that the applicant is owed the paper. Only where the hub is the
approval system; elsewhere it is received, never produced (obligations 0b b), and never on a guess
about the calendar.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casework.act import Context
from casework.flows import clocks, late_notice, opening, stage
from casework.flows.grounds import Grounds
from casework.law.catalogue import Catalogue
from casework.law.limits import Moment
from casework.records.case import CaseRecord, allows, apply
from casework.records.case_life import ApplicationDeemedAccepted
from casework.records.event import Staged, tag_of
from casework.records.project import ProjectRecord
from casework.records.registry import Record
from casework.records.stage import StageRecord

Load = Callable[[str], Record | None]


def keys(catalogue: Catalogue) -> tuple[str, ...]:
    """The limits of the pack whose silence accepts: what the sweep looks for."""
    return tuple(key for key, one in catalogue.limits.items() if one.deems is Moment.ACCEPTED)


def swept(case: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """The acceptance that silence has brought about; twice gives nothing more.

    ``load`` folds a stream. The stage that the case belongs to counts from the same day.
    """
    record = load(case)
    if not isinstance(record, CaseRecord) or record.unknown:
        return ()
    since = _silent_since(record, context)
    if since is None:
        return ()
    item = context.catalogue.item(record.received.item)
    reached = {Moment.ACCEPTED: since, Moment.DECIDED: context.now}
    event = ApplicationDeemedAccepted(
        accepted_at=since.isoformat(),
        found_at=context.now.isoformat(),
        limits=clocks.of_course(record.course, context.catalogue.limits_of(item), context, reached),
    )
    if not allows(record, tag_of(event)):
        return ()
    after = apply(record, event) or record
    return (
        Staged(case, event),
        *_stage_follows(case, record, event, load, since, context),
        *opening.deemed(case, after, item, _grounds(case, after, load), context),
        *late_notice.told(case, after, context),
    )


def _grounds(case: str, record: CaseRecord, load: Load) -> Grounds:
    """The project and what it was split from, as the hub knows them."""
    projects = {}
    stream = record.received.project
    while isinstance(found := load(stream), ProjectRecord) and stream not in projects:
        projects[stream] = found
        stream = found.registered.parent
    return Grounds(case, record.received.project, projects, {case: record})


def _silent_since(record: CaseRecord, context: Context) -> datetime | None:
    """The start of the limit that was broken by silence; None while none was."""
    if not context.catalogue.settings.hub_is_approval_system:
        return None
    timetable = context.catalogue.timetable(context.calendar)
    for line in record.open_limits:
        limit = context.catalogue.limits.get(line.key)
        if limit is not None and limit.deems is Moment.ACCEPTED:
            moments = {limit.starts: datetime.fromisoformat(line.start)}
            return timetable.deemed(limit, moments, context.now)
    return None


def _stage_follows(
    case: str,
    record: CaseRecord,
    event: ApplicationDeemedAccepted,
    load: Load,
    since: datetime,
    context: Context,
) -> list[Staged]:
    whole = load(record.stage) if record.stage else None
    if not isinstance(whole, StageRecord):
        return []
    return stage.follow(record.stage, whole, case, event, replace(context, now=since))
