"""The first page: takes keys at once, and keeps the answer until the program is ready."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.inputs import Line
from desktop.ui.labels import button, label, tell
from desktop.ui.theme import current
from desktop.ui.tones import Tone


class LoginView(QWidget):
    """``submitted(account, password)`` by Enter or click, once ``set_ready`` was said.

    What is submitted before that waits and is sent then; the password is forgotten at once.
    """

    submitted = Signal(str, str)

    def __init__(self, product: str, sentence: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self._ready = False
        self._waiting = False
        self._account = Line()
        self._account.setAccessibleName("账号")
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setAccessibleName("密码")
        self._password.returnPressed.connect(self._submit)
        self._enter = button("登录", self._submit, "primary")
        self._words = label(wrap=True)
        self._sentence = label(sentence, "hint", wrap=True)
        self._build(product)
        self.setFocusProxy(self._account)

    def set_ready(self) -> None:
        """The program can check an answer now."""
        self._ready = True
        if self._waiting:
            self._submit()
        else:
            tell(self._words, "")

    def set_sentence(self, text: str) -> None:
        """What stands under the title: hall and window, or how to practise."""
        self._sentence.setText(text)

    def set_account(self, account: str) -> None:
        """Fill in the account of last time, unless the clerk has typed one."""
        if not self._account.text():
            self._account.setText(account)
            if self._account.hasFocus():
                self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, tone: Tone = Tone.BAD) -> None:
        """Say why it did not work; the account stays, the cursor goes to the password."""
        tell(self._words, text, tone)
        self._enter.setEnabled(True)
        self._password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        account, password = self._account.text().strip(), self._password.text()
        if not account or not password:
            empty = self._password if account else self._account
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
            tell(self._words, "请填写账号和密码", Tone.WARN)
            return
        self._waiting = not self._ready
        self._enter.setEnabled(False)
        tell(self._words, "正在登录…" if self._ready else "正在准备，稍候自动登录…", Tone.INFO)
        if self._ready:
            self._password.clear()
            self.submitted.emit(account, password)

    def _build(self, product: str) -> None:
        theme = current()
        sheet = QFrame()
        sheet.setObjectName("sheet")
        edge = 2 * theme.px("gap_large")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px("gap"))
        column.addWidget(label(product, "name"))
        column.addWidget(self._sentence)
        form = QFormLayout()
        form.setSpacing(theme.px("gap"))
        form.addRow("账号", self._account)
        form.addRow("密码", self._password)
        column.addLayout(form)
        column.addWidget(self._words)
        column.addWidget(self._enter)
        sheet.setFixedWidth(26 * theme.px("body"))
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(sheet, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
