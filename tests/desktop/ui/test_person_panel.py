from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.fields import Choice
from desktop.ui.large_text import LargeText
from desktop.ui.person_panel import Fact, PersonPanel, PersonShown
from desktop.ui.tones import Tone
from tests.desktop.ui.hand import Show, here, press
from tests.desktop.ui.invented import picture

pytestmark = pytest.mark.gui

PERSON = PersonShown(
    name="王测试𬭎",
    facts=(Fact("号码", "990101********8811"), Fact("有效期", "已过期", Tone.BAD)),
    warnings=("请核对证件",),
    question="以什么身份来办",
    roles=(Choice("self", "1 本人"), Choice("agent", "2 代理人")),
    ticks=(Choice("match", "人证一致"), Choice("power", "委托书")),
    actions=(Choice("next", "换一个人"),),
)


@pytest.fixture
def panel(shown: Show) -> PersonPanel:
    made = PersonPanel("请放身份证。")
    shown(made)
    return made


def words(panel: PersonPanel) -> list[str]:
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisible() and one.text()]


def test_nobody_is_here(panel: PersonPanel) -> None:
    assert words(panel) == ["请放身份证。"]
    panel.focus_question()
    panel.show_large()
    panel.clear("请再放一次。")
    assert words(panel) == ["请再放一次。"]


def test_shows_a_person(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(PERSON)
    said = {"王测试𬭎", "号码", "990101********8811", "■ 已过期", "▲ 请核对证件", "以什么身份来办"}
    qtbot.waitUntil(lambda: said <= set(words(panel)))
    assert "请放身份证。" not in words(panel)


def test_role_and_tick_by_key(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(PERSON)
    chosen: list[str] = []
    ticked: list[tuple[str, bool]] = []
    panel.role_chosen.connect(chosen.append)
    panel.ticked.connect(lambda value, on: ticked.append((value, on)))
    qtbot.waitUntil(panel.isVisible)
    panel.focus_question()
    press(qtbot, Qt.Key.Key_2)
    assert chosen == ["agent"]
    panel.show_person(replace(PERSON, role="agent"))
    press(qtbot, Qt.Key.Key_Return)
    assert here().accessibleName() == "人证一致"
    press(qtbot, Qt.Key.Key_Space)
    panel.show_person(replace(PERSON, role="agent", ticked=frozenset({"match"})))
    assert here().accessibleName() == "人证一致"
    press(qtbot, Qt.Key.Key_Space)
    assert ticked == [("match", True), ("match", False)]


def test_the_question_asks_what_is_open(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(replace(PERSON, role="self"))
    panel.focus_question()
    assert here().accessibleName() == "人证一致"


def test_other_questions_build_it_anew(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(PERSON)
    panel.show_person(replace(PERSON, roles=(), ticks=(), actions=(), name="李虚构"))
    qtbot.waitUntil(lambda: "李虚构" in words(panel))
    assert "以什么身份来办" not in words(panel)
    assert "王测试𬭎" not in words(panel)


def test_actions(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(PERSON)
    act = next(b for b in panel.findChildren(QPushButton) if b.text() == "换一个人")
    with qtbot.waitSignal(panel.asked) as asked:
        act.click()
    assert asked.args == ["next"]


def test_the_photo_is_shown_when_it_can_be_read(panel: PersonPanel) -> None:
    panel.show_person(replace(PERSON, photo=picture("照", 102, 126)))
    photo = next(one for one in panel.findChildren(QLabel) if one.accessibleName() == "照片")
    assert photo.pixmap().height() == 126
    panel.show_person(replace(PERSON, photo=b"no picture"))
    assert not photo.isVisible()


def test_the_name_large(panel: PersonPanel, qtbot: QtBot) -> None:
    panel.show_person(PERSON)
    panel.show_large()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), LargeText))
    assert here().accessibleName() == "王测试𬭎"
    press(qtbot, Qt.Key.Key_Return)
