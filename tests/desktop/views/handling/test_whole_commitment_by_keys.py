"""A whole commitment without a mouse: card, counter, receipt, 办理, to the supplement."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.records.commitment import CommitmentState
from desktop.list_pages import HANDLING
from desktop.ui import theme
from desktop.ui.confirm import Confirm
from desktop.views.handling.page import HandlingPage
from desktop.views.handling.presenter import HandlingPresenter, Setting
from tests.casework.flows import committing
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.front import Front, open_front, settle
from tests.desktop.views.counter.world import DIRECTOR, EVERYTHING, World, build, read
from tests.desktop.views.handling import hall

pytestmark = pytest.mark.gui
KEY = Qt.Key
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path, clerk=EVERYTHING)
    invented.register_all(made)
    hall.publish(made)
    yield made
    made.close()


class Whole:
    """The counter and the page 办理 in one window, and the clerk's hands."""

    def __init__(self, qtbot: QtBot, world: World) -> None:
        self.front: Front = open_front(qtbot, world, self._open)
        window = self.front.window
        assert window.frame is not None
        self._frame = window.frame
        self.page = HandlingPage(window.ask, self._leave)
        setting = Setting("device-1", lambda: None, lambda call: call())
        self.handling = HandlingPresenter(world.desk, setting, self._show)
        self.page.bind(self.handling)
        self._frame.add_inner(HANDLING, "cases", lambda: self.page)

    def press(self, *keys: str | KEY) -> None:
        for key in keys:
            self.front.press(key)

    def tab_to(self, name: str) -> None:
        self.front.tab_to(name)

    def yes(self) -> None:
        """Y to the question that stands open; then the window is in front again."""
        found = [one for one in self.front.window.findChildren(Confirm) if one.isVisible()]
        assert len(found) == 1, (self.handling.state.problems, self.handling.state.error)
        self.press("y")
        settle()

    def shoot(self, name: str) -> None:
        """A picture, where somebody wants to look at the walk."""
        if SHOTS:
            settle()
            self.front.window.grab().save(f"{SHOTS}/{name}.png")

    def print_out(self) -> None:
        """Print what waits, say that it came out, and go on."""
        count = len(self.handling.state.made)
        self.press(*"p" * count, *(KEY.Key_Up,) * (count - 1), *"y" * count, KEY.Key_F5)

    def _open(self, stream: str) -> None:
        self._frame.open_page(HANDLING)
        self.handling.open(stream, papers_first=True)

    def _leave(self) -> None:
        self._frame.open_page("counter")

    def _show(self) -> None:
        self.page.render_state(self.handling.state)


def counter(whole: Whole) -> None:
    """Card, item, project, form, materials, and 收件."""
    front = whole.front
    front.counter.person.report(read(DIRECTOR))
    front.press("2")
    front.press(KEY.Key_Space)
    front.press(KEY.Key_F5)
    front.counter.item.choose("soil_plan")
    front.tab_to("查找项目")
    front.press("yq")
    front.press(KEY.Key_Return)
    front.press(KEY.Key_Return)
    front.press(KEY.Key_F5)
    fill_form(front)
    originals(front)
    whole.shoot("a_decide")
    front.press(KEY.Key_F5)
    whole.shoot("b_question")
    whole.yes()


def fill_form(front: Front) -> None:
    """What no card and no project gives; signatures of applicant and intermediary."""
    for key, text in committing.FILLED.items():
        if not front.counter.state.draft.texts().get(key):
            front.counter.form.edit(key, text)
            front.counter.form.leave(key)
    while front.counter.state.draft.step == 3:
        front.press(KEY.Key_F5)
        if front.here().startswith("申请人确认"):
            front.press(KEY.Key_Space)


def originals(front: Front) -> None:
    """One key for every original that is here; what may come later is passed over."""
    for line in front.counter.state.lines:
        if line.key not in committing.LATER and "see" in line.allowed:
            front.counter.materials.see(line.key)
    front.press(KEY.Key_F5)


def test_a_commitment_from_card_to_supplement(
    qtbot: QtBot, qapp: QApplication, wide: World
) -> None:
    theme.apply(qapp, theme.Look.NORMAL)
    whole = Whole(qtbot, wide)
    counter(whole)
    case = whole.handling.state.case
    assert case
    assert whole.handling.state.place.name == "PAPERS", "the receipt is printed first"
    whole.shoot("c_receipt")
    whole.print_out()
    whole.shoot("d_verbs")
    whole.press("1", KEY.Key_F5)
    whole.yes()
    whole.print_out()
    _choose(whole)
    assert hall.own(wide, case).state is CommitmentState.CHOSEN
    whole.press("1", KEY.Key_F5)
    whole.yes()
    whole.print_out()
    _sign(whole)
    whole.shoot("e_signed")
    _accept_and_supply(whole)
    promise = hall.own(wide, case).promise("expert_opinion")
    assert promise is not None
    assert promise.supplied is not None
    whole.press(KEY.Key_Escape)
    assert whole.front.window.frame is not None
    assert whole.front.window.frame.current_page() == "counter"


def _accept_and_supply(whole: Whole) -> None:
    whole.press("1", KEY.Key_F5)
    whole.yes()
    whole.print_out()
    whole.shoot("f_accepted")
    whole.press("1")
    whole.tab_to("原件核对")
    whole.press(KEY.Key_Space, KEY.Key_F5)
    whole.yes()
    whole.print_out()
    whole.shoot("g_supplied")


def _choose(whole: Whole) -> None:
    whole.press("2", "1")
    whole.tab_to("打勾和签字")
    whole.press(KEY.Key_Space)
    whole.tab_to("要扫描的文书")
    whole.press("s", KEY.Key_F5)
    whole.yes()


def _sign(whole: Whole) -> None:
    whole.press("1", "0")
    for name in ("签字 承诺书", "公章", "核对扫描件"):
        whole.tab_to(name)
        whole.press(KEY.Key_Space)
    whole.tab_to("要扫描的文书")
    whole.press("s", KEY.Key_F5)
    whole.yes()
