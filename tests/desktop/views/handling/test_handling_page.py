"""The page 办理 worked with keys alone."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError
from desktop.ui import theme
from desktop.ui.confirm import Confirm
from desktop.ui.form import FormView
from desktop.views.handling.page import HandlingPage
from desktop.views.handling.presenter import HandlingPresenter, Setting
from desktop.views.handling.state import Place
from desktop.window import MainWindow
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import hall

pytestmark = pytest.mark.gui
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Desk:
    """The window, the page and the clerk's hands."""

    qtbot: QtBot
    window: MainWindow
    page: HandlingPage
    presenter: HandlingPresenter
    left: list[str] = field(default_factory=list)
    errors: list[ClerkError] = field(default_factory=list)

    def press(self, what: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Type a text, or press a key where the cursor is."""
        for key in what if isinstance(what, str) else (what,):
            where = QApplication.focusWidget() or self.window
            self.qtbot.keyClick(where, key, held)  # type: ignore[no-untyped-call]
            QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Press Tab until the cursor is in what is called so."""
        passed = []
        for _ in range(80):
            widget = QApplication.focusWidget()
            here = widget.accessibleName() if widget is not None else ""
            if name in here:
                return
            passed.append(here)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached: {passed[-20:]}")

    def yes(self) -> str:
        """Answer the question that stands open; what it said."""
        (question,) = [one for one in self.window.findChildren(Confirm) if one.isVisible()]
        said = "\n".join(one.text() for one in question.findChildren(QLabel))
        self.press("y")
        settle(self.window, self.qtbot)
        return said

    @property
    def place(self) -> Place:
        """What is in front."""
        return self.presenter.state.place

    def words(self) -> str:
        """Everything that stands on the page."""
        parts: list[QWidget] = [
            *self.page.findChildren(QLabel),
            *self.page.findChildren(QPushButton),
        ]
        texts = (part.property("text") for part in parts if part.isVisible())
        return "\n".join(text for text in texts if isinstance(text, str))


def settle(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(10):
        QApplication.processEvents()
    with qtbot.waitActive(window):
        window.activateWindow()


def front(qtbot: QtBot, world: World, case: str) -> Desk:
    """The page of a case in the window at 1280x720."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.styleSheet():
        theme.speak_chinese(app)
        theme.apply(app, theme.Look.NORMAL)
    window = MainWindow()
    qtbot.addWidget(window)
    left: list[str] = []
    errors: list[ClerkError] = []
    page = HandlingPage(window.ask, lambda: left.append("left"))

    def show() -> None:
        page.render_state(presenter.state)
        error = presenter.state.error
        if error is not None and error not in errors:
            errors.append(error)
            window.say(error)

    setting = Setting("device-1", lambda: None, lambda call: call())
    presenter = HandlingPresenter(world.desk, setting, show)
    page.bind(presenter)
    frame = window.build_frame()
    frame.add_inner("handling", "cases", lambda: page)
    window.show_frame()
    window.resize(1280, 720)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    frame.open_page("handling")
    presenter.open(case)
    settle(window, qtbot)
    return Desk(qtbot, window, page, presenter, left, errors)


def test_a_digit_opens_a_verb_and_esc_leads_back_and_out(
    qtbot: QtBot, world: World, case: str
) -> None:
    desk = front(qtbot, world, case)
    assert "告知承诺：" in desk.words()
    desk.press("1")
    assert desk.place.name == "FORM"
    desk.press(Qt.Key.Key_Escape)
    assert desk.place.name == "VERBS"
    assert desk.left == []
    desk.press(Qt.Key.Key_Escape)
    assert desk.left == ["left"]


def test_esc_in_the_search_closes_the_search_alone(qtbot: QtBot, world: World, case: str) -> None:
    desk = front(qtbot, world, case)
    desk.press("1")
    panel = desk.window.search
    assert panel is not None
    panel.open_panel()
    desk.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert desk.place.name == "FORM"
    assert desk.left == []


def test_the_act_is_asked_about_and_its_paper_printed(
    qtbot: QtBot, world: World, case: str
) -> None:
    desk = front(qtbot, world, case)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_F5)
    assert "《行政审批告知书》" in desk.yes()
    assert desk.place.name == "PAPERS"
    desk.press("pp")
    desk.press(Qt.Key.Key_Up)
    desk.press("yy")
    assert len(world.printer.submitted) == 2
    assert set(desk.presenter.state.answers.values()) == {True}
    desk.press(Qt.Key.Key_F5)
    assert desk.place.name == "VERBS"


def test_what_can_be_reached_has_a_name(qtbot: QtBot, world: World, case: str) -> None:
    desk = front(qtbot, world, case)
    seen = set()
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        name = widget.accessibleName() or widget.property("text")
        assert name, widget
        seen.add(name)
        desk.press(Qt.Key.Key_Tab)
    assert {"可以办的事", "本案时限"} <= seen


def test_a_form_that_was_acted_on_is_empty_the_next_time(
    qtbot: QtBot, world: World, case: str
) -> None:
    desk = front(qtbot, world, case)
    tell = hall.hand(world, case)
    tell.do("commitment.tell")
    tell.print_all()
    desk.presenter.load()
    desk.presenter.choose("commitment.choose")
    for key, text in {"route": "ordinary", "role": "self", "signer": "赵某", "signed": "1"}.items():
        desk.presenter.type(key, text)
    desk.press(Qt.Key.Key_F5)
    desk.yes()
    assert desk.place.name == "VERBS"
    desk.presenter.choose("commitment.choose")
    (form,) = (one for one in desk.page.findChildren(FormView) if one.isVisible())
    assert (form.values()["route"], form.values()["signed"]) == ("", "")
