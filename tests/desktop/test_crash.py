import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from casework.errors import ClerkError, RuleError
from desktop.crash import CrashKeeper
from desktop.messages import message_for

pytestmark = pytest.mark.gui

NOW = datetime(2024, 3, 5, 10, 32, 5, tzinfo=UTC)
NUMBER = "990101199003078811"


@pytest.fixture
def told() -> list[ClerkError]:
    return []


@pytest.fixture
def keeper(tmp_path: Path, told: list[ClerkError]) -> CrashKeeper:
    made = CrashKeeper(tmp_path / "logs", lambda: NOW, "0.1.0")
    made.show_with(told.append)
    return made


@pytest.fixture
def hooks() -> Iterator[None]:
    """Give the hooks of the test run itself back."""
    before = sys.excepthook, threading.excepthook, faulthandler.is_enabled()
    yield
    sys.excepthook, threading.excepthook = before[:2]
    if before[2]:
        faulthandler.enable(sys.__stderr__ or sys.stderr)


@pytest.fixture
def installed(keeper: CrashKeeper, hooks: None) -> Iterator[CrashKeeper]:
    keeper.install()
    yield keeper
    keeper.uninstall()


def surprise(text: str = "bad") -> Exception:
    try:
        int(text)
    except ValueError as error:
        return error
    raise AssertionError


def reports(folder: Path) -> list[Path]:
    return sorted((folder / "logs").glob("crash-*.txt"))


def test_a_report_is_written_masked_and_told(
    keeper: CrashKeeper, told: list[ClerkError], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keeper.keep(surprise(f"n{NUMBER}"))
    (report,) = reports(tmp_path)
    text = report.read_text(encoding="utf-8")
    assert report.name == "crash-20240305-103205-01.txt"
    assert "yichuang 0.1.0, 2024-03-05T10:32:05+00:00" in text
    assert "ValueError" in text
    assert NUMBER not in text
    assert [(error.code, error.facts) for error in told] == [("UI-901", {"report": report.name})]
    message = message_for(told[0])
    assert report.name in message.next_step
    assert "已经落盘的记录都在" in message.what


def test_the_same_place_is_told_once(
    keeper: CrashKeeper, told: list[ClerkError], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        keeper.keep(surprise())
    assert len(told) == len(reports(tmp_path)) == 1


def test_a_refusal_is_only_shown(
    keeper: CrashKeeper, told: list[ClerkError], tmp_path: Path
) -> None:
    refusal = RuleError("IN-101")
    keeper.keep(refusal)
    assert told == [refusal]
    assert reports(tmp_path) == []


def test_a_report_that_cannot_be_written_is_told_too(
    tmp_path: Path, told: list[ClerkError], caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "logs"
    blocked.write_text("not a folder")
    keeper = CrashKeeper(blocked, lambda: NOW, "0.1.0")
    keeper.show_with(told.append)
    keeper.keep(surprise())
    assert [(error.code, error.facts) for error in told] == [("UI-902", {"kind": "ValueError"})]
    assert message_for(told[0]).code == "UI-902"


def test_only_so_many_reports_are_kept(
    keeper: CrashKeeper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(60):
        (folder / f"crash-20200101-0000{number:02d}-01.txt").touch()
    keeper.keep(surprise())
    assert len(reports(tmp_path)) == 50
    assert reports(tmp_path)[-1].name.startswith("crash-2024")


def test_a_slot_that_raises_ends_in_the_net(
    installed: CrashKeeper,
    told: list[ClerkError],
    qapp: QApplication,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def slot() -> None:
        raise KeyError("slot")

    QTimer.singleShot(0, slot)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].code == "UI-901"


def test_a_thread_that_raises_ends_in_the_net(
    installed: CrashKeeper, told: list[ClerkError], caplog: pytest.LogCaptureFixture
) -> None:
    def run() -> None:
        raise KeyError("thread")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert told[0].code == "UI-901"


def test_qt_messages_go_into_the_log(
    installed: CrashKeeper, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("something of Qt")
    assert ("qt", logging.WARNING, "something of Qt") in caplog.record_tuples


def test_an_interrupt_is_not_swallowed(
    installed: CrashKeeper, told: list[ClerkError], capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_uninstalled_it_lets_go(keeper: CrashKeeper, hooks: None, tmp_path: Path) -> None:
    keeper.install()
    keeper.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert (tmp_path / "logs" / "fault.txt").exists()
