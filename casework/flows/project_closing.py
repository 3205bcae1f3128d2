"""A project on its way to its end (002图5): filed, archive promised, confirmed, ended.

The main project ends when it and all its parts are filed and every archive was handed over; what
is unfinished blocks it. The end is noted on every part, and local copies are purged after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import key_persons
from casework.flows.clocks import agreed_line
from casework.flows.project_import import department_of
from casework.flows.project_words import UNDELIVERED, UNFILED, listed
from casework.flows.projects import about, check_operator, require_cell, tell
from casework.law.clock import BEIJING
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.locks import LOCKS
from casework.records.project import ProjectRecord, ProjectState, apply
from casework.records.project_events import (
    ArchiveConfirmed,
    ArchivePromised,
    ClosingAsked,
    CompletionFiled,
    ProjectEnded,
)

ARCHIVE = "project_archive"
"""The pack's limit of the promise."""
MISSING, HANDOVER = "archive_missing", "archive_handover"
"""Tasks: the builder is told that the archive is missing; the archive fetches the e-files."""


@dataclass(frozen=True, slots=True)
class FileCompletion:
    """竣工验收备案 came in for a project or a part: the numbers of its filing forms."""

    project: str
    item: str
    case: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseArchive:
    """The builder commits to hand the archive over by a day (ISO)."""

    project: str
    item: str
    until: str


@dataclass(frozen=True, slots=True)
class AskClosing:
    """手动点击申请项目结束: ``asked_by`` is the code of the unit."""

    project: str
    item: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class ConfirmArchive:
    """城建档案馆: whether the archive of a project or a part was handed over.

    ``main`` and ``parts`` are the whole family, for the check that follows by itself.
    """

    project: str
    item: str
    delivered: bool
    main: str
    parts: tuple[str, ...] = ()
    number: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """End the main project with all its parts."""

    main: str
    item: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A project or part that keeps the main project from its end, and why."""

    project: str
    name: str
    filed: bool
    delivered: bool

    @property
    def words(self) -> str:
        """As the refusal lists it: 1号楼（未交付档案）."""
        why = [
            text
            for done, text in ((self.filed, UNFILED), (self.delivered, UNDELIVERED))
            if not done
        ]
        return f"{self.name}（{listed(tuple(why))}）"


def family(main: str, projects: Mapping[str, ProjectRecord]) -> dict[str, ProjectRecord]:
    """The main project and what was split from it, at any depth, without what is in the bin."""
    found = {main: projects[main]} if main in projects else {}
    for _ in projects:
        found |= {
            stream: record
            for stream, record in projects.items()
            if record.registered.parent in found and record.state is not ProjectState.BINNED
        }
    return found


def unfinished(main: str, projects: Mapping[str, ProjectRecord]) -> tuple[Unfinished, ...]:
    """What keeps the main project from its end (002图5注1, 注3); nothing when it may end."""
    return tuple(
        Unfinished(stream, record.name, record.closing.filed is not None, record.closing.delivered)
        for stream, record in family(main, projects).items()
        if not record.closing.finished
    )


def _file(records: Records, request: FileCompletion, context: Context) -> list[Staged]:
    department_of(context)
    forms = tuple(one.strip() for one in request.forms if one.strip())
    if not forms:
        raise RuleError("PJ-160")
    filed = CompletionFiled(request.case, forms, context.now.isoformat())
    require_cell(records.project(request.project), filed)
    # 人员自动解锁 (002图4.4).
    unlocked = key_persons.released(request.project, forms, records, context)
    return [Staged(request.project, filed), *unlocked]


def _promise(records: Records, request: PromiseArchive, context: Context) -> list[Staged]:
    return [promise(records.project(request.project), request, context)]


def promise(project: ProjectRecord | None, request: PromiseArchive, context: Context) -> Staged:
    """The event of the promise; RuleError PJ-119, PJ-161 for the day, PJ-162 for a second one."""
    limit = context.catalogue.limits.get(ARCHIVE)
    if limit is None:
        raise RuleError("PJ-119", key=ARCHIVE)
    try:
        until = date.fromisoformat(request.until)
    except ValueError:
        raise RuleError("PJ-161", day=request.until) from None
    if until <= context.now.astimezone(BEIJING).date():
        raise RuleError("PJ-161", day=request.until)
    line = agreed_line(limit, until, context.now, context)
    promised = ArchivePromised(request.item, request.until, line, context.now.isoformat())
    record = require_cell(project, promised)
    if record.closing.promised is not None:
        # A promise that could be made anew would never be overdue.
        raise RuleError("PJ-162", day=record.closing.promised.until)
    return Staged(request.project, promised)


def _ask(records: Records, request: AskClosing, context: Context) -> list[Staged]:
    asked = ClosingAsked(request.asked_by, context.clerk.account, context.now.isoformat())
    record = require_cell(records.project(request.project), asked)
    check_operator(record, request.asked_by)
    if record.closing.filed is None:
        raise RuleError("PJ-165", parts=f"{record.name}（{UNFILED}）")
    return [Staged(request.project, asked)]


def _confirm(records: Records, request: ConfirmArchive, context: Context) -> list[Staged]:
    department = department_of(context)
    if request.delivered and not request.number.strip():
        raise RuleError("PJ-163")
    confirmed = ArchiveConfirmed(
        delivered=request.delivered,
        by=department,
        number=request.number.strip(),
        remark=request.remark,
        confirmed_at=context.now.isoformat(),
    )
    record = require_cell(records.project(request.project), confirmed)
    after = apply(record, confirmed)
    staged = [Staged(request.project, confirmed)]
    if after is None or not request.delivered:
        matter = about(request.project, record, request.item, context)
        told = tell(matter, MISSING, context, detail=request.remark, nth=record.closing.missing + 1)
        return [*staged, told]
    projects = _projects(records, (request.main, *request.parts)) | {request.project: after}
    if _is_whole(request.main, projects) and not unfinished(request.main, projects):
        staged += _ended(request.main, request.item, projects, context)
    return staged


def _end(records: Records, request: End, context: Context) -> list[Staged]:
    department_of(context)
    projects = _projects(records, (request.main, *request.parts))
    main = projects.get(request.main)
    if main is None or main.registered.parent:
        raise RuleError("PJ-164")
    if not _is_whole(request.main, projects):
        raise RuleError("PJ-166")
    if found := unfinished(request.main, projects):
        raise RuleError("PJ-165", parts=listed(tuple(one.words for one in found)))
    return _ended(request.main, request.item, projects, context)


def _projects(records: Records, streams: Iterable[str]) -> dict[str, ProjectRecord]:
    loaded = {stream: records.project(stream) for stream in streams}
    return {stream: record for stream, record in loaded.items() if record is not None}


def _is_whole(main: str, projects: Mapping[str, ProjectRecord]) -> bool:
    """Whether every part that was split off is among them, and the main project is one."""
    split = {one.part for record in projects.values() for one in record.parts}
    return main in projects and not projects[main].registered.parent and split <= projects.keys()


def _ended(
    main: str, item: str, projects: Mapping[str, ProjectRecord], context: Context
) -> list[Staged]:
    ended = ProjectEnded(main, department_of(context), context.now.isoformat())
    members = family(main, projects)
    for record in members.values():
        require_cell(record, ended)
    matter = about(main, projects[main], item, context)
    return [
        *(Staged(stream, ended) for stream in members),
        tell(matter, HANDOVER, context),
    ]


FILE_COMPLETION: Command[FileCompletion] = Command(
    "projects.file_completion",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.project, LOCKS),
    decide=_file,
)
PROMISE_ARCHIVE: Command[PromiseArchive] = Command(
    "projects.promise_archive",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_promise,
)
ASK_CLOSING: Command[AskClosing] = Command(
    "projects.ask_closing",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_ask,
)
CONFIRM_ARCHIVE: Command[ConfirmArchive] = Command(
    "projects.confirm_archive",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: tuple(dict.fromkeys((request.project, request.main, *request.parts))),
    decide=_confirm,
)
END: Command[End] = Command(
    "projects.end",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: tuple(dict.fromkeys((request.main, *request.parts))),
    decide=_end,
)
