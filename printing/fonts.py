"""The font chain: the clerk's own official faces, else the shipped one, then rare characters.

Official papers are set in 仿宋, 小标宋, 楷体 and 黑体 (GB/T 9704), which nobody may ship. They are
used where they are installed; elsewhere the shipped face speaks for all four, made heavier for
titles and headings. A character that the face of a text lacks is drawn from the next one that
has it. One that no font has is refused by name before anything is made: ReportLab would print an
empty box without a word.
"""

import logging
import os
import struct
import sys
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

import resources
from casework.errors import DocumentError
from printing.sfnt import Coverage, Face, find_faces, read_coverage, read_faces
from printing.truetype import FaceError, LoadedFace

_log = logging.getLogger(__name__)

SHIPPED = "fonts/YichuangKai-Regular.ttf"


class Voice(StrEnum):
    """What a text is for; each has a face of its own where one is installed."""

    BODY = "body"
    """仿宋"""
    TITLE = "title"
    """小标宋"""
    NOTE = "note"
    """楷体"""
    HEADING = "heading"
    """黑体"""


_OFFICIAL: dict[Voice, tuple[str, ...]] = {
    Voice.BODY: (
        "仿宋_gb2312",
        "fangsong_gb2312",
        "方正仿宋_gbk",
        "仿宋",
        "fangsong",
        "stfangsong",
    ),
    Voice.TITLE: ("方正小标宋_gbk", "方正小标宋简体", "fzxiaobiaosong-b05s", "小标宋体"),
    Voice.NOTE: ("楷体_gb2312", "kaiti_gb2312", "方正楷体_gbk", "楷体", "kaiti", "stkaiti"),
    Voice.HEADING: ("黑体", "simhei", "方正黑体_gbk", "stheiti"),
}

# Forms as written in China before forms as written in Japan, then whatever else is installed.
_RARE = (
    "lxgwwenkai-regular",
    "babelstonehan",
    "plangothicp1-regular",
    "plangothicp2-regular",
    "hanamina",
    "hanaminb",
)
_SLANTED_OR_HEAVY = ("bold", "italic", "oblique", "black", "light", "mono", "condensed")
_PRIVATE = "Co"
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn"}
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
"""Variation selectors: they ask for a form that only a shaping engine would find."""


class _Choices(dict[str, LoadedFace]):
    """By character the face that draws it in one voice, chosen when first asked."""

    def __init__(self, chain: "Chain", voice: Voice) -> None:
        super().__init__()
        self._chain = chain
        self._voice = voice

    def __missing__(self, character: str) -> LoadedFace:
        found = self._chain.find(self._voice, character)
        if found is None:
            raise DocumentError("PR-101", characters=_named([character]))
        self[character] = found
        return found


class _Widths(dict[str, float]):
    """By character its width in 1/1000 of the type size."""

    def __init__(self, choices: _Choices) -> None:
        super().__init__()
        self._choices = choices

    def __missing__(self, character: str) -> float:
        width = self._choices[character].widths[ord(character)]
        self[character] = width
        return width


class Chain:
    """The faces of one machine: ``installed`` in the order of their folders, and ``shipped``."""

    def __init__(self, shipped: Face, installed: Iterable[Face]) -> None:
        self._installed = list(installed)
        self._places = {source: at for at, source in enumerate(self._installed, 1)}
        self._loaded: dict[Face, LoadedFace] = {}
        self._coverages: dict[Face, Coverage] = {}
        self._shipped = self._load(shipped)
        self._voices = {voice: self._official(voice) or self._shipped for voice in Voice}
        self._rare = self._rare_faces()
        self._choices = {voice: _Choices(self, voice) for voice in Voice}
        self.widths = {voice: _Widths(self._choices[voice]) for voice in Voice}
        """By voice and character: its width in 1/1000 of the type size; raises like ``face``."""

    def face(self, voice: Voice, character: str) -> LoadedFace:
        """The face that draws ``character``; DocumentError PR-101 when none does."""
        return self._choices[voice][character]

    def width(self, voice: Voice, text: str, size: float) -> float:
        """The length of ``text`` in points, set in ``size``."""
        widths = self.widths[voice]
        return sum(widths[character] for character in text) * size / 1000

    def runs(self, voice: Voice, text: str) -> list[tuple[str, str]]:
        """``text`` cut where the face changes: (name of the face, part)."""
        choices = self._choices[voice]
        parts = groupby(text, key=lambda character: choices[character].name)
        return [(name, "".join(part)) for name, part in parts]

    def heavier(self, voice: Voice) -> bool:
        """Whether the shipped face stands in for a heavy one and has to be drawn heavier."""
        stands_in = self._voices[voice] is self._shipped
        return stands_in and voice in (Voice.TITLE, Voice.HEADING)

    def require(self, texts: Iterable[str]) -> None:
        """Refuse what cannot be printed as it stands, naming every such character at once.

        DocumentError PR-101 for characters no font has, PR-102 for characters of the private use
        area, whose look depends on the machine (old input methods put rare names there).
        """
        characters = dict.fromkeys("".join(texts))
        private = [c for c in characters if unicodedata.category(c) == _PRIVATE]
        if private:
            raise DocumentError("PR-102", characters=_named(private))
        missing = [c for c in characters if c != "\n" and self.find(Voice.BODY, c) is None]
        if missing:
            raise DocumentError("PR-101", characters=_named(missing))

    def find(self, voice: Voice, character: str) -> LoadedFace | None:
        """The face that draws ``character``, None when no font has it."""
        code = ord(character)
        for face in (self._voices[voice], self._shipped):
            if face.draws(code):
                return face
        if unicodedata.category(character) in _INVISIBLE or code in _SELECTORS:
            return None
        for source in self._rare:
            if code in self._coverage(source):
                loaded = self._try(source)
                if loaded is not None and loaded.draws(code):
                    return loaded
        return None

    def _official(self, voice: Voice) -> LoadedFace | None:
        for name in _OFFICIAL[voice]:
            for source in self._installed:
                loaded = self._try(source) if name in source.names else None
                if loaded is not None:
                    return loaded
        return None

    def _rare_faces(self) -> list[Face]:
        known = [face for name in _RARE for face in self._installed if name in face.names]
        plain = [
            face
            for face in self._installed
            if not any(word in name for name in face.names for word in _SLANTED_OR_HEAVY)
        ]
        return list(dict.fromkeys(known + plain))

    def _coverage(self, source: Face) -> Coverage:
        if source not in self._coverages:
            try:
                self._coverages[source] = read_coverage(source)
            except (OSError, struct.error, KeyError, ValueError):
                self._coverages[source] = Coverage([])
        return self._coverages[source]

    def _try(self, source: Face) -> LoadedFace | None:
        try:
            return self._load(source)
        except FaceError as error:
            _log.warning("font passed over: %s", error)
            self._coverages[source] = Coverage([])
            return None

    def _load(self, source: Face) -> LoadedFace:
        if source not in self._loaded:
            # Named by its place on the machine and not in the order of need: the name stands in
            # the file, and what was printed before must not change a paper.
            self._loaded[source] = LoadedFace(f"Face{self._places.get(source, 0)}", source)
        return self._loaded[source]


def font_folders() -> tuple[Path, ...]:
    """Where the system and its user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        folders = [windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"]
    else:
        own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
        shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
        folders = [own / "fonts", home / ".fonts", *(Path(place) / "fonts" for place in shared)]
    return tuple(dict.fromkeys(folders))


@cache
def chain() -> Chain:
    """The chain of this machine, read once per process."""
    return Chain(read_faces(resources.path(SHIPPED))[0], find_faces(font_folders()))


def _named(characters: Iterable[str]) -> str:
    """``𮧵 (U+2E9F5)、…``: the character and its code point, which no input method hides."""
    return "、".join(f"{c} (U+{ord(c):04X})" for c in characters)
