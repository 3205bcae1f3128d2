"""The whole window beside a real hub: other rules are published while a clerk is in an intake."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from casework.law import catalogue
from desktop import options
from desktop.crash import CrashKeeper
from desktop.doorway import Doorway
from desktop.lanes import Lanes
from desktop.shell import now
from desktop.shopfront import Shopfront
from desktop.ui import theme
from desktop.ui.fields import Field
from desktop.ui.login import LoginView
from desktop.ui.tones import Tone
from desktop.ui.wording import Message
from desktop.views.counter.item_list import ItemList
from desktop.views.counter.presenter import FORM, PROJECT, CounterPresenter
from desktop.views.projects.page import ProjectsPage
from desktop.window import Frame, MainWindow
from desktop.wiring import Wiring, begin
from hub.law import publish_calendar
from tests.desktop.test_law_keeper import FILES, FILES_2027, HUNAN, ITEM
from tests.realparts.hub import HubProcess

pytestmark = [pytest.mark.gui, pytest.mark.timeout(120)]
WAIT = 30_000
LOOSER = {
    **FILES,
    ITEM: FILES[ITEM].replace('lead = "市城乡建设行政主管部门"', 'lead = "市住房保障局"'),
}


class Open:
    """The window after the login, with the hub behind it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, wiring: Wiring, hub: HubProcess) -> None:
        self.qtbot, self.window, self.wiring, self.hub = qtbot, window, wiring, hub

    @property
    def front(self) -> Shopfront:
        assert self.wiring.front is not None
        return self.wiring.front

    @property
    def counter(self) -> CounterPresenter:
        assert self.front.counter is not None
        return self.front.counter

    @property
    def frame(self) -> Frame:
        assert self.window.frame is not None
        return self.window.frame

    @property
    def messages(self) -> list[Message]:
        return self.window.messages.messages()

    def until(self, holds: object) -> None:
        self.qtbot.waitUntil(holds, timeout=WAIT)  # type: ignore[arg-type]

    def publish(self, files: dict[str, str]) -> None:
        """Put a pack in force at the hub; 立即送出 makes the line look at once."""
        self.hub.publish(files)
        self.frame.meters.asked.emit()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    theme.apply(qapp, theme.Look.NORMAL)
    with HubProcess() as hub:
        words = ["--practice", "--home", str(tmp_path), "--hub", hub.url, "--code", hub.code]
        chosen = options.read(words)
        lanes = Lanes(CrashKeeper(chosen.places.logs, now, "0").keep)
        window, login = MainWindow(), LoginView("一窗")
        qtbot.addWidget(window)
        window.show_gate(login)
        window.show()
        wiring = begin(Doorway(qapp, chosen, lanes, window, login, now))
        made = Open(qtbot, window, wiring, hub)
        made.until(lambda: wiring._station is not None)
        login.submitted.emit("lin", "yichuang")
        made.until(lambda: wiring.front is not None and wiring.front.counter is not None)
        yield made
        wiring._close()
        assert lanes.close(20.0) == ()


def half_filled(opened: Open) -> CounterPresenter:
    """An intake in the middle of its form, the conditions confirmed already."""
    counter = opened.counter
    counter.item.choose("joint_acceptance")
    counter.project.find("yqjy")
    opened.until(lambda: bool(counter.state.projects))
    projects = counter.state.projects
    assert projects
    counter.project.choose(projects[0].stream)
    opened.until(lambda: bool(counter.state.lines and counter.state.draft.project))
    counter.go(FORM)
    counter.form.edit("pre_accepted_on", "2026-11-10")
    counter.form.declare(made=True)
    return counter


def test_a_window_follows_the_hall_while_it_runs(opened: Open) -> None:
    """What was entered goes on; what the applicant confirmed is asked for again."""
    counter = half_filled(opened)
    project = counter.state.draft.project
    opened.publish(LOOSER)
    opened.until(lambda: counter.board.item.lead == "市住房保障局")
    draft = counter.state.draft
    assert (draft.item, draft.step, draft.declaration) == ("joint_acceptance", FORM, False)
    assert draft.texts()["pre_accepted_on"] == "2026-11-10"
    (told,) = (one for one in opened.messages if one.title == "规则已更新")
    assert (told.tone, "正在填写的这一件继续办理" in told.next_step) == (Tone.WARN, True)
    assert "的内容有改动" in told.what
    opened.window.messages.dismiss()

    opened.publish(HUNAN)
    opened.until(lambda: "湖南省" in opened.frame.status._rules.text())
    # The item is gone with its rules: the project stays, and the clerk chooses again.
    gone = counter.state.draft
    assert (gone.item, gone.step, gone.project) == ("", PROJECT, project)
    (told,) = opened.messages
    assert "请重新选定事项" in told.next_step
    items = catalogue.parse(HUNAN, now().date()).items
    opened.until(lambda: listed(opened) == [one.name for one in items.values()])
    counter.item.choose("construction_permit")
    assert counter.state.draft.item == "construction_permit"


def listed(opened: Open) -> list[str]:
    """The items that step 2 shows."""
    tables = (one for one in opened.window.findChildren(ItemList) if one.isVisible())
    view = next((one.findChild(QTableView) for one in tables), None)
    if not isinstance(view, QTableView):
        return []
    model = view.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_a_page_that_was_opened_before_offers_the_items_of_the_new_rules(opened: Open) -> None:
    page = opened.frame.open_page("projects")
    assert isinstance(page, ProjectsPage)
    page.presenter.type("unit", "9199")
    page.presenter.set_item("joint_acceptance")
    opened.publish(HUNAN)
    opened.until(lambda: page.presenter.state.item != "joint_acceptance")
    (field, _) = page._form._items
    assert isinstance(field, Field)
    assert {one.value for one in field.choices} == set(catalogue.parse(HUNAN).items)
    assert page.presenter.state.typed["unit"] == "9199"


def test_a_calendar_is_told_and_nothing_has_to_be_looked_at_again(opened: Open) -> None:
    opened.counter.item.choose("joint_acceptance")
    opened.counter.form.declare(made=True)
    with opened.hub.opened() as there:
        publish_calendar(there, FILES_2027, now())
    opened.frame.meters.asked.emit()
    opened.until(lambda: [one.title for one in opened.messages] == ["工作日历已更新"])
    assert opened.counter.state.draft.declaration
