"""Asking where the cursor may halt leaves every part of the window alive."""

import gc

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import focus
from desktop.ui.list_table import ListTable
from desktop.ui.table_model import Column, TupleModel

pytestmark = pytest.mark.gui


def parent_of(widget: QWidget) -> str:
    """Whom the binding takes for the parent."""
    return next(one for one in shiboken6.dump(widget).splitlines() if one.startswith("parent"))


def test_a_view_never_becomes_a_child_of_its_own_viewport(qtbot: QtBot) -> None:
    table = ListTable(TupleModel((Column("a", 80),)), "list")
    qtbot.addWidget(table)
    table.set_rows([("1", "x"), ("2", "y")])
    table.show()
    view, viewport = table.view, table.view.viewport()
    assert focus.is_stop(view)
    assert not focus.is_stop(viewport)
    assert hex(id(viewport)) not in parent_of(view)
    # What is in such a circle goes with the next collection, though it is on the screen.
    gc.collect()
    assert shiboken6.isValid(view.horizontalHeader())
    assert not table.grab().isNull()
