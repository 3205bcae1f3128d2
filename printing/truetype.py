"""One loaded TrueType face: its widths, its real glyphs, and its registration with ReportLab."""

import zlib
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTEncoding, TTFError, TTFont, TTFontFace

from printing.sfnt import Face

_LEVEL = 3
_BLOCK = 100
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
_CMAP_END = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


class FaceError(Exception):
    """ReportLab cannot use the face; another one has to serve."""


class _Outlines:
    """The glyph table of a font, sliced without first copying its tens of megabytes."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _QuickDeflate(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]
    """Outlines hardly shrink further: a twentieth more bytes for a third less of the time."""

    def encode(self, text: bytes) -> bytes:
        return zlib.compress(text, _LEVEL)


_QUICK = _QuickDeflate()


class _LeanFace(TTFontFace):  # type: ignore[misc]  # ReportLab carries no types
    def get_table(self, tag: str) -> bytes | _Outlines:
        start, length = self.get_table_pos(tag)
        if tag == "glyf":
            return _Outlines(self._ttf_data, start)
        table: bytes = self.get_chunk(start, length)
        return table


class _LeanFont(TTFont):  # type: ignore[misc]
    """A font that takes only what a document uses, and that says what its codes mean.

    ReportLab puts all of ASCII into every document, and writes code points beyond U+FFFF into the
    map for searching as if they had four digits: rare names could be seen but not found.
    """

    def __init__(self, name: str, face: Face) -> None:
        self.fontName = name
        self.face = _LeanFace(str(face.path), subfontIndex=face.index)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the name is ReportLab's
        state = self.state[doc]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for number, subset in enumerate(state.subsets):
            font = fonts[f"{state.internalName}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = to_unicode(subset)
            descriptor = doc.idToObject[font.FontDescriptor.name]
            doc.idToObject[descriptor["FontFile2"].name].filters = [_QUICK]


def to_unicode(subset: Sequence[int]) -> bytes:
    """The CMap that maps each code, the place in ``subset``, to its character in UTF-16.

    Entries come in blocks of at most 100 (PDF 32000-1, 9.10.3; Adobe technical note 5411).
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    blocks = []
    for at in range(0, len(entries), _BLOCK):
        block = entries[at : at + _BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join((*_CMAP_HEAD, *blocks, *_CMAP_END)).encode()


class LoadedFace:
    """A face in memory; ``name`` is what the canvas calls it. Widths are in 1/1000 em."""

    def __init__(self, name: str, face: Face) -> None:
        try:
            self._font = _LeanFont(name, face)
        except (TTFError, OSError, ValueError, KeyError, IndexError) as error:
            raise FaceError(str(face.path)) from error
        self.name = name
        self.source = face
        self.widths: dict[int, float] = self._font.face.charWidths
        pdfmetrics.registerFont(self._font)

    def draws(self, code: int) -> bool:
        """Whether a glyph of its own, and not an empty one, is drawn for the code point."""
        face = self._font.face
        glyph: int = face.charToGlyph.get(code, 0)
        if not 0 < glyph < len(face.glyphPos) - 1:
            return False
        return chr(code).isspace() or face.glyphPos[glyph + 1] > face.glyphPos[glyph]
