"""Step 6: made once, printed, followed, and the clerk's word on what came out."""

import pytest

from casework.errors import DeviceError
from casework.ports import PrintState, PrintStatus
from desktop.views.counter.presenter import CounterPresenter
from tests.desktop.views.counter.deeds import case_of, everything
from tests.desktop.views.counter.world import World


@pytest.fixture
def decided(counter: CounterPresenter) -> CounterPresenter:
    everything(counter)
    counter.decision.decide()
    return counter


def test_the_archived_bytes_are_printed(decided: CounterPresenter, world: World) -> None:
    receipt, notice = decided.state.made
    decided.papers.print(notice.number)
    (sent,) = world.printer.submitted
    assert sent == ("office", notice.document, 2)
    assert world.opened.blobs.read(notice.pdf_sha256) == notice.document
    assert decided.state.prints[notice.number].status.state is PrintState.PRINTING
    assert receipt.number not in decided.state.prints


def test_a_job_is_followed(decided: CounterPresenter, world: World) -> None:
    decided.papers.poll()
    decided.papers.print_all()
    world.printer.state = PrintStatus(PrintState.PRINTING, "media-empty")
    decided.papers.poll()
    still = decided.papers.waiting
    assert {one.status.reason for one in decided.state.prints.values()} == {"media-empty"}
    world.printer.state = PrintStatus(PrintState.DONE)
    decided.papers.poll()
    assert (still, decided.papers.waiting) == (True, False)
    assert len(world.printer.submitted) == 2


def test_a_paper_on_its_way_is_not_sent_twice(decided: CounterPresenter, world: World) -> None:
    number = decided.state.made[0].number
    decided.papers.print(number)
    decided.papers.print(number)
    assert len(world.printer.submitted) == 1


def test_it_came_out_or_it_did_not(decided: CounterPresenter, world: World) -> None:
    receipt, notice = (made.number for made in decided.state.made)
    world.printer.state = PrintStatus(PrintState.DONE)
    decided.papers.print_all()
    decided.papers.answer(receipt)
    decided.papers.answer(notice, "卡纸")
    assert decided.state.answers == {receipt: True, notice: False}
    papers = {paper.number: paper.copies_out for paper in case_of(world, decided).papers}
    assert papers == {receipt: 2, notice: 0}
    decided.papers.print_all()
    assert len(world.printer.submitted) == 3
    assert notice not in decided.state.answers


def test_a_printer_that_refuses(decided: CounterPresenter, world: World) -> None:
    number = decided.state.made[0].number
    world.printer.refusal = DeviceError("PR-202")
    decided.papers.print(number)
    assert decided.state.error is not None
    assert decided.state.error.code == "PR-202"
    assert number not in decided.state.prints


def test_a_job_the_spooler_forgot(decided: CounterPresenter, world: World) -> None:
    number = decided.state.made[0].number
    decided.papers.print(number)
    world.printer.refusal = DeviceError("PR-206", job="office-1")
    decided.papers.poll()
    assert decided.state.prints[number].lost
    assert not decided.papers.waiting


def test_papers_that_could_not_be_made_are_made_again(
    counter: CounterPresenter, world: World
) -> None:
    everything(counter)
    counter.decision.decide()
    numbers = [made.number for made in counter.state.made]
    again = world.presenter()
    again.board.set(case=counter.state.case)
    again.papers.make_again()
    assert [made.number for made in again.state.made] == numbers
    assert [made.document for made in again.state.made] == [
        made.document for made in counter.state.made
    ]


def test_the_next_intake_is_fresh(decided: CounterPresenter) -> None:
    decided.start()
    assert (decided.state.case, decided.state.draft.step) == ("", 1)
    assert decided.state.draft.empty
    assert decided.state.made == ()
