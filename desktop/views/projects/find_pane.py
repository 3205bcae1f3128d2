"""Section 1: find the project while typing; Enter opens it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.actions_bar import PageAction
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page
from desktop.ui.search import SearchField
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import told
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State

_COLUMNS = (
    Column("项目代码", 196),
    Column("项目名称", 220, stretch=True),
    Column("建设单位", 170),
    Column("来源", 76),
    Column("状态", 104),
)
_OPEN = "open"


class FindPane(Page):
    """Typing searches; arrows move in the results, Enter opens the current one."""

    def __init__(self, presenter: ProjectsPresenter) -> None:
        super().__init__(actions=(PageAction(_OPEN, "打开项目", "Ctrl+Return", primary=True),))
        self._presenter = presenter
        self.search = SearchField("查找项目", "项目代码、名称、两个字、拼音首字母，或建设单位")
        self.list = ListTable(TupleModel(_COLUMNS), "项目列表")
        self.add(self.search)
        self.add(self.list, 1)
        self.search.wanted.connect(presenter.find)
        self.search.textChanged.connect(lambda text: None if text else presenter.find(""))
        self.search.submitted.connect(lambda _: self._open())
        self.list.opened.connect(presenter.choose)
        self.asked.connect(lambda _: self._open())
        self.setFocusProxy(self.search)

    def render_state(self, state: State) -> None:
        """Show the results."""
        words = state.answered
        self.list.set_empty(
            f"库中没有“{words}”。新项目在受理台第2步按编码录入。"
            if words
            else "本机还没有项目。联网后会收到；也可以在受理台按编码录入。"
        )
        self.list.set_rows([told.found(row) for row in state.rows or ()])
        self.bar.set_open(_OPEN, why_not="" if state.rows else "没有可以打开的项目")

    def arrive(self) -> None:
        """The cursor goes to the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        if self.search.hasFocus() and event.key() in moves:
            view = self.list.view
            view.go(view.currentIndex().row() + moves[event.key()])
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.list.current_key():
            self._presenter.choose(self.list.current_key())
