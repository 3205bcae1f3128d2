"""The record of the fault tests."""

import datetime
from pathlib import Path

from tests.soak.report import Report
from tools.soak import append, row


def test_rows_are_added_below_one_head(tmp_path: Path) -> None:
    record = tmp_path / "reliability.md"
    for wrong in (0, 1):
        report = Report(tried=200, wrong=wrong, note="seed 7")
        append(row(datetime.date(2026, 11, 20), "kill", report, 90.0, "abc1234"), record)
    lines = record.read_text(encoding="utf-8").splitlines()
    assert lines[-2:] == [
        "| 2026-11-20 | kill | 200 | 0 | 1.5 | abc1234 | seed 7 |",
        "| 2026-11-20 | kill | 200 | 1 | 1.5 | abc1234 | seed 7 |",
    ]
    assert sum(line.startswith("# ") for line in lines) == 1
