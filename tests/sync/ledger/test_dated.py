"""Which cases have a limit without a date, or one dated since; none of them once all is over."""

from msgspec import structs

from casework.records.case_events import ApplicationAccepted
from casework.records.case_life import CaseWithdrawn
from casework.records.ids import new_id, stream_of
from casework.records.recount import LimitsRecounted
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from tests.sync.ledger.conftest import NOW, act_of, received
from tests.sync.ledger.test_migrations import ARRIVED, LIMIT


def test_a_case_is_told_until_it_is_over(opened: Opened) -> None:
    append, lists = opened.ledger.append, Lists(opened.store, "hall-1")
    undated = structs.replace(LIMIT, key="late", due="")
    cases = sorted(stream_of("case", new_id(NOW)) for _ in range(3))
    for case in cases:
        append(act_of(received(), stream=case))
        limit = LIMIT if case is cases[0] else undated
        append(act_of(ApplicationAccepted(NOW.isoformat(), "市建设局", (limit,)), stream=case))
    assert lists.undated() == (cases[1], cases[2])
    recount = LimitsRecounted("calendar", "", "", NOW.isoformat(), (ARRIVED,))
    append(act_of(recount, stream=cases[2]))
    # Whose date is known can be completed now, and comes first.
    assert lists.undated() == (cases[2], cases[1])
    append(act_of(CaseWithdrawn("另行申请", NOW.isoformat()), stream=cases[2]))
    assert lists.undated() == (cases[1],)
