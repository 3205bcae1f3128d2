"""Every status byte of the module leads to one code."""

import pytest

from hardware.identity_card.status import Sw3, refusal

GOOD = {Sw3.OK, Sw3.NO_ITEM, Sw3.FOUND}


@pytest.mark.parametrize(
    ("sw3", "code"),
    [
        (0x01, "HW-120"),
        (0x02, "HW-120"),
        (0x03, "HW-120"),
        (0x05, "HW-120"),
        (0x09, "HW-120"),
        (0x10, "HW-121"),
        (0x11, "HW-121"),
        (0x21, "HW-122"),
        (0x23, "HW-123"),
        (0x24, "HW-124"),
        (0x31, "HW-125"),
        (0x32, "HW-125"),
        (0x33, "HW-125"),
        (0x37, "HW-126"),
        (0x3F, "HW-127"),
        (0x40, "HW-104"),
        (0x41, "HW-127"),
        (0x47, "HW-128"),
        (0x60, "HW-128"),
        (0x66, "HW-129"),
        (0x80, "HW-103"),
        (0x81, "HW-130"),
        (0x77, "HW-124"),
    ],
)
def test_the_code_of_a_status(sw3: int, code: str) -> None:
    error = refusal(sw3)
    assert error.code == code
    assert error.facts == {"sw3": f"{sw3:02X}"}


@pytest.mark.parametrize("sw3", [sw3 for sw3 in Sw3 if sw3 not in GOOD])
def test_no_named_status_is_without_a_code(sw3: Sw3) -> None:
    assert refusal(sw3).code != "HW-124" or sw3 is Sw3.UNKNOWN_ERROR
