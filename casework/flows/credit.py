"""The credit list and black lists at the window, and how the hub keeps them (001A-16).

Who stands on a list stands there until lifted, however old the list; who does not is 无记录 only
while the list is fresh and whole, else 未核验. How long a list may be relied on is said by whoever
publishes it: no source gives a number.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.act import Command, Context, Records
from casework.errors import RightsError, RuleError
from casework.law.codes import UnitCodeKind, check_unit_code
from casework.law.settings import Offline, Prerequisite
from casework.people.grants import EVERY_ITEM, Duty, Need
from casework.records import ids
from casework.records.event import Staged
from casework.records.rolls import Roll, RollEntered, RollLifted, RollPublished, RollsRecord


class Standing(StrEnum):
    """What a list says of a unit."""

    LISTED = "listed"
    """有记录"""
    CLEAR = "clear"
    """无记录, as of the list's moment"""
    UNVERIFIED = "unverified"
    """未核验: no list, an old one, or not the whole"""


WORDS = {Standing.LISTED: "有记录", Standing.CLEAR: "无记录", Standing.UNVERIFIED: "未核验"}


@dataclass(frozen=True, slots=True)
class Check:
    """A look at a list: what it says, which version, its moment (ISO) and its age in hours.

    Without a list ``as_of`` is empty and ``hours`` is None.
    """

    standing: Standing
    version: str = ""
    as_of: str = ""
    hours: int | None = None
    entries: tuple[RollEntered, ...] = ()

    @property
    def words(self) -> str:
        """As shown and printed: 无记录（名单第12版，截至2026-11-20 09:00）."""
        said = WORDS[self.standing]
        if not self.as_of:
            return f"{said}（没有名单）"
        return (
            f"{said}（名单{self.version}，截至{datetime.fromisoformat(self.as_of):%Y-%m-%d %H:%M}）"
        )


def stream_for(hall: str) -> str:
    """The stream of a hall's lists."""
    return ids.stream_of(ids.ROLLS, hall)


def look(record: RollsRecord | None, roll: Roll, credit_code: str, now: datetime) -> Check:
    """What a list says of the unit with this code; 未核验 for a unit without one."""
    published = record.published.get(roll) if record else None
    if record is None or published is None:
        return Check(Standing.UNVERIFIED)
    as_of = datetime.fromisoformat(published.as_of)
    hours = int((now - as_of).total_seconds() // 3600)
    known = _identity(credit_code)
    entries = tuple(
        one for one in record.holding(roll) if known and _identity(one.credit_code) == known
    )
    fresh = as_of <= now <= datetime.fromisoformat(published.valid_until)
    whole = len(record.holding(roll)) == published.count
    standing = Standing.CLEAR if known and fresh and whole else Standing.UNVERIFIED
    if entries:
        standing = Standing.LISTED
    return Check(standing, published.version, published.as_of, hours, entries)


def _identity(code: str) -> str:
    """The organisation code, also inside the newer code: one unit, whichever it is listed by."""
    unit = check_unit_code(code)
    if unit.kind is UnitCodeKind.CREDIT:
        return unit.code[8:17]
    return unit.code.replace("-", "") if unit.kind is UnitCodeKind.ORGANISATION else ""


def check(records: Records, stream: str, roll: Roll, credit_code: str, context: Context) -> Check:
    """The same for a command; RuleError CR-101 for lists that are not this hall's."""
    if stream != stream_for(context.place.hall):
        raise RuleError("CR-101")
    return look(records.of(stream, RollsRecord), roll, credit_code, context.now)


def receive_only(found: Check, need: Prerequisite, context: Context) -> bool:
    """Whether an unverified look lets the window only receive (obligations 0b q)."""
    policy = context.catalogue.settings.offline[need]
    return found.standing is Standing.UNVERIFIED and policy is Offline.RECEIVE_ONLY


@dataclass(frozen=True, slots=True)
class Enter:
    """A department puts a unit on a list: reason, clause, the decision it rests on."""

    rolls: str
    roll: Roll
    entry: str
    item: str
    unit: str
    credit_code: str
    reason: str
    basis: str
    number: str


@dataclass(frozen=True, slots=True)
class Lift:
    """An entry holds no more."""

    rolls: str
    roll: Roll
    entry: str
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Publish:
    """The hub vouches for a list from now until ``valid_until`` (ISO)."""

    rolls: str
    roll: Roll
    version: str
    valid_until: str


def _enter(records: Records, request: Enter, context: Context) -> list[Staged]:
    record = _record(records, request.rolls, context)
    code = check_unit_code(request.credit_code)
    article = context.catalogue.articles.get(request.basis)
    said = all(text.strip() for text in (request.unit, request.reason, request.number))
    if not said or not code.valid or article is None:
        raise RuleError("CR-102")
    if (request.roll, request.entry) in record.entries:
        raise RuleError("CR-103", entry=request.entry)
    entered = RollEntered(
        roll=request.roll,
        entry=request.entry,
        unit=request.unit.strip(),
        credit_code=code.code,
        reason=request.reason.strip(),
        basis=article.cite,
        organ=context.clerk.department,
        number=request.number.strip(),
        entered_on=context.now.date().isoformat(),
    )
    return [Staged(request.rolls, entered)]


def _lift(records: Records, request: Lift, context: Context) -> list[Staged]:
    record = _record(records, request.rolls, context)
    if not request.reason.strip():
        raise RuleError("CR-102")
    held = {one.entry for one in record.holding(request.roll)}
    if request.entry not in held:
        raise RuleError("CR-104", entry=request.entry)
    day = context.now.date().isoformat()
    lifted = RollLifted(
        request.roll, request.entry, request.reason.strip(), context.clerk.department, day
    )
    return [Staged(request.rolls, lifted)]


def _publish(records: Records, request: Publish, context: Context) -> list[Staged]:
    record = _record(records, request.rolls, context)
    try:
        until = datetime.fromisoformat(request.valid_until)
    except ValueError as error:
        raise RuleError("CR-105") from error
    if until.tzinfo is None or until <= context.now or not request.version.strip():
        raise RuleError("CR-105")
    published = RollPublished(
        request.roll,
        request.version.strip(),
        context.now.isoformat(),
        until.isoformat(),
        len(record.holding(request.roll)),
    )
    return [Staged(request.rolls, published)]


def _record(records: Records, stream: str, context: Context) -> RollsRecord:
    """The hall's lists; only departments write them, at the hub."""
    if not context.clerk.department:
        raise RightsError("PE-304")
    if stream != stream_for(context.place.hall):
        raise RuleError("CR-101")
    return records.of(stream, RollsRecord) or RollsRecord()


ENTER: Command[Enter] = Command(
    "credit.enter",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.rolls,),
    decide=_enter,
)
LIFT: Command[Lift] = Command(
    "credit.lift",
    need=lambda request: Need(request.item, Duty.HANDLE),
    streams=lambda request: (request.rolls,),
    decide=_lift,
)
PUBLISH: Command[Publish] = Command(
    "credit.publish",
    need=lambda _: Need(EVERY_ITEM, Duty.HANDLE),
    streams=lambda request: (request.rolls,),
    decide=_publish,
)
