"""Prints that decide nothing: complete, archival, made in the other process alike."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.errors import DocumentError
from casework.ports import Handout
from casework.records.notice import Section
from printing.handout import render_handout
from printing.papers import Papers

ROWS = tuple((f"11-{day:02}", "推送牵头部门", f"云栖家园{day}期") for day in range(1, 61))
LIST = Handout(
    title="时限清单",
    lead="本清单列出今后五个工作日内到期的事项。",
    sections=(
        Section("到期的时限", (), ("截止", "事项", "项目"), (16, 40, 36), ROWS),
        Section("说明", ("暂定的时限没有列入", "中止的时限以恢复之日为准")),
    ),
    made_by="市政务服务大厅 3号窗口 李明",
    made_at="2026-11-20T10:32:05+08:00",
    foot="规则：郑州市 2019.7（现行状态待核）",
    practice=True,
)


@pytest.fixture(scope="module")
def papers() -> Iterator[Papers]:
    made = Papers()
    yield made
    made.stop()


def said(document: bytes, folder: Path) -> str:
    file = folder / "handout.pdf"
    file.write_bytes(document)
    return subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_everything_is_on_the_pages(tmp_path: Path) -> None:
    text = said(render_handout(LIST), tmp_path)
    for part in (LIST.title, LIST.lead, LIST.foot, "云栖家园60期", "暂定的时限没有列入；"):
        assert part in text
    assert "共3页" in text.replace(" ", "").replace("　", "")
    assert text.count("截止") == 3
    assert "编号" not in text


def test_fonts_are_embedded_and_the_file_is_archival(tmp_path: Path) -> None:
    document = render_handout(LIST)
    said(document, tmp_path)
    fonts = subprocess.run(
        ["pdffonts", tmp_path / "handout.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)
    assert b"pdfaid:part" in document


def test_the_bytes_are_those_of_this_process(papers: Papers) -> None:
    assert papers.handout(LIST) == render_handout(LIST)


def test_a_character_without_a_glyph_is_named(papers: Papers) -> None:
    with pytest.raises(DocumentError, match="PR-10"):
        papers.handout(replace(LIST, title="\U000f0000"))
