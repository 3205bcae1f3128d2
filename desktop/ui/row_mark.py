"""One mark for a row of inputs: where its values came from, without a mark beside each."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel

from desktop.ui.cells import Cell
from desktop.ui.dress import wear
from desktop.ui.fields import Origin
from desktop.ui.labels import label
from desktop.ui.theme import current

_MOST = 2
"""So many sources can be named; more are 多处."""


def row_mark() -> QLabel:
    """An empty mark that keeps its room."""
    made = label(role="mark", wrap=True)
    made.setFixedWidth(3 * current().px("small") + 2)
    made.setMinimumHeight(current().px("input"))
    return made


def show_origins(mark: QLabel, cells: Iterable[Cell]) -> None:
    """Name the sources of a row; green only when every value was verified."""
    origins = [cell.origin for cell in cells if cell.origin is not Origin.NONE]
    words = list(dict.fromkeys(origin.word for origin in origins))
    mark.setText("多处" if len(words) > _MOST else " ".join(words))
    verified = bool(origins) and all(origin.verified for origin in origins)
    wear(mark, tone="good" if verified else "plain")
