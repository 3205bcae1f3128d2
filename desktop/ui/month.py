"""A month: what falls on which day, rest days apart, the arrows move from day to day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from desktop.ui.labels import button, label
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed

_WEEKS = 6
_AROUND = 6
"""Pixels of a cell beside its words."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """How many things fall on a day, and how the most pressing of them stands."""

    count: int
    tone: Tone


class Month(QCalendarWidget):
    """``picked(day)`` when the clerk chooses one; ``rests`` tells which days are not worked."""

    picked = Signal(date)

    def __init__(self, rests: Callable[[date], bool]) -> None:
        super().__init__()
        self._rests = rests
        self._marks: Mapping[date, DayMark] = {}
        self.setAccessibleName("时限日历")
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setGridVisible(True)
        self.setNavigationBarVisible(False)
        self._name = label()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._top = self._head()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self._top)
        days = self.findChild(QTableView)
        if days is not None:
            # By itself a column is as wide as a title of a list.
            days.horizontalHeader().setMinimumSectionSize(1)
        self._told(self.yearShown(), self.monthShown())
        self.currentPageChanged.connect(self._told)
        # Two lines of text in each of six weeks, below the month and the names of the days.
        self.setMinimumHeight((_WEEKS * 2 + 3) * self.fontMetrics().height())
        self._dress()
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)

    def minimumSizeHint(self) -> QSize:
        """Room for the sign and the number of a day in each of seven columns."""
        cells = 7 * (self._wide(signed("99", Tone.LATE)) + _AROUND)
        head = self._top.minimumSizeHint().width()
        return QSize(max(cells, head), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        rest = QTextCharFormat()
        rest.setForeground(current().colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, rest)

    def _head(self) -> QWidget:
        """The month in the hall's words, with a way to the next for those who use a mouse."""
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        before = button("上月 PgUp", self.showPreviousMonth, "quiet")
        after = button("下月 PgDn", self.showNextMonth, "quiet")
        for one in (before, after):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (before, self._name, after):
            row.addWidget(part, 1 if part is self._name else 0)
        return head

    def _told(self, year: int, month: int) -> None:
        self._name.setText(f"{year}年{month}月")

    def set_marks(self, marks: Mapping[date, DayMark]) -> None:
        """Show what falls on which day."""
        self._marks = dict(marks)
        self.updateCells()

    def show_day(self, day: date) -> None:
        """Turn to a day without picking it."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """The number of the day above, what falls on it below."""
        at = _plain(day)
        theme = current()
        chosen = at == _plain(self.selectedDate())
        painter.save()
        ground = "chosen" if chosen else "rest" if self._rests(at) else "field"
        painter.fillRect(rect, theme.colour(_GROUNDS[ground]))
        off = at.month != self.monthShown() or self._rests(at)
        painter.setPen(theme.colour("selected_text" if chosen else "muted" if off else "text"))
        upper = QRect(rect.topLeft(), QPoint(rect.right(), rect.center().y()))
        lower = QRect(QPoint(rect.left(), rect.center().y()), rect.bottomRight())
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(at.day))
        mark = self._marks.get(at)
        if mark is not None:
            if not chosen:
                painter.setPen(theme.colour(mark.tone.colour))
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self._words(mark, rect.width()))
        painter.restore()

    def _words(self, mark: DayMark, room: int) -> str:
        """What falls on a day; in a narrow cell without the word for pieces."""
        text = signed(f"{mark.count} 件", mark.tone)
        return text if self._wide(text) <= room else signed(str(mark.count), mark.tone)

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _pick(self, day: QDate) -> None:
        self.picked.emit(_plain(day))


_GROUNDS = {"chosen": "selected", "rest": "ground", "field": "surface"}


def _plain(day: QDate | date) -> date:
    return day if isinstance(day, date) else date(day.year(), day.month(), day.day())
