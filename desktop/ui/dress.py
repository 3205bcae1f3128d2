"""Style properties of a widget, which the sheet matches."""

from PySide6.QtWidgets import QWidget

from desktop.ui.tones import Tone


def wear(widget: QWidget, **marks: str) -> None:
    """Set style properties (``tone``, ``role``, ``state``) and let the sheet match them anew."""
    changed = False
    for name, value in marks.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.style() is not None:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def wear_tone(widget: QWidget, tone: Tone) -> None:
    """Colour a label or a bar by the tone's colour name."""
    wear(widget, tone=tone.colour)
