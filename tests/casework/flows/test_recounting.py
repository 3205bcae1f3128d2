"""The act of a recount: its right, whose limits it counts, and the notices it lets complete."""

from dataclasses import replace

from casework.flows.recount import Counter, standing
from casework.flows.recounting import PACK, notices_to_complete, recounted
from casework.law import catalogue
from casework.records.event import UnknownEvent
from casework.records.notice import NoticeKind
from casework.records.recount import LimitsRecounted
from casework.records.registry import fold
from tests.casework.flows import intakes
from tests.casework.flows.intakes import CASE, refused
from tests.casework.flows.test_recount import (
    CATALOGUE,
    LATE,
    MOVED,
    NEW,
    OLD,
    RULED,
    Following,
    accepted,
    count_again,
    under,
)


def test_a_right_is_needed() -> None:
    memory = accepted()
    nobody = under(MOVED)
    nobody = replace(nobody, clerk=replace(nobody.clerk, grants=()))
    assert refused(lambda: count_again(memory, nobody)).code == "PE-301"


def test_a_stream_that_follows_a_case_is_counted_by_the_rows_of_its_item() -> None:
    case = accepted(LATE).case()
    following = Following(case.course)
    told = LimitsRecounted("calendar", "p", "c", RULED, ())
    counter = Counter(CATALOGUE, NEW)
    (staged,) = recounted([("joint/x", following, case)], counter, told)
    assert isinstance(staged.event, LimitsRecounted)
    assert "total" in {line.key for line in staged.event.lines}
    assert recounted([("joint/x", following, None)], counter, told) == []
    assert recounted([("joint/x", None, case)], counter, told) == []
    assert recounted([("joint/x", replace(following, unknown=True), case)], counter, told) == []
    over = replace(following, course=following.course.ended())
    assert recounted([("joint/x", over, case)], counter, told) == []


def test_a_newer_event_keeps_a_case_as_it_is() -> None:
    memory = accepted()
    events = [one.event for one in memory.staged if one.stream == CASE]
    record = fold(CASE, [*events, UnknownEvent("Newer.v9", b"{}")])
    assert standing(CASE, record) is None


def test_notices_without_a_date_are_listed_until_they_can_be_completed() -> None:
    memory = accepted(LATE)
    case = memory.case()
    open_ = notices_to_complete(case.papers, case.open_limits)
    number = next(one.number for one in case.papers if one.kind is NoticeKind.ACCEPTANCE)
    assert {(one.number, one.kind, one.sentence) for one in open_} == {
        (number, NoticeKind.ACCEPTANCE, "")
    }
    assert "total" in {one.key for one in open_}
    count_again(memory, under(NEW))
    case = memory.case()
    arrived = notices_to_complete(case.papers, case.open_limits, case.course.recounts)
    assert {one.key for one in arrived} == {one.key for one in open_}
    total = next(one for one in arrived if one.key == "total")
    assert total.told == "自受理之日起15个工作日内完成联合验收和竣工验收备案"
    assert "至2027年1月13日" in total.sentence


def test_a_notice_with_its_date_or_purged_is_not_to_complete() -> None:
    case = accepted().case()
    assert notices_to_complete(case.papers, case.open_limits) == ()
    late = accepted(LATE)
    count_again(late, under(NEW))
    case = late.case()
    purged = tuple(replace(paper, record=None) for paper in case.papers)
    assert notices_to_complete(purged, case.open_limits, case.course.recounts) == ()
    sentences = "".join(line.sentence for line in case.open_limits)
    completed = (*case.papers, replace(case.papers[0], number="N9", record=sentences))
    assert notices_to_complete(completed, case.open_limits, case.course.recounts) == ()


def test_the_shipped_pack_is_read_again_as_it_is() -> None:
    memory = accepted()
    fresh = catalogue.parse(intakes.FILES)
    assert count_again(memory, under(OLD, fresh), PACK, CATALOGUE) == ()
