"""What the import process does: look into a foreign file. It holds the limits' other end.

Pictures are decoded and encoded anew, so neither a camera's place of exposure nor anything hidden
behind the picture is kept. A PDF stays as it is, because somebody may have signed it.
"""

import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

from casework.errors import DocumentError
from casework.ports import PageImage
from hardware.scanner.encoding import encode_page, thumbnail

PIXELS = 100_000_000
"""The most pixels of one picture (A4 at 1,000 dots per inch has 97 million; 400 MB in colour)."""
PLENTY = 40_000_000
"""More pixels of a JPEG than this are halved on both sides (A4 at 600 dots has 35 million)."""
PAGES = 500
"""The most pages of one file."""
_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_PDF_TAIL = 1024
_MAGIC = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_PASSWORD_NEEDED = 4
_THUMBNAIL_POINTS = 160.0
# What Pillow raises for pictures that are damaged, besides its own error.
_DAMAGE = (OSError, SyntaxError, ValueError, struct.error, IndexError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file holds: its pages, or for a PDF one page without a body (it stays as it is)."""

    pages: tuple[PageImage, ...]


def examine(request: tuple[str, bytes]) -> Examined:
    """Entry: the pages of a file, given its name and its bytes.

    DocumentError HW-301 unknown kind, HW-302 damaged, HW-303 picture too large, HW-304 two kinds in
    one file, HW-305 locked by a password, HW-308 too many pages.
    """
    name, body = request
    kind = _kind(name, body)
    if zipfile.is_zipfile(BytesIO(body)):
        raise DocumentError("HW-304", name=name)
    if kind == "PDF":
        return Examined((_pdf(name, body),))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Examined(tuple(_pictures(name, body, kind)))


def _kind(name: str, body: bytes) -> str:
    if body.startswith(_PDF):
        return "PDF"
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            return kind
    raise DocumentError("HW-301", name=name)


def _pictures(name: str, body: bytes, kind: str) -> Iterator[PageImage]:
    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(BytesIO(body), formats=[kind]) as picture:
            frames = getattr(picture, "n_frames", 1) if kind == "TIFF" else 1
            if frames > PAGES:
                raise DocumentError("HW-308", name=name, pages=frames, limit=PAGES)
            for frame in range(frames):
                picture.seek(frame)
                _prepare(name, picture)
                yield encode_page(picture, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise _too_large(name) from None
    except _DAMAGE as error:
        raise DocumentError("HW-302", name=name) from error


def _prepare(name: str, picture: Image.Image) -> None:
    """Refuse what is too large before its pixels are asked for, and turn it the right way up."""
    pixels = picture.width * picture.height
    if pixels > PIXELS:
        raise _too_large(name)
    if pixels > PLENTY:
        # Does nothing for other kinds, which can only be decoded whole.
        picture.draft(None, (picture.width // 2, picture.height // 2))
    ImageOps.exif_transpose(picture, in_place=True)


def _too_large(name: str) -> DocumentError:
    return DocumentError("HW-303", name=name, limit=PIXELS // 1_000_000)


def _pdf(name: str, body: bytes) -> PageImage:
    """The page that stands for a PDF: size of its first page in points, and how that looks.

    The reader would mend a file that was cut off and show less than was sent; so the end must be
    there, and every page must open.
    """
    if _PDF_END not in body[-_PDF_TAIL:]:
        raise DocumentError("HW-302", name=name)
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD_NEEDED
        raise DocumentError("HW-305" if locked else "HW-302", name=name) from None
    try:
        return _first_page(name, document)
    except pypdfium2.PdfiumError:
        raise DocumentError("HW-302", name=name) from None
    finally:
        document.close()


def _first_page(name: str, document: pypdfium2.PdfDocument) -> PageImage:
    pages = len(document)
    if not pages:
        raise DocumentError("HW-302", name=name)
    if pages > PAGES:
        raise DocumentError("HW-308", name=name, pages=pages, limit=PAGES)
    for number in range(1, pages):
        document[number].close()
    first = document[0]
    width, height = first.get_size()
    scale = _THUMBNAIL_POINTS / max(width, height, 1.0)
    small = thumbnail(first.render(scale=scale).to_pil())
    first.close()
    return PageImage(b"", "application/pdf", round(width), round(height), small, name)
