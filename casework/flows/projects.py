"""Projects at the window: entered by code, described, compared, checked before an application."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import tasks
from casework.flows.project_words import STATES
from casework.flows.tasks import About
from casework.law import project_code
from casework.law.codes import UnitCodeKind, check_unit_code, fold_width
from casework.law.problem import Problem, warning
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.event import Event, Staged, tag_of
from casework.records.project import WINDOW, ProjectRecord, ProjectRegistered, ProjectState, allows
from casework.records.project_events import (
    Beginning,
    BuilderLine,
    DifferenceLine,
    ProjectDescribed,
    Works,
)

_LONGEST = 36
"""Characters of an identifier, so that the names of its tasks still fit a stream's name."""


@dataclass(frozen=True, slots=True)
class EnterProject:
    """A project as the clerk reads it off the paper (obligations 0b q)."""

    project: str
    item: str
    code: str
    name: str
    builder: str
    builder_code: str


@dataclass(frozen=True, slots=True)
class Describe:
    """All builders, the one who operates first, and what kind of project it is."""

    project: str
    item: str
    beginning: Beginning
    works: Works
    builders: tuple[BuilderLine, ...]


def stream_for(code: str) -> str:
    """The stream of a project by its code: hub and windows mean the same one (002图4.1)."""
    normal = project_code.parse(code).code
    if len(normal) > _LONGEST:
        normal = hashlib.sha256(normal.encode()).hexdigest()[:_LONGEST]
    return ids.stream_of(ids.PROJECT, normal)


def _enter(records: Records, request: EnterProject, context: Context) -> list[Staged]:
    known = (records.project(stream) for stream in _streams_of_entry(request))
    if any(record is not None for record in known):
        raise RuleError("IN-141", code=request.code)
    code = project_code.parse(request.code)
    if not code.code or not request.name.strip():
        raise RuleError("IN-140")
    entered = ProjectRegistered(
        code=code.code,
        raw_code=request.code,
        project_name=request.name.strip(),
        parent="",
        builder=request.builder.strip(),
        builder_code=request.builder_code,
        facts=(),
        sealed_facts=(),
        origin=WINDOW,
        registered_at=context.now.isoformat(),
    )
    return [Staged(request.project, entered)]


def _streams_of_entry(request: EnterProject) -> tuple[str, ...]:
    """The stream asked for, and the one the project has where it is known by its code."""
    return tuple(dict.fromkeys((request.project, stream_for(request.code))))


def _describe(records: Records, request: Describe, context: Context) -> list[Staged]:
    record = records.project(request.project)
    whole = all(one.unit.strip() and check_unit_code(one.code).valid for one in request.builders)
    named = {identity(one.code) for one in request.builders}
    if not request.builders or not whole or len(named) < len(request.builders):
        raise RuleError("PJ-101")
    described = ProjectDescribed(
        beginning=request.beginning,
        works=request.works,
        builders=request.builders,
        described_by=context.clerk.account,
        described_at=context.now.isoformat(),
    )
    require_cell(record, described)
    return [Staged(request.project, described)]


def identity(code: str) -> str:
    """What a unit is known by: its organisation code, also inside the newer code (002图1注1).

    The text itself where it is neither; empty for none.
    """
    unit = check_unit_code(code)
    if unit.kind is UnitCodeKind.CREDIT:
        return unit.code[8:17]
    return unit.code.replace("-", "") if unit.kind is UnitCodeKind.ORGANISATION else unit.code


def check_operator(record: ProjectRecord, code: str) -> None:
    """RuleError PJ-102 unless the unit is the first builder, who operates (002图1注1)."""
    first = record.builders[0]
    if identity(first.code) and identity(code) != identity(first.code):
        raise RuleError("PJ-102", unit=first.unit)


def require_cell(record: ProjectRecord | None, event: Event) -> ProjectRecord:
    """The record, if the event may happen to it now; RuleError PJ-111 otherwise."""
    if record is None or not allows(record, tag_of(event)):
        raise RuleError("PJ-111", state=STATES[record.state] if record else "")
    return record


def difference(
    record: ProjectRecord, ours: Mapping[str, str], corrector: str
) -> tuple[DifferenceLine, ...]:
    """Where what the window says is not what the platform says (002图2, 000§4).

    Compared are code, name, builder and every fact of the platform that is among ``ours``; no
    source says which data are key data. RuleError PJ-103 for a field the platform does not know.
    """
    said = record.registered
    theirs = {one.key: one.value for one in said.facts} | {
        "code": said.code,
        "project_name": said.project_name,
        "builder": said.builder,
        "builder_code": said.builder_code,
    }
    for key in ours:
        if key not in theirs:
            raise RuleError("PJ-103", field=key)
    return tuple(
        DifferenceLine(key, value, theirs[key], corrector)
        for key, value in ours.items()
        if _plain(key, value) != _plain(key, theirs[key])
    )


def _plain(key: str, text: str) -> str:
    """A value without what only its writing makes different."""
    if key == "code":
        return project_code.parse(text).code
    if key == "builder_code":
        return identity(text)
    return "".join(fold_width(text).split())


def check_application(record: ProjectRecord | None, *, told: bool) -> None:
    """Whether something may be applied for under this project now; one not here yet may.

    RuleError PJ-121 in the recycle bin, at its end or before it came in; PJ-120 when the first
    application would make an import final and the applicant was not told (002图2注3).
    """
    if record is None:
        return
    if record.state not in (ProjectState.KNOWN, ProjectState.IMPORTED):
        raise RuleError("PJ-121", project=record.name, state=STATES[record.state])
    if record.state is ProjectState.IMPORTED and not record.applied and not told:
        raise RuleError("PJ-120", project=record.name)


def check_licence(record: ProjectRecord | None) -> None:
    """RuleError PJ-122 for works that are no project here: no licence then (002图1注4)."""
    if record is None or record.state not in (ProjectState.KNOWN, ProjectState.IMPORTED):
        raise RuleError("PJ-122")


def duplicates(record: ProjectRecord | None, item: str) -> tuple[Problem, ...]:
    """A warning when the item was applied for before; any number is allowed (000§9)."""
    before = [one for one in (record.applied if record else ()) if one.item == item]
    if not before:
        return ()
    return (warning("PJ-123", item=before[-1].item_name, count=str(len(before))),)


def about(project: str, record: ProjectRecord, item: str, context: Context) -> About:
    """What a task about a project says of it."""
    return About(
        stream=project,
        item=item,
        item_name=context.catalogue.item(item).name,
        project_name=record.name,
        number=record.registered.code,
        unit=record.builders[0].unit,
    )


def tell(matter: About, key: str, context: Context, *, detail: str = "", nth: int = 1) -> Staged:
    """The event that opens a task; RuleError PJ-119 where the region's rules do not know it."""
    if key not in context.catalogue.relays:
        raise RuleError("PJ-119", key=key)
    return tasks.opened(matter, key, context, detail=detail, nth=nth)


ENTER: Command[EnterProject] = Command(
    "projects.enter",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=_streams_of_entry,
    decide=_enter,
)
DESCRIBE: Command[Describe] = Command(
    "projects.describe",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_describe,
)
