"""Invented scans for practice: a page that says which paper it stands for, as picture or PDF."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

import resources

PNG, PDF = "image/png", "application/pdf"
_SIZE = 620, 877
"""An A4 page of 75 dots per inch: legible, and a few kilobytes."""
_MARGIN, _LINE = 70, 30
_INK, _FAINT = 30, 150


def picture(title: str, unit: str) -> bytes:
    """A page as PNG."""
    return _saved(_page(title, unit), "PNG")


def document(title: str, unit: str) -> bytes:
    """The same page as a PDF of its own."""
    return _saved(_page(title, unit), "PDF")


def _page(title: str, unit: str) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    draw = ImageDraw.Draw(page)
    width, height = _SIZE
    size = 30 if len(title) <= 16 else 22
    draw.text((width / 2, _MARGIN + 10), title, _INK, _font(size), anchor="mm")
    for at in range(_MARGIN + 70, height - 220, _LINE):
        # Lines of different length, as a written page has them.
        end = width - _MARGIN - (at * 37) % 140
        draw.line((_MARGIN, at, end, at), fill=_FAINT, width=2)
    draw.text((width - _MARGIN, height - 150), unit, _INK, _font(20), anchor="rm")
    draw.ellipse((width - 230, height - 215, width - 100, height - 85), outline=_FAINT, width=4)
    draw.text((_MARGIN, height - 60), "演练用扫描件，内容为虚构", _FAINT, _font(16), anchor="lm")
    return page


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resources.path("fonts/YichuangKai-Regular.ttf"), size)


def _saved(page: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    page.save(file, kind)
    return file.getvalue()
