"""A printed paper under the eyes of strangers: poppler reads it, zxing reads its code."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp

from casework.records.notice import PaperMark
from printing.mark import decode_mark

_LIMIT = 20
_DOTS = 200
_EMBEDDED = "yes"
_HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """What a paper shows: fonts that are not embedded, its text, the mark in its code."""

    bare_fonts: tuple[str, ...]
    fonts: int
    pages: int
    text: str
    mark: PaperMark | None


def look(file: Path) -> Seen:
    """Read a PDF as somebody does who has only the paper."""
    bare, count = _fonts(file)
    document = pypdfium2.PdfDocument(file)
    picture = document[0].render(scale=_DOTS / 72).to_pil()
    pages = len(document)
    document.close()
    codes = zxingcpp.read_barcodes(picture)
    mark = decode_mark(codes[0].text) if codes else None
    return Seen(bare, count, pages, _text(file), mark)


def _fonts(file: Path) -> tuple[tuple[str, ...], int]:
    """The names of fonts that are not embedded, and the number of all."""
    lines = _run("pdffonts", str(file)).splitlines()[_HEAD_LINES:]
    # name, type (words), encoding, emb, sub, uni, object, generation: counted from the right.
    rows = [line.split() for line in lines]
    return tuple(row[0] for row in rows if row[-5] != _EMBEDDED), len(rows)


def _text(file: Path) -> str:
    return _run("pdftotext", "-enc", "UTF-8", str(file), "-")


def _run(*command: str) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=_LIMIT
    ).stdout
