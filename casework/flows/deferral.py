"""容缺受理 (002图4.1): a case goes on without an earlier result, which is owed by a day.

Which result may be put off, and for how long, is a row of the pack: its limit
``deferred_<result>``.
"""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.clocks import lay_out
from casework.flows.projects import require_cell
from casework.law.limits import Moment
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.project_events import DeferralMet, ResultDeferred
from casework.records.project_results import ResultState

DEFERRED = "deferred_"
"""Before the key of a result: the limit that says that it may be put off, and for how long."""


@dataclass(frozen=True, slots=True)
class Defer:
    """容缺受理: go on with a case without an earlier result (002图4.1)."""

    project: str
    item: str
    case: str
    key: str


@dataclass(frozen=True, slots=True)
class Supply:
    """What was put off has come, by its number."""

    project: str
    item: str
    key: str
    number: str


def _defer(records: Records, request: Defer, context: Context) -> list[Staged]:
    item = context.catalogue.item(request.item)
    limit = context.catalogue.limits.get(f"{DEFERRED}{request.key}")
    case = records.case(request.case)
    if limit is None or request.key not in {one.result for one in item.prior_results}:
        raise RuleError("PJ-148", key=request.key)
    if case is None or case.received.project != request.project:
        raise RuleError("PJ-117")
    (line,) = lay_out((limit,), {Moment.RESULT_DEFERRED: context.now}, context)
    deferred = ResultDeferred(
        key=request.key,
        result_name=context.catalogue.results[request.key].name,
        case=request.case,
        limit=line,
        deferred_by=context.clerk.account,
        deferred_at=context.now.isoformat(),
    )
    record = require_cell(records.project(request.project), deferred)
    held = {one.supplemented.key for one in record.results if one.state is ResultState.HELD}
    if request.key in held | {one.key for one in record.deferred}:
        raise RuleError("PJ-148", key=deferred.result_name)
    return [Staged(request.project, deferred)]


def _supply(records: Records, request: Supply, context: Context) -> list[Staged]:
    if not request.number.strip():
        raise RuleError("PJ-141")
    now, account = context.now.isoformat(), context.clerk.account
    met = DeferralMet(request.key, request.number.strip(), account, now)
    record = require_cell(records.project(request.project), met)
    if request.key not in {one.key for one in record.deferred}:
        raise RuleError("PJ-148", key=request.key)
    return [Staged(request.project, met)]


DEFER: Command[Defer] = Command(
    "results.defer",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project, request.case),
    decide=_defer,
)
SUPPLY: Command[Supply] = Command(
    "results.supply",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=lambda request: (request.project,),
    decide=_supply,
)
