"""The parts around the page: top bar, meter line, navigation, side panel and status line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import focus
from desktop.ui.dress import wear
from desktop.ui.labels import CutLabel, button, label, tell
from desktop.ui.lights import Lamp, Light, LightRow
from desktop.ui.page import scrolling
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed

_KEY_ROLE = int(Qt.ItemDataRole.UserRole)


class Bar(QFrame):
    """A strip of the frame; ``role`` is bar or foot."""

    def __init__(self, role: str) -> None:
        super().__init__()
        wear(self, role=role)
        self.row = QHBoxLayout(self)
        gap = current().px("gap")
        self.row.setContentsMargins(gap, current().px("gap_small"), gap, current().px("gap_small"))
        self.row.setSpacing(gap)


class TopBar(Bar):
    """Product, place and clerk on the left, connection and devices on the right.

    ``asked(key)`` when a lamp is clicked, ``search_asked`` by the button that names the key.
    """

    asked = Signal(str)
    search_asked = Signal()

    def __init__(self, product: str) -> None:
        super().__init__("bar")
        self._place = CutLabel()
        self.connection = Light(Lamp("connection", "", Tone.OFF, "离线"))
        self.devices = LightRow()
        self.devices.asked.connect(self.asked)
        self.connection.clicked.connect(lambda: self.asked.emit(self.connection.lamp.key))
        self.row.addWidget(label(product, "product"))
        self.row.addWidget(self._place, 1)
        search = button("查找 Ctrl+F", self.search_asked.emit, "quiet")
        search.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.row.addWidget(search)
        self.row.addWidget(self.connection)
        self.row.addWidget(self.devices)

    def set_place(self, *parts: str) -> None:
        """Hall, window and clerk: the parts that are known, with dots between."""
        self._place.setText(" · ".join(part for part in parts if part))

    def set_online(self, *, online: bool, last: str = "") -> None:
        """Show the connection; ``last`` is the moment of the last exchange as text."""
        word = "在线" if online else "离线"
        since = f" 上次同步 {last}" if last else " 尚未同步"
        self.connection.show_lamp(
            Lamp("connection", "", Tone.GOOD if online else Tone.OFF, word + since)
        )


@dataclass(frozen=True, slots=True)
class Meter:
    """One counter of the meter line: ``当日 2 (最早 17:30)``."""

    word: str
    count: int
    note: str = ""
    tone: Tone = Tone.PLAIN


class MeterLine(Bar):
    """Counters, a sentence about what must still be done, and one action (``asked``)."""

    asked = Signal()

    def __init__(self, title: str, action: str) -> None:
        super().__init__("bar")
        self._title = label(title)
        self._meters: list[CutLabel] = []
        self._rest = label()
        self._act = button(action, self.asked.emit)
        self._act.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.row.addWidget(self._title)
        self.row.setSpacing(current().px("gap_large"))
        self.row.addStretch(1)
        self.row.addWidget(self._rest)
        self.row.addWidget(self._act)

    def set_meters(self, meters: Sequence[Meter]) -> None:
        """Show exactly these counters, each in its own tone."""
        while len(self._meters) > len(meters):
            self._meters.pop().deleteLater()
        while len(self._meters) < len(meters):
            self._meters.append(CutLabel())
            self.row.insertWidget(len(self._meters), self._meters[-1])
        for words, meter in zip(self._meters, meters, strict=True):
            note = f" ({meter.note})" if meter.note else ""
            tell(words, f"{meter.word} {meter.count}{note}", meter.tone)

    def set_rest(self, text: str, tone: Tone = Tone.PLAIN, *, may_act: bool = True) -> None:
        """Say what is still owed, and whether the action can be used now."""
        tell(self._rest, text, tone)
        self._act.setEnabled(may_act)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the navigation: its page, its word, its key (may be empty)."""

    key: str
    word: str
    shortcut: str = ""


class Navigation(QTreeWidget):
    """The pages that exist; ``chosen(key)`` by click, Enter or Space. One stop for Tab."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(name)
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(lambda item, _: self.chosen.emit(item.data(0, _KEY_ROLE)))

    def set_entries(self, entries: Sequence[NavEntry]) -> None:
        """Show exactly these entries."""
        self.clear()
        for entry in entries:
            item = QTreeWidgetItem([entry.shortcut, entry.word, ""])
            item.setData(0, _KEY_ROLE, entry.key)
            item.setData(1, Qt.ItemDataRole.AccessibleTextRole, f"{entry.word} {entry.shortcut}")
            self.addTopLevelItem(item)

    def set_current(self, key: str) -> None:
        """Mark the page on show; says nothing to anybody."""
        item = self._item(key)
        if item is not None:
            self.setCurrentItem(item)

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait behind an entry; 0 shows nothing."""
        item = self._item(key)
        if item is not None:
            item.setText(2, str(count) if count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(item.data(0, _KEY_ROLE))
        else:
            super().keyPressEvent(event)

    def _item(self, key: str) -> QTreeWidgetItem | None:
        items = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return next((item for item in items if item and item.data(0, _KEY_ROLE) == key), None)


class SidePanel(QFrame):
    """The panel on the right: a title and a slot that scrolls."""

    def __init__(self, title: str) -> None:
        super().__init__()
        wear(self, role="side")
        column = QVBoxLayout(self)
        gap = current().px("gap")
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(current().px("gap_small"))
        column.addWidget(label(title, "title"))
        holder = QWidget()
        self._slot = QVBoxLayout(holder)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.setSpacing(gap)
        self._slot.addStretch(1)
        self.area = scrolling(holder)
        column.addWidget(self.area, 1)

        self.on_enter: Callable[[], None] | None = None

    def add(self, widget: QWidget) -> None:
        """Put a widget under those already there."""
        self._slot.insertWidget(self._slot.count() - 1, widget)

    def enter(self) -> None:
        """Put the cursor in here: where ``on_enter`` says, else on the first stop."""
        if self.on_enter is not None:
            self.on_enter()
        else:
            focus.enter(self)


class StatusLine(Bar):
    """The last thing that is on disk, the rules in force, and the practice mark."""

    def __init__(self) -> None:
        super().__init__("foot")
        self._entry = CutLabel()
        self._rules = CutLabel()
        self._mode = label()
        self.row.addWidget(self._entry)
        self.row.addWidget(self._rules, 1)
        self.row.addWidget(self._mode)

    def set_entry(self, number: int, time: str) -> None:
        """The number and time of the last journal entry on disk."""
        self._entry.setText(f"已落盘 #{number} {time}")

    def set_rules(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """The rule pack in force and its status."""
        self._rules.setText(signed(text, tone))
        wear(self._rules, tone=tone.colour)

    def set_mode(self, text: str) -> None:
        """The practice mark, or nothing."""
        self._mode.setText(text)
