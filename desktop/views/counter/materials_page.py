"""Step 4: the checklist, worked row by row with single keys, and the pages of the current line."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from casework.records.case_events import ONLINE, SCANNER, PageRef
from desktop.ui.actions_bar import PageAction
from desktop.ui.checklist import Checklist, ChecklistRow, RowAction
from desktop.ui.files import choose_files
from desktop.ui.labels import label
from desktop.ui.page import Page
from desktop.ui.page_dialog import PageDialog
from desktop.ui.table_model import Cell, Column
from desktop.ui.thumbs import Thumb, ThumbStrip, small
from desktop.ui.tones import Tone
from desktop.views.counter.checklist import (
    DROP,
    HAVE,
    IMPORT,
    MISSING,
    NUMBER,
    REFUSED,
    REUSE,
    SCAN,
    SEE,
    TAKE,
    UNSEALED,
    UNSEEN,
    Line,
)
from desktop.views.counter.help_texts import MATERIAL
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State

_NEXT = "next"
_COLUMNS = (
    Column("材料", 300, stretch=True),
    Column("要求", 80),
    Column("收取", 150),
    Column("原件核对", 72),
    Column("状态", 210),
)
_ACTIONS = (
    RowAction(TAKE, "T", "收取", onward=True),
    RowAction(SEE, "Space", "原件核对", onward=True),
    RowAction(REUSE, "R", "共享", onward=True),
    RowAction(SCAN, "S", "扫描"),
    RowAction(IMPORT, "I", "导入文件"),
    RowAction(DROP, "Del", "退还"),
)
_TONES = {
    HAVE: Tone.GOOD,
    NUMBER: Tone.GOOD,
    UNSEEN: Tone.WARN,
    UNSEALED: Tone.WARN,
    MISSING: Tone.BAD,
    REFUSED: Tone.OFF,
}
_SOURCES = {SCANNER: "", ONLINE: "网上提交"}
"""What stands under a page; a file that was brought is called by its name."""
_FILES = "扫描件和文件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"


class MaterialsPage(Page):
    """One deliberate key per original; a row that must not be asked for says why."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__(actions=(PageAction(_NEXT, "下一步", "F5", primary=True),))
        self._presenter = presenter
        self._lines: tuple[Line, ...] = ()
        self._strip_of: tuple[object, ...] = ()
        self._pictures: dict[str, bytes] = {}
        self._looked_at: tuple[bytes, ...] = ()
        self._fetched = False
        self._words = label("", "hint", wrap=True)
        self._table = Checklist("材料", _COLUMNS, _ACTIONS)
        self._strip = ThumbStrip("已扫描的页")
        self.add(self._words)
        self.add(self._table, 1)
        self._table.lay_aside(self._strip)
        self._bind()

    def render_state(self, state: State) -> None:
        """Show what changed since the last time."""
        if state.lines is not self._lines:
            self._lines = state.lines
            self._table.set_rows([_row(line) for line in state.lines])
            self._words.setText(_summary(state.lines))
        self._show_progress(state)
        self._show_strip(state)
        came, self._fetched = state.fetched and not self._fetched, state.fetched
        if came:
            self._presenter.pages.reveal(self._key)
        if state.looked_at is not self._looked_at:
            self._looked_at = state.looked_at
            self._show_page(state.looked_at)

    def arrive(self) -> None:
        """The cursor goes to the first line that stands open."""
        first = next((line.key for line in self._lines if line.open), "")
        if first:
            self._table.select(first)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind(self) -> None:
        pages = self._presenter.pages
        self.asked.connect(lambda _: self._presenter.next())
        self.progress.cancelled.connect(pages.stop_scan)
        self._table.acted.connect(self._acted)
        self._table.current.connect(self._reached)
        self._strip.opened.connect(pages.look)
        self._strip.remove_asked.connect(lambda sha: pages.remove_page(self._key, sha))
        self._strip.move_asked.connect(lambda sha, to: pages.move_page(self._key, sha, to))

    @property
    def _key(self) -> str:
        return self._table.current_key()

    def _acted(self, line: str, action: str) -> None:
        acts: dict[str, Callable[[str], None]] = {
            TAKE: self._presenter.materials.take,
            SEE: self._presenter.materials.see,
            REUSE: self._presenter.materials.reuse,
            SCAN: self._presenter.pages.scan,
            IMPORT: self._ask_files,
            DROP: self._presenter.materials.drop,
        }
        acts[action](line)

    def _reached(self, line: str) -> None:
        self._table.table.view.setProperty("help_key", MATERIAL + line)
        self._presenter.pages.reveal(line)
        self._show_strip(self._presenter.state)

    def _ask_files(self, line: str) -> None:
        pages = self._presenter.pages
        choose_files(self, "导入文件", _FILES, lambda files: pages.bring(line, files))

    def _show_page(self, pages: tuple[bytes, ...]) -> None:
        if pages:
            dialog = PageDialog(self, pages)
            dialog.finished.connect(lambda _: self._presenter.pages.look_away())
            dialog.open()

    def _show_progress(self, state: State) -> None:
        if not state.scanning:
            self.progress.finish()
            return
        if self.progress.isHidden():
            self.progress.start(f"正在收页：{state.scanning}", stop="停止(&T)")
        self.progress.advance(state.scanned, unit="页")

    def _show_strip(self, state: State) -> None:
        line = next((one for one in state.lines if one.key == self._key), None)
        pages = line.pages if line else ()
        seen = tuple(page.sha256 in state.thumbs for page in pages)
        shown = (self._key, pages, seen, state.unfetched is None)
        if shown == self._strip_of:
            return
        self._strip_of = shown
        # Where nothing came there is nothing to look at, and the lines need the room.
        came = state.unfetched is None or any(seen)
        self._strip.setVisible(bool(pages) and came)
        self._strip.set_pages([self._thumb(page, state) for page in pages])

    def _thumb(self, page: PageRef, state: State) -> Thumb:
        picture = state.thumbs.get(page.sha256, b"")
        if page.sha256 not in self._pictures and picture:
            self._pictures[page.sha256] = small(picture)
        caption = _SOURCES.get(page.source, page.source)
        return Thumb(page.sha256, self._pictures.get(page.sha256, b""), caption)


def _row(line: Line) -> ChecklistRow:
    star = "★" if line.star else "　"
    tone = _TONES.get(line.state, Tone.PLAIN)
    values = (
        f"{star} {line.name}",
        line.required,
        line.received,
        line.seen,
        Cell(line.words, tone),
    )
    return ChecklistRow(line.key, values, line.allowed, line.why, line.detail)


def _summary(lines: tuple[Line, ...]) -> str:
    missing = sum(line.state == MISSING for line in lines)
    unseen = sum(line.state == UNSEEN for line in lines)
    refused = sum(line.state == REFUSED for line in lines)
    looked = any(line.seen.startswith("✔") for line in lines)
    done = "材料已齐，原件已核对" if looked else "材料已齐"
    open_ones = ((missing, f"还缺 {missing} 份"), (unseen, f"{unseen} 份原件待核对"))
    left = "，".join(words for count, words in open_ones if count) or done
    away = f"；{refused} 项不在窗口收取" if refused else ""
    return f"共 {len(lines)} 项：{left}{away}。窗口看有没有、形式对不对。"
