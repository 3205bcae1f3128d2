"""PDF/A-2b as other programs see it, and as its clauses ask of the bytes."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import pdfa

from casework.records.notice import NoticeKind, NoticeRecord
from printing.render import render
from printing.truetype import to_unicode
from tests.printing.samples import mark_of, notice

PAPERS = [(kind, draft) for kind in NoticeKind for draft in (False, True)]


def made(record: NoticeRecord, *, draft: bool = False) -> bytes:
    return render(record, None if draft else mark_of(record), draft=draft)


def opened(document: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(document))


@pytest.mark.parametrize(("kind", "draft"), PAPERS)
@pytest.mark.parametrize("practice", [True, False])
def test_a_validator_finds_nothing(kind: NoticeKind, draft: bool, practice: bool) -> None:
    document = made(notice(kind, count=30, practice=practice), draft=draft)
    assert list(pdfa.validate_written(BytesIO(document), "2b").findings) == []


def test_the_validator_would_find_a_missing_intent() -> None:
    with opened(made(notice(NoticeKind.RECEIPT))) as pdf:
        del pdf.Root.OutputIntents
        spoilt = BytesIO()
        pdf.save(spoilt)
    assert list(pdfa.validate_written(BytesIO(spoilt.getvalue()), "2b").findings)


def test_every_stream_ends_as_the_archive_asks() -> None:
    """ISO 19005-2, 6.1.7.1: Length is exact, a line end stands before endstream."""
    document = made(notice(NoticeKind.ACCEPTANCE))
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", document))
    assert len(streams) >= 8
    for found in streams:
        end = found.end() + int(found.group(1))
        assert document[end : end + 11] == b"\nendstream\n"


def test_header_and_trailer_are_those_of_an_archive() -> None:
    document = made(notice(NoticeKind.RECEIPT))
    lines = document.split(b"\n", 2)
    assert lines[0] == b"%PDF-1.7"
    assert lines[1][:1] == b"%"
    assert all(byte > 127 for byte in lines[1][1:5])
    assert re.search(rb"/ID \[<[0-9a-f]{32}><[0-9a-f]{32}>\]", document)
    assert document.endswith(b"%%EOF\n")


def test_metadata_agree_with_the_record() -> None:
    record = notice(NoticeKind.ACCEPTANCE)
    with opened(made(record)) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert "/Trans" not in pdf.pages[0]
        assert str(pdf.docinfo.CreationDate) == "D:20261120103205+08'00'"
        assert str(pdf.docinfo.Author) == record.organ
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "B"
            assert metadata["dc:title"] == f"受理通知书 {record.number}"
            assert metadata["xmp:CreateDate"] == "2026-11-20T10:32:05+08:00"


def test_nothing_of_a_person_stands_in_the_metadata() -> None:
    record = notice(NoticeKind.ACCEPTANCE)
    with opened(made(record)) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode() + str(dict(pdf.docinfo))
    assert record.applicant.name not in said
    assert record.deliverer.name not in said


@pytest.mark.parametrize("text", ["<甲> & 乙", "]]>", "'\"&amp;"])
def test_markup_in_a_title_stays_text(text: str) -> None:
    record = msgspec.structs.replace(notice(NoticeKind.RECEIPT), number=text, organ=text)
    with opened(made(record)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == f"收件凭证 {text}"
        assert metadata["dc:creator"] == [text]


def test_moments_west_of_greenwich_keep_their_offset() -> None:
    record = msgspec.structs.replace(
        notice(NoticeKind.RECEIPT), made_at="2026-11-20T10:32:05-03:30"
    )
    with opened(made(record)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20261120103205-03'30'"


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and is_font(one)]


def is_font(one: Any) -> bool:
    return bool(one.get("/Type") == "/Font")


def test_widths_agree_with_the_embedded_outlines() -> None:
    with opened(made(notice(NoticeKind.CORRECTION))) as pdf:
        assert fonts(pdf)
        for font in fonts(pdf):
            program = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
            glyphs = program["cmap"].tables[0].cmap
            metrics = program["hmtx"]
            for code, width in enumerate(font.Widths):
                if code in glyphs:
                    assert abs(metrics[glyphs[code]][0] - float(width)) <= 1
            assert "/Encoding" not in font
            assert int(font.FontDescriptor.Flags) & 4


def test_another_program_sees_every_font_embedded(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(notice(NoticeKind.ACCEPTANCE)))
    said = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True)
    rows = said.stdout.splitlines()[2:]
    assert len(rows) >= 2
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_characters_beyond_the_first_plane_are_mapped_as_pairs() -> None:
    cmap = to_unicode([0, ord("一"), ord("𬭎"), *range(0x4E00, 0x4E00 + 250)]).decode()
    assert "<01> <4E00>" in cmap
    assert "<02> <D872DF4E>" in cmap
    assert "<00> <0000>" not in cmap
    blocks = [int(count) for count in re.findall(r"(\d+) beginbfchar", cmap)]
    assert sum(blocks) == 252
    assert max(blocks) <= 100
