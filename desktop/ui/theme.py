"""The look of the program: tokens from resources, turned into palette, font and style sheet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Template

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources


class Look(StrEnum):
    """What the clerk chooses in the settings."""

    NORMAL = "normal"
    LARGE = "large"
    CONTRAST = "contrast"
    LARGE_CONTRAST = "large-contrast"


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: colours as ``#rrggbb`` by name, measures in device-independent pixels."""

    look: Look
    family: tuple[str, ...]
    colours: Mapping[str, str]
    measures: Mapping[str, int]

    def px(self, name: str) -> int:
        return self.measures[name]

    def colour(self, name: str) -> QColor:
        return QColor(self.colours[name])


def load(look: Look) -> Theme:
    """Read the tokens of one look."""
    tokens = json.loads(resources.text("theme/tokens.json"))
    parts = tokens["looks"][look.value]
    return Theme(
        look=look,
        family=tuple(tokens["family"]),
        colours=tokens["colour"][parts["colour"]],
        measures=tokens["measure"][parts["measure"]],
    )


_worn: dict[str, Theme] = {}


def current() -> Theme:
    """The theme the application wears now; the normal look before any was applied."""
    if "now" not in _worn:
        _worn["now"] = load(Look.NORMAL)
    return _worn["now"]


def apply(app: QApplication, look: Look) -> Theme:
    """Dress the application. Widgets that keep measures follow by their StyleChange event."""
    theme = load(look)
    _worn["now"] = theme
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette(theme))
    app.setFont(_font(theme))
    app.setStyleSheet(style_sheet(theme))
    return theme


def speak_chinese(app: QApplication) -> bool:
    """Install Qt's own Chinese texts (dialog buttons, context menus); say whether they exist."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    texts = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return texts.load("qtbase_zh_CN", folder) and app.installTranslator(texts)


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme; a name without a token is a KeyError."""
    words: dict[str, object] = {**theme.colours}
    for more in (theme.measures, _derived(theme)):
        # A name said twice would paint a border in the colour "1".
        assert words.keys().isdisjoint(more)
        words.update(more)
    return Template(resources.text("theme/window.qss")).substitute(words)


def _derived(theme: Theme) -> dict[str, object]:
    """Lengths that follow from others, so that a focused frame moves nothing."""
    line, focus, pad = (theme.px(name) for name in ("border", "focus_border", "pad"))
    wide = theme.px("gap") + theme.px("gap_small")
    return {
        "line_px": line,
        "focus_px": focus,
        "pad_focus": pad - (focus - line),
        "pad_text": pad - 4,
        "pad_text_focus": pad - 4 - (focus - line),
        "button_pad": wide,
        "button_pad_focus": wide - (focus - line),
        "input_inner": theme.px("input") - 2 * line,
        "text_inner": theme.px("input") * 3 - theme.px("gap_large"),
        "tick_inner": theme.px("row") - 4,
        "story": 2 * theme.px("row") - theme.px("gap_small"),
        "scroll": theme.px("small"),
        "tick": theme.px("body"),
        "tick_round": (theme.px("body") + 2) // 2,
        "arrow": theme.px("small") - 2,
        "arrow_box": theme.px("row") - 4,
        "icons": resources.path("icons").as_posix(),
        "shade": "light" if theme.colours["surface"] == "#000000" else "dark",
    }


def _font(theme: Theme) -> QFont:
    font = QFont(list(theme.family))
    font.setPixelSize(theme.px("body"))
    return font


_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "stripe",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "off",
    QPalette.ColorRole.Link: "accent",
}


def _palette(theme: Theme) -> QPalette:
    """Fusion paints ticks, radio points and scroll bars from these."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("off"))
    return palette
