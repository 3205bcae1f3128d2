"""One loaded TrueType face: its widths, its real glyphs, and its registration with ReportLab."""

from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTEncoding, TTFError, TTFont, TTFontFace

from printing.sfnt import Face


class FaceError(Exception):
    """ReportLab cannot use the face; another one has to serve."""


class _Outlines:
    """The glyph table of a font, sliced without first copying its tens of megabytes."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _LeanFace(TTFontFace):  # type: ignore[misc]  # ReportLab carries no types
    def get_table(self, tag: str) -> bytes | _Outlines:
        start, length = self.get_table_pos(tag)
        if tag == "glyf":
            return _Outlines(self._ttf_data, start)
        table: bytes = self.get_chunk(start, length)
        return table


class _LeanFont(TTFont):  # type: ignore[misc]
    """A font without the ASCII block that ReportLab otherwise puts into every document."""

    def __init__(self, name: str, face: Face) -> None:
        self.fontName = name
        self.face = _LeanFace(str(face.path), subfontIndex=face.index)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[object, object] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False


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
