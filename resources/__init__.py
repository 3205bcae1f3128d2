"""Catalogues, calendars, forms, messages, fonts and icons, and their one reader.

What stands here seeds the first pack; later packs are blobs named by the ``rules`` stream. Texts
are handed out as they are: whoever decides (casework) reads their meaning.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

_ROOT = Path(__file__).parent
_NATIONAL = "national"


def path(name: str) -> Path:
    """Where the file or folder ``name`` lies (``fonts/a.ttf``, always with slashes)."""
    return _ROOT.joinpath(*name.split("/"))


def text(name: str) -> str:
    """The UTF-8 text of the file ``name``; FileNotFoundError when it is not shipped."""
    return path(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """The bytes of the file ``name``; FileNotFoundError when it is not shipped."""
    return path(name).read_bytes()


@dataclass(frozen=True, slots=True)
class Message:
    """What the clerk reads for a code: what happened, what to do now, whom to call.

    ``retry``: doing the same again may help. ``title``, ``what`` and ``next`` may hold ``{fact}``
    places; ``call`` is empty where nobody is needed.
    """

    code: str
    title: str
    what: str
    next: str
    retry: bool
    call: str

    def filled(self, facts: Mapping[str, object]) -> "Message":
        """The message with its places filled; a fact that is missing reads ``?``."""
        known = _Facts({name: str(value) for name, value in facts.items()})
        return replace(
            self,
            title=self.title.format_map(known),
            what=self.what.format_map(known),
            next=self.next.format_map(known),
        )


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def catalogue_regions() -> tuple[str, ...]:
    """The regions that have a pack here."""
    folders = (folder.name for folder in path("catalogue").iterdir() if folder.is_dir())
    return tuple(sorted(name for name in folders if name != _NATIONAL))


def catalogue_files(region: str) -> dict[str, str]:
    """The files of a region's pack by name (``national/…``, ``<region>/…``, ``forms/…``).

    Raise KeyError for a region that has none.
    """
    if region not in catalogue_regions():
        raise KeyError(region)
    found: dict[str, str] = {}
    for name in (f"catalogue/{_NATIONAL}", f"catalogue/{region}", "forms"):
        folder = path(name)
        found |= {f"{folder.name}/{file}": body for file, body in _tables(folder).items()}
    return found


def calendar_files() -> dict[str, str]:
    """The working-day calendars by file name, one a year."""
    return _tables(path("calendar"))


def form(name: str) -> str:
    """The text of a form; FileNotFoundError when there is none."""
    return text(f"forms/{name}.toml")


@cache
def messages(language: str = "zh_CN") -> Mapping[str, Message]:
    """All messages by code; KeyError for a table that lacks a key or a code used twice."""
    found: dict[str, Message] = {}
    for file, body in _tables(path(f"messages/{language}")).items():
        for code, table in tomllib.loads(body).items():
            if code in found:
                raise KeyError(f"{file}: {code} twice")
            found[code] = Message(
                code=code,
                title=table["title"],
                what=table["what"],
                next=table["next"],
                retry=table["retry"],
                call=table["call"],
            )
    return MappingProxyType(found)


def _tables(folder: Path) -> dict[str, str]:
    """The TOML texts of a folder by file name, sorted."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}
