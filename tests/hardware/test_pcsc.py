"""The edge to PC/SC: results to codes, and its state words as the real service gives them."""

import subprocess
import sys
import time

import pytest

from casework.errors import DeviceError
from hardware import pcsc
from tests.hardware.bench import readers_inside
from tests.realparts.pcsc import PORTS, READERS, PcscStack

SCRIPT = """
import json, sys
from hardware.pcsc import Service
service = Service()
names = service.readers()
slots = service.wait(dict.fromkeys(names, 0), 1.0)
again = service.wait({slot.reader: slot.state for slot in slots}, 0.1)
data = []
with service.connect(names[1]) as card:
    data = card.transmit(bytes.fromhex("00A40400"))[1]
service.close()
print(json.dumps([names, [[s.reader, s.present, s.changes] for s in slots], len(again), data]))
"""


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (0x8010001D, "HW-101"),
        (0x8010001E, "HW-101"),
        (0x8010002E, "HW-102"),
        (0x80100017, "HW-102"),
        (0x8010000C, "HW-103"),
        (0x80100066, "HW-104"),
        (0x8010006A, "HW-105"),
        (0x80100069, "HW-106"),
        (0x80100016, "HW-106"),
        (0x8010000B, "HW-112"),
        (0x80100001, "HW-113"),
        (0x8010001D - (1 << 32), "HW-101"),  # as some builds give it
    ],
)
def test_a_result_becomes_a_code(result: int, code: str) -> None:
    with pytest.raises(DeviceError) as caught:
        pcsc._check(result)
    assert caught.value.code == code
    assert caught.value.facts == {"pcsc": f"{result & 0xFFFFFFFF:08X}"}


def test_success_is_no_error() -> None:
    pcsc._check(0)
    pcsc._check_open(0)


def test_a_refusal_after_access_was_granted_is_a_service_that_died() -> None:
    with pytest.raises(DeviceError, match="HW-101"):
        pcsc._check_open(0x8010006A)


@pytest.mark.reader
def test_slots_and_cards_of_the_real_service(stack: PcscStack) -> None:
    card = stack.put("agent", slot=1)
    time.sleep(0.6)
    with readers_inside(stack):
        said = subprocess.check_output([sys.executable, "-c", SCRIPT], text=True)
    stack.lift(card)
    slots = f'[["{READERS[0]}", false, 0], ["{READERS[1]}", true, 1]]'
    assert said == f'[["{READERS[0]}", "{READERS[1]}"], {slots}, 0, {0x6D00}]\n'


@pytest.mark.reader
def test_a_command_inside_finds_the_reader_and_its_status_comes_back(stack: PcscStack) -> None:
    check = f"grep -qi :{PORTS[0]:04X} /proc/net/tcp && test -S /run/pcscd/pcscd.comm && exit 7"
    command = [sys.executable, "-m", "tests.realparts.pcsc", "--", "sh", "-c", check]
    assert subprocess.call(command) == 7
