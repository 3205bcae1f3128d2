"""F1 beside the counter: every page and part has its words, and the articles of the rules here."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import resources
from casework.law import catalogue
from desktop import page_help
from desktop.actions import PAGES, WINDOW_KEYS
from desktop.list_pages import HANDLING
from desktop.ui.help import help_key
from desktop.views.cases.page import CasesPage
from desktop.views.projects.page import SECTIONS
from desktop.views.projects.presenter import ProjectsPresenter
from tests.desktop.test_list_pages import pages
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build
from tests.desktop.views.projects.desk import MAIN, with_law

LAWS = {one: catalogue.parse(resources.catalogue_files(one)) for one in ("zhengzhou", "jiaozuo")}
TODAY = date(2026, 11, 20)
ARTICLES = {
    key
    for region in resources.catalogue_regions()
    for key in catalogue.parse(resources.catalogue_files(region)).articles
}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


def keys_in(page: QWidget) -> set[str]:
    """The help keys of a page and of everything on it."""
    parts = (page, *page.findChildren(QWidget))
    return {help_key(one) for one in parts if one.property("help_key")}


@pytest.mark.gui
def test_every_page_and_part_has_a_text_and_every_text_a_place(world: World, qtbot: QtBot) -> None:
    with_law(world)
    made = pages(world, [])
    built = {key: make() for key, make in made.makers().items()} | {HANDLING: made.handling()}
    projects = made.presenters["projects"]
    assert isinstance(projects, ProjectsPresenter)
    projects.load()
    projects.choose(MAIN)
    for section in range(len(SECTIONS)):
        projects.turn(section)
    found = set()
    for key, page in built.items():
        qtbot.addWidget(page)
        assert help_key(page) == key
        found |= keys_in(page)
    of_flows = {key for key in page_help.rows() if key.startswith(f"{HANDLING}.")}
    assert found | of_flows == set(page_help.rows())


def test_a_part_without_words_of_its_own_has_those_of_its_page() -> None:
    law = LAWS["zhengzhou"]
    page = page_help.find(HANDLING, law, TODAY)
    assert page is not None
    assert page_help.find(f"{HANDLING}.unwritten", law, TODAY) == page


@pytest.mark.gui
def test_the_part_in_focus_is_explained_before_its_page(qtbot: QtBot) -> None:
    page = CasesPage()
    qtbot.addWidget(page)
    page.setProperty("help_key", "cases")
    assert help_key(page.papers.view) == "cases.papers"
    assert help_key(page.search) == "cases"


@pytest.mark.parametrize("key", page_help.rows())
def test_a_text_says_how_and_cites_what_the_rules_have(key: str) -> None:
    row = page_help.rows()[key]
    assert row.title
    assert row.how
    assert row.articles
    assert set(row.articles) <= ARTICLES
    said = page_help.find(key, LAWS["zhengzhou"], TODAY)
    assert said is not None
    here = [one for one in row.articles if one in LAWS["zhengzhou"].articles]
    for one in here:
        assert LAWS["zhengzhou"].articles[one].cite in said.source
    assert bool(said.source) is bool(here)


KEYS = re.compile(r"(?:Ctrl|Alt)\+[A-Z]\w*|F\d+")
EVERYWHERE = {one.shortcut for one in PAGES} | {one.keys for one in WINDOW_KEYS}


@pytest.mark.gui
def test_the_keys_it_names_work_on_its_page(world: World, qtbot: QtBot) -> None:
    with_law(world)
    made = pages(world, [])
    built = {key: make() for key, make in made.makers().items()} | {HANDLING: made.handling()}
    projects = made.presenters["projects"]
    assert isinstance(projects, ProjectsPresenter)
    projects.load()
    projects.choose(MAIN)
    for section in range(len(SECTIONS)):
        projects.turn(section)
    for key, row in page_help.rows().items():
        page = built[key.partition(".")[0]]
        here = {one.key().toString() for one in page.findChildren(QShortcut)}
        named = {one.replace("Enter", "Return") for one in KEYS.findall(row.how)}
        assert named <= here | EVERYWHERE, key
    for page in built.values():
        qtbot.addWidget(page)


def test_an_article_that_lapsed_says_so() -> None:
    law = LAWS["jiaozuo"]
    now, then = (page_help.find("relays", law, day) for day in (TODAY, date(2020, 1, 1)))
    assert now is not None
    assert then is not None
    assert f"{law.articles['004-18'].cite}（已失效，仅供参考）" in now.source
    assert "已失效" not in then.source


def test_the_counter_keeps_its_own() -> None:
    law = LAWS["zhengzhou"]
    assert page_help.find("person.name", law, TODAY) is None
    assert page_help.find("", law, TODAY) is None
