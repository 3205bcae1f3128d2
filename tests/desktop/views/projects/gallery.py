"""The page of projects and the check of exemptions, as pictures at 1280x720.

``PYTHONPATH=. python tests/desktop/views/projects/gallery.py DIR [large]`` writes a PNG per scene,
on a real ledger and with the real press.
"""

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from desktop.actions import entry
from desktop.list_pages import Around, ListPages
from desktop.ui import theme
from desktop.ui.frame import Meter
from desktop.views.counter.page import CounterPage
from desktop.views.projects.page import ProjectsPage
from desktop.views.projects.presenter import UNIT, ProjectsPresenter
from desktop.views.projects.state import CLOSING, EXEMPTION, IMPORT, PARTS, RESULTS, STORY
from desktop.window import MainWindow
from printing.papers import Papers
from tests.desktop.views.counter import deeds, invented, world
from tests.desktop.views.counter.world import ITEM, World, rules
from tests.desktop.views.projects.desk import MAIN, PERMIT, visitor, with_law
from tests.desktop.views.projects.test_projects_presenter import SYSTEMS


class Gallery:
    """One window over one desk; ``shoot`` writes what stands on the screen."""

    def __init__(self, app: QApplication, made: World, folder: Path, item: str) -> None:
        self._app = app
        self._folder = folder
        self.window = MainWindow()
        self.window.set_practice("演练模式：证件、项目、文书均为虚构，文书带水印")
        around = Around(
            say=self.window.say,
            ask=self.window.ask,
            wake=lambda: None,
            visitor=visitor,
            device="device-1",
            go_on=lambda _: None,
            handle=lambda _: None,
            leave=lambda: None,
            home=lambda call: call(),
            clear=self.window.messages.clear,
        )
        self.pages = ListPages(made.desk, around)
        frame = self.window.build_frame()
        counter = made.presenter()
        self.side = CounterPage(counter, self.window.say, self.window.ask)
        frame.side.add(self.side.side)
        deeds.come_in(counter)
        for key, make in self.pages.makers().items():
            frame.add_page(entry(key), make)
        frame.top.set_place("市政务服务大厅", "综合受理3号窗口", "受理员 李明")
        frame.meters.set_meters((Meter("即时", 0), Meter("当日", 0), Meter("工作日", 0)))
        frame.status.set_rules(f"规则 {made.desk.law.catalogue.pack.line}")
        self.window.show_frame()
        page = frame.open_page("projects")
        assert isinstance(page, ProjectsPage)
        self.page = page
        self.projects: ProjectsPresenter = page.presenter
        self.projects.set_item(item)
        self.window.resize(1280, 720)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(12):
            self._app.processEvents()

    def shoot(self, name: str) -> None:
        self.settle()
        assert self.window.grab().save(str(self._folder / f"{name}.png"))
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                assert dialog.grab().save(str(self._folder / f"{name}-dialog.png"))
                dialog.reject()


def projects(show: Gallery) -> None:
    page = show.projects
    show.shoot("01-find")
    page.find("没有的")
    show.shoot("02-nothing-found")
    page.find("")


def family(show: Gallery) -> None:
    page = show.projects
    page.choose(MAIN)
    page.type(UNIT, invented.CREDIT_CODE)
    show.shoot("03-facts")
    page.turn(PARTS)
    page.type("split.name", "3号楼")
    page.tree.split()
    show.shoot("04-parts")
    page.turn(RESULTS)
    show.shoot("05-results")
    page.results.bring(Path("规划许可证.pdf"))
    texts = {
        "key": "planning_permit",
        "number": "建字第990101202300001号",
        "organ": "自然资源和规划部门",
        "issued_on": "2023-03-01",
        **{f"asked.{name}": "silent" for name in SYSTEMS},
    }
    for key, text in texts.items():
        page.type(f"supplement.{key}", text)
    show.shoot("06-supplement")
    page.results.supplement()
    after(show)


def after(show: Gallery) -> None:
    page = show.projects
    show.shoot("07-supplemented")
    page.turn(PARTS)
    show.shoot("08-parts-held")
    page.turn(IMPORT)
    show.shoot("09-import")
    page.type("import.project_type", "建筑工程")
    page.type("ours.project_name", "云栖佳园一期")
    show.shoot("10-differences")
    page.bring_in.take_over()
    show.shoot("11-asked")
    page.turn(CLOSING)
    page.type("closing.until", "2027-03-31")
    page.closing.promise()
    show.shoot("12-closing")
    page.closing.ask()
    show.shoot("13-refused")
    page.turn(STORY)
    show.shoot("14-story")


def exemption(show: Gallery) -> None:
    page = show.projects
    page.choose(MAIN)
    show.shoot("20-facts")
    page.turn(EXEMPTION)
    show.shoot("21-list")
    check = page.exemption
    check.find("电力")
    check.choose("1-1-9")
    show.shoot("22-questions")
    check.answer("power", "yes")
    check.answer("route", "沿市政道路")
    check.answer("voltage", "10千伏")
    check.answer("length", "180")
    show.shoot("23-does-not-apply")
    taken(show)


def taken(show: Gallery) -> None:
    check = show.projects.exemption
    check.find("门卫房")
    check.choose("2-7")
    check.type_works("小区东门门卫房")
    check.answer("kind", "门卫房")
    show.shoot("24-applies")
    check.determine()
    show.shoot("25-choice")
    check.pick("exempt")
    check.decide()
    show.shoot("26-commitment-missing")
    check.type_unit("survey", "甲市勘察院")
    check.type_unit("design", "甲市设计院")
    check.decide()
    show.shoot("27-exempted")
    check.turn_away("施工图")
    show.shoot("28-turned-away")
    if show.window.frame is not None:
        show.window.frame.open_page("relays")
    show.shoot("29-relays")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.speak_chinese(app)
    theme.apply(app, theme.Look(sys.argv[2]) if len(sys.argv) > 2 else theme.Look.NORMAL)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    press = Papers()
    shows: list[Gallery] = []
    for item, law, scenes in (
        (PERMIT, None, (projects, family)),
        (ITEM, rules().catalogue, (exemption,)),
    ):
        with tempfile.TemporaryDirectory() as home:
            made = world.build(Path(home), press)
            invented.register_all(made)
            with_law(made, law)
            shows.append(Gallery(app, made, folder, item))
            show = shows[-1]
            for one in scenes:
                one(show)
            show.window.close()
            made.close()
    press.stop()


if __name__ == "__main__":
    main()
