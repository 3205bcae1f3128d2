"""Step 5: what stands against acceptance, and one act for the whole."""

from casework.records.notice import NoticeKind
from desktop.views.counter import options
from desktop.views.counter.presenter import DECIDE, DELIVER, CounterPresenter
from tests.desktop.views.counter.deeds import case_of, everything
from tests.desktop.views.counter.world import HeldLanes, ScriptedPress, World


def acts(world: World) -> int:
    return world.opened.ledger.pending()


def open_options(counter: CounterPresenter) -> list[str]:
    return [one.kind for one in counter.state.options if not one.why_not]


def lacking(counter: CounterPresenter) -> str:
    return counter.state.wanting.code if counter.state.wanting else ""


def test_everything_there_means_accept(counter: CounterPresenter, world: World) -> None:
    before = acts(world)
    everything(counter)
    assert counter.state.findings == ()
    assert counter.state.draft.choosing.kind == "accept"
    assert counter.state.preview
    counter.decision.decide()
    assert counter.state.draft.step == DELIVER
    case = case_of(world, counter)
    assert case.state.value == "accepted"
    assert [paper.kind for paper in case.papers] == [NoticeKind.RECEIPT, NoticeKind.ACCEPTANCE]
    assert [made.number for made in counter.state.made] == [one.number for one in case.papers]
    # The act itself, one that notes it with the project, and one that files each paper.
    assert acts(world) == before + 2 + len(case.papers)
    assert world.opened.drafts.all("intake.v1") == ()


def test_the_draft_has_no_number(counter: CounterPresenter, world: World) -> None:
    everything(counter)
    press = world.press
    assert isinstance(press, ScriptedPress)
    record, mark = press.rendered[-1]
    assert (record.kind, record.number, mark) == (NoticeKind.ACCEPTANCE, "", None)


def test_what_is_missing_is_found_all_at_once(counter: CounterPresenter) -> None:
    everything(counter, "warranty", "handler_phone")
    counter.materials.take("fire_test")
    counter.form.declare(made=False)
    counter.materials.see("application")
    counter.go(DECIDE)
    found = [(one.line, one.correction) for one in counter.state.findings]
    assert found == [
        ("warranty", "missing"),
        ("application", "original"),
        ("", "form"),
        ("", "declaration"),
    ]
    assert open_options(counter) == ["ask", "refuse", "receive"]
    assert counter.state.draft.choosing.kind == "ask"
    assert "4" in counter.state.options[0].why_not


def test_findings_are_told_in_words(counter: CounterPresenter) -> None:
    everything(counter, "warranty", "handler_phone")
    board = counter.board
    law = board.desk.law.catalogue
    told = [options.standing(one, board.item, board.form, law) for one in counter.state.findings]
    assert told[0].text == "缺少工程质量保修书。"
    assert told[0].basis == "方案六（三）8"
    assert "联系电话" in told[1].text


def test_asking_once_with_what_the_clerk_adds(counter: CounterPresenter, world: World) -> None:
    everything(counter, "warranty")
    counter.decision.add_defect("completion_report", "unsigned", "第3页")
    counter.decision.add_defect("completion_report", "unsigned", "第3页")
    counter.decision.add_defect("application", "illegible", "")
    counter.decision.drop_defect(1)
    counter.decision.decide()
    case = case_of(world, counter)
    assert case.state.value == "correction"
    assert [one.text for one in case.defects] == [
        "缺少工程质量保修书。",
        "工程竣工报告没有应签字人员的签字。（第3页）",
    ]
    assert case.papers[-1].kind is NoticeKind.CORRECTION


def test_asking_without_any_defect_is_not_ready(counter: CounterPresenter) -> None:
    everything(counter)
    counter.decision.pick("ask")
    assert lacking(counter) == "IN-111"
    assert counter.state.preview == ()


def test_refusing_wants_a_reason_and_an_organ(counter: CounterPresenter, world: World) -> None:
    everything(counter)
    counter.decision.pick("refuse")
    assert lacking(counter) == "IN-113"
    counter.decision.tick_reasons(("not_municipal",))
    assert lacking(counter) == "IN-115"
    assert options.wants_organ(counter.board.item, counter.state.draft.choosing)
    counter.decision.name_organ("丁区住房和城乡建设局")
    counter.decision.redraw()
    assert not lacking(counter)
    counter.decision.decide()
    case = case_of(world, counter)
    assert (case.state.value, case.competent_organ) == ("refused", "丁区住房和城乡建设局")


def test_missing_papers_are_never_a_reason_to_refuse(counter: CounterPresenter) -> None:
    offered = {one.key for one in options.reasons(counter.board.item)}
    assert offered
    assert not offered & set(counter.board.desk.law.catalogue.corrections)


def test_receiving_only(counter: CounterPresenter, world: World) -> None:
    everything(counter)
    counter.decision.pick("receive")
    assert not lacking(counter)
    counter.decision.decide()
    case = case_of(world, counter)
    assert case.state.value == "received"
    assert [paper.kind for paper in case.papers] == [NoticeKind.RECEIPT]


def test_nothing_is_decided_for_a_person_who_was_not_asked(counter: CounterPresenter) -> None:
    everything(counter)
    counter.person.match_face(matched=False)
    counter.go(DECIDE)
    assert counter.state.blocked is not None
    assert counter.state.blocked.code == "CT-105"
    assert counter.state.options == ()
    counter.decision.decide()
    assert not counter.state.case


def test_an_answer_at_the_last_moment_opens_the_decision(counter: CounterPresenter) -> None:
    everything(counter)
    counter.person.match_face(matched=False)
    blocked = counter.state.blocked
    counter.person.match_face(matched=True)
    assert (blocked is None, counter.state.blocked) == (False, None)
    assert open_options(counter)[0] == "accept"


def test_a_second_notice_wants_a_reason_on_the_page(counter: CounterPresenter) -> None:
    everything(counter, "warranty")
    counter.board.set(asked_before=True)
    counter.decision.explain("申请人更换了总平面图")
    assert counter.state.draft.choosing.second_reason == "申请人更换了总平面图"


def test_nothing_is_decided_without_a_project(counter: CounterPresenter) -> None:
    counter.go(DECIDE)
    assert counter.state.blocked is not None
    assert counter.state.blocked.code == "CT-101"


def test_the_question_before_the_act(counter: CounterPresenter) -> None:
    everything(counter)
    law = counter.board.desk.law.catalogue
    points = options.points("accept", counter.board.item, law, 0)
    assert any("受理通知书" in point for point in points)
    assert any("15 个工作日" in point and "不含验收整改" in point for point in points)


def test_two_keys_make_one_act(world: World) -> None:
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    everything(counter)
    lanes.let_go()
    counter.project.choose("project/yunqi")
    lanes.let_go()
    everything(counter)
    lanes.let_go()
    counter.go(DECIDE)
    lanes.let_go()
    counter.decision.decide()
    counter.decision.decide()
    lanes.let_go()
    assert counter.state.case
    assert len(world.desk.rows.cases()) == 1


def test_a_key_after_the_decision_saves_no_draft(world: World) -> None:
    lanes = HeldLanes()
    counter = world.presenter(lanes.run)
    counter.start()
    lanes.let_go()
    everything(counter)
    lanes.let_go()
    everything(counter)
    lanes.let_go()
    counter.form.edit("location", "一")
    counter.form.edit("location", "一二")
    counter.go(DECIDE)
    counter.decision.decide()
    counter.form.edit("location", "一二三")
    lanes.let_go()
    assert counter.state.case
    assert world.opened.drafts.all("intake.v1") == ()


def test_a_full_disk_loses_nothing(counter: CounterPresenter, world: World) -> None:
    everything(counter)
    with world.opened.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before = acts(world)
    counter.decision.decide()
    assert counter.state.error is not None
    assert counter.state.error.code == "LE-201"
    assert (counter.state.case, counter.state.busy) == ("", "")
    assert acts(world) == before
    (kept,) = world.opened.drafts.all("intake.v1")
    assert kept.draft == counter.state.draft.ident
    with world.opened.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    counter.decision.decide()
    assert case_of(world, counter).state.value == "accepted"
    assert world.opened.drafts.all("intake.v1") == ()


def test_the_act_stands_even_if_the_draft_cannot_be_dropped(
    counter: CounterPresenter, world: World
) -> None:
    everything(counter)
    ident = counter.state.draft.ident
    body = world.opened.drafts.all("intake.v1")[0].body
    counter.decision.decide()
    world.opened.drafts.save(ident, "intake.v1", body, world.clock())
    again = world.presenter()
    again.start()
    assert [one.ident for one in again.state.unfinished] == [ident]
    again.resume(ident)
    assert (again.state.case, again.state.draft.step) == (counter.state.case, DELIVER)
    assert len(again.state.made) == 2
    assert world.opened.drafts.all("intake.v1") == ()
