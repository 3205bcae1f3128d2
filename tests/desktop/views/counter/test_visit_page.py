"""A case that is gone on with, in the window: what is said of it, what is locked, by keys."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from casework.errors import SyncError
from casework.records.case import CaseRecord
from casework.records.case_states import CaseState
from desktop.ui.person_panel import PersonPanel
from desktop.ui.preview import Preview
from desktop.ui.thumbs import ThumbStrip
from desktop.views.counter.presenter import DECIDE, DELIVER, FORM, PROJECT
from desktop.views.counter.visit_bar import VisitBar
from tests.desktop.views.counter import filed
from tests.desktop.views.counter.deeds import come_in, everything
from tests.desktop.views.counter.front import ALT, Front, settle
from tests.desktop.views.counter.world import AGENT, read

KEY = Qt.Key
pytestmark = pytest.mark.gui


def online(front: Front, *without: str, minutes: int = 8, line: SyncError | None = None) -> str:
    """An online case is opened."""
    centre = filed.connect(front.world)
    centre.line = line
    front.counter.board.desk = front.world.desk
    stream = filed.file(front.world, centre, minutes=minutes, without=without)
    front.counter.open_case(stream)
    settle()
    centre.line = None
    return stream


def asked(front: Front) -> str:
    """A case that was asked for two things three days ago is opened."""
    everything(front.counter, "warranty", "handler_phone")
    front.counter.decision.decide()
    stream = front.counter.state.case
    front.counter.start()
    front.world.clock.at += timedelta(days=3)
    front.counter.open_case(stream)
    settle()
    return stream


def case(front: Front, stream: str) -> CaseRecord:
    record = front.world.opened.ledger.load(stream).record
    assert isinstance(record, CaseRecord)
    return record


def bar(front: Front) -> str:
    found = front.shown(VisitBar)
    parts = (part for part in found.findChildren(QWidget) if part.isVisible())
    texts = (part.property("text") for part in parts)
    return "\n".join(text for text in texts if isinstance(text, str))


def fields(front: Front) -> list[QLineEdit]:
    found = front.page.findChildren(QLineEdit)
    return [one for one in found if one.isVisible() and one.accessibleName()]


def test_an_online_case_by_keys(front: Front) -> None:
    stream = online(front)
    assert front.here() == "材料"
    assert "● 网上件" in bar(front)
    assert "网上申报已 8 分钟" in bar(front)
    front.press(KEY.Key_F5)
    assert front.counter.state.draft.step == DECIDE
    front.shown(Preview)
    front.press(KEY.Key_F5)
    front.press("Y")
    assert case(front, stream).state is CaseState.ACCEPTED
    assert front.counter.state.draft.step == DELIVER
    assert not [one for one in front.page.findChildren(VisitBar) if one.isVisible()]
    assert front.typed == 3


def test_its_scans_are_under_the_line(front: Front) -> None:
    online(front)
    strip = front.shown(ThumbStrip)
    assert strip.count() == 1
    assert not strip.item(0).icon().isNull()
    assert strip.item(0).text() == "网上提交"
    assert "材料已齐" in front.words()
    assert "原件已核对" not in front.words()


def test_the_clock_runs_on_the_page(front: Front) -> None:
    online(front, minutes=19)
    assert "网上申报已 19 分钟" in bar(front)
    front.world.clock.later(8)
    front.shown(VisitBar).render_state(front.counter.state)
    assert "网上申报已 27 分钟" in bar(front)
    assert "■" in bar(front)


def test_who_filed_stands_beside_the_page(front: Front) -> None:
    online(front)
    front.counter.go(FORM)
    settle()
    words = front.words()
    for one in ("赵远山", "没有人", "网上申请人，实名账号", "990101****0023", "法定代表人"):
        assert one in words
    front.shown(PersonPanel)


def test_scans_that_did_not_come_are_fetched_again(front: Front) -> None:
    online(front, line=SyncError("SY-101"))
    assert "扫描件没有取全" in bar(front)
    assert front.errors == []
    assert not [one for one in front.page.findChildren(ThumbStrip) if one.isVisible()]
    again = next(
        one for one in front.page.findChildren(QPushButton) if "重新取扫描件" in one.text()
    )
    again.click()
    settle()
    assert "扫描件" not in bar(front)
    assert front.shown(ThumbStrip).count() == 1


def test_the_form_is_locked_until_it_is_corrected(front: Front) -> None:
    stream = asked(front)
    front.counter.person.report(read(AGENT))
    come_in(front.counter)
    front.counter.go(FORM)
    settle()
    assert all(one.isReadOnly() for one in fields(front))
    assert "只能查看" in front.words()
    front.press(KEY.Key_G, ALT)
    assert front.counter.state.draft.correcting
    assert any(not one.isReadOnly() for one in fields(front))
    assert front.here().startswith("联系电话")
    front.press("13800005678")
    front.press(KEY.Key_F5)
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    front.press(KEY.Key_F5)
    front.press("Y")
    record = case(front, stream)
    assert record.state is CaseState.ACCEPTED
    assert record.values()["handler_phone"] == "13800005678"


def test_another_case_is_locked_again(front: Front) -> None:
    asked(front)
    front.counter.go(FORM)
    front.counter.form.correct()
    settle()
    online(front)
    front.counter.go(FORM)
    settle()
    assert all(one.isReadOnly() for one in fields(front))
    front.counter.start()
    come_in(front.counter)
    front.counter.project.choose("project/yunqi")
    front.counter.go(FORM)
    settle()
    assert any(not one.isReadOnly() for one in fields(front))


def test_the_project_of_a_case_is_not_chosen_anew(front: Front) -> None:
    asked(front)
    front.counter.go(PROJECT)
    settle()
    assert "不能更换" in front.words()
    assert "房屋建筑和市政基础设施工程联合验收（确认）" in front.words()
    assert front.here() == ""
    assert not [one for one in fields(front) if one.accessibleName() == "查找项目"]


def test_a_second_notice_asks_for_its_reason(front: Front) -> None:
    stream = asked(front)
    come_in(front.counter)
    front.counter.go(DECIDE)
    settle()
    assert "再次告知要写明原因" in front.words()
    front.press(KEY.Key_F5)
    assert front.questions() == []
    front.tab_to("再告知原因")
    front.press("change")
    front.press(KEY.Key_F5)
    front.press("Y")
    assert case(front, stream).corrections == 2


def test_everything_fits_into_the_smallest_window(front: Front) -> None:
    online(front, line=SyncError("SY-101"))
    for step in (1, 2, 3, 4, 5):
        front.counter.go(step)
        settle()
        assert (front.window.width(), front.window.height()) == (1280, 720), step
