"""Fixed rows by columns, worked with keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.fields import Choice, Field, Kind, Origin
from desktop.ui.matrix import Matrix
from desktop.ui.rows import RowsEditor
from tests.desktop.ui.hand import here, press

COLUMNS = (
    Field("name", "单位名称", required=True, span=3),
    Field("signed", "签字", Kind.TICK),
    Field("date", "日期", Kind.DATE),
)


@pytest.fixture
def matrix(shown: Callable[[QWidget], QWidget]) -> Matrix:
    made = Matrix((Choice("survey", "勘察单位"), Choice("design", "设计单位")), COLUMNS, marks=True)
    shown(made)
    return made


def test_cells_report_under_row_and_column(matrix: Matrix, qtbot: QtBot) -> None:
    heard: list[tuple[str, str]] = []
    matrix.edited.connect(lambda key, text: heard.append((key, text)))
    matrix.focus("design.name")
    press(qtbot, "A")
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Space)
    assert heard == [("design.name", "A"), ("design.signed", "1")]
    assert here().accessibleName().startswith("设计单位 签字")


def test_zero_on_a_tick_is_the_whole_row(matrix: Matrix, qtbot: QtBot) -> None:
    done: list[str] = []

    def fill(row: str) -> None:
        done.append(row)
        matrix.set_values({f"{row}.signed": "1", f"{row}.date": "2026-11-20"}, {})

    matrix.row_done.connect(fill)
    matrix.focus("survey.signed")
    press(qtbot, "1")
    press(qtbot, "0")
    assert here().accessibleName().startswith("设计单位 签字")
    press(qtbot, "0")
    matrix.focus("survey.date")
    press(qtbot, "0")
    assert done == ["survey", "design"]


def test_what_zero_could_not_fill_takes_the_cursor(matrix: Matrix, qtbot: QtBot) -> None:
    matrix.row_done.connect(lambda row: matrix.set_values({f"{row}.signed": "1"}, {}))
    matrix.focus("survey.signed")
    press(qtbot, "0")
    assert here().accessibleName().startswith("勘察单位 日期")


def test_values_and_problems(matrix: Matrix) -> None:
    matrix.focus("survey.name")
    matrix.set_values(
        {"survey.name": "甲", "design.name": "乙", "other.name": "丙"},
        {"design.name": Origin.PROJECT},
    )
    matrix.set_problems({"design.date": "不是日期"})
    words = [
        part.property("text") for part in matrix.findChildren(QWidget) if part.property("text")
    ]
    assert {"项目", "！不是日期", "乙", "甲"} <= set(words)
    matrix.clear()
    assert "乙" not in [part.property("text") for part in matrix.findChildren(QWidget)]


def test_rows_tell_where_values_came_from(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    rows = RowsEditor((Field("name", "名称"), Field("floors", "层数", Kind.INTEGER)), marks=True)
    shown(rows)
    left: list[tuple[int, str]] = []
    rows.cell_left.connect(lambda row, key: left.append((row, key)))
    rows.set_rows([{"name": "1号楼"}], [{"name": Origin.PROJECT}])
    assert "项目" in [part.property("text") for part in rows.findChildren(QWidget)]
    rows.focus(0, "name")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: left == [(0, "name")])


def test_a_row_names_its_sources(matrix: Matrix, qtbot: QtBot) -> None:
    def marks() -> list[str]:
        found = matrix.findChildren(QLabel)
        return [one.text() for one in found if one.property("role") == "mark" and one.text()]

    matrix.set_values(
        {"survey.name": "甲", "survey.date": "2026-10-08", "design.name": "乙"},
        {
            "survey.name": Origin.PROJECT,
            "survey.date": Origin.PROJECT,
            "design.name": Origin.CARD,
        },
    )
    assert marks() == ["项目", "✓卡"]
    matrix.focus("survey.name")
    press(qtbot, "A")
    assert marks() == ["手填 项目", "✓卡"]
