"""谁审核录入谁删除 (002图1注2): supplemented results go into the recycle bin and come back."""

from dataclasses import dataclass, replace

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.projects import require_cell
from casework.flows.supplement import result_of
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.project_events import ResultBinned, ResultRestored
from casework.records.project_results import ProjectResult, ResultState


@dataclass(frozen=True, slots=True)
class BinResult:
    """Put a result into the bin."""

    project: str
    item: str
    ident: str
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """Take a result back out of the bin."""

    project: str
    item: str
    ident: str


def _bin(records: Records, request: BinResult, context: Context) -> list[Staged]:
    if not request.reason.strip():
        raise RuleError("PJ-116")
    now, account = context.now.isoformat(), context.clerk.account
    binned = ResultBinned(request.ident, request.reason, account, now)
    record = require_cell(records.project(request.project), binned)
    result = result_of(record, request.ident)
    if result.state is ResultState.BINNED:
        raise RuleError("PJ-147", project=record.name)
    _require_owner(result, context)
    return [Staged(request.project, binned)]


def _restore(records: Records, request: RestoreResult, context: Context) -> list[Staged]:
    restored = ResultRestored(request.ident, context.clerk.account, context.now.isoformat())
    record = require_cell(records.project(request.project), restored)
    result = result_of(record, request.ident)
    if result.state is not ResultState.BINNED:
        raise RuleError("PJ-147", project=record.name)
    _require_owner(result, context)
    return [Staged(request.project, restored)]


def _require_owner(result: ProjectResult, context: Context) -> None:
    """谁审核录入谁删除: the department once it has looked, before that who entered it."""
    if result.reviewed is not None:
        if context.clerk.department != result.reviewed.department:
            raise RuleError("PJ-132", who=result.reviewed.department)
    elif context.clerk.account != result.supplemented.entered_by:
        raise RuleError("PJ-132", who=result.supplemented.entered_by)


def _of_department(request: BinResult | RestoreResult) -> Need:
    return Need(request.item, Duty.HANDLE)


BIN: Command[BinResult] = Command(
    "results.bin",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_bin,
)
RESTORE: Command[RestoreResult] = Command(
    "results.restore",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_restore,
)
BIN_REVIEWED = replace(BIN, name="results.bin_reviewed", need=_of_department)
RESTORE_REVIEWED = replace(RESTORE, name="results.restore_reviewed", need=_of_department)
"""The same for a department, of what it has reviewed."""
