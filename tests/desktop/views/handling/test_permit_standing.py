"""联合审图, 施工许可 and key persons on the page 办理."""

from dataclasses import replace

from casework.flows import association, intake, permit_review
from casework.flows.deciding import HandOver
from casework.flows.intake import TakeIn
from casework.records.drawing import DrawingRecord
from casework.records.ids import DRAWING, bound_to
from desktop.desk import Law
from desktop.views.handling import drawing, permit
from desktop.views.handling.verbs import Standing
from tests.casework.flows import permitting as p
from tests.casework.flows.intakes import CASE, Memory, clerk, context, reserved
from tests.casework.flows.test_drawing_review_pack import application
from tests.desktop.views.counter.world import EVERYTHING, World
from tests.desktop.views.handling import hall
from tests.desktop.views.handling.hall import Hand

LISTED = "云栖勘察院、云栖设计有限公司"


def review(world: World) -> Hand:
    """A joint drawing review that was handed over."""
    found = Memory(*reserved())
    where = context(now=world.clock(), who=clerk(item="*"))
    found.perform(intake.TAKE_IN, TakeIn(application(), HandOver()), where)
    hall.write(world, *found.staged)
    world.desk = replace(world.desk, clerk=EVERYTHING)
    return hall.hand(world, CASE, (drawing.standing,))


def under_province(world: World, found: Memory) -> Hand:
    """A case of the province's pack, as the feed brought it."""
    hall.write(world, *found.staged)
    law = Law(p.LAW, world.desk.law.calendar)
    world.desk = replace(world.desk, clerk=EVERYTHING, law=law)
    return hall.hand(world, CASE, (permit.standing, permit.locks))


def told(shown: Hand) -> tuple[Standing, ...]:
    assert shown.state.seen is not None
    return shown.state.seen.standings


def code_of(world: World) -> DrawingRecord:
    record = world.opened.ledger.load(bound_to(CASE, DRAWING)).record
    assert isinstance(record, DrawingRecord)
    return record


def test_a_code_is_noted_with_its_last_day_and_counted_down(world: World) -> None:
    shown = review(world)
    shown.do("drawing.share", code="363288", units=LISTED)
    record = code_of(world)
    assert record.shared.units == tuple(LISTED.split("、"))
    (standing,) = told(shown)
    assert standing.state == "等待关联"
    words = association.words(record, world.clock())
    assert "还有5天" in words
    assert [one.text for one in standing.lines] == [
        "审批平台显示：已办(0) 未办(4)。",
        f"{words}。",
        f"还没有关联：{LISTED}。",
    ]


def test_who_has_joined_is_waited_for_no_more(world: World) -> None:
    shown = review(world)
    shown.do("drawing.share", code="363288", units=LISTED)
    for unit in LISTED.split("、"):
        shown.do("drawing.join", unit=unit)
    assert code_of(world).awaited == ()
    (standing,) = told(shown)
    assert standing.state == "已全部关联"
    assert shown.titles() == ["重新登记项目关联码"]


def test_a_code_needs_its_units(world: World) -> None:
    shown = review(world)
    shown.presenter.choose("drawing.share")
    shown.fill(code="363288", units="")
    shown.presenter.prepare()
    assert "units" in shown.state.problems


def test_the_parts_of_a_permit_and_what_was_chosen(world: World) -> None:
    found = p.opened(filled=p.PERMIT_FORM | {"air_defence": "true"})
    answer = permit_review.AnswerPart(p.on(), "quality_supervision", True, "准予登记", p.KEY)
    found.perform(permit_review.ANSWER, answer, p.department(p.SUPERVISION))
    standing, locks = told(under_province(world, found))
    assert standing.state == "已受理，等待初审"
    lines = [one.text for one in standing.lines]
    assert lines[0].endswith(f"{p.CONTRACT}、施工图设计文件审查合格书 {p.DRAWING}。")
    assert lines[1:] == [
        "工程质量受监（合并办理）：质安监站通过。",
        "工程安全受监（合并办理）：质安监站还没有答复。",
        "人防手续（并行办理）：人防部门还没有答复。",
    ]
    assert locks.state == "没有锁证"


def test_the_decision_and_the_locks_are_shown(world: World) -> None:
    found = p.opened()
    review = permit_review.FirstReview(p.on(), True, "资料齐全")
    found.perform(permit_review.REVIEW, review, p.department())
    for part in p.PERMIT.merges:
        answer = permit_review.AnswerPart(p.on(), part, True, "准予登记", p.KEY)
        found.perform(permit_review.ANSWER, answer, p.department(p.SUPERVISION))
    decision = permit_review.Determine(p.on(), True, "证1", (), p.KEY)
    found.perform(permit_review.DETERMINE, decision, p.department())
    standing, locks = told(under_province(world, found))
    assert standing.state == "准予，证1"
    assert locks.state == "已锁证"
    assert locks.lines[0].text == "项目经理 孟＊＊：正式锁证（证1，2026-11-20）。"


def test_other_items_show_none_of_it(world: World) -> None:
    found = p.memory()
    found.perform(intake.TAKE_IN, p.take_in(p.REVIEW, p.HEAD, HandOver()), p.window())
    assert told(under_province(world, found)) == ()
