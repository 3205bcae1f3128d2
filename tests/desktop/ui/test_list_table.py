import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.ui.list_table import ListTable
from desktop.ui.table_model import Cell, Column, PagedModel, Row, TupleModel
from desktop.ui.tones import Tone
from tests.desktop.ui.hand import Show, here, press

pytestmark = pytest.mark.gui

COLUMNS = (Column("编号", 100), Column("面积", 80, right=True), Column("时限", 120, stretch=True))
DISPLAY = Qt.ItemDataRole.DisplayRole


def rows(*areas: str) -> list[Row]:
    return [(f"k{at}", f"编号{at}", area, Cell("到期", Tone.WARN)) for at, area in enumerate(areas)]


@pytest.fixture
def table(shown: Show) -> ListTable:
    made = ListTable(TupleModel(COLUMNS), "办件列表")
    shown(made)
    made.set_rows(rows("9", "10", "1,000.5", ""))
    made.setFocus()
    return made


def column(table: ListTable, at: int) -> list[object]:
    model = table.model
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = TupleModel(COLUMNS)
    model.set_rows(rows("1", "2"))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    paged = PagedModel(COLUMNS, page=10)
    paged.reset(25)
    paged.supply(0, rows(*"1234567890"))
    qtmodeltester.check(paged)  # type: ignore[no-untyped-call]


def test_a_tone_is_a_shape_and_a_colour(table: ListTable) -> None:
    index = table.model.index(0, 2)
    assert index.data() == "▲ 到期"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    assert table.model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is None


def test_enter_opens_the_current_row(table: ListTable, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        press(qtbot, Qt.Key.Key_Return)
    assert opened.args == ["k1"]


def test_each_row_reached_is_told_once(table: ListTable, qtbot: QtBot) -> None:
    said: list[str] = []
    table.current.connect(said.append)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    table.set_rows(rows("9", "10", "1,000.5", ""))
    assert said == ["k1", "k2"]


def test_the_current_row_stays_by_its_key(table: ListTable) -> None:
    table.select("k2")
    table.set_rows([*rows("9", "10", "11", "12", "13")][::-1])
    assert table.current_key() == "k2"
    table.set_rows(rows("9", "10"))
    assert table.current_key() == "k1"
    table.set_rows(())
    assert table.current_key() == ""


def test_sorting_by_title(table: ListTable, qtbot: QtBot) -> None:
    table.select("k0")
    header = table.view.horizontalHeader()
    header.sectionClicked.emit(1)
    assert column(table, 1) == ["", "9", "10", "1,000.5"]
    assert table.current_key() == "k0"
    with qtbot.waitSignal(table.sorted_by) as told:
        header.sectionClicked.emit(1)
    assert told.args == [1, True]
    assert column(table, 1) == ["1,000.5", "10", "9", ""]
    assert table.current_key() == "k0"


def test_rows_are_26_pixels(table: ListTable) -> None:
    assert table.view.rowHeight(0) == 26
    assert table.view.rowHeight(3) == 26


def test_widths_are_kept(table: ListTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.widths_changed) as told:
        table.view.horizontalHeader().resizeSection(0, 150)
    assert told.args is not None
    assert told.args[0][0] == 150
    table.view.set_widths([90, 70, 60])
    assert table.view.widths()[:2] == [90, 70]
    table.view.set_widths([1])
    assert table.view.widths()[:2] == [90, 70]


def test_tab_leaves_the_table(shown: Show, qtbot: QtBot) -> None:
    holder = QWidget()
    first = ListTable(TupleModel(COLUMNS), "甲")
    first.setParent(holder)
    after = QPushButton("后", holder)
    first.set_rows(rows("1", "2"))
    shown(holder)
    first.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert here() is after


def test_empty_state_says_why_and_what_next(table: ListTable, qtbot: QtBot) -> None:
    acted: list[str] = []
    table.set_empty("还没有办件。", "去受理台", lambda: acted.append("go"))
    table.set_rows(())
    button = table.findChild(QPushButton)
    assert button is not None
    assert button.isVisible()
    assert not table.view.isVisible()
    qtbot.keyClick(button, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert acted == ["go"]
    table.set_rows(rows("1"))
    assert table.view.isVisible()


def test_a_million_rows_keep_few_pages(shown: Show, qtbot: QtBot) -> None:
    model = PagedModel(COLUMNS, page=100, kept=3)
    asked: list[tuple[int, int]] = []
    model.wanted.connect(lambda first, count: asked.append((first, count)))
    table = ListTable(model, "很长的列表")
    shown(table)
    model.reset(1_000_000)
    assert model.rowCount() == 1_000_000
    for at in (0, 999_999, 500_000, 250_000, 750_000):
        table.view.scrollTo(model.index(at, 0))
        table.view.viewport().repaint()
        assert model.index(at, 0).data() == "…"
        first = at // 100 * 100
        assert (first, 100) in asked
        model.supply(first, [(f"k{first + n}", f"编号{first + n}", "1", "x") for n in range(100)])
        assert model.index(at, 0).data() == f"编号{at}"
    assert len(asked) == len(set(asked))
    assert model.index(999_999, 0).data() == "…"


def test_a_paged_row_becomes_current_when_it_arrives(
    shown: Show,
) -> None:
    model = PagedModel(COLUMNS, page=10)
    table = ListTable(model, "列表")
    said: list[str] = []
    table.current.connect(said.append)
    shown(table)
    model.reset(5)
    assert said == []
    model.supply(0, rows("1", "2", "3", "4", "5"))
    assert said == ["k0"]


def test_who_waits_at_an_empty_list_stands_in_its_first_row(table: ListTable) -> None:
    table.set_rows([])
    table.setFocus()
    assert not table.view.hasFocus()
    table.set_rows(rows("9"))
    assert table.view.hasFocus()
    table.set_rows([])
    assert table.window().focusWidget() is not None
    table.set_rows(rows("9"))
    assert table.view.hasFocus()
