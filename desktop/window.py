"""The main window: the gate first, then the frame with navigation, pages and the counter side."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casework.errors import ClerkError
from desktop.actions import PAGES, WINDOW_KEYS
from desktop.messages import message_for
from desktop.ui import confirm, focus
from desktop.ui.banner import Banner, MissingBanner
from desktop.ui.frame import MeterLine, NavEntry, Navigation, SidePanel, StatusLine, TopBar
from desktop.ui.help import HelpPane, help_key
from desktop.ui.message import MessageArea, Retry
from desktop.ui.search import SearchPanel
from desktop.ui.wording import Message

PRODUCT = "一窗"


class Frame(QWidget):
    """What a clerk sees after login. Pages are built when they are opened for the first time.

    ``opened(key)`` after another page came to the front; ``help_wanted(key)`` by F1, with the
    help key of the field in focus (empty when it has none).
    """

    opened = Signal(str)
    help_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.top = TopBar(PRODUCT)
        self.meters = MeterLine("欠账:", "立即送出(&S)")
        self.missing = MissingBanner()
        self.navigation = Navigation("导航")
        self.side = SidePanel("柜台前  F9")
        self.help = HelpPane()
        self.status = StatusLine()
        self._pages = QStackedWidget()
        self._messages: tuple[QWidget, ...] = ()
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._made: dict[str, QWidget] = {}
        self._under: dict[str, str] = {}
        self._shortcuts: dict[str, QShortcut] = {}
        self._build()
        self.navigation.chosen.connect(self.open_page)
        self.help.closed.connect(self.close_help)

    def add_page(self, entry: NavEntry, make: Callable[[], QWidget]) -> None:
        """Register a page; ``make`` builds it when it is first opened."""
        self._makers[entry.key] = make
        standing = [page for page in PAGES if page.key in self._makers]
        standing += [] if entry in standing else [entry]
        self.navigation.set_entries(standing)
        if entry.shortcut and entry.key not in self._shortcuts:
            self._shortcuts[entry.key] = QShortcut(
                QKeySequence(entry.shortcut), self, lambda: self.open_page(entry.key)
            )

    def add_inner(self, key: str, under: str, make: Callable[[], QWidget]) -> None:
        """Register a page without an entry of its own; the navigation marks the one it is under."""
        self._makers[key] = make
        self._under[key] = under

    def open_page(self, key: str) -> QWidget:
        """Bring a page to the front and the cursor into it; KeyError when it is not registered."""
        if key not in self._made:
            self._made[key] = self._makers[key]()
            self._pages.addWidget(self._made[key])
        page = self._made[key]
        fresh = page.focusWidget() is None
        self._pages.setCurrentWidget(page)
        self.navigation.set_current(self._under.get(key, key))
        if fresh and page.focusProxy() is not None:
            # Turning the pages has put the cursor on whatever was built first.
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus.enter(page)
        self.opened.emit(key)
        return page

    def current_page(self) -> str:
        """The key of the page in front, empty before the first."""
        shown = self._pages.currentWidget()
        return next((key for key, page in self._made.items() if page is shown), "")

    def show_help(self, title: str, how: str, source: str = "") -> None:
        """Answer ``help_wanted``: the help stands in the place of the counter side."""
        self.help.say(title, how, source)
        self.side.hide()
        self.help.show()

    def close_help(self) -> None:
        """The counter side comes back."""
        self.help.hide()
        self.side.show()

    def ask_help(self) -> None:
        """F1: close the help that is open, or ask for the field in focus."""
        if self.help.isVisible():
            self.close_help()
        else:
            self.help_wanted.emit(help_key(QApplication.focusWidget()))

    def take_messages(self, area: MessageArea) -> None:
        """Give the message area its place between page and status line."""
        self._messages = (area,)
        self._column.insertWidget(self._column.indexOf(self.status), area)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab goes by the window's reading order, whenever its parts were built."""
        parts = (self.top, self.meters, self.missing, self.navigation, self._pages)
        return focus.step(
            self, (*parts, self.side, self.help, *self._messages), 1 if forward else -1
        )

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self.top, self.meters, self.missing):
            self._column.addWidget(part)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self.side)
        middle.addWidget(self.help)
        self.help.hide()
        self._column.addLayout(middle, 1)
        self._column.addWidget(self.status)


class MainWindow(QWidget):
    """One window: it shows a gate (login) at once and the frame once that was built.

    ``first_painted`` comes once, right after the gate stands on the screen: what the gate does
    not need is loaded then. ``search`` lies over every page after ``build_frame``.
    """

    first_painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(PRODUCT)
        self.resize(1280, 720)
        self.messages = MessageArea()
        self.may_close: Callable[[], bool] = lambda: True
        self.frame: Frame | None = None
        self.search: SearchPanel | None = None
        self._painted = False
        self._view: QWidget | None = None
        self._practice: Banner | None = None
        self._stack = QStackedWidget()
        self._gate = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        holder = QWidget()
        holder.setLayout(self._gate)
        self._gate.setContentsMargins(0, 0, 0, 0)
        self._gate.addWidget(self.messages)
        self._stack.addWidget(holder)

    def show_gate(self, view: QWidget) -> None:
        """Show a view in place of everything (login, passphrase) and put the cursor into it.

        The view before it is hidden and can be shown again.
        """
        if self._view is not None:
            self._gate.removeWidget(self._view)
            self._view.hide()
        self._view = view
        self._gate.insertWidget(0, view, 1)
        view.show()
        self._gate.addWidget(self.messages)
        self._stack.setCurrentIndex(0)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def build_frame(self) -> Frame:
        """Build the frame once; it is not shown yet."""
        if self.frame is None:
            self.frame = Frame()
            self._stack.addWidget(self.frame)
            self.search = SearchPanel(
                self, self.frame.top, "查找", "姓名、编号、两个字、拼音首字母、号码后四位"
            )
            self.frame.top.search_asked.connect(self.search.open_panel)
            self._bind_keys(self.frame, self.search)
        return self.frame

    def show_frame(self) -> None:
        """Turn from the gate to the frame; the caller opens a page."""
        frame = self.build_frame()
        frame.take_messages(self.messages)
        self._stack.setCurrentWidget(frame)

    def set_practice(self, text: str) -> None:
        """Put the practice banner over every page, or take it off with an empty text."""
        if self._practice is not None:
            self._column.removeWidget(self._practice)
            self._practice.hide()
            self._practice.deleteLater()
            self._practice = None
        if text:
            self._practice = Banner(text)
            self._column.insertWidget(0, self._practice)

    def say(self, error: ClerkError, retry: Retry | None = None) -> None:
        """Show a refusal in the words of its code; ``retry`` is offered where its table allows."""
        self.messages.show_message(message_for(error), retry)

    def tell(self, message: Message) -> None:
        """Show a message of one's own, for instance that something is done."""
        self.messages.show_message(message)

    def ask(
        self, question: confirm.Question, answered: Callable[[confirm.Answer], None]
    ) -> confirm.Confirm:
        """Ask before an act that cannot be taken back; nothing blocks."""
        return confirm.ask(self, question, answered)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)
        return handled

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
        else:
            event.ignore()

    def _bind_keys(self, frame: Frame, search: SearchPanel) -> None:
        acts: dict[str, Callable[[], None]] = {
            "help": frame.ask_help,
            "side": frame.side.enter,
            "navigation": frame.navigation.setFocus,
            "search": search.open_panel,
        }
        for key in WINDOW_KEYS:
            QShortcut(QKeySequence(key.keys), frame, acts[key.act])
