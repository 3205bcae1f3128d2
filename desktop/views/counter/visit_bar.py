"""The line over the steps: since when the papers lie here, and which case is gone on with."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.flows import online
from casework.law.deadlines import Light
from casework.records.case import CaseRecord
from desktop.messages import message_for
from desktop.ui.labels import CutLabel, button, tell
from desktop.ui.theme import current
from desktop.ui.tones import Tone
from desktop.views.counter.presenter import CounterPresenter
from desktop.views.counter.state import State
from desktop.words import CASES, LIGHTS, elapsed, moment

_TICK_MS = 15_000


class VisitBar(QWidget):
    """Shown for a case that is gone on with; its clock runs while the page is open."""

    def __init__(self, presenter: CounterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._words = CutLabel()
        self._scans = CutLabel()
        self._again = button("重新取扫描件(&R)", presenter.visit.fetch)
        row = QHBoxLayout(self)
        gap = current().px("gap")
        row.setContentsMargins(gap, gap, gap, 0)
        row.setSpacing(gap)
        row.addWidget(self._words, 1)
        row.addWidget(self._scans)
        row.addWidget(self._again)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(lambda: self.render_state(presenter.state))
        self.hide()

    def render_state(self, state: State) -> None:
        """Show what is gone on with, and for how long it waits."""
        record = None if state.case else state.record
        self.setVisible(record is not None)
        if record is None:
            self._clock.stop()
            return
        if not self._clock.isActive():
            self._clock.start()
        tell(self._words, *self._told(record))
        self._tell_scans(state)

    def _told(self, record: CaseRecord) -> tuple[str, Tone]:
        number = record.heading[1]
        name = record.received.project_name
        if not record.waiting:
            word, tone = CASES[record.state]
            since = moment(record.decided_at or record.received.received_at)
            asked = f"，告知 {len(record.defects)} 项" if record.defects else ""
            return f"再次办理 {number}　{name}　{word}（{since}{asked}）", tone
        context = self._presenter.board.desk.context()
        waits = context.now - datetime.fromisoformat(record.brought_at)
        line = online.owed(record, context)
        word, tone = LIGHTS[online.light(line, context) if line is not None else Light.GREEN]
        came = "网上申报" if not record.corrections else "网上补交"
        return f"网上件 {number}　{name}　{came}已 {elapsed(max(waits, timedelta()))}　{word}", tone

    def _tell_scans(self, state: State) -> None:
        self._again.setVisible(state.unfetched is not None and not state.to_fetch)
        if state.to_fetch:
            tell(self._scans, f"正在取扫描件，还有 {state.to_fetch} 个", Tone.INFO)
        elif state.unfetched is not None:
            tell(self._scans, f"扫描件没有取全：{message_for(state.unfetched).title}", Tone.WARN)
        else:
            tell(self._scans, "")
        self._scans.setVisible(bool(self._scans.text()))
