"""Digits in a group of ticks: one by position, and 0 for all."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.checklist import Checklist, RowAction
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.form import FormView
from desktop.ui.table_model import Column
from tests.desktop.ui.hand import Show, here, press

_BOXES = tuple(Choice(key, f"验收{key}") for key in "abc")


def test_digits_turn_the_boxes_of_a_group(shown: Show, qtbot: QtBot) -> None:
    form = FormView((Field("items", "事项", Kind.TICKS, choices=_BOXES),))
    shown(form)
    heard: list[str] = []
    form.edited.connect(lambda _, text: heard.append(text))
    form.focus("items")
    for key in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_9, Qt.Key.Key_0, Qt.Key.Key_0):
        press(qtbot, key)
    assert heard == ["c", "a,c", "a,b,c", ""]
    assert here().accessibleName() == "事项 验收a"


def test_keys_are_named_as_on_the_keyboard(shown: Show) -> None:
    actions = (RowAction("see", "Space", "原件核对"), RowAction("drop", "Del", "退还"))
    table = Checklist("材料", (Column("材料", 90),), actions)
    shown(table)
    words = [made.text() for made in table.findChildren(QPushButton)]
    assert {"空格 原件核对", "Delete 退还"} <= set(words)
