"""Whether a file bears an electronic signature: looked for, never judged (000§6 签)."""

_PDF = "application/pdf"
_MARKS = (b"/ByteRange", b"/SubFilter")
"""Both stand in the clear in a signed PDF: what a signature covers is told by byte positions."""


def is_signed(body: bytes, media_type: str) -> bool:
    """Whether a signature stands in a PDF; a picture cannot bear one."""
    return media_type == _PDF and all(mark in body for mark in _MARKS)
