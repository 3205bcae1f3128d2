import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.preview import Preview
from desktop.ui.thumbs import Thumb, ThumbStrip
from tests.desktop.ui.hand import Show, press
from tests.desktop.ui.invented import picture

pytestmark = pytest.mark.gui


@pytest.fixture
def strip(shown: Show) -> ThumbStrip:
    made = ThumbStrip("已扫描的页")
    shown(made)
    made.set_pages([Thumb(key, picture(key, 80, 113)) for key in "abc"])
    made.setFocus()
    return made


@pytest.fixture
def preview(shown: Show) -> Preview:
    made = Preview("通知书预览")
    shown(made)
    return made


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_keys_of_the_strip(strip: ThumbStrip, qtbot: QtBot) -> None:
    assert strip.current_key() == "a"
    press(qtbot, Qt.Key.Key_Right)
    for signal, key, held, told in (
        (strip.opened, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, ["b"]),
        (strip.remove_asked, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, ["b"]),
        (strip.move_asked, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, ["b", 0]),
        (strip.move_asked, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, ["b", 2]),
    ):
        with qtbot.waitSignal(signal) as said:
            press(qtbot, key, held)
        assert said.args == told


def test_the_first_page_goes_no_further(strip: ThumbStrip, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(strip.move_asked):
        press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)


def test_the_current_page_stays(strip: ThumbStrip) -> None:
    strip.setCurrentRow(1)
    strip.set_pages([Thumb(key, picture(key, 80, 113)) for key in "cab"])
    assert strip.current_key() == "b"
    strip.set_pages([Thumb("c", b"broken", "损坏")])
    assert strip.current_key() == "c"
    assert strip.item(0).text() == "损坏"
    strip.set_pages(())
    assert strip.current_key() == ""


def test_preview_is_empty_first(preview: Preview) -> None:
    assert words(preview) == ["还没有可以预览的页面"]
    preview.turn_to(3)
    preview.act("larger")
    assert preview.page() == 0


def test_pages_turn_by_key(preview: Preview, qtbot: QtBot) -> None:
    preview.set_pages([picture("1"), picture("2")])
    preview.setFocus()
    press(qtbot, Qt.Key.Key_PageDown)
    press(qtbot, Qt.Key.Key_PageDown)
    assert preview.page() == 1
    assert any(text.startswith("第 2 / 2 页") for text in words(preview))
    press(qtbot, Qt.Key.Key_PageUp)
    assert preview.page() == 0


def test_a_broken_page_says_so(preview: Preview) -> None:
    preview.set_pages([b"no picture", picture("2")])
    assert "这一页无法显示" in words(preview)
    preview.turn_to(1)
    assert "这一页无法显示" not in words(preview)


def test_zoom_by_key(preview: Preview, qtbot: QtBot) -> None:
    preview.set_pages([picture("1", 900, 1200)])
    preview.setFocus()
    percent = _percent(preview)
    press(qtbot, Qt.Key.Key_Plus)
    assert _percent(preview) == pytest.approx(percent * 1.25, abs=2)
    press(qtbot, Qt.Key.Key_Minus)
    press(qtbot, Qt.Key.Key_Minus)
    assert _percent(preview) == pytest.approx(percent / 1.25, abs=2)
    press(qtbot, Qt.Key.Key_0)
    assert _percent(preview) == pytest.approx(percent, abs=1)


def test_fitted_pages_follow_the_room(preview: Preview, qtbot: QtBot) -> None:
    preview.set_pages([picture("1", 900, 1200)])
    wide = _percent(preview)
    preview.resize(500, 400)
    qtbot.waitUntil(lambda: _percent(preview) < wide)


def _percent(preview: Preview) -> int:
    text = next(text for text in words(preview) if text.endswith("%"))
    return int(text.partition("　")[2].rstrip("%"))
