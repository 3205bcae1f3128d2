"""A picture as it is kept: encoded once, with a small PNG beside it. Runs in child processes."""

from io import BytesIO

from PIL import Image

from casework.ports import PageImage

QUALITY = 78
"""JPEG quality: 330 KiB for a full A4 form in colour at 200 dots per inch."""
THUMBNAIL = 160
"""Longest side of a thumbnail in pixels."""


def encode_page(image: Image.Image, source: str, resolution: int | None = None) -> PageImage:
    """The page of a picture: two-tone ones as PNG, all others as JPEG, without any metadata.

    ``resolution`` in dots per inch is written into the file where it is known.
    """
    plain = _plain(image)
    dots = {} if resolution is None else {"dpi": (resolution, resolution)}
    body = BytesIO()
    if plain.mode == "1":
        plain.save(body, "PNG", optimize=True, **dots)
    else:
        plain.save(body, "JPEG", quality=QUALITY, **dots)
    media_type = "image/png" if plain.mode == "1" else "image/jpeg"
    width, height = plain.size
    return PageImage(body.getvalue(), media_type, width, height, thumbnail(plain), source)


def thumbnail(image: Image.Image) -> bytes:
    """A PNG of at most ``THUMBNAIL`` pixels on its longest side."""
    small = image.convert("L") if image.mode == "1" else image
    small = small.copy() if small is image else small
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BILINEAR)
    body = BytesIO()
    small.save(body, "PNG")
    return body.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of the three modes that are kept, on white where it was transparent."""
    if image.mode in {"1", "L", "RGB"}:
        return image
    if image.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    if image.mode in {"I", "I;16", "I;16B", "F"}:
        # Sixteen bits of grey would be cut off, not scaled, by a plain conversion.
        return image.point(lambda level: level / 256).convert("L")
    return image.convert("RGB")
