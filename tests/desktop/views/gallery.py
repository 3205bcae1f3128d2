"""The pages around a case as pictures: items, 网上件, second visits, the story of a case.

``PYTHONPATH=. python tests/desktop/views/gallery.py DIR [LOOK]`` writes a PNG per scene at
1280x720, on a real ledger with the real pack and the real press.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from casework.errors import SyncError
from desktop import page_help
from desktop.actions import entry
from desktop.list_pages import Around, ListPages
from desktop.ui import theme
from desktop.ui.frame import Meter
from desktop.ui.tones import Tone
from desktop.views.cases.page import CasesPage
from desktop.views.cases.presenter import CasesPresenter
from desktop.views.counter.page import CounterPage
from desktop.views.relays.presenter import RelaysPresenter
from desktop.window import MainWindow
from printing.papers import Papers
from tests.desktop.views.counter import deeds, filed, invented, world
from tests.desktop.views.counter.world import AGENT, EVERYTHING, World, read


class Gallery:
    """One window with the counter and the lists; ``shoot`` writes what stands on the screen."""

    def __init__(self, app: QApplication, made: World, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._number = 0
        self.world = made
        self.centre = filed.connect(made)
        self.counter = made.presenter()
        self.window = MainWindow()
        self.window.set_practice("演练模式：证件、项目、文书均为虚构，文书带水印")
        self.page = CounterPage(
            self.counter, self.window.say, self.window.ask, self.window.messages.clear
        )
        self.frame = self.window.build_frame()
        self.frame.add_page(entry("counter"), lambda: self.page)
        self.lists = ListPages(made.desk, self._around())
        for key, make in self.lists.makers().items():
            self.frame.add_page(entry(key), make)
        self.frame.side.add(self.page.side)
        self.frame.help_wanted.connect(self.help)
        self.frame.top.set_place("市政务服务大厅", "综合受理3号窗口", "受理员 李明")
        self.frame.top.set_online(online=True, last="10:31")
        self.frame.meters.set_meters((Meter("即时", 0), Meter("当日", 0), Meter("工作日", 0)))
        self.frame.status.set_rules("规则 郑州市 2019.7（现行状态待核）", Tone.WARN)
        self.window.show_frame()
        self.frame.open_page("counter")
        self.window.resize(1280, 720)
        self.window.show()
        self.settle()

    def _around(self) -> Around:
        window = self.window
        return Around(
            say=window.say,
            ask=window.ask,
            wake=lambda: None,
            visitor=lambda: None,
            device="device-1",
            go_on=self.go_on,
            handle=lambda _: None,
            leave=lambda: None,
            home=lambda call: call(),
            clear=window.messages.clear,
        )

    def go_on(self, stream: str) -> None:
        self.frame.open_page("counter")
        self.counter.open_case(stream)

    def help(self, key: str) -> None:
        """F1 beside the counter."""
        desk = self.world.desk
        known = page_help.find(key, desk.law.catalogue, desk.now().date())
        if known is not None:
            self.frame.show_help(known.title, known.how, known.source)

    def settle(self) -> None:
        for _ in range(40):
            self._app.processEvents()

    def shoot(self, name: str) -> None:
        self.settle()
        self._number += 1
        path = self._folder / f"{self._number:02d}-{name}.png"
        assert self.window.grab().save(str(path))
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        for at, dialog in enumerate(dialogs):
            assert dialog.grab().save(str(path.with_name(f"{path.stem}-dialog{at}.png")))

    def press(self, key: Qt.Key) -> None:
        self.settle()
        QTest.keyClick(self.window, key)
        self.settle()

    def close_dialogs(self) -> None:
        for one in self.window.findChildren(QDialog):
            if one.isVisible():
                one.reject()
        self.settle()

    def cases(self) -> CasesPresenter:
        self.frame.open_page("cases")
        presenter = self.lists.presenters["cases"]
        assert isinstance(presenter, CasesPresenter)
        return presenter


def items(show: Gallery) -> None:
    counter = show.counter
    counter.start()
    deeds.come_in(counter)
    counter.go(2)
    show.shoot("no-project")
    counter.project.choose(invented.STREAM)
    show.shoot("choose-item")
    show.press(Qt.Key.Key_F5)
    show.shoot("no-item")
    for item in counter.board.offered:
        counter.item.choose(item.code)
        counter.go(4)
        show.shoot(f"checklist-{item.code}")
        counter.go(5)
        show.shoot(f"decision-{item.code}")
        counter.go(2)


def inbox(show: Gallery) -> None:
    show.frame.open_page("inbox")
    show.shoot("inbox-empty")
    filed.file(show.world, show.centre, minutes=4)
    filed.file(show.world, show.centre, minutes=26, without=("warranty", "handler_phone"))
    filed.file(show.world, show.centre, minutes=190, without=("declaration",))
    show.frame.navigation.set_count("inbox", 3)
    presenter = show.lists.presenters["inbox"]
    presenter.load()
    show.shoot("inbox")


def online(show: Gallery) -> None:
    whole = show.world.desk.rows.inbox()[-1]
    show.centre.line = SyncError("SY-101")
    show.go_on(whole)
    show.shoot("online-no-line")
    show.centre.line = None
    show.counter.visit.fetch()
    show.shoot("online-materials")
    show.counter.go(1)
    show.shoot("online-person")
    show.counter.go(2)
    show.shoot("online-project")
    show.counter.go(3)
    show.shoot("online-form")
    show.counter.go(5)
    show.shoot("online-decision")
    show.press(Qt.Key.Key_F5)
    show.shoot("online-question")
    show.close_dialogs()
    show.counter.decision.decide()
    show.shoot("online-papers")


def again(show: Gallery) -> None:
    lacking = show.world.desk.rows.inbox()[-1]
    show.go_on(lacking)
    show.counter.go(5)
    show.shoot("lacking-decision")
    show.counter.decision.decide()
    show.counter.start()
    show.world.clock.at += timedelta(days=3)
    show.counter.open_case(lacking)
    show.shoot("again-person")
    show.counter.person.report(read(AGENT))
    show.counter.person.choose_role("agent")
    show.counter.person.match_face(matched=True)
    show.shoot("again-person-known")
    show.counter.go(3)
    show.shoot("again-form-locked")
    show.counter.form.correct()
    show.shoot("again-form")
    show.counter.go(4)
    show.counter.materials.see("warranty")
    show.shoot("again-materials")
    show.counter.go(5)
    show.shoot("again-second-notice")
    show.counter.form.edit("handler_phone", "13800005678")
    show.counter.form.leave("handler_phone")
    show.counter.materials.see("authorisation")
    show.counter.go(5)
    show.counter.decision.pick("accept")
    show.shoot("again-accept")


def story(show: Gallery) -> None:
    cases = show.cases()
    cases.load()
    show.settle()
    show.shoot("cases-none-chosen")
    lacking = show.world.desk.rows.cases()[1].stream
    cases.choose(lacking)
    page = show.frame.findChild(CasesPage)
    assert page is not None
    for at, name in enumerate(("story", "materials", "papers", "limits", "tasks")):
        page.parts.enter(at)
        show.shoot(f"case-{name}")
    case = cases.state.case
    assert case is not None
    cases.show_paper(case.papers[-1].number)
    page.parts.enter(2)
    show.shoot("case-paper-shown")
    cases.look("application")
    show.shoot("case-scan")
    show.close_dialogs()
    accepted = next(r.stream for r in show.world.desk.rows.cases() if r.state == "accepted")
    cases.choose(accepted)
    page.parts.enter(3)
    show.shoot("case-accepted-limits")
    page.parts.enter(4)
    show.shoot("case-accepted-tasks")


def lists(show: Gallery) -> None:
    """The lists as they stand after all this, one of each chosen, and what F1 says there."""
    for key in ("deadlines", "relays", "sync", "inbox"):
        show.frame.open_page(key)
        show.lists.presenters[key].load()
        show.shoot(f"list-{key}")
        show.help(key)
        show.shoot(f"help-{key}")
        show.frame.close_help()
    relays = show.lists.presenters["relays"]
    assert isinstance(relays, RelaysPresenter)
    show.frame.open_page("relays")
    rows = relays.state.rows or ()
    if rows:
        relays.choose(rows[0].stream)
    show.shoot("relay-chosen")
    relays.delivered()
    show.shoot("relay-refused")


SCENES: tuple[Callable[[Gallery], None], ...] = (items, inbox, online, again, story, lists)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.speak_chinese(app)
    theme.apply(app, theme.Look(sys.argv[2]) if len(sys.argv) > 2 else theme.Look.NORMAL)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    press = Papers()
    with tempfile.TemporaryDirectory() as home:
        made = world.build(Path(home), press, clerk=EVERYTHING)
        invented.register_all(made)
        show = Gallery(app, made, folder)
        for scene in SCENES:
            scene(show)
        show.window.close()
        made.close()
    press.stop()


if __name__ == "__main__":
    main()
