"""Step 4: single keys, refused rows, pages that stay when the scanner fails."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.views.counter.checklist import Line
from desktop.views.counter.presenter import MATERIALS, CounterPresenter
from desktop.views.counter.progress import Mark, marks
from tests.desktop.views.counter.deeds import come_in, fill_form, hand_in, pick_project
from tests.desktop.views.counter.world import HeldLanes, World, picture


@pytest.fixture
def table(counter: CounterPresenter) -> CounterPresenter:
    come_in(counter)
    pick_project(counter)
    fill_form(counter)
    counter.go(MATERIALS)
    return counter


def line(counter: CounterPresenter, key: str) -> Line:
    return next(one for one in counter.state.lines if one.key == key)


def test_a_paper_is_taken_seen_and_handed_back(table: CounterPresenter) -> None:
    assert (line(table, "warranty").state, line(table, "warranty").words) == ("missing", "缺")
    table.materials.take("warranty")
    assert line(table, "warranty").state == "unseen"
    table.materials.see("warranty")
    warranty = line(table, "warranty")
    assert (warranty.state, warranty.received, warranty.seen) == ("have", "原件 1 份", "✔ 10:30")
    assert warranty.words == "李明 核对"
    table.materials.see("warranty")
    assert line(table, "warranty").state == "unseen"
    table.materials.drop("warranty")
    assert line(table, "warranty").state == "missing"


def test_looking_at_an_original_takes_it_in(table: CounterPresenter) -> None:
    table.materials.see("warranty")
    assert line(table, "warranty").state == "have"


def test_a_copy_has_nothing_to_be_looked_at(table: CounterPresenter) -> None:
    copy = line(table, "special_equipment")
    assert (copy.star, copy.state, "see" in copy.allowed) == (False, "optional", False)
    table.materials.take("special_equipment")
    assert line(table, "special_equipment").received == "复印件 1 份"


@pytest.mark.parametrize("key", ["survey_result", "certificates", "entry_tests", "planning_permit"])
def test_what_must_not_be_asked_for_is_refused(
    table: CounterPresenter, key: str, tmp_path: Path
) -> None:
    refused = line(table, key)
    assert refused.allowed == frozenset()
    assert "方案" in refused.why or "证照办法" in refused.why
    deeds: tuple[Callable[[], None], ...] = (
        lambda: table.materials.take(key),
        lambda: table.materials.see(key),
        lambda: table.pages.scan(key),
        lambda: table.pages.bring(key, (tmp_path / "a.pdf",)),
    )
    for deed in deeds:
        table.dismiss()
        deed()
        assert table.state.error is not None
        assert table.state.error.code == "CT-110"
        assert key not in table.state.draft.papers


def test_pages_are_scanned_and_kept(table: CounterPresenter, world: World) -> None:
    table.pages.scan("warranty")
    warranty = line(table, "warranty")
    assert (warranty.received, len(warranty.pages)) == ("原件 1 份 · 3 页", 3)
    assert (table.state.scanning, table.state.scanned) == ("", 3)
    assert world.opened.blobs.read(warranty.pages[1].sha256) == picture("page 2")
    assert set(table.state.thumbs) == {page.sha256 for page in warranty.pages}


def test_pages_stay_when_the_scanner_fails(table: CounterPresenter, world: World) -> None:
    world.scanner.breaks_at = 3
    table.pages.scan("warranty")
    assert len(line(table, "warranty").pages) == 2
    assert table.state.error is not None
    assert table.state.scanning == ""
    world.scanner.breaks_at = 0
    table.pages.scan("warranty")
    assert len(line(table, "warranty").pages) == 5


def test_no_scanner(table: CounterPresenter, world: World) -> None:
    world.scanner.present = False
    table.pages.scan("warranty")
    assert table.state.error is not None
    assert table.state.error.code == "CT-111"


def test_a_scan_is_stopped(world: World) -> None:
    lanes = HeldLanes()
    table = world.presenter(lanes.run)
    table.pages.scan("warranty")
    assert table.state.scanning == "工程质量保修书"
    table.pages.scan("application")
    table.pages.stop_scan()
    lanes.let_go()
    assert table.state.scanned == 0
    assert table.state.scanning == ""
    assert "application" not in table.state.draft.papers


def test_pages_under_way_hold_the_intake(world: World) -> None:
    lanes = HeldLanes()
    table = world.presenter(lanes.run)
    table.pages.scan("warranty")
    ident = table.state.draft.ident
    table.start()
    assert table.state.draft.ident == ident
    assert table.state.error is not None
    assert table.state.error.code == "CT-112"


def test_a_file_is_brought(table: CounterPresenter, tmp_path: Path) -> None:
    table.pages.bring("warranty", (tmp_path / "保修书.pdf", tmp_path / "附页.png"))
    pages = line(table, "warranty").pages
    assert [page.source for page in pages] == ["保修书.pdf", "附页.png"]


def test_pages_move_and_go(table: CounterPresenter) -> None:
    table.pages.scan("warranty")
    table.materials.see("warranty")
    first, second, third = (page.sha256 for page in line(table, "warranty").pages)
    table.pages.move_page("warranty", third, 0)
    assert [page.sha256 for page in line(table, "warranty").pages] == [third, first, second]
    assert line(table, "warranty").seen == "✔ 10:30"
    table.pages.remove_page("warranty", first)
    assert [page.sha256 for page in line(table, "warranty").pages] == [third, second]
    assert line(table, "warranty").state == "unseen"


def test_pictures_come_back_after_a_start(table: CounterPresenter, world: World) -> None:
    table.pages.scan("warranty")
    again = world.presenter()
    again.start()
    again.resume(table.state.draft.ident)
    assert not again.state.thumbs
    again.pages.reveal("warranty")
    assert len(again.state.thumbs) == 3


def test_the_step_is_done_when_nothing_stands_open(table: CounterPresenter) -> None:
    assert marks(table.state)[3] is Mark.OPEN
    hand_in(table)
    assert marks(table.state)[3] is Mark.DONE
    table.materials.see("warranty")
    assert marks(table.state)[3] is Mark.OPEN
