from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.ui.confirm import Answer, Confirm, Question, ask
from desktop.ui.fields import Choice
from desktop.ui.large_text import LargeText
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui

PLAIN = Question("送出这一件？", ("送出后不能收回。",), yes="送出")
VOID = Question(
    "作废？", reason_label="原因", reasons=(Choice("jam", "1 卡纸"), Choice("blur", "2 不清"))
)
TYPED = Question("作废？", reason_label="原因")


@pytest.fixture
def answers() -> list[Answer]:
    return []


@pytest.fixture
def put(shown: Show, qtbot: QtBot, answers: list[Answer]) -> Callable[[Question], Confirm]:
    window = shown(QWidget())

    def open_(question: Question) -> Confirm:
        dialog = ask(window, question, answers.append)
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


@pytest.mark.parametrize(
    ("key", "yes"), [(Qt.Key.Key_Y, True), (Qt.Key.Key_N, False), (Qt.Key.Key_Escape, False)]
)
def test_one_key_answers(
    key: Qt.Key, yes: bool, put: Callable[[Question], Confirm], answers: list[Answer], qtbot: QtBot
) -> None:
    put(PLAIN)
    press(qtbot, key)
    assert answers == [Answer(yes)]


def test_enter_alone_goes_back(
    put: Callable[[Question], Confirm], answers: list[Answer], qtbot: QtBot
) -> None:
    put(PLAIN)
    press(qtbot, Qt.Key.Key_Return)
    assert answers == [Answer(yes=False)]


def test_a_reason_is_picked_by_digit(
    put: Callable[[Question], Confirm], answers: list[Answer], qtbot: QtBot
) -> None:
    put(VOID)
    press(qtbot, Qt.Key.Key_Y)
    assert answers == []
    press(qtbot, Qt.Key.Key_2)
    press(qtbot, Qt.Key.Key_Y)
    assert answers == [Answer(yes=True, reason="blur")]


def test_a_typed_reason_may_hold_any_letter(
    put: Callable[[Question], Confirm], answers: list[Answer], qtbot: QtBot
) -> None:
    put(TYPED)
    press(qtbot, "yny")
    assert answers == []
    press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: answers == [Answer(yes=True, reason="yny")])


def test_the_dialog_goes_away(put: Callable[[Question], Confirm], qtbot: QtBot) -> None:
    dialog = put(PLAIN)
    press(qtbot, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_a_name_as_large_as_it_fits(shown: Show, qtbot: QtBot) -> None:
    window = shown(QWidget())
    short = LargeText(window, "王𬭎")
    short.open()
    long = LargeText(window, "王测试" * 12)
    long.open()
    qtbot.waitUntil(long.isActiveWindow)
    sizes = [box.findChildren(QWidget)[0].fontInfo().pixelSize() for box in (short, long)]
    assert sizes[0] > 100 > sizes[1] >= 14
    assert here() is long
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not isValid(long))
