"""The reader process and its supervision, where a service, a process or a part fails."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderReport, ReaderState
from hardware.reader import ChildReader
from tests.hardware.bench import PcscBench, readers_inside, wait_until
from tests.realparts.pcsc import PcscStack

assert sys.platform == "linux"  # signals, /proc

pytestmark = [pytest.mark.reader, pytest.mark.timeout(40)]


AS_NOBODY = """
import os
from casework.errors import DeviceError
from hardware.pcsc import Service
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
try:
    Service()
except DeviceError as error:
    print(error.code)
"""


@pytest.fixture
def bench(stack: PcscStack) -> Iterator[PcscBench]:
    """The program's reader on the real service, announced."""
    stack.revive()
    with readers_inside(stack):
        made = PcscBench(stack)
        made.start()
        assert made.next(ReaderState).service
        yield made
        made.reader.stop()
        made.lift()
        made.settle()


def reader_processes(entry: str = "hardware.reading:run") -> list[int]:
    """The reader processes that this process has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text(encoding="utf-8")
            parent = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if entry in command and int(parent) == os.getpid():
            found.append(int(folder.name))
    return found


def read_one(bench: PcscBench) -> None:
    bench.put("agent")
    bench.next(CardArrived)
    bench.next(CardRead)
    bench.lift()
    bench.next(CardGone)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_service_is_killed_and_started_again(
    bench: PcscBench, stack: PcscStack, number: signal.Signals
) -> None:
    process = reader_processes()
    stack.kill_service(number)
    lost = bench.next(ReaderState)
    assert (lost.service, lost.readers) == (False, ())
    assert lost.fault is not None
    assert lost.fault.code == "HW-101"
    assert bench.nothing_for(1.0), "a loss is told once"
    stack.start_service()
    assert bench.next(ReaderState, 3.0).service
    read_one(bench)
    assert reader_processes() == process, "no new process was needed"


def test_the_service_dies_under_a_card(bench: PcscBench, stack: PcscStack) -> None:
    bench.put("agent", "silent")
    bench.next(CardArrived)
    stack.kill_service()
    fault = bench.next(CardFault)
    assert fault.error.code == "HW-101", str(fault.error)
    bench.next(CardGone)
    assert not bench.next(ReaderState).service
    stack.start_service()
    assert bench.next(ReaderState).service
    read_one(bench)


def test_the_service_stands_still(stack: PcscStack) -> None:
    stack.revive()
    with readers_inside(stack):
        bench = PcscBench(stack)
        bench.reader = ChildReader(life_limit=1.5)
        bench.start()
        assert bench.next(ReaderState).service
        first = reader_processes()
        stack.freeze_service()
        state = bench.next(ReaderState)
        assert state.fault is not None
        assert state.fault.code == "HW-109"
        assert wait_until(lambda: not set(first) & set(reader_processes()))
        stack.kill_service()
        stack.start_service()
        while not bench.next(ReaderState).service:
            pass
        read_one(bench)
        bench.reader.stop()
        assert not reader_processes()


def test_the_process_is_killed_from_outside(bench: PcscBench) -> None:
    (process,) = reader_processes()
    os.kill(process, signal.SIGKILL)
    read_one(bench)
    assert reader_processes() != [process]


def test_the_process_dies_under_a_card(bench: PcscBench) -> None:
    bench.put("agent", "silent")
    bench.next(CardArrived)
    os.kill(reader_processes()[0], signal.SIGKILL)
    assert bench.next(CardFault).error.code == "HW-114"
    assert bench.nothing_for(1.0), "it is not tried again and again"
    bench.lift()
    bench.next(CardGone)
    read_one(bench)


def first_report(until: Callable[[ReaderReport], bool] = lambda _: True) -> ReaderReport:
    """What a reader says first, started as things are now."""
    said: list[ReaderReport] = []
    reader = ChildReader()
    reader.start(said.append)
    try:
        assert wait_until(lambda: any(until(report) for report in said)), said
    finally:
        reader.stop()
    return next(report for report in said if until(report))


def code_of(report: ReaderReport) -> str:
    assert isinstance(report, ReaderState)
    assert not report.service
    assert report.fault is not None
    return report.fault.code


def test_no_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "nothing"))
    assert code_of(first_report()) == "HW-101"


def test_no_pyscard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "smartcard.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert code_of(first_report()) == "HW-110"


def test_a_process_that_cannot_even_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    assert code_of(first_report()) == "HW-114"


def test_no_permission() -> None:
    """The service is there, but its socket is not for this user."""
    if os.geteuid() != 0:
        pytest.skip("another user can be played by root alone")
    with PcscStack() as stack:
        socket = "/run/pcscd/pcscd.comm"
        subprocess.run(stack.inside(["chmod", "600", socket]), check=True)
        said = subprocess.run(
            stack.inside([sys.executable, "-c", AS_NOBODY]),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    assert said.stdout == "HW-105\n"
