"""Every duty of the source documents has its row, and what a row says is so."""

from dataclasses import replace

import pytest

from tools.duties import COUNT, PAGE, Duty, Switch, counted, faults, page, read

DUTIES = read()
PROVEN = Duty(
    number=1,
    source="001A-1",
    text="a duty",
    who="W/S",
    kind=DUTIES[0].kind.PROVEN,
    reason="",
    where=("tools/duties.py:faults",),
    tests=("tests/house/test_obligations.py::test_a_good_row_has_no_fault",),
    off=Switch("tools/duties.py", "COUNT = 331", "COUNT = 330"),
    file="x.toml",
)


def test_every_number_is_there_once() -> None:
    assert [one.number for one in DUTIES] == list(range(1, COUNT + 1))


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: str(one.number))
def test_a_row_says_what_is_so(duty: Duty) -> None:
    assert not faults(duty)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(DUTIES), "run ./dev obligations --write"


def test_window_and_system_owe_208() -> None:
    assert counted(DUTIES)["window and system"]["all"] == 208


def test_a_good_row_has_no_fault() -> None:
    assert not faults(PROVEN)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"where": ("tools/none.py",)}, "does not exist"),
        ({"where": ()}, "proven without"),
        ({"tests": ("tests/house/test_obligations.py::test_none",)}, "does not exist"),
        ({"tests": ("tests/house/none.py::test_none",)}, "does not exist"),
        ({"off": None}, "proven without"),
        ({"off": Switch("tools/duties.py", "never there", "x")}, "stands 0 times"),
        ({"off": Switch("tools/none.py", "x", "y")}, "stands 0 times"),
        ({"off": Switch("tools/duties.py", "COUNT = 331", "COUNT = 331")}, "stands 1 times"),
        ({"kind": PROVEN.kind.LATER}, "no reason"),
    ],
)
def test_a_faulty_row_is_found(change: dict[str, object], fault: str) -> None:

    assert fault in " ".join(faults(replace(PROVEN, **change)))  # type: ignore[arg-type]
