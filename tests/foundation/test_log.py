import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation import log

# Invented: the area code 9901 does not exist.
NUMBER = "990101199003078811"
NUMBER_X = "99010119900307811X"


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    level = root.level
    handler = log.start(tmp_path, "test")
    yield tmp_path / "test.log"
    log.stop(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"number {NUMBER} read", "number ***8811 read"),
        (f"id={NUMBER_X}", "id=***811X"),
        (f"x{NUMBER_X.lower()}y", "x***811xy"),
        ("old 990101900307881.", "old ***7881."),
        ("card 6200000000000000017", "card ***0017"),
        ("tel 13800001111", "tel ***1111"),
        ("tel +86 138-0000-1111", "tel ***1111"),
        ("8613800001111,", "***1111,"),
        ("0371-65550000", "***0000"),
        ("９９０１０１１９９００３０７８８１１", "***８８１１"),
        ("2024-01-05 10:31:05 #10482 1234567890", "2024-01-05 10:31:05 #10482 1234567890"),
        ("port 50344, 4096 bytes", "port 50344, 4096 bytes"),
    ],
)
def test_masked(said: str, kept: str) -> None:
    assert log.masked(said) == kept


def test_arguments_and_tracebacks_are_masked(
    written: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("some.room")
    logger.info("read %s for %s", NUMBER, {"phone": "13800001111"})
    try:
        int(f"n{NUMBER}")
    except ValueError:
        logger.exception("could not read")
    logger.info("here", stack_info=True)
    text = written.read_text(encoding="utf-8")
    assert "read ***8811 for {'phone': '***1111'}" in text
    assert "ValueError: invalid literal for int() with base 10: 'n***8811'" in text
    assert NUMBER not in text
    assert "13800001111" not in text


def test_arguments_that_do_not_fit_stop_nobody(written: Path) -> None:
    logging.getLogger("x").info("percent %d", NUMBER)
    assert "percent %d ('***8811',)" in written.read_text(encoding="utf-8")


def test_nothing_is_written_after_stop(tmp_path: Path) -> None:
    root = logging.getLogger()
    level = root.level
    log.stop(log.start(tmp_path, "gone"))
    root.warning("late")
    root.setLevel(level)
    assert not (tmp_path / "gone.log").exists()
