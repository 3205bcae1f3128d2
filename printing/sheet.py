"""A document being drawn: text, rules, rings and dots on A4 paper, all by ReportLab's canvas.

Lengths are points, the origin is the lower left corner. Everything is black or grey. Beside
``truetype`` and ``archive`` this is the only module that knows ReportLab.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from printing.archive import LANGUAGE, VERSION, Imprint, make_archival
from printing.fonts import Chain, Voice

MM = 72 / 25.4
PAPER = (210 * MM, 297 * MM)
_STROKE = 0.028
"""Width of the line that makes the shipped face heavier, in type sizes."""

rl_config.pdfComments = 0


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: voice, size and line pitch in points, 0 for black to 1 for white."""

    voice: Voice
    size: float
    pitch: float
    grey: float = 0.0

    def shaded(self, grey: float) -> "Type":
        """The same type in a grey."""
        return replace(self, grey=grey)


Box = tuple[int, int, int, int]
"""Left, bottom, width, height."""


class Sheet:
    """Pages in the making; ``finish`` gives the bytes of the PDF/A-2b file."""

    def __init__(self, chain: Chain, imprint: Imprint) -> None:
        self._chain = chain
        initial = chain.face(Voice.BODY, " ").name
        self._canvas = Canvas(
            "",
            pagesize=PAPER,
            pageCompression=1,
            pdfVersion=VERSION,
            initialFontName=initial,
            lang=LANGUAGE,
            invariant=1,
        )
        make_archival(self._canvas._doc, imprint)
        self._writing = self._canvas.beginText()

    def text(self, x: float, y: float, text: str, kind: Type, spacing: float = 0.0) -> None:
        """Write ``text`` from ``x`` on the baseline ``y``, each character ``spacing`` wider."""
        writing = self._writing
        heavier = self._chain.heavier(kind.voice)
        writing.setFillGray(kind.grey)
        writing.setTextRenderMode(2 if heavier else 0)
        if heavier:
            # The width of the stroke is no text state in ReportLab, but may stand in a text object.
            writing.setStrokeGray(kind.grey)
            writing._code.append(f"{kind.size * _STROKE:.3f} w")
        writing.setCharSpace(spacing)
        writing.setTextOrigin(x, y)
        for face, part in self._chain.runs(kind.voice, text):
            writing.setFont(face, kind.size)
            writing.textOut(part)

    def turned(self, x: float, y: float, text: str, kind: Type, angle: float) -> None:
        """Write ``text`` centred on a point and turned by ``angle`` degrees, below all else."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.setFillGray(kind.grey)
        left = -self._chain.width(kind.voice, text, kind.size) / 2
        writing = canvas.beginText(left, -0.38 * kind.size)
        for face, part in self._chain.runs(kind.voice, text):
            writing.setFont(face, kind.size)
            writing.textOut(part)
        canvas.drawText(writing)
        canvas.restoreState()

    def rules(
        self, segments: Iterable[tuple[float, float, float, float]], width: float, grey: float = 0.0
    ) -> None:
        """Draw straight lines from (x, y) to (x, y)."""
        self._canvas.setLineWidth(width)
        self._canvas.setStrokeGray(grey)
        self._canvas.lines(list(segments))

    def ring(self, x: float, y: float, radius: float, grey: float) -> None:
        """Draw a dashed circle."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setLineWidth(0.6)
        canvas.setStrokeGray(grey)
        canvas.setDash(3, 3)
        canvas.circle(x, y, radius)
        canvas.restoreState()

    def dots(self, x: float, y: float, unit: float, boxes: Iterable[Box]) -> None:
        """Fill boxes in black as one path; they are measured in ``unit`` points from (x, y)."""
        canvas = self._canvas
        path = canvas.beginPath()
        for box in boxes:
            path.rect(*box)
        canvas.saveState()
        canvas.transform(unit, 0, 0, unit, x, y)
        canvas.setFillGray(0)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()

    def next_page(self) -> None:
        """End the page."""
        self._canvas.drawText(self._writing)
        self._canvas.showPage()
        self._writing = self._canvas.beginText()

    def finish(self) -> bytes:
        """The whole file; the sheet is of no use afterwards."""
        for page in self._canvas._doc.Pages.pages:
            page.Trans = None  # ReportLab gives every page a transition; PDF/A knows none
        data: bytes = self._canvas.getpdfdata()
        return data
