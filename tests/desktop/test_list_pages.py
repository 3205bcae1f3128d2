"""The pages beside the counter: each is built with its presenter and reads when it is loaded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError, StoreError
from casework.records.event import Staged
from casework.rows import TaskRow
from desktop import lamps
from desktop.actions import entry
from desktop.list_pages import Around, ListPages
from desktop.views.relays.presenter import MEANS, OUTCOME, RelaysPresenter
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import World, build
from tests.desktop.views.handling.hall import write
from tests.desktop.views.test_relays import OPENED, TASK

pytestmark = pytest.mark.gui


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(tmp_path)
    invented.register_all(made)
    yield made
    made.close()


def around_of(errors: list[ClerkError]) -> Around:
    return Around(
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


def pages(world: World, errors: list[ClerkError]) -> ListPages:
    return ListPages(world.desk, around_of(errors))


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


def test_a_refusal_is_said_once_and_taken_back_when_it_holds_no_more(
    world: World, qtbot: QtBot
) -> None:
    errors: list[ClerkError] = []
    gone: list[str] = []
    made = ListPages(world.desk, replace(around_of(errors), clear=gone.append))
    page = made.makers()["relays"]()
    qtbot.addWidget(page)
    presenter = made.presenters["relays"]
    assert isinstance(presenter, RelaysPresenter)
    write(world, Staged(TASK, OPENED))
    presenter.load()
    presenter.choose(TASK)
    presenter.delivered()
    assert [one.code for one in errors] == ["TK-102"]
    presenter.type(MEANS, "电话")
    assert len(errors) == 1
    presenter.type(OUTCOME, "11月20日9:20，经办人已知悉")
    presenter.delivered()
    assert (len(errors), gone) == (1, ["TK-102"])


def test_only_what_reached_nobody_is_counted() -> None:
    row = TaskRow("t", "", "notify", "", "", "", "", "", "", "open", 0, "")
    rows = (row, replace(row, state="delivered"), replace(row, state="answered"))
    assert lamps.untold(rows) == 1
