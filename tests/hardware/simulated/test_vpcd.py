"""The card side of the virtual driver, against the driver's end of the line."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hardware.simulated.cards import load_card
from hardware.simulated.sam import Fault
from hardware.simulated.vpcd import ATR, lay_down, main

FIND = bytes.fromhex("FF000000 00000A AAAAAA96690003200122 1000")
SELECT = bytes.fromhex("FF000000 00000A AAAAAA96690003200221 1000")
READ = bytes.fromhex("FF000000 00000A AAAAAA96690003300132 1000")


class Driver:
    """What the reader driver does with its end."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(5)
        self._line = line
        self._file = line.makefile("rb")

    def send(self, body: bytes) -> None:
        self._line.sendall(len(body).to_bytes(2, "big") + body)

    def receive(self) -> bytes:
        head = self._file.read(2)
        return self._file.read(int.from_bytes(head, "big")) if head else b""

    def wait_at_most(self, seconds: float) -> None:
        self._line.settimeout(seconds)

    def ask(self, body: bytes) -> bytes:
        self.send(body)
        return self.receive()

    def close(self) -> None:
        self._file.close()
        self._line.close()


@contextmanager
def laid_down(fault: Fault | None = None) -> Iterator[Driver]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        card = threading.Thread(target=lay_down, args=(load_card("agent"), port, fault))
        card.start()
        line, _ = server.accept()
        driver = Driver(line)
        try:
            yield driver
        finally:
            driver.close()
            card.join(5)
            assert not card.is_alive()


def test_a_reading() -> None:
    with laid_down() as driver:
        driver.send(b"\x01")
        assert driver.ask(b"\x04") == ATR
        assert driver.ask(FIND)[-2:] == b"\x90\x00"
        driver.ask(SELECT)
        driver.send(b"\x02")
        assert driver.ask(b"\x04") == ATR
        assert len(driver.ask(READ)) == 1295 + 2


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("00A40400", "6d00"),
        ("FF000001 00000A", "6d00"),
        ("FF000000 0A01", "6700"),
        ("FF0000", "6700"),
        ("80CA9F7F00", "6d00"),
    ],
)
def test_what_it_does_not_understand(command: str, status: str) -> None:
    with laid_down() as driver:
        assert driver.ask(bytes.fromhex(command)).hex() == status


def test_pulled_means_a_closed_line() -> None:
    with laid_down(Fault.PULLED) as driver:
        driver.ask(FIND)
        driver.ask(SELECT)
        assert driver.ask(READ) == b""


def test_silent_means_an_open_line_without_an_answer() -> None:
    with laid_down(Fault.SILENT) as driver:
        assert driver.ask(b"\x04") == ATR
        driver.send(FIND)
        driver.wait_at_most(0.2)
        with pytest.raises(TimeoutError):
            driver.receive()


def test_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        command = [sys.executable, "-m", "hardware.simulated.vpcd", "--card", "agent"]
        card = subprocess.Popen([*command, "--port", port])
        line, _ = server.accept()
        driver = Driver(line)
        assert driver.ask(b"\x04") == ATR
        driver.close()
        assert card.wait(10) == 0
    assert main(["--card", "agent", "--port", port]) == 1
    assert port in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--card", "nobody"])
