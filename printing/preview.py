"""Pictures of a PDF's pages for the screen, drawn from the very bytes that are printed."""

from io import BytesIO
from typing import Any

import pypdfium2

from casework.errors import DocumentError


def draw_pages(document: bytes, width: int) -> tuple[bytes, ...]:
    """Every page as a PNG ``width`` pixels wide; DocumentError PR-106 when it is no PDF."""
    try:
        pdf = pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as error:
        raise DocumentError("PR-106") from error
    try:
        return tuple(_draw(page, width) for page in pdf)
    finally:
        pdf.close()


def _draw(page: Any, width: int) -> bytes:
    file = BytesIO()
    page.render(scale=width / page.get_width()).to_pil().save(file, "PNG", compress_level=1)
    return file.getvalue()
