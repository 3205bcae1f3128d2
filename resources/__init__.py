"""Catalogues, calendars, forms, messages, fonts and icons, and their one reader."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(name: str) -> Path:
    """Where the file or folder ``name`` lies (``fonts/a.ttf``, always with slashes)."""
    return _ROOT.joinpath(*name.split("/"))


def text(name: str) -> str:
    """The UTF-8 text of the file ``name``; FileNotFoundError when it is not shipped."""
    return path(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """The bytes of the file ``name``; FileNotFoundError when it is not shipped."""
    return path(name).read_bytes()
