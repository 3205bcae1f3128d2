"""Catalogues, calendars, forms, messages, fonts and icons, and their one reader.

What stands here seeds the first pack; later packs are blobs named by the ``rules`` stream. Texts
are handed out as they are: whoever decides (casework) reads their meaning.
"""

import contextlib
import gettext
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

_ROOT = Path(__file__).parent
_NATIONAL = "national"
_LANGUAGE = "LANGUAGE"


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
    return pack_files(path(f"catalogue/{region}"))


def pack_files(folder: Path) -> dict[str, str]:
    """The files of the pack in ``folder``, of those it inherits from, and of the forms they have.

    A parent is looked for beside the folder, then among those shipped; what is nowhere is left
    out, and the pack's reader says so. A shipped form belongs to a pack that has the article it
    is annexed to; forms in ``folder/forms`` stand before it.
    """
    found: dict[str, str] = {}
    articles: set[str] = set()
    place: Path | None = folder
    seen: set[str] = set()
    while place is not None and place.name not in seen:
        seen.add(place.name)
        texts = _tables(place)
        found |= {f"{place.name}/{name}": body for name, body in texts.items()}
        articles |= {article for body in texts.values() for article in _keys(body, "article")}
        parent = "" if place.name == _NATIONAL else _parent(texts)
        beside, shipped = folder.parent / parent, path(f"catalogue/{parent}")
        place = next((one for one in (beside, shipped) if parent and one.is_dir()), None)
    shipped_forms = _tables(path("forms")).items()
    forms = {name: body for name, body in shipped_forms if _loaded(body).get("basis") in articles}
    forms |= _tables(folder / "forms")
    return found | {f"forms/{name}": body for name, body in forms.items()}


def _parent(texts: Mapping[str, str]) -> str:
    """The pack that these files name as their parent; the nation's unless they name one."""
    packs = (_loaded(body).get("pack") for body in texts.values())
    named = (pack.get("inherits", _NATIONAL) for pack in packs if isinstance(pack, dict))
    return str(next(named, _NATIONAL))


def _keys(body: str, kind: str) -> Iterator[str]:
    rows = _loaded(body).get(kind)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            yield str(row.get("key"))


def _loaded(body: str) -> dict[str, object]:
    """The tables of a text; nothing of one that is not TOML, which its reader will say."""
    try:
        return tomllib.loads(body)
    except tomllib.TOMLDecodeError:
        return {}


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


@contextlib.contextmanager
def in_chinese() -> Iterator[None]:
    """Meanwhile the libraries that read a command line speak Chinese; they ask gettext.

    The language goes by the environment, and other programs must not inherit it.
    """
    gettext.bindtextdomain("messages", str(path("locale")))
    before = os.environ.get(_LANGUAGE)
    os.environ[_LANGUAGE] = "zh_CN"
    try:
        yield
    finally:
        del os.environ[_LANGUAGE]
        if before is not None:
            os.environ[_LANGUAGE] = before


def _tables(folder: Path) -> dict[str, str]:
    """The TOML texts of a folder by file name, sorted."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}
