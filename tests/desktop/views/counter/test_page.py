"""The page: steps, the cursor, the card wherever the clerk is, refusals, and cheap rendering."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casework.errors import ClerkError, DeviceError
from casework.ports import CardArrived, ReaderState
from casework.records.case_events import FormEntry
from desktop.ui.focus import is_stop
from desktop.ui.person_panel import PersonPanel
from desktop.ui.rows import RowsEditor
from desktop.views.counter.presenter import DECIDE, FORM, MATERIALS, PROJECT
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.deeds import come_in, everything, fill_form, pick_project
from tests.desktop.views.counter.front import ALT, CTRL, Front, settle
from tests.desktop.views.counter.world import AGENT, DIRECTOR, read

pytestmark = pytest.mark.gui
KEY = Qt.Key


def test_steps_by_key(front: Front) -> None:
    come_in(front.counter)
    keys = {4: KEY.Key_4, 2: KEY.Key_2, 3: KEY.Key_3, 5: KEY.Key_5, 1: KEY.Key_1}
    for step, key in keys.items():
        front.press(key, CTRL)
        assert front.counter.state.draft.step == step
    front.press(KEY.Key_6, CTRL)
    assert front.counter.state.draft.step == 1


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_the_window_never_outgrows_its_screen(front: Front, step: int) -> None:
    everything(front.counter, "warranty")
    front.counter.person.report(read(DIRECTOR))
    front.counter.go(step)
    front.counter.board.fail(ClerkError("LE-201"))
    settle()
    assert front.window.size().height() == 720
    assert front.window.minimumSizeHint().height() <= 720
    assert front.window.minimumSizeHint().width() <= 1280


def test_what_the_reader_says(front: Front) -> None:
    fault = DeviceError("HW-102")
    front.counter.person.report(ReaderState(service=True, readers=(), fault=fault))
    assert "没有读卡器" in front.words()
    front.counter.person.report(ReaderState(service=True, readers=("Reader 0",)))
    assert "请把身份证放在读卡器上" in front.words()
    front.counter.person.report(CardArrived("Reader 0"))
    assert "正在读卡" in front.words()
    front.counter.person.report(read(AGENT))
    words = front.words()
    assert "证件已读完" in words
    assert AGENT.number in words
    assert "990122****0020" in words
    assert "不认识的行政区划" in words


def test_manual_entry_is_marked(front: Front) -> None:
    front.press("Lin")
    front.press(KEY.Key_Return)
    front.press("990122199302080020")
    assert front.counter.state.draft.person.number == "990122199302080020"
    assert "手工录入" in front.words()
    assert "手填" in front.words()


def test_typing_over_a_card_takes_its_mark(front: Front) -> None:
    front.counter.person.report(read(AGENT))
    settle()
    assert front.words().count("✓卡") == 2
    front.press(KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    front.press(KEY.Key_1, CTRL)
    number = next(one for one in front.page.findChildren(QLineEdit) if one.text() == AGENT.number)
    number.setFocus()
    front.press(KEY.Key_End)
    front.press(KEY.Key_Backspace)
    assert front.counter.state.draft.person.source == "typed"
    assert "✓卡" not in front.words()


def test_a_card_asks_wherever_the_clerk_is(front: Front) -> None:
    front.counter.go(FORM)
    settle()
    before = front.here()
    front.counter.person.report(read(AGENT))
    settle()
    assert front.here() == before
    panel = front.shown(PersonPanel)
    assert "还没有问" in front.words()
    front.press(KEY.Key_F9)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
    front.press("3")
    assert front.counter.state.draft.person.role == "agent"
    front.press(KEY.Key_F9)
    front.press(KEY.Key_Space)
    assert front.counter.state.draft.person.face_matched


def test_a_second_card_is_answered_by_key(front: Front) -> None:
    come_in(front.counter)
    front.counter.go(PROJECT)
    front.counter.person.report(read(DIRECTOR))
    settle()
    assert "又读到一张证件：郑＊ 990101****0011" in front.words()
    front.press(KEY.Key_B, ALT)
    front.qtbot.waitUntil(lambda: front.counter.state.other_card is None)
    assert front.counter.state.draft.person.name == AGENT.name
    front.counter.person.report(read(DIRECTOR))
    settle()
    front.press(KEY.Key_X, ALT)
    front.qtbot.waitUntil(lambda: front.counter.state.draft.person.name == DIRECTOR.name)


def test_a_refusal_is_told_once(front: Front) -> None:
    front.counter.board.fail(ClerkError("LE-201"))
    front.counter.board.set(busy="")
    front.counter.board.set(busy="")
    assert [error.code for error in front.errors] == ["LE-201"]
    front.counter.board.fail(ClerkError("LE-201"))
    assert len(front.errors) == 2


def test_an_input_in_focus_is_never_overwritten(front: Front) -> None:
    counter = front.counter
    pick_project(counter)
    counter.go(FORM)
    settle()
    assert front.here().startswith("经办人")
    front.press("Wa")
    counter.person.report(read(AGENT))
    settle()
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert box.text() == "Wa"
    front.press("ng")
    assert counter.state.draft.texts()["handler"] == "Wang"


def test_a_key_builds_nothing_anew(front: Front) -> None:
    come_in(front.counter)
    pick_project(front.counter)
    front.counter.go(FORM)
    settle()
    before = [id(one) for one in front.window.findChildren(QWidget)]
    front.press("138")
    assert [id(one) for one in front.window.findChildren(QWidget)] == before
    assert front.counter.state.draft.texts()["handler_phone"] == "138"


def test_f5_walks_through_what_is_open_and_then_on(front: Front) -> None:
    come_in(front.counter)
    pick_project(front.counter)
    fill_form(front.counter, "subjects", "pre_accepted_on")
    front.counter.go(PROJECT)
    front.counter.go(FORM)
    settle()
    assert front.here().startswith("验收事项")
    assert "下一处（还有 2 处）  F5" in front.words()
    front.press(KEY.Key_F5)
    assert "必填项没有填" in front.words()
    assert front.here().startswith("预验收合格日期")
    front.press("1008")
    front.press(KEY.Key_F5)
    assert front.counter.state.draft.step == MATERIALS
    assert front.counter.state.draft.texts()["pre_accepted_on"] == "2026-10-08"


def test_tab_follows_the_form_from_top_to_bottom(front: Front) -> None:
    come_in(front.counter)
    pick_project(front.counter)
    front.counter.go(FORM)
    settle()
    front.tab_to("工程名称，必填")
    names = [front.here(), *front.tab_to("申请人确认")]
    order = (
        "工程名称",
        "联系电话",
        "施工单位 联系电话",
        "第3栋",
        "验收事项",
        "建设单位 日期",
        "申请人确认",
    )
    found = [next(at for at, name in enumerate(names) if name.startswith(one)) for one in order]
    assert found == sorted(found)


def test_every_input_has_a_name(front: Front) -> None:
    everything(front.counter, "warranty")
    for step in range(1, 6):
        front.counter.go(step)
        settle()
        stops = [one for one in front.page.findChildren(QWidget) if is_stop(one)]
        nameless = [one for one in stops if not (one.accessibleName() or one.property("text"))]
        assert not nameless, (step, nameless)


def test_a_draft_is_offered_and_taken_up(front: Front) -> None:
    everything(front.counter, "warranty")
    front.counter.start()
    settle()
    assert "未办完的申请" in front.words()
    front.page.focusWidget()
    front.tab_to("未办完")
    front.press("R")
    assert front.counter.state.draft.project == invented.STREAM
    assert front.counter.state.draft.step == DECIDE


def test_a_draft_is_thrown_away_after_a_question(front: Front) -> None:
    come_in(front.counter)
    front.counter.start()
    settle()
    front.tab_to("未办完")
    front.press(KEY.Key_Delete)
    (question,) = front.questions()
    title = question.windowTitle()
    front.press("N")
    kept = front.counter.state.unfinished
    front.press(KEY.Key_Delete)
    front.press("Y")
    assert (len(kept), front.counter.state.unfinished) == (1, ())
    assert title == "丢弃这份草稿？"


def test_another_intake_is_begun_by_key(front: Front) -> None:
    come_in(front.counter)
    front.press(KEY.Key_N, CTRL)
    assert front.counter.state.draft.empty
    assert len(front.counter.state.unfinished) == 1


def test_many_buildings_come_a_few_at_a_time(front: Front) -> None:
    many = {f"buildings.{row}.name": f"{row + 1}号楼" for row in range(40)}
    facts = tuple(FormEntry(key, text, "platform") for key, text in many.items())
    known = invented.project("大盘", "2109-990101-04-01-900001")
    invented.register(front.world, ("project/large", structs.replace(known, facts=facts)))
    front.counter.project.choose("project/large")
    front.counter.go(FORM)
    rows = front.shown(RowsEditor)
    assert len(rows.rows()) < 40
    front.qtbot.waitUntil(lambda: len(rows.rows()) == 40)
    assert rows.rows()[39]["name"] == "40号楼"
    front.counter.form.edit("buildings.39.height", "高")
    front.counter.form.leave("buildings.39.height")
    settle()
    assert "应填数字" in front.words()
    front.counter.start()
    front.counter.go(FORM)
    assert rows.rows() == []
