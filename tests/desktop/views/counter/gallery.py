"""The counter walked from step to step with invented data, as pictures.

``PYTHONPATH=. python tests/desktop/views/counter/gallery.py DIR [large]`` writes a PNG per scene
at 1280x720, on a real ledger with the real pack and the real press.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from casework.errors import ClerkError, DeviceError
from casework.people.person import CardKind
from casework.ports import CardArrived, PrintState, PrintStatus, ReaderState
from desktop.actions import entry
from desktop.ui import theme
from desktop.ui.checklist import Checklist
from desktop.ui.frame import Meter
from desktop.ui.lights import Lamp
from desktop.ui.tones import Tone
from desktop.views.counter.page import CounterPage
from desktop.views.counter.presenter import CounterPresenter
from desktop.window import MainWindow
from printing.papers import Papers
from tests.desktop.views.counter import deeds, invented, world
from tests.desktop.views.counter.world import AGENT, DIRECTOR, World, read

READY = ReaderState(service=True, readers=("Reader 0",))


class Gallery:
    """One window over one counter; ``shoot`` writes what stands on the screen."""

    def __init__(self, app: QApplication, made: World, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._number = 0
        self.world = made
        self.counter: CounterPresenter = made.presenter()
        self.window = MainWindow()
        self.window.set_practice("演练模式：证件、项目、文书均为虚构，文书带水印")
        self.page = CounterPage(self.counter, self.window.say, self.window.ask)
        frame = self.window.build_frame()
        frame.add_page(entry("counter"), lambda: self.page)
        frame.side.add(self.page.side)
        frame.side.on_enter = self.page.enter_side
        frame.top.set_place("市政务服务大厅", "综合受理3号窗口", "受理员 李明")
        frame.top.set_online(online=False, last="10:31")
        frame.top.devices.set_lamps(
            (
                Lamp("reader", "读卡", Tone.GOOD, "就绪"),
                Lamp("printer", "打印", Tone.GOOD, "就绪"),
                Lamp("scanner", "扫描", Tone.OFF, "未接"),
            )
        )
        frame.meters.set_meters((Meter("即时", 0), Meter("当日", 0), Meter("工作日", 0)))
        frame.status.set_rules("规则 郑州市 2019.7（现行状态待核）", Tone.WARN)
        self.window.show_frame()
        frame.open_page("counter")
        self.window.resize(1280, 720)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Let layouts and queued calls come to rest (only here: the program never does this)."""
        for _ in range(12):
            self._app.processEvents()

    def shoot(self, name: str) -> None:
        self.settle()
        self._number += 1
        path = self._folder / f"{self._number:02d}-{name}.png"
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        picture = self.window.grab()
        assert picture.save(str(path))
        for at, dialog in enumerate(dialogs):
            assert dialog.grab().save(str(path.with_name(f"{path.stem}-dialog{at}.png")))

    def press(self, key: Qt.Key) -> None:
        """A key where the cursor is."""
        self.settle()
        QTest.keyClick(self.window.focusWidget(), key)
        self.settle()

    def table(self) -> Checklist:
        """The list on the step in front."""
        self.settle()
        return next(one for one in self.page.findChildren(Checklist) if one.isVisible())

    def close_dialogs(self) -> None:
        for one in self.window.findChildren(QDialog):
            if one.isVisible():
                one.reject()
        self.settle()


def person(show: Gallery) -> None:
    counter = show.counter
    counter.start()
    show.shoot("start")
    fault = DeviceError("HW-101")
    counter.person.report(ReaderState(service=False, readers=(), fault=fault))
    show.shoot("no-service")
    counter.person.report(READY)
    counter.person.report(CardArrived("Reader 0"))
    show.shoot("reading")
    counter.person.report(read(replace(AGENT, kind=CardKind.UNKNOWN, raw="佟亦凡 K 19950505")))
    show.shoot("unknown-card")
    counter.person.report(read(DIRECTOR))
    show.shoot("card")
    counter.person.choose_role("legal_representative")
    counter.person.match_face(matched=True)
    counter.person.report(read(AGENT))
    show.shoot("second-card")
    counter.person.use_other()
    counter.person.type("number", "990122199302080021")
    show.press(Qt.Key.Key_F5)
    show.shoot("typed-wrong")
    counter.start()
    counter.person.report(read(AGENT))
    show.shoot("with-drafts")
    deeds.come_in(counter)


def project(show: Gallery) -> None:
    counter = show.counter
    counter.go(2)
    show.shoot("projects")
    counter.project.find("没有的")
    show.shoot("nothing-found")
    counter.project.find("云栖")
    counter.project.choose(invented.STREAM)
    show.shoot("chosen")


def by_code(show: Gallery) -> None:
    counter = show.counter
    counter.start()
    counter.go(2)
    counter.project.type("code", "２１０９—990101－0a—01—３００００９")
    counter.project.type("builder_code", "91990101MA00000000")
    counter.project.leave("code")
    show.shoot("by-code")


def form(show: Gallery) -> None:
    counter = show.counter
    deeds.come_in(counter)
    deeds.pick_project(counter)
    counter.go(3)
    show.shoot("form-top")
    counter.form.edit("scale", "约五千")
    counter.form.leave("scale")
    show.press(Qt.Key.Key_F5)
    show.shoot("form-problems")
    for _ in range(2):
        show.press(Qt.Key.Key_F5)
    show.shoot("form-middle")
    for _ in range(4):
        show.press(Qt.Key.Key_F5)
    show.shoot("form-signatures")
    counter.form.edit("scale", "48211.36")
    deeds.fill_form(counter)
    counter.form.declare(made=False)
    show.press(Qt.Key.Key_F5)
    show.shoot("form-declaration")
    counter.form.declare(made=True)


def materials(show: Gallery) -> None:
    counter = show.counter
    counter.go(4)
    show.shoot("checklist")
    counter.materials.take("warranty")
    counter.materials.see("completion_acceptance")
    counter.pages.scan("completion_report")
    table = show.table()
    table.select("completion_report")
    show.shoot("scanned")
    table.select("survey_result")
    table.act("take")
    show.shoot("refused-row")
    counter.board.set(scanning="工程质量保修书", scanned=3)
    show.shoot("scanning")
    counter.board.set(scanning="")


def decision(show: Gallery) -> None:
    counter = show.counter
    counter.go(5)
    show.shoot("against")
    counter.decision.add_defect("completion_report", "unsigned", "第3页")
    show.shoot("ask-once")
    counter.decision.pick("refuse")
    counter.decision.tick_reasons(("not_municipal",))
    show.shoot("refuse")
    counter.decision.pick("receive")
    show.shoot("receive")
    counter.person.match_face(matched=False)
    counter.go(5)
    show.shoot("blocked")
    counter.person.match_face(matched=True)
    deeds.hand_in(counter, "completion_acceptance")
    for line in counter.state.lines:
        if line.state == "unseen":
            counter.materials.see(line.key)
    counter.decision.drop_defect(0)
    counter.decision.pick("accept")
    counter.go(5)
    show.shoot("accept")
    show.press(Qt.Key.Key_F5)
    show.shoot("question")
    show.close_dialogs()


def papers(show: Gallery) -> None:
    counter = show.counter
    counter.decision.decide()
    show.shoot("papers")
    counter.papers.print_all()
    show.world.printer.state = PrintStatus(PrintState.PRINTING, "media-empty")
    counter.papers.poll()
    show.shoot("printing")
    show.world.printer.state = PrintStatus(PrintState.DONE)
    counter.papers.poll()
    counter.papers.answer(counter.state.made[0].number)
    counter.person.report(read(DIRECTOR))
    show.shoot("came-out")
    table = show.table()
    table.select(counter.state.made[1].number)
    table.act("not_out")
    show.shoot("not-out")
    show.close_dialogs()
    counter.person.use_other()
    counter.board.fail(ClerkError("LE-201"))
    show.shoot("next-intake")


SCENES: tuple[Callable[[Gallery], None], ...] = (
    person,
    project,
    by_code,
    form,
    materials,
    decision,
    papers,
)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.speak_chinese(app)
    theme.apply(app, theme.Look(sys.argv[2]) if len(sys.argv) > 2 else theme.Look.NORMAL)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    press = Papers()
    with tempfile.TemporaryDirectory() as home:
        made = world.build(Path(home), press)
        invented.register_all(made)
        show = Gallery(app, made, folder)
        for scene in SCENES:
            scene(show)
        show.window.close()
        made.close()
    press.stop()


if __name__ == "__main__":
    main()
