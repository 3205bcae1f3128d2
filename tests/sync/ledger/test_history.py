"""The history of a case: its own acts and those bound to it, whole, in order, nobody else's."""

from datetime import timedelta

from casework.records import ids
from casework.records.case_events import ApplicationAccepted
from casework.records.joint_events import MaterialsPushed
from casework.records.task import TaskClosed
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from tests.sync.ledger.conftest import NOW, act_of, received

CASE = ids.stream_of(ids.CASE, ids.new_id(NOW))
IDENT = ids.ident_of(CASE)


def test_everything_bound_to_a_case_is_told_in_order(opened: Opened) -> None:
    at = [NOW + timedelta(minutes=step) for step in range(4)]
    other = ids.stream_of(ids.CASE, ids.new_id(NOW))
    opened.ledger.append(act_of(received(), stream=CASE, at=at[0]))
    opened.ledger.append(act_of(received(), stream=other, at=at[0]))
    accepted = ApplicationAccepted(NOW.isoformat(), "局", ())
    opened.ledger.append(act_of(accepted, stream=CASE, at=at[1]))
    closed = TaskClosed("", NOW.isoformat())
    opened.ledger.append(act_of(closed, stream=f"task/{IDENT}-told", at=at[3]))
    opened.ledger.append(act_of(closed, stream=f"task/{ids.ident_of(other)}-told", at=at[3]))
    pushed = MaterialsPushed(NOW.isoformat(), ())
    opened.ledger.append(act_of(pushed, stream=ids.bound_to(CASE, ids.JOINT), at=at[2]))
    told = Lists(opened.store, "hall-1").history(CASE)
    assert [one.at for one in told] == [moment.isoformat() for moment in at]
    assert [one.events[0].stream.partition("/")[0] for one in told] == [
        "case",
        "case",
        "joint",
        "task",
    ]
    assert {one.clerk for one in told} == {"clerk-1"}
    assert {one.station for one in told} == {"W03"}
    assert {one.state for one in told} == {"pending"}


def test_sealed_values_are_open_as_far_as_they_are_here(opened: Opened) -> None:
    opened.ledger.append(act_of(received("王晓燕"), stream=CASE))
    (act,) = Lists(opened.store, "hall-1").history(CASE)
    event = act.events[0].event
    assert getattr(event, "deliverer").person_name.value == "王晓燕"  # noqa: B009
    assert len(act.events[0].entry_hash) == 64


def test_a_case_that_is_not_here_has_no_history(opened: Opened) -> None:
    assert Lists(opened.store, "hall-1").history("case/nowhere") == ()
