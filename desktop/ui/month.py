"""A month: what falls on which day, rest days apart, the arrows move from day to day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed

_WEEKS = 6
_ROOM = 3


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
        # Two lines of text in each of six weeks, below the months and the names of the days.
        self.setMinimumHeight((_WEEKS * 2 + 3) * (self.fontMetrics().height() + _ROOM))
        self._dress()
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        """Qt's own bar of months is white on the accent whatever the style sheet says."""
        theme = current()
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        if bar is not None:
            bar.setAutoFillBackground(True)
            palette = bar.palette()
            palette.setColor(QPalette.ColorRole.Highlight, theme.colour("ground"))
            palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("text"))
            bar.setPalette(palette)
        rest = QTextCharFormat()
        rest.setForeground(theme.colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, rest)

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
        painter.setPen(theme.colour("muted" if off else "text"))
        upper = QRect(rect.topLeft(), QPoint(rect.right(), rect.center().y()))
        lower = QRect(QPoint(rect.left(), rect.center().y()), rect.bottomRight())
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(at.day))
        mark = self._marks.get(at)
        if mark is not None:
            painter.setPen(theme.colour(mark.tone.colour))
            text = signed(f"{mark.count} 件", mark.tone)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(_plain(day))


_GROUNDS = {"chosen": "selected", "rest": "ground", "field": "surface"}


def _plain(day: QDate | date) -> date:
    return day if isinstance(day, date) else date(day.year(), day.month(), day.day())
