"""The hub accepts by silence what was applied for five working days ago (行政许可法 32)."""

from dataclasses import replace
from datetime import timedelta

from msgspec import structs

from casework.flows import clocks, late_notice, tasks
from casework.flows.on_case import OnCase
from casework.law.limits import Moment
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from casework.records.event import Staged
from casework.records.notice import NoticeKind
from casework.records.task import TaskRecord
from hub.law import Law
from hub.opening import Hub
from hub.sweep import Sweep
from tests.casework.flows.intakes import CALENDAR, context
from tests.casework.flows.test_case_silence import SYSTEM
from tests.casework.flows.test_recount import PERMIT
from tests.hub.practising import Clock, Window
from tests.realparts.hub import now
from tests.sync.acts import new_case, received


def case_of(hub: Hub, days: int) -> str:
    """A case that was received some days ago."""
    stream, at = new_case(), now() - timedelta(days=days)
    lines = clocks.limit_lines(PERMIT, {Moment.HANDED_OVER: at}, context(at, SYSTEM))
    event = structs.replace(received(), received_at=at.isoformat(), limits=lines)
    hub.ledger.record("test", at, [Staged(stream, event)])
    return stream


def state(hub: Hub, case: str) -> tuple[CaseState, bool]:
    record = hub.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    return record.state, record.deemed


def test_what_nobody_answered_is_accepted_once(hub: Hub) -> None:
    old, new = case_of(hub, 30), case_of(hub, 1)
    sweep = Sweep(hub, lambda: Law(SYSTEM, CALENDAR))
    assert sweep.run() == 1
    assert state(hub, old) == (CaseState.ACCEPTED, True)
    assert state(hub, new) == (CaseState.RECEIVED, False)
    task = hub.ledger.load(tasks.stream_for(old, late_notice.TELL)).record
    assert isinstance(task, TaskRecord)
    assert (task.opened.title, task.opened.about) == ("补发受理通知书", old)
    assert sweep.run() == 0


def test_elsewhere_it_is_received_and_never_produced(hub: Hub) -> None:
    old = case_of(hub, 30)
    settings = replace(SYSTEM.settings, hub_is_approval_system=False)
    law = Law(replace(SYSTEM, settings=settings), CALENDAR)
    assert Sweep(hub, lambda: law).run() == 0
    assert state(hub, old) == (CaseState.RECEIVED, False)


def test_the_window_sends_the_notice_from_its_own_numbers_and_the_hub_takes_it(
    practised: Hub,
) -> None:
    law = Law(SYSTEM, CALENDAR)
    case = case_of(practised, 30)
    assert Sweep(practised, lambda: law).run()
    window = Window(practised, law, Clock(now()))
    on = OnCase(case, "joint_acceptance", window.numbers)
    window.perform(late_notice.ISSUE, late_notice.LateNotice(on))
    record = practised.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    assert [paper.kind for paper in record.papers] == [NoticeKind.ACCEPTANCE]
    assert practised.ledger.load(window.numbers).record is not None
