"""A commitment walked with keys alone on the page 办理, as pictures at 1280x720.

``PYTHONPATH=. python tests/desktop/views/handling/gallery.py DIR [large|contrast]`` writes a PNG
per scene, on a real ledger with the real pack and the real press.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions import entry
from desktop.list_pages import HANDLING, Around, ListPages
from desktop.ui import theme
from desktop.ui.frame import Meter
from desktop.views.counter.page import CounterPage
from desktop.views.handling.presenter import HandlingPresenter
from desktop.window import MainWindow
from printing.papers import Papers
from tests.desktop.views.counter import invented, world
from tests.desktop.views.counter.world import World
from tests.desktop.views.handling import hall

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LOOKS = {"large": theme.Look.LARGE, "contrast": theme.Look.CONTRAST}


class Gallery:
    """One window over one desk; ``shoot`` writes what stands on the screen."""

    def __init__(self, app: QApplication, made: World, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self.window = MainWindow()
        self.window.set_practice("演练模式：证件、项目、文书均为虚构，文书带水印")
        around = Around(
            say=self.window.say,
            ask=self.window.ask,
            wake=lambda: None,
            visitor=lambda: None,
            device="device-1",
            go_on=lambda _: None,
            handle=self.handle,
            leave=lambda: self._open("cases"),
            home=lambda call: call(),
        )
        self.pages = ListPages(made.desk, around)
        self._furnish(made)
        self.window.show_frame()
        self.window.resize(1280, 720)
        self.window.show()
        self._open("cases")

    def handle(self, stream: str) -> None:
        """A case on the page 办理."""
        self._open(HANDLING)
        presenter = self.pages.presenters[HANDLING]
        assert isinstance(presenter, HandlingPresenter)
        presenter.open(stream)

    def press(self, *keys: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the cursor is; a text is typed."""
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                QTest.keyClick(self.focus(), one, held)  # type: ignore[arg-type]
                self.settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the cursor is in what is called so."""
        for _ in range(120):
            if name in self.focus().accessibleName():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached")

    def focus(self) -> QWidget:
        """Where the cursor is; after a dialog nobody brings the window to the front offscreen."""
        if QApplication.focusWidget() is None:
            self.window.activateWindow()
            self.settle()
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        """Let layouts and queued calls come to rest."""
        for _ in range(6):
            self._app.processEvents()

    def shoot(self, name: str) -> None:
        """Write the window, with the dialog over it where one is open."""
        self.settle()
        self.window.grab().save(str(self._folder / f"{name}.png"))
        top = QApplication.activeModalWidget()
        if top is not None:
            top.grab().save(str(self._folder / f"{name}_question.png"))

    def print_out(self) -> None:
        """Print what was made, say that it came out, and go on."""
        self.press("pp", Qt.Key.Key_Up, "yy", Qt.Key.Key_F5)

    def _open(self, key: str) -> None:
        assert self.window.frame is not None
        self.window.frame.open_page(key)
        self.settle()

    def _furnish(self, made: World) -> None:
        frame = self.window.build_frame()
        counter = CounterPage(made.presenter(), self.window.say, self.window.ask)
        frame.side.add(counter.side)
        self._counter = counter
        for key, make in self.pages.makers().items():
            frame.add_page(entry(key), make)
        frame.add_inner(HANDLING, "cases", self.pages.handling)
        frame.top.set_place("市政务服务大厅", "综合受理3号窗口", "受理员 李明")
        frame.meters.set_meters((Meter("即时", 0), Meter("当日", 0), Meter("工作日", 0)))
        frame.status.set_rules(f"规则 {made.desk.law.catalogue.pack.line}")


def walk(gallery: Gallery) -> None:
    """From the list of cases to the supplement."""
    gallery.shoot("01_cases")
    gallery.press(Qt.Key.Key_F12)
    gallery.shoot("02_verbs")
    gallery.press("1")
    gallery.shoot("03_tell")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("04_tell_ask")
    gallery.press("y")
    gallery.shoot("05_papers")
    gallery.print_out()
    gallery.shoot("06_told")
    _choose(gallery)
    _draw_up(gallery)
    _sign(gallery)
    _accept(gallery)
    _supply(gallery)
    gallery.press(Qt.Key.Key_Escape)
    gallery.shoot("19_back")


def _choose(gallery: Gallery) -> None:
    gallery.press("2", Qt.Key.Key_F5)
    gallery.shoot("07_choose_missing")
    gallery.press("1")
    gallery.tab_to("打勾和签字")
    gallery.press(Qt.Key.Key_Space)
    gallery.tab_to("要扫描的文书")
    gallery.press("s")
    gallery.shoot("08_choose")
    gallery.press(Qt.Key.Key_F5, "y")
    gallery.shoot("09_chosen")


def _draw_up(gallery: Gallery) -> None:
    gallery.press("1")
    gallery.shoot("10_draw_up")
    gallery.press(Qt.Key.Key_F5, "y")
    gallery.print_out()


def _sign(gallery: Gallery) -> None:
    gallery.press("1")
    gallery.shoot("11_sign")
    gallery.press("0")
    gallery.tab_to("签字")
    for name in ("签字 承诺书", "公章"):
        gallery.tab_to(name)
        gallery.press(Qt.Key.Key_Space)
    gallery.tab_to("核对扫描件")
    gallery.press(Qt.Key.Key_Space)
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("12_sign_no_scan")
    gallery.tab_to("要扫描的文书")
    gallery.press("s")
    gallery.shoot("13_sign")
    gallery.press(Qt.Key.Key_F5)
    gallery.shoot("14_sign_ask")
    gallery.press("y")


def _accept(gallery: Gallery) -> None:
    gallery.press("1")
    gallery.shoot("15_accept")
    gallery.press(Qt.Key.Key_F5, "y")
    gallery.print_out()
    gallery.shoot("16_accepted")


def _supply(gallery: Gallery) -> None:
    gallery.press("1")
    gallery.tab_to("原件核对")
    gallery.press(Qt.Key.Key_Space)
    gallery.shoot("17_supply")
    gallery.press(Qt.Key.Key_F5, "y")
    gallery.print_out()
    gallery.shoot("18_supplied")


def main() -> None:
    """Write the pictures into the folder named on the command line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv)
    look = next((LOOKS[word] for word in sys.argv[2:] if word in LOOKS), theme.Look.NORMAL)
    theme.speak_chinese(app)
    theme.apply(app, look)
    with tempfile.TemporaryDirectory() as home:
        made = world.build(Path(home), press=Papers())
        invented.register_all(made)
        hall.publish(made)
        hall.receive(made)
        walk(Gallery(app, made, folder))
        made.close()


if __name__ == "__main__":
    main()
