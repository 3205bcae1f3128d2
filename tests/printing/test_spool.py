import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.errors import DeviceError
from casework.ports import Printer, PrintState, PrintStatus
from casework.records.notice import NoticeKind
from printing.preview import draw_pages
from printing.render import render
from printing.spool import CupsPrinter
from tests.printing.samples import mark_of, notice
from tests.realparts.cups import DIRECT, HALL, CupsStack, missing

assert sys.platform == "linux"  # CUPS in namespaces


@pytest.fixture(scope="module")
def stack() -> Iterator[CupsStack]:
    if missing():
        pytest.skip(f"missing: {missing()}")
    with CupsStack() as cups, pytest.MonkeyPatch.context() as patch:
        for name, value in cups.environment.items():
            patch.setenv(name, value)
        yield cups


@pytest.fixture(scope="module")
def paper() -> bytes:
    record = notice(NoticeKind.RECEIPT)
    return render(record, mark_of(record), draft=False)


@pytest.fixture
def printer(stack: CupsStack) -> Printer:
    return CupsPrinter()


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_default_queue_comes_first(printer: Printer) -> None:
    assert printer.queues() == (HALL, DIRECT)


@pytest.mark.slow
def test_the_bytes_handed_in_are_the_bytes_printed(
    stack: CupsStack, printer: Printer, paper: bytes
) -> None:
    before = len(stack.printed())
    job = printer.submit(DIRECT, paper, "990100-w03-0012", 1)
    until(lambda: printer.status(job) == PrintStatus(PrintState.DONE))
    assert stack.spooled(job) == paper
    assert stack.printed()[before].read_bytes() == paper
    assert stack.printed()[before].name.endswith("-990100-w03-0012.pdf")


@pytest.mark.slow
def test_a_driver_prints_the_same_pages(stack: CupsStack, printer: Printer, paper: bytes) -> None:
    before = len(stack.printed())
    job = printer.submit(HALL, paper, "编号 990100/13", 2)
    until(lambda: printer.status(job).state is PrintState.DONE)
    printed = stack.printed()[before]
    assert stack.spooled(job) == paper
    assert printed.name.endswith("-990100-13.pdf")
    assert draw_pages(printed.read_bytes(), 600) == draw_pages(paper, 600)


@pytest.mark.slow
def test_an_empty_tray_is_told_and_the_job_goes_on(
    stack: CupsStack, printer: Printer, paper: bytes
) -> None:
    stack.take_paper()
    before = len(stack.printed())
    job = printer.submit(HALL, paper, "empty", 1)
    until(lambda: printer.status(job) == PrintStatus(PrintState.PRINTING, "media-empty"))
    stack.put_paper()
    until(lambda: printer.status(job).state is PrintState.DONE)
    assert len(stack.printed()) == before + 1


def test_a_paused_queue_keeps_the_job_waiting_until_it_is_cancelled(
    stack: CupsStack, printer: Printer, paper: bytes
) -> None:
    stack.pause()
    job = printer.submit(HALL, paper, "paused", 1)
    assert printer.status(job) == PrintStatus(PrintState.WAITING, "paused")
    stack.cancel(job)
    assert printer.status(job) == PrintStatus(PrintState.CANCELLED, "cancelled")
    stack.resume()


@pytest.mark.slow
def test_a_printer_that_is_gone_is_offline(
    stack: CupsStack, printer: Printer, paper: bytes
) -> None:
    stack.switch_off()
    job = printer.submit(HALL, paper, "gone", 1)
    until(lambda: printer.status(job) == PrintStatus(PrintState.PRINTING, "offline"))
    stack.cancel(job)
    until(lambda: printer.status(job) == PrintStatus(PrintState.CANCELLED, "cancelled"))
    stack.switch_on()


def test_a_queue_that_takes_nothing_says_so(
    stack: CupsStack, printer: Printer, paper: bytes
) -> None:
    stack.refuse()
    with pytest.raises(DeviceError, match="PR-204") as refused:
        printer.submit(HALL, paper, "refused", 1)
    assert refused.value.facts == {"queue": HALL}
    stack.refuse(refuse=False)


def test_an_unknown_queue_and_an_unknown_job_have_codes(printer: Printer, paper: bytes) -> None:
    with pytest.raises(DeviceError, match="PR-203"):
        printer.submit("nowhere", paper, "lost", 1)
    with pytest.raises(DeviceError, match="PR-206"):
        printer.status(f"{HALL}-9999")


def test_what_lp_refuses_for_another_reason_is_told(printer: Printer, paper: bytes) -> None:
    with pytest.raises(DeviceError, match="PR-205") as refused:
        printer.submit(HALL, paper, "copies", 0)
    assert "copies" in str(refused.value.facts["said"])


def test_without_cups_every_call_has_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: bytes
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for call in (
        lambda: CupsPrinter().queues(),
        lambda: CupsPrinter().submit(HALL, paper, "key", 1),
        lambda: CupsPrinter().status(f"{HALL}-1"),
    ):
        with pytest.raises(DeviceError, match="PR-201"):
            call()


@pytest.mark.skipif(shutil.which("lp") is None, reason="missing: lp")
def test_a_spooler_that_is_not_there_has_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: bytes
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    with pytest.raises(DeviceError, match="PR-202"):
        CupsPrinter().queues()
    with pytest.raises(DeviceError, match="PR-202"):
        CupsPrinter().submit(HALL, paper, "key", 1)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("lp") is None, reason="missing: lp")
def test_a_spooler_that_never_answers_ends_with_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "silent"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(silent))
        listener.listen()
        monkeypatch.setenv("CUPS_SERVER", str(silent))
        started = time.monotonic()
        with pytest.raises(DeviceError, match="PR-202"):
            CupsPrinter(limit=1.0).queues()
        assert time.monotonic() - started < 5
