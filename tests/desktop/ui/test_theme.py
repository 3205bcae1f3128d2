import itertools
import json

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import resources
from desktop.ui import theme
from desktop.ui.theme import Look
from desktop.ui.tones import Tone

pytestmark = pytest.mark.gui

# Text on ground, as the sheet pairs them.
PAIRS = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "stripe"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("practice_text", "practice"),
    ("selected_text", "selected"),
    ("off", "off_soft"),
    ("off", "surface"),
    *itertools.product(("good", "warn", "bad", "info"), ("ground", "surface", "stripe")),
    *((tone, f"{tone}_soft") for tone in ("good", "warn", "bad", "info")),
    *(("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "info")),
)


def luminance(colour: QColor) -> float:
    def part(value: float) -> float:
        return float(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (part(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", list(Look))
def test_every_text_can_be_read(look: Look) -> None:
    worn = theme.load(look)
    least = 7.0 if "contrast" in look.value else 4.5
    weak = {
        pair: round(ratio(worn.colour(pair[0]), worn.colour(pair[1])), 2)
        for pair in PAIRS
        if ratio(worn.colour(pair[0]), worn.colour(pair[1])) < least
    }
    assert not weak


@pytest.mark.parametrize("look", list(Look))
def test_sheet_is_complete(look: Look, qapp: QApplication, qtbot: QtBot) -> None:
    worn = theme.apply(qapp, look)
    sheet = theme.style_sheet(worn)
    assert "$" not in sheet
    button = QPushButton("受理")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert button.font().pixelSize() == worn.px("body")
    assert button.sizeHint().height() == worn.px("input")
    assert theme.current() is worn


def test_the_measures_of_the_house() -> None:
    worn = theme.load(Look.NORMAL)
    wanted = {"body": 14, "row": 26, "input": 30, "border": 1}
    assert {name: worn.px(name) for name in wanted} == wanted
    assert theme.load(Look.LARGE).px("body") == 18
    assert worn.family[0] == "Noto Sans CJK SC"


def test_looks_name_the_same_tokens() -> None:
    tokens = json.loads(resources.text("theme/tokens.json"))
    for kind in ("colour", "measure"):
        names = [set(table) for table in tokens[kind].values()]
        assert all(name == names[0] for name in names)
    assert set(tokens["looks"]) == {look.value for look in Look}


def test_every_tone_has_a_colour_and_a_shape_of_its_own() -> None:
    worn = theme.load(Look.NORMAL)
    assert all(tone.colour in worn.colours for tone in Tone)
    signs = [tone.sign for tone in Tone]
    assert len(set(signs)) == len(signs)


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    assert theme.speak_chinese(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QCoreApplication.translate("QLineEdit", "&Copy").startswith("复制")
