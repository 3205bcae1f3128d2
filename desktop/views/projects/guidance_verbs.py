"""Guidance (004-6) printed from what is known of a project; made of the pack alone, so offline."""

from collections.abc import Callable

from casework.errors import RuleError
from casework.flows.guidance import (
    ChartMaterial,
    blank_commitments,
    facts_of,
    flow_chart,
    guide,
    merged,
)
from casework.flows.guidance_paper import chart_sections, commitment_sections, guide_sections
from casework.flows.lapsed import printable
from casework.law.clock import BEIJING
from casework.law.items import Item
from casework.law.materials import Handling
from casework.ports import Handout
from casework.records.notice import Section
from casework.records.project import ProjectRecord
from desktop.views.projects.board import Board

_SITE_HEAD = ("材料名称", "是否必须", "何时需要")
_SITE_SHARES = (56, 18, 26)


class GuidanceVerbs:
    """Prints that decide nothing: no number, no code, no seal."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def chart(self) -> None:
        """The project's own flow chart: stages, items, what to bring once for all of them."""
        told = self._board.told()
        if told is not None:
            self._print(lambda: self._chart(told.record))

    def guide(self) -> None:
        """办事指南 of the item, with the materials as far as the project's facts decide them."""
        self._print(lambda: self._guide(self._item()))

    def site(self) -> None:
        """What has to be ready on the site, and is never taken in at the window."""
        self._print(lambda: self._site(self._item()))

    def commitment(self) -> None:
        """The blank commitment form of the item."""
        self._print(lambda: self._commitment(self._item()))

    def on_site(self) -> tuple[ChartMaterial, ...]:
        """The item's materials of the site, as far as the project's facts decide them."""
        item = self._board.desk.law.catalogue.items.get(self._board.state.item)
        found = merged((item,), self._facts()) if item is not None else ()
        return tuple(one for one in found if one.handling is Handling.ON_SITE)

    def has_commitment(self) -> bool:
        """Whether the item may be decided upon commitment."""
        item = self._board.desk.law.catalogue.items.get(self._board.state.item)
        return item is not None and item.commitment is not None

    def _print(self, make: Callable[[], Handout]) -> None:
        desk = self._board.desk

        def work() -> str:
            day = desk.now().astimezone(BEIJING).date()
            handout = printable(make(), desk.law.catalogue, day, practice=desk.practice)
            document = desk.press.handout(handout)
            queue = next(iter(desk.printer.queues()), "")
            desk.printer.submit(queue, document, handout.title, 1)
            return f"已送去打印：{handout.title}。"

        self._board.run("printer", work, lambda said: self._board.set(done=said))

    def _chart(self, record: ProjectRecord) -> Handout:
        law = self._board.desk.law.catalogue
        chart = flow_chart(record, law)
        lead = f"{chart.project_name}（{chart.project_code}）　建设单位：{chart.builder}"
        return self._handout("审批流程图", lead, chart_sections(chart), sample=chart.sample)

    def _guide(self, item: Item) -> Handout:
        made = guide(item, self._board.desk.law.catalogue, self._facts())
        return self._handout("办事指南", self._about(), guide_sections(made), sample=made.sample)

    def _site(self, item: Item) -> Handout:
        found = self.on_site()
        if not found:
            raise RuleError("PG-101", item=item.name)
        rows = tuple(
            (
                one.name,
                "必备" if one.required else "视情况",
                "；".join(one.conditions) or "现场查验时",
            )
            for one in found
        )
        section = Section(item.name, (), _SITE_HEAD, _SITE_SHARES, rows)
        lead = f"{self._about()}下列材料请在现场备齐，窗口不收取。"
        return self._handout("现场备查材料清单", lead, (section,), sample=_sample(found))

    def _commitment(self, item: Item) -> Handout:
        blanks = blank_commitments(self._board.desk.law.catalogue)
        blank = next((one for one in blanks if one.item.code == item.code), None)
        if blank is None:
            raise RuleError("PG-102", item=item.name)
        sections = commitment_sections(blank)
        return self._handout("告知承诺书（格式文本）", "", sections, sample=blank.sample)

    def _handout(
        self, title: str, lead: str, sections: tuple[Section, ...], *, sample: bool
    ) -> Handout:
        desk = self._board.desk
        note = "　部分文字没有来源，仅为示例" if sample else ""
        return Handout(
            title=title,
            lead=lead,
            sections=sections,
            made_by=f"{desk.place.hall_name} {desk.place.window_name} {desk.clerk.name}",
            made_at=desk.now().isoformat(),
            foot=f"规则：{desk.law.catalogue.pack.line}{note}",
            practice=desk.practice,
        )

    def _about(self) -> str:
        told = self._board.told()
        return f"项目：{told.record.name}（{told.record.registered.code}）。" if told else ""

    def _facts(self) -> dict[str, str]:
        told = self._board.told()
        return facts_of(told.record) if told is not None else {}

    def _item(self) -> Item:
        return self._board.desk.law.catalogue.item(self._board.state.item)


def _sample(materials: tuple[ChartMaterial, ...]) -> bool:
    return any(one.sample for one in materials)
