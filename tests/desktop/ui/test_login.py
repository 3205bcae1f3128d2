import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.login import LoginView
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui


@pytest.fixture
def login(shown: Show) -> LoginView:
    made = LoginView("一窗", "3号窗口")
    shown(made)
    made.setFocus()
    return made


@pytest.fixture
def sent(login: LoginView) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    login.submitted.connect(lambda account, password: said.append((account, password)))
    return said


def words(login: LoginView) -> list[str]:
    return [one.text() for one in login.findChildren(QLabel) if one.isVisible() and one.text()]


def test_keys_only(login: LoginView, sent: list[tuple[str, str]], qtbot: QtBot) -> None:
    login.set_ready()
    press(qtbot, "zhang")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, "secret")
    press(qtbot, Qt.Key.Key_Return)
    assert sent == [("zhang", "secret")]
    login.say("账号或密码不对")
    assert here().accessibleName() == "密码"
    assert "■ 账号或密码不对" in words(login)
    press(qtbot, "again")
    press(qtbot, Qt.Key.Key_Return)
    assert sent[1:] == [("zhang", "again")]


def test_keys_typed_before_the_program_is_ready_are_not_lost(
    login: LoginView, sent: list[tuple[str, str]], qtbot: QtBot
) -> None:
    press(qtbot, "zhang")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, "secret")
    press(qtbot, Qt.Key.Key_Return)
    assert sent == []
    assert any("正在准备" in text for text in words(login))
    login.set_ready()
    assert sent == [("zhang", "secret")]


def test_both_are_needed(login: LoginView, sent: list[tuple[str, str]], qtbot: QtBot) -> None:
    login.set_ready()
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Return)
    assert here().accessibleName() == "账号"
    press(qtbot, "zhang")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    assert sent == []
    assert "▲ 请填写账号和密码" in words(login)


def test_the_last_account_is_filled_in(login: LoginView) -> None:
    login.set_account("zhang")
    assert here().accessibleName() == "密码"
    login.set_sentence("演练：zhang / 1234")
    assert "演练：zhang / 1234" in words(login)


def test_a_typed_account_stays(login: LoginView, qtbot: QtBot) -> None:
    press(qtbot, "li")
    login.set_account("zhang")
    assert here().accessibleName() == "账号"
