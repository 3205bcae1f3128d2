"""Files that people bring, made here: whole ones, damaged ones, and ones that mean harm."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image


def noise(mode: str = "RGB", size: tuple[int, int] = (60, 80)) -> Image.Image:
    return Image.effect_noise(size, 60).convert(mode)


def encoded(image: Image.Image, kind: str, **settings: object) -> bytes:
    body = BytesIO()
    image.save(body, kind, **settings)
    return body.getvalue()


def tiff(*pages: Image.Image) -> bytes:
    body = BytesIO()
    pages[0].save(body, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return body.getvalue()


def sideways(place: bytes = b"Zhengzhou 34.7466 N") -> bytes:
    """A camera's JPEG: lying on its side, with a description in its metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = place.decode()
    return encoded(noise(size=(80, 60)), "JPEG", exif=exif)


def png_of(width: int, height: int) -> bytes:
    """A tiny PNG of black pixels that unfolds to any size: one bit a pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(pages: int = 1) -> bytes:
    first, *rest = [noise(size=(120, 170)) for _ in range(pages)]
    return encoded(first, "PDF", save_all=True, append_images=rest, resolution=72.0)


def pdf_bomb(size: int) -> bytes:
    """A small PDF whose one page unfolds to ``size`` bytes of drawing commands."""
    packer = zlib.compressobj(9)
    commands = b"0 0 m 9 9 l S\n" * 100_000
    packed = b"".join(packer.compress(commands) for _ in range(size // len(commands)))
    content = zlib.compress(packed + packer.flush(), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b\nendstream"
        % (len(content), content),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = b"xref\n0 5\n0000000000 65535 f \n%b" % table
    trailer = b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + start + trailer


def with_archive(body: bytes) -> bytes:
    """The file with a ZIP behind it, which is both at once."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("hidden.exe", b"MZ")
    return body + archive.getvalue()
