"""Section 2: builders in their order, the project's cases, what is known; guidance to print."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.ui.actions_bar import PageAction
from desktop.ui.list_table import ListTable
from desktop.ui.page import Page, group
from desktop.ui.table_model import Column, TupleModel
from desktop.views.projects import told
from desktop.views.projects.presenter import ProjectsPresenter
from desktop.views.projects.state import State

_BUILDERS = (
    Column("序", 30),
    Column("建设单位", 150, stretch=True),
    Column("代码", 160),
    Column("分工", 72),
)
_CASES = (
    Column("收件", 88),
    Column("事项", 100, stretch=True),
    Column("编号", 170),
    Column("状态", 90),
)
_FACTS = (Column("项目", 130), Column("内容", 150, stretch=True), Column("来源", 64))
_CHART, _GUIDE, _SITE, _BLANK = "chart", "guide", "site", "blank"


class FactsPane(Page):
    """Everything is shown; nothing is typed here."""

    def __init__(self, presenter: ProjectsPresenter) -> None:
        super().__init__(
            actions=(
                PageAction(_BLANK, "空白承诺书", "Alt+C"),
                PageAction(_SITE, "现场清单", "Alt+V"),
                PageAction(_GUIDE, "办事指南", "Alt+G"),
                PageAction(_CHART, "打印流程图", "Ctrl+P", primary=True),
            )
        )
        self._presenter = presenter
        self.builders = ListTable(TupleModel(_BUILDERS), "建设单位")
        self.cases = ListTable(TupleModel(_CASES), "本项目的办件")
        self.facts = ListTable(TupleModel(_FACTS), "已知数据")
        self.cases.set_empty("还没有办件。按 F2 到受理台收件。")
        self.facts.set_empty("除名称和代码以外还没有已知数据。")
        self._lay_out()
        self.asked.connect(self._act)
        self.setFocusProxy(self.builders)

    def render_state(self, state: State) -> None:
        """Show the project."""
        known = state.told
        if known is None:
            return
        law = self._presenter.board.desk.law.catalogue
        item = law.items.get(state.item)
        self.builders.set_rows(told.builders(known.record))
        self.cases.set_rows(told.cases(known.cases))
        self.facts.set_rows(told.facts(known.record, law.form_of(item)) if item else [])
        guidance = self._presenter.guidance
        self.bar.set_open(_CHART, why_not="" if law.stages else "本地规则没有审批阶段")
        self.bar.set_open(_SITE, why_not="" if guidance.on_site() else "本事项没有现场材料")
        self.bar.set_open(
            _BLANK, why_not="" if guidance.has_commitment() else "本事项不实行告知承诺"
        )

    def arrive(self) -> None:
        """The cursor goes to the list of cases."""
        self.facts.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(group("建设单位（按顺序，第一个经办）", self.builders), 2)
        column.addWidget(group("本项目的办件", self.cases), 3)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(group("已知数据（个人信息不在此列出）", self.facts))
        split.setSizes([460, 400])
        self.add(split, 1)

    def _act(self, name: str) -> None:
        guidance = self._presenter.guidance
        {
            _CHART: guidance.chart,
            _GUIDE: guidance.guide,
            _SITE: guidance.site,
            _BLANK: guidance.commitment,
        }[name]()
