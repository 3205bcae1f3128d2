"""A project that the cache does not have is entered by its code; the hub checks it later."""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.law import project_code
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.project import ProjectRegistered


@dataclass(frozen=True, slots=True)
class EnterProject:
    """A project as the clerk reads it off the paper (obligations 0b q)."""

    project: str
    item: str
    code: str
    name: str
    builder: str
    builder_code: str


def _enter(records: Records, request: EnterProject, context: Context) -> list[Staged]:
    if records.project(request.project) is not None:
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
        origin="window",
        registered_at=context.now.isoformat(),
    )
    return [Staged(request.project, entered)]


ENTER: Command[EnterProject] = Command(
    "projects.enter",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_enter,
)
