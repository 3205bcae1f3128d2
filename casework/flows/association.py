"""项目关联码 (000二): shared with survey and design units, five days with the last day shown.

The code comes from the provincial system; the window keeps it with its last day, counts the days
down as they are shown there, and has the units reminded before it ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import tasks
from casework.flows.clocks import lay_out
from casework.flows.on_case import OnCase, case_of
from casework.law.clock import BEIJING
from casework.law.items import Item
from casework.law.limits import Limit, Moment
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.case_events import LimitLine
from casework.records.case_states import OVER
from casework.records.drawing import AssociationShared, AssociationUsed, DrawingRecord, allows
from casework.records.event import Staged, tag_of
from casework.records.registry import Record

CODE = "association_code"
"""The item's limit."""
REMINDER = "association_reminder"
"""The pack's task by which the units hear that the code ends."""
_LAST_DAYS = 1
"""How many days before the last one the units are reminded: the shortest the days shown allow."""
Load = Callable[[str], Record | None]


@dataclass(frozen=True, slots=True)
class Share:
    """A code was shared; ``ends_on`` (ISO) as the system shows it, empty to count it."""

    on: OnCase
    code: str
    units: tuple[str, ...]
    ends_on: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A unit has used the code."""

    on: OnCase
    unit: str


def days_left(record: DrawingRecord, now: datetime) -> int:
    """The days to the last one, as the provincial system counts them; negative once it is over."""
    return (date.fromisoformat(record.shared.ends_on) - now.astimezone(BEIJING).date()).days


def words(record: DrawingRecord, now: datetime) -> str:
    """关联码 363288，截止日期 2019-11-20，还有3天."""
    left = days_left(record, now)
    still = "已过期，请重新分享" if left < 0 else "今天截止" if left == 0 else f"还有{left}天"
    return f"关联码 {record.shared.code}，截止日期 {record.shared.ends_on}，{still}"


def _limit(item: Item) -> Limit:
    found = next((one for one in item.limits if one.key == CODE), None)
    if found is None:
        raise RuleError("PM-141", item=item.name)
    return found


def _share(records: Records, request: Share, context: Context) -> list[Staged]:
    case = case_of(records, request.on)
    item = context.catalogue.item(request.on.item)
    limit = _limit(item)
    units = tuple(dict.fromkeys(one.strip() for one in request.units if one.strip()))
    if case.state in OVER or not request.code.strip() or not units:
        raise RuleError("PM-142")
    (line,) = lay_out((limit,), {Moment.CODE_SHARED: context.now}, context)
    ends_on = request.ends_on or _last_day(line)
    if ends_on < context.now.astimezone(BEIJING).date().isoformat():
        raise RuleError("PM-142")
    project, number = case.heading
    event = AssociationShared(
        item=item.code,
        project_name=project,
        number=number,
        code=request.code.strip(),
        units=units,
        ends_on=ends_on,
        limit=line,
        shared_by=context.clerk.account,
        shared_at=context.now.isoformat(),
    )
    return [Staged(ids.bound_to(request.on.case, ids.DRAWING), event)]


def _last_day(line: LimitLine) -> str:
    """The last whole day before the limit breaks (ISO)."""
    breaks = datetime.fromisoformat(line.due).astimezone(BEIJING)
    return (breaks - timedelta(microseconds=1)).date().isoformat()


def _join(records: Records, request: Join, context: Context) -> list[Staged]:
    case_of(records, request.on)
    stream = ids.bound_to(request.on.case, ids.DRAWING)
    record = records.of(stream, DrawingRecord)
    event = AssociationUsed(request.unit, context.clerk.account, context.now.isoformat())
    if record is None or not allows(record, tag_of(event)) or request.unit not in record.awaited:
        raise RuleError("PM-143", unit=request.unit)
    return [Staged(stream, event)]


def swept(stream: str, load: Load, context: Context) -> tuple[Staged, ...]:
    """The reminder that is due now; twice gives nothing more. ``load`` folds a stream."""
    record = load(stream)
    if not isinstance(record, DrawingRecord) or record.unknown or not record.awaited:
        return ()
    left = days_left(record, context.now)
    case = ids.case_of(stream)
    task = tasks.stream_for(case, REMINDER, record.times)
    if not 0 <= left <= _LAST_DAYS or load(task) is not None:
        return ()
    shared = record.shared
    about = tasks.About(
        stream=case,
        item=shared.item,
        item_name=context.catalogue.item(shared.item).name,
        project_name=shared.project_name,
        number=shared.number,
    )
    told = f"{words(record, context.now)}；{'、'.join(record.awaited)}尚未关联"
    return (
        tasks.opened(
            about, REMINDER, context, detail=told, to="、".join(record.awaited), nth=record.times
        ),
    )


def _streams(request: Share | Join) -> tuple[str, ...]:
    return request.on.case, ids.bound_to(request.on.case, ids.DRAWING)


SHARE: Command[Share] = Command(
    "association.share",
    need=lambda request: Need(request.on.item, Duty.ACCEPT),
    streams=_streams,
    decide=_share,
)
JOIN: Command[Join] = Command(
    "association.join",
    need=lambda request: Need(request.on.item, Duty.ACCEPT),
    streams=_streams,
    decide=_join,
)
