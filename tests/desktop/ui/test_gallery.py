"""Every scene of the gallery: nothing nameless, nothing cut, nothing English, no stray window."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.focus import is_stop
from desktop.ui.labels import CutLabel
from desktop.ui.list_table import RowView
from desktop.ui.thumbs import ThumbStrip
from desktop.window import MainWindow
from tests.desktop.ui import gallery
from tests.desktop.ui.hand import here, press

pytestmark = pytest.mark.gui

# Names of keys and things that have no Chinese name on the keyboard or in the hall.
FOREIGN = {
    *("Alt", "Ctrl", "Delete", "Esc", "Insert", "PgDn", "PgUp", "CA", "CUPS", "HW", "LH"),
    *("pcscd", "zhengzhou"),
}
SMALL = (1280, 720)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    made = gallery.window()
    qtbot.addWidget(made)
    made.resize(*SMALL)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize("look", [theme.Look.NORMAL, theme.Look.LARGE_CONTRAST])
@pytest.mark.parametrize("scene", list(gallery.SCENES))
def test_scene(
    scene: str, look: theme.Look, qapp: QApplication, window: MainWindow, qtbot: QtBot
) -> None:
    theme.apply(qapp, look)
    target = gallery.SCENES[scene](window)
    gallery.settle(qapp)
    assert not nameless(target)
    assert not cut(target)
    assert not english(target)
    windows = [one for one in qapp.topLevelWidgets() if one.isVisible()]
    assert set(windows) == {window, target.window()}
    assert (window.width(), window.height()) == SMALL


def test_tab_walks_through_every_stop_and_comes_back(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    gallery.SCENES["form"](window)
    gallery.settle(qapp)
    first = here()
    walked = [first]
    press(qtbot, Qt.Key.Key_Tab)
    while here() is not first:
        walked.append(here())
        press(qtbot, Qt.Key.Key_Tab)
        assert len(walked) < 200
    stops = [one for one in seen(window.build_frame()) if is_stop(one)]
    # Of a group of points Tab halts at the chosen one; the arrows and digits go to the others.
    rest = {one for one in stops if isinstance(one, QRadioButton) and not one.isChecked()}
    assert set(walked) | rest == set(stops)
    assert len(walked) == len(set(walked))


def test_an_input_method_swallows_no_single_key(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    """With Chinese input switched on, a letter must still reach the rows it acts on."""
    gallery.SCENES["materials"](window)
    gallery.settle(qapp)
    frame = window.build_frame()
    parts = (frame.findChild(RowView), frame.findChild(ThumbStrip), frame.navigation)
    for part in parts:
        assert part is not None
        part.setFocus()
        assert here() is part
        assert not part.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_gallery_writes_its_pictures(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery, "SIZES", {"1280": SMALL})
    written = gallery.shoot(qapp, tmp_path, (theme.Look.NORMAL,))
    assert len(written) == len(gallery.SCENES)
    assert all(path.stat().st_size > 4000 for path in written)


def seen(part: QWidget) -> list[QWidget]:
    return [one for one in part.findChildren(QWidget) if one.isVisible()]


def nameless(part: QWidget) -> list[str]:
    return [
        f"{type(stop).__name__} in {type(stop.parent()).__name__}"
        for stop in seen(part)
        if is_stop(stop)
        and not QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name).strip()
    ]


def cut(part: QWidget) -> list[str]:
    found = []
    for one in seen(part):
        if isinstance(one, CutLabel) or not isinstance(one, QLabel | QPushButton):
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            wide, high = 0, one.heightForWidth(one.width())
        else:
            wide, high = one.minimumSizeHint().width(), one.fontMetrics().height()
        if one.width() < wide or one.height() < high:
            found.append(f"{one.text()}: {one.width()}x{one.height()} < {wide}x{high}")
    return found


def english(part: QWidget) -> set[str]:
    texts = [one.text() for one in seen(part) if isinstance(one, QLabel | QPushButton)]
    return {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", text)} - FOREIGN
