"""The pages beside the counter: each is built with its presenter and reads when it is loaded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError, StoreError
from casework.rows import TaskRow
from desktop import lamps
from desktop.actions import entry
from desktop.list_pages import Around, ListPages
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build

pytestmark = pytest.mark.gui


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


def pages(world: World, errors: list[ClerkError]) -> ListPages:
    around = Around(
        say=errors.append,
        ask=lambda _question, _answered: None,
        wake=lambda: None,
        visitor=lambda: None,
        device="device-1",
        go_on=lambda _stream: None,
        handle=lambda _stream: None,
        leave=lambda: None,
        home=lambda call: call(),
    )
    return ListPages(world.desk, around)


def test_every_page_has_its_entry_and_its_presenter(world: World, qtbot: QtBot) -> None:
    errors: list[ClerkError] = []
    made = pages(world, errors)
    for key, make in made.makers().items():
        page = make()
        qtbot.addWidget(page)
        assert entry(key).word
        made.presenters[key].load()
    assert made.presenters.keys() == made.makers().keys()
    assert not errors


def test_what_a_page_cannot_read_is_said(world: World, qtbot: QtBot) -> None:
    errors: list[ClerkError] = []

    def refuse(_lane: object, _work: object, _done: object, failed: object) -> None:
        assert callable(failed)
        failed(StoreError("LE-201"))

    world.desk = replace(world.desk, run=refuse)  # type: ignore[arg-type]
    made = pages(world, errors)
    page = made.makers()["relays"]()
    qtbot.addWidget(page)
    made.presenters["relays"].load()
    assert [one.code for one in errors] == ["LE-201"]


def test_only_what_reached_nobody_is_counted() -> None:
    row = TaskRow("t", "", "notify", "", "", "", "", "", "", "open", 0, "")
    rows = (row, replace(row, state="delivered"), replace(row, state="answered"))
    assert lamps.untold(rows) == 1
