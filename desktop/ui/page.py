"""The frame of a page: title, scrolling body, and the bar of its actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.actions_bar import ActionsBar, PageAction
from desktop.ui.labels import label
from desktop.ui.progress import Progress
from desktop.ui.theme import current


class Page(QWidget):
    """Title on top, the caller's widgets in ``add`` order, actions at the foot.

    ``asked(name)`` for an action; ``arrived`` each time the page comes to the front. A page with
    ``scrolls`` grows beyond the window and keeps the focused input in sight by itself.
    """

    asked = Signal(str)
    arrived = Signal()

    def __init__(
        self, title: str = "", actions: Sequence[PageAction] = (), *, scrolls: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        theme = current()
        gap = theme.px("gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        self._title = label("", "title")
        column.addWidget(self._title)
        self.set_title(title)
        holder = QWidget()
        self._body = QVBoxLayout(holder)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(gap)
        column.addWidget(scrolling(holder) if scrolls else holder, 1)
        if scrolls:
            self._body.addStretch(1)
        self._tail = 1 if scrolls else 0
        self.progress = Progress()
        column.addWidget(self.progress)
        self.bar = ActionsBar(actions)
        self.bar.asked.connect(self.asked)
        column.addWidget(self.bar)
        self.bar.setVisible(bool(actions))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.arrived.emit()

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under those already there."""
        self._body.insertWidget(self._body.count() - self._tail, widget, stretch)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))


def scrolling(body: QWidget) -> QScrollArea:
    """A frameless area that scrolls ``body`` up and down and takes no focus of its own."""
    area = _Area()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body.setObjectName("scrolled")
    area.setWidget(body)
    return area


class _Area(QScrollArea):
    """Brings what takes the cursor into sight: Qt does so only for its own Tab."""

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.isAncestorOf(new):
            self.ensureWidgetVisible(new)
            self.horizontalScrollBar().setValue(0)


def group(title: str, *parts: QWidget) -> QWidget:
    """A titled group of widgets, one under the other."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current().px("gap_small"))
    column.addWidget(label(title, "heading"))
    for part in parts:
        column.addWidget(part)
    return holder
