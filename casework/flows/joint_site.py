"""现场验收 (001D七(四)): time and place told to everybody, then held, with who came."""

from dataclasses import dataclass
from datetime import datetime

from casework.act import Context, Records
from casework.errors import InputError, RuleError
from casework.flows import joint_letters, joint_words
from casework.flows.joint_proceeding import (
    Papers,
    Proceeding,
    proceeding_of,
    require_lead,
    verb,
)
from casework.flows.joint_review import ARRANGE
from casework.flows.on_case import OnCase
from casework.people.grants import Duty
from casework.records import joint_events as ev
from casework.records.event import Staged
from casework.records.notice import NoticeKind

ATTEND, SITE = "joint_attend", "joint_site"


@dataclass(frozen=True, slots=True)
class Arrange:
    """When (ISO 8601 with offset) and where the site acceptance is held; again when it moves."""

    on: OnCase
    site_at: str
    place: str


@dataclass(frozen=True, slots=True)
class Hold:
    """It was held at ``held_at`` (ISO); ``attended`` names the departments that came."""

    on: OnCase
    held_at: str
    attended: tuple[str, ...]


def _arrange(records: Records, request: Arrange, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    require_lead(acting)
    site_at, place = moment(request.site_at), request.place.strip()
    if site_at <= context.now or not place:
        raise InputError("JA-108")
    papers = Papers(records, request.on, acting)
    letter = joint_letters.site(acting.record, papers.record, site_at.isoformat(), place)
    number = papers.issue(NoticeKind.SITE, letter)
    times = len(acting.record.sites)
    acting.add(ev.SiteArranged(site_at.isoformat(), place, number, acting.now))
    detail = f"{joint_words.minute(site_at.isoformat())}，{place}"
    if times:
        close_attendance(acting, times, f"改期：{detail}")
    else:
        acting.answered(ARRANGE, 1, acting.record.opened.led_by, detail)
    for nth, part in enumerate(acting.record.participants, 1):
        acting.tell(ATTEND, detail=detail, to=part.department, nth=_nth(acting, times + 1, nth))
    acting.tell(SITE, detail=detail, nth=times + 1)
    return acting.staged


def _hold(records: Records, request: Hold, context: Context) -> list[Staged]:
    acting = proceeding_of(records, request.on, context)
    require_lead(acting)
    record = acting.record
    held_at = moment(request.held_at)
    if not datetime.fromisoformat(record.opened.opened_at) <= held_at <= context.now:
        raise InputError("JA-108")
    if not record.sites:
        raise RuleError("JA-109")
    known = {one.department for one in record.participants}
    if strangers := set(request.attended) - known:
        raise InputError("JA-110", department="、".join(sorted(strangers)))
    acting.add(ev.SiteHeld(held_at.isoformat(), request.attended, acting.now, ()))
    return acting.staged


def attendance_of(acting: Proceeding, place: int) -> int:
    """The number of a participant's task for the site acceptance as last arranged."""
    return _nth(acting, len(acting.record.sites), place)


def close_attendance(acting: Proceeding, times: int, reason: str) -> None:
    """The tasks of the arrangement before this one are over."""
    for place in range(1, len(acting.record.participants) + 1):
        acting.closed(ATTEND, _nth(acting, times, place), reason)


def _nth(acting: Proceeding, times: int, place: int) -> int:
    return (times - 1) * len(acting.record.participants) + place


def moment(text: str) -> datetime:
    """A moment with its offset; InputError JA-108 for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("JA-108") from error
    if at.tzinfo is None:
        raise InputError("JA-108")
    return at


ARRANGE_VERB = verb("joint.arrange", _arrange, Duty.HANDLE)
HOLD = verb("joint.hold", _hold, Duty.HANDLE)
