"""The papers a verb asks to be scanned: one row each, and the pages of the current one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.files import choose_files
from desktop.ui.table_model import Cell, Column
from desktop.ui.thumbs import Thumb, ThumbStrip, small
from desktop.ui.tones import Tone
from desktop.views.handling.page_verbs import PageVerbs
from desktop.views.handling.state import State
from desktop.views.handling.verbs import Pages

_SCAN, _IMPORT = "scan", "import"
_KINDS = "扫描件和文件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
_COLUMNS = (Column("扫描件", 150, stretch=True), Column("页", 110))
_EVERY = frozenset({_SCAN, _IMPORT})
_ROWS = 4
_HOW = "按 S 扫描，按 I 导入文件；在缩略图上回车看大图，Delete 去掉一页。"


class PagesPart(QWidget):
    """S scans, I brings files; in the strip Enter shows a page in full, Delete takes it out."""

    def __init__(self, verbs: PageVerbs, papers: tuple[Pages, ...]) -> None:
        super().__init__()
        self._verbs = verbs
        self._papers = papers
        self._shown: tuple[object, ...] = ()
        actions = (RowAction(_SCAN, "S", "扫描"), RowAction(_IMPORT, "I", "导入文件"))
        self.table = Checklist("要扫描的文书", _COLUMNS, actions)
        self.table.table.hold_rows(min(len(papers), _ROWS), _ROWS)
        self._strip = ThumbStrip("扫描的页")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self._strip)
        self._bind()
        self.setFocusProxy(self.table)

    def render_state(self, state: State) -> None:
        """Show what is in and what is wanted."""
        self.table.set_rows([_row(one, state) for one in self._papers])
        self._show_strip(state)

    def _bind(self) -> None:
        self.table.acted.connect(self._act)
        self.table.current.connect(self._verbs.reveal)
        verbs, table = self._verbs, self.table
        self._strip.opened.connect(lambda sha: verbs.look(table.current_key(), sha))
        self._strip.remove_asked.connect(lambda sha: verbs.remove(table.current_key(), sha))

    def _act(self, key: str, action: str) -> None:
        if action == _SCAN:
            self._verbs.scan(key)
        else:
            choose_files(self, "导入文件", _KINDS, lambda files: self._verbs.bring(key, files))

    def _show_strip(self, state: State) -> None:
        pages = state.filled.scanned(self.table.current_key())
        shown = tuple((page.sha256, state.thumbs.get(page.sha256, b"")) for page in pages)
        self._strip.setVisible(bool(pages))
        if shown != self._shown:
            self._shown = shown
            self._strip.set_pages([Thumb(sha, small(seen) if seen else b"") for sha, seen in shown])


def _row(one: Pages, state: State) -> ChecklistRow:
    count, problem = len(state.filled.scanned(one.key)), state.problems.get(one.key, "")
    if state.scanning == one.key:
        cell = Cell(f"正在扫描 {count} 页", Tone.INFO)
    elif count:
        cell = Cell(f"{count} 页", Tone.GOOD)
    else:
        missing = ("缺", Tone.BAD if problem else Tone.WARN) if one.required else ("——", Tone.PLAIN)
        cell = Cell(*missing)
    star = "★ " if one.required else ""
    busy = "正在扫描" if state.scanning else ""
    allowed = frozenset[str]() if busy else _EVERY
    detail = problem or _HOW
    return ChecklistRow(one.key, (f"{star}{one.label}", cell), allowed, busy, detail)
