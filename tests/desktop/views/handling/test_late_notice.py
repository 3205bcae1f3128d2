"""What silence accepted: the page says so, and the window issues the paper that is owed."""

from casework.records.case import CaseRecord
from casework.records.case_life import ApplicationDeemedAccepted
from casework.records.event import Staged
from casework.records.notice import NoticeKind, decode_record
from desktop.views.handling.state import Place
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.hall import hand

ISSUE = "late_notice.issue"


def deem(world: World, case: str) -> str:
    """The hub's sweep found the silence, and the feed brought it; the day of receipt."""
    record = world.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    since = record.received.received_at
    hall.write(world, Staged(case, ApplicationDeemedAccepted(since, world.clock().isoformat(), ())))
    return since


def test_a_case_that_nobody_deemed_says_nothing_of_it(world: World, case: str) -> None:
    assert "补发受理通知书" not in hand(world, case).titles(open_only=False)


def test_the_window_issues_and_prints_what_is_owed(world: World, case: str) -> None:
    since = deem(world, case)
    one = hand(world, case)
    assert one.titles()[0] == "补发受理通知书"
    one.do(ISSUE)
    assert one.state.place is Place.PAPERS
    assert NoticeKind.ACCEPTANCE in {paper.kind for paper in one.state.made}
    record = world.opened.ledger.load(case).record
    assert isinstance(record, CaseRecord)
    paper = record.papers[-1]
    assert paper.record is not None
    assert decode_record(paper.record.encode()).accepted_at == since
    one.print_all()
    assert "补发受理通知书" not in one.titles(open_only=False)
    assert one.state.seen is not None
    assert ("受理通知书", "已补发") in [(s.title, s.state) for s in one.state.seen.standings]
