"""Lights: a shape, a name and a word; the colour only repeats what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.dress import wear, wear_tone
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed


@dataclass(frozen=True, slots=True)
class Lamp:
    """State of one thing: ``Lamp("reader", "读卡", Tone.GOOD, "就绪", "读卡器型号 …")``."""

    key: str
    name: str
    tone: Tone
    word: str
    tip: str = ""


class Light(QPushButton):
    """One lamp. A click asks for more; the keyboard reaches the same page by the navigation."""

    def __init__(self, lamp: Lamp) -> None:
        super().__init__()
        wear(self, role="light")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_lamp(lamp)

    def show_lamp(self, lamp: Lamp) -> None:
        """Show a state."""
        self.lamp = lamp
        self.setText(f"{lamp.name} {signed(lamp.word, lamp.tone)}".strip())
        self.setToolTip(lamp.tip)
        self.setAccessibleName(f"{lamp.name} {lamp.word}".strip())
        wear_tone(self, lamp.tone)


class LightRow(QWidget):
    """Lamps beside each other; ``asked(key)`` when one is clicked."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lights: dict[str, Light] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current().px("gap_small"))

    def set_lamps(self, lamps: Sequence[Lamp]) -> None:
        """Show exactly these lamps, in this order."""
        if [lamp.key for lamp in lamps] != list(self._lights):
            for light in self._lights.values():
                self._row.removeWidget(light)
                light.deleteLater()
            self._lights = {lamp.key: self._make(lamp) for lamp in lamps}
        for lamp in lamps:
            self._lights[lamp.key].show_lamp(lamp)

    def set_lamp(self, lamp: Lamp) -> None:
        """Change one lamp; a new key adds one at the end."""
        if lamp.key not in self._lights:
            self._lights[lamp.key] = self._make(lamp)
        self._lights[lamp.key].show_lamp(lamp)

    def _make(self, lamp: Lamp) -> Light:
        light = Light(lamp)
        light.clicked.connect(lambda: self.asked.emit(light.lamp.key))
        self._row.addWidget(light)
        return light
