"""Messages that do not stop the work: what happened, what to do now, and whom to call."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.dress import wear_tone
from desktop.ui.labels import button, label
from desktop.ui.theme import current
from desktop.ui.tones import Tone, signed
from desktop.ui.wording import Message

Retry = Callable[[], None]


class MessageArea(QFrame):
    """A bar with the newest message; the others wait behind it, and none takes the focus.

    The same code shown again takes the place of the older one, and good news gives way to any.
    Alt+R tries again where that is allowed, Alt+K puts the message away.
    """

    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self._waiting: list[tuple[Message, Retry | None]] = []
        self._title = label(wrap=True)
        self._what = label(wrap=True)
        self._next = label(wrap=True)
        self._code = label(role="hint", wrap=True)
        self._retry = button("重试(&R)", self._try_again)
        self._dismiss = button("知道了(&K)", self.dismiss)
        self._build()
        self.hide()

    def show_message(self, message: Message, retry: Retry | None = None) -> None:
        """Show a message; it offers a retry when it may be retried and ``retry`` is given."""
        self._waiting = [
            kept
            for kept in self._waiting
            if (kept[0].code, kept[0].title) != (message.code, message.title)
            and kept[0].tone is not Tone.GOOD
        ]
        self._waiting.append((message, retry))
        self._render()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Put the newest message away; the one before it comes forward."""
        if self._waiting:
            self._waiting.pop()
        self._render()
        if not self._waiting:
            self.gone.emit()

    def clear(self, code: str) -> None:
        """Take a message away because its cause is gone."""
        self._waiting = [kept for kept in self._waiting if kept[0].code != code]
        self._render()

    def messages(self) -> list[Message]:
        """All that is waiting to be read, the newest last."""
        return [message for message, _ in self._waiting]

    def _build(self) -> None:
        theme = current()
        row = QHBoxLayout(self)
        gap, small = theme.px("gap"), theme.px("gap_small")
        row.setContentsMargins(gap, small, gap, small)
        row.setSpacing(gap)
        words = QVBoxLayout()
        words.setSpacing(1)
        for line in (self._title, self._what, self._next, self._code):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(line)
        self._title.setProperty("role", "title")
        row.addLayout(words, 1)
        for made in (self._retry, self._dismiss):
            # A click must not take the cursor out of the clerk's input.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _render(self) -> None:
        if not self._waiting:
            self.hide()
            return
        message, retry = self._waiting[-1]
        wear_tone(self, message.tone)
        wear_tone(self._title, message.tone)
        self._title.setText(signed(message.title, message.tone))
        _line(self._what, message.what)
        _line(self._next, f"现在：{message.next_step}" if message.next_step else "")
        behind = len(self._waiting) - 1
        parts = (
            f"代码 {message.code}" if message.code else "",
            f"找 {message.call}" if message.call else "",
            f"另有 {behind} 条" if behind else "",
        )
        _line(self._code, " · ".join(part for part in parts if part))
        self._retry.setVisible(message.may_retry and retry is not None)
        self.setAccessibleName(f"{message.title} {message.what} {message.next_step}")
        self.show()

    def _try_again(self) -> None:
        _, retry = self._waiting[-1]
        self.dismiss()
        if retry is not None:
            retry()


def _line(target: QWidget, text: str) -> None:
    target.setProperty("text", text)
    target.setVisible(bool(text))
