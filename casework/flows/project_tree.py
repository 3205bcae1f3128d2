"""Parts of a project (002图1注2): split off, inheriting; deleted only when empty, into a bin.

A part inherits everything of what it was split from and shows it as such; what is its own counts
neither there nor for its siblings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.project_words import listed
from casework.flows.projects import check_operator, require_cell
from casework.people.grants import Duty, Need
from casework.records.case import CaseRecord
from casework.records.case_states import OVER
from casework.records.event import Staged
from casework.records.project import WINDOW, ProjectRecord, ProjectRegistered, ProjectState
from casework.records.project_events import (
    PartOpened,
    ProjectBinned,
    ProjectRestored,
    ProjectSplit,
)
from casework.records.project_results import ResultState


@dataclass(frozen=True, slots=True)
class Split:
    """Split a part off; ``part`` is its new stream, ``asked_by`` the code of the unit."""

    project: str
    part: str
    item: str
    name: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Put an empty part into the bin; ``cases`` and ``parts`` are those the lists show of it."""

    project: str
    item: str
    reason: str
    cases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restore:
    """Take a part back out of the bin."""

    project: str
    item: str


class HoldingKind(StrEnum):
    """What a project holds."""

    RESULT = "result"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True)
class Holding:
    """A result or a material as one project sees it; an inherited one is read-only there.

    ``key`` is the pack's key of the result, or the line of the checklist in the case ``source``.
    """

    owner: str
    kind: HoldingKind
    key: str
    name: str
    number: str
    source: str
    inherited: bool
    counts: bool
    """Whether it may be relied on; not before its review, nor out of a case that came to nothing.
    """
    reviewer: str = ""
    """The department that looked at a result; empty where none did."""


def lineage(project: str, projects: Mapping[str, ProjectRecord]) -> tuple[str, ...]:
    """The project and everything it was split from, itself first; a circle is cut."""
    found: list[str] = []
    while project and project not in found:
        found.append(project)
        record = projects.get(project)
        project = record.registered.parent if record else ""
    return tuple(found)


def in_scope(owner: str, project: str, projects: Mapping[str, ProjectRecord]) -> bool:
    """Whether what ``owner`` holds counts for ``project``: its own and its ancestors' does."""
    return owner in lineage(project, projects)


def holdings(
    project: str, projects: Mapping[str, ProjectRecord], cases: Mapping[str, CaseRecord]
) -> tuple[Holding, ...]:
    """Everything a project may rely on, its own first, of all that is given."""
    found: list[Holding] = []
    for owner in lineage(project, projects):
        record = projects.get(owner)
        if record is not None and record.state is not ProjectState.BINNED:
            found += _results(owner, record, inherited=owner != project)
        of_owner = {name: case for name, case in cases.items() if case.received.project == owner}
        for name, case in of_owner.items():
            found += _materials(owner, name, case, inherited=owner != project)
    return tuple(found)


_SHOWN = (ResultState.PENDING, ResultState.HELD)


def _results(owner: str, record: ProjectRecord, *, inherited: bool) -> list[Holding]:
    return [
        Holding(
            owner=owner,
            kind=HoldingKind.RESULT,
            key=one.supplemented.key,
            name=one.supplemented.result_name,
            number=one.supplemented.number,
            source=one.supplemented.source,
            inherited=inherited,
            counts=one.state is ResultState.HELD,
            reviewer=one.reviewed.department if one.reviewed else "",
        )
        for one in record.results
        if one.state in _SHOWN
    ]


def _materials(owner: str, name: str, case: CaseRecord, *, inherited: bool) -> list[Holding]:
    return [
        Holding(
            owner=owner,
            kind=HoldingKind.MATERIAL,
            key=one.line.key,
            name=one.line.name,
            number=one.number,
            source=name,
            inherited=inherited,
            counts=case.state not in OVER,
        )
        for one in case.materials
        if one.received
    ]


def hindrances(
    record: ProjectRecord, cases: Mapping[str, CaseRecord], parts: tuple[ProjectRecord, ...] = ()
) -> tuple[str, ...]:
    """What a part has that stands against its deletion, by name: results, applications, parts.

    A result that was rejected or lies in the bin, and a case that ended without one, is cleared.
    """
    kept = [one for one in record.results if one.state in _SHOWN]
    found = [f"{one.supplemented.result_name} {one.supplemented.number}".strip() for one in kept]
    over = {name for name, case in cases.items() if case.state in OVER}
    noted = {one.case: one.item_name for one in record.applied}
    applied = noted | {name: case.received.item_name for name, case in cases.items()}
    found += [name for stream, name in applied.items() if stream not in over]
    found += [part.name for part in parts if part.state is not ProjectState.BINNED]
    return tuple(dict.fromkeys(found))


def _split(records: Records, request: Split, context: Context) -> list[Staged]:
    now, clerk = context.now.isoformat(), context.clerk.account
    name = request.name.strip()
    split = ProjectSplit(request.part, name, request.asked_by, clerk, now)
    main = require_cell(records.project(request.project), split)
    check_operator(main, request.asked_by)
    taken = {one.part_name for one in main.parts}
    if not name or name in taken or records.project(request.part) is not None:
        raise RuleError("PJ-130", name=name)
    first = main.builders[0]
    registered = ProjectRegistered(
        code=main.registered.code,
        raw_code="",
        project_name=name,
        parent=request.project,
        builder=first.unit,
        builder_code=first.code,
        facts=(),
        sealed_facts=(),
        origin=WINDOW,
        registered_at=now,
    )
    return [
        Staged(request.project, split),
        Staged(request.part, registered),
        Staged(request.part, PartOpened(request.project, clerk, now)),
    ]


def _bin(records: Records, request: Bin, context: Context) -> list[Staged]:
    if not request.reason.strip():
        raise RuleError("PJ-116")
    binned = ProjectBinned(request.reason, context.clerk.account, context.now.isoformat())
    record = require_cell(records.project(request.project), binned)
    _require_owner(record, context)
    loaded = (records.project(stream) for stream in request.parts)
    parts = tuple(one for one in loaded if one and one.registered.parent == request.project)
    unseen = {one.part for one in record.parts} - set(request.parts)
    cases = {stream: records.case(stream) for stream in request.cases}
    known = {
        stream: case
        for stream, case in cases.items()
        if case is not None and case.received.project == request.project
    }
    in_the_way = (
        *hindrances(record, known, parts),
        *(one.part_name for one in record.parts if one.part in unseen),
    )
    if in_the_way:
        raise RuleError("PJ-133", project=record.name, things=listed(in_the_way))
    return [Staged(request.project, binned)]


def _restore(records: Records, request: Restore, context: Context) -> list[Staged]:
    restored = ProjectRestored(context.clerk.account, context.now.isoformat())
    record = require_cell(records.project(request.project), restored)
    _require_owner(record, context)
    return [Staged(request.project, restored)]


def _require_owner(record: ProjectRecord, context: Context) -> None:
    """谁录入谁删除: RuleError PJ-131 for what is no part, PJ-132 for another's."""
    if record.opened is None:
        raise RuleError("PJ-131", project=record.name)
    if record.opened.opened_by != context.clerk.account:
        raise RuleError("PJ-132", who=record.opened.opened_by)


SPLIT: Command[Split] = Command(
    "projects.split",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, request.part),
    decide=_split,
)
BIN: Command[Bin] = Command(
    "projects.bin",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, *request.cases, *request.parts),
    decide=_bin,
)
RESTORE: Command[Restore] = Command(
    "projects.restore",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_restore,
)
