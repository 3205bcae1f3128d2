from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError
from desktop.actions import PAGES, WINDOW_KEYS, entry
from desktop.ui import theme
from desktop.ui.confirm import Answer, Question
from desktop.ui.fields import Field
from desktop.ui.form import FormView
from desktop.ui.frame import Meter
from desktop.ui.login import LoginView
from desktop.ui.page import Page
from desktop.ui.search import Hit
from desktop.ui.wording import Message
from desktop.window import Frame, MainWindow
from tests.desktop.ui.hand import here, press

pytestmark = pytest.mark.gui


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    theme.apply(qapp, theme.Look.NORMAL)
    made = MainWindow()
    qtbot.addWidget(made)
    made.show_gate(LoginView("一窗"))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def page(title: str) -> Callable[[], Page]:
    def make() -> Page:
        made = Page(title)
        form = FormView([Field("a", f"{title}甲", help_key=f"{title}.a"), Field("b", f"{title}乙")])
        made.add(form)
        return made

    return make


@pytest.fixture
def frame(window: MainWindow) -> Frame:
    made = window.build_frame()
    made.add_page(entry("cases"), page("办件"))
    made.add_page(entry("counter"), page("受理"))
    made.add_page(entry("settings"), page("设置"))
    side = QLineEdit()
    side.setAccessibleName("柜台")
    made.side.add(side)
    window.show_frame()
    made.open_page("counter")
    return made


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_an_inner_page_has_no_entry_and_marks_the_one_it_is_under(frame: Frame) -> None:
    before = frame.navigation.topLevelItemCount()
    frame.add_inner("handling", "cases", page("办理"))
    frame.open_page("handling")
    assert frame.navigation.topLevelItemCount() == before
    assert frame.current_page() == "handling"
    item = frame.navigation.currentItem()
    assert item is not None
    assert item.text(1) == entry("cases").word


def test_the_gate_takes_keys_before_anything_is_built(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, "zhang")
    line = here()
    assert isinstance(line, QLineEdit)
    assert line.text() == "zhang"
    assert window.frame is None


def test_first_paint_is_told_once(qapp: QApplication, qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    said: list[bool] = []
    window.first_painted.connect(lambda: said.append(True))
    window.show_gate(LoginView("一窗"))
    window.show()
    qtbot.waitUntil(lambda: said == [True])
    window.repaint()
    qtbot.wait(20)
    assert said == [True]


def test_only_registered_pages_stand_in_the_navigation_in_their_order(frame: Frame) -> None:
    items = [frame.navigation.topLevelItem(at) for at in range(3)]
    assert [item.text(1) for item in items if item] == ["受理台", "办件", "设置"]
    assert frame.navigation.topLevelItemCount() == 3


def test_function_keys_open_pages_built_only_then(frame: Frame, qtbot: QtBot) -> None:
    built: list[str] = []

    def make() -> Page:
        built.append("sync")
        return page("同步")()

    frame.add_page(entry("sync"), make)
    assert built == []
    with qtbot.waitSignal(frame.opened) as opened:
        press(qtbot, Qt.Key.Key_F8)
    assert opened.args == ["sync"]
    press(qtbot, Qt.Key.Key_F3)
    press(qtbot, Qt.Key.Key_F8)
    assert built == ["sync"]
    assert frame.current_page() == "sync"
    assert here().accessibleName() == "同步甲"


def test_the_cursor_comes_back_where_it_was(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Tab)
    assert here().accessibleName() == "受理乙"
    press(qtbot, Qt.Key.Key_F3)
    press(qtbot, Qt.Key.Key_F9)
    assert here().accessibleName() == "柜台"
    press(qtbot, Qt.Key.Key_F2)
    assert here().accessibleName() == "受理乙"


def test_an_unregistered_page_is_an_error(frame: Frame) -> None:
    with pytest.raises(KeyError):
        frame.open_page("statistics")


def test_the_whole_window_without_a_mouse(frame: Frame, qtbot: QtBot) -> None:
    frame.meters.set_rest("")
    press(qtbot, Qt.Key.Key_F10)
    assert here() is frame.navigation
    press(qtbot, Qt.Key.Key_End)
    press(qtbot, Qt.Key.Key_Return)
    assert frame.current_page() == "settings"
    walked = []
    for _ in range(5):
        walked.append(here().accessibleName() or here().property("text"))
        press(qtbot, Qt.Key.Key_Tab)
    assert walked == ["设置甲", "设置乙", "柜台", "立即送出(&S)", "导航"]
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert here().property("text") == "立即送出(&S)"


def test_help_for_the_field_in_focus(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.help_wanted) as wanted:
        press(qtbot, Qt.Key.Key_F1)
    assert wanted.args == ["受理.a"]
    frame.show_help("甲", "怎么填", "方案 七")
    assert {"甲", "怎么填", "方案 七"} <= set(words(frame))
    assert frame.side.isHidden()
    press(qtbot, Qt.Key.Key_F1)
    assert frame.help.isHidden()
    assert frame.side.isVisible()
    press(qtbot, Qt.Key.Key_Tab)
    with qtbot.waitSignal(frame.help_wanted) as wanted:
        press(qtbot, Qt.Key.Key_F1)
    assert wanted.args == [""]


def test_search_lies_over_every_page(window: MainWindow, frame: Frame, qtbot: QtBot) -> None:
    assert window.search is not None
    press(qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, "hy")
    window.search.field.show_hits("hy", (Hit("c1", "花园"),))
    with qtbot.waitSignal(window.search.field.chosen) as chosen:
        press(qtbot, Qt.Key.Key_Return)
    assert chosen.args == ["c1"]
    assert here().accessibleName() == "受理甲"


def test_a_refusal_in_the_words_of_its_code(window: MainWindow, frame: Frame, qtbot: QtBot) -> None:
    tried: list[bool] = []
    window.say(ClerkError("UI-902", kind="OSError"))
    assert "■ 程序出了意外错误" in words(window.messages)
    assert here().accessibleName() == "受理甲"
    window.say(ClerkError("ZZ-999", fact=1))
    assert "ZZ-999 (fact=1)" in words(window.messages)
    window.say(ClerkError("HW-101"), lambda: tried.append(True))
    press(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: tried == [True])
    window.tell(Message("完成"))
    assert window.messages.parentWidget() is frame


def test_messages_are_shown_at_the_gate_too(window: MainWindow) -> None:
    window.say(ClerkError("UI-901", report="x.txt"))
    assert window.messages.isVisible()


def test_back_to_the_gate_with_its_messages(window: MainWindow, frame: Frame) -> None:
    window.say(ClerkError("UI-901", report="x.txt"))
    window.show_gate(LoginView("一窗"))
    assert window.messages.isVisible()
    assert not frame.isVisible()
    assert here().accessibleName() == "账号"


def test_function_keys_do_nothing_at_the_gate(
    window: MainWindow, frame: Frame, qtbot: QtBot
) -> None:
    window.show_gate(LoginView("一窗"))
    press(qtbot, Qt.Key.Key_F3)
    assert frame.current_page() == "counter"


def test_practice_banner_stands_over_everything(
    window: MainWindow, frame: Frame, qtbot: QtBot
) -> None:
    window.set_practice("演练模式")
    qtbot.waitUntil(lambda: "演练模式" in words(window))
    for key in ("cases", "settings"):
        frame.open_page(key)
        assert "演练模式" in words(window)
    window.show_gate(LoginView("一窗"))
    assert "演练模式" in words(window)
    window.set_practice("")
    assert "演练模式" not in words(window)


def test_a_question_blocks_nothing(window: MainWindow, frame: Frame, qtbot: QtBot) -> None:
    answers: list[Answer] = []
    dialog = window.ask(Question("送出？"), answers.append)
    qtbot.waitUntil(dialog.isActiveWindow)
    frame.meters.set_meters([Meter("当日", 1)])
    press(qtbot, Qt.Key.Key_Y)
    assert answers == [Answer(yes=True)]


def test_closing_can_be_refused(window: MainWindow) -> None:
    window.may_close = lambda: False
    assert not window.close()
    window.may_close = lambda: True
    assert window.close()


def test_no_key_is_given_twice() -> None:
    keys = [page.shortcut for page in PAGES if page.shortcut] + [key.keys for key in WINDOW_KEYS]
    assert len(set(keys)) == len(keys)
    assert len({page.key for page in PAGES}) == len(PAGES)
