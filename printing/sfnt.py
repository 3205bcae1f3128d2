"""What a font file says of itself, read without loading it: names, outlines, permission, coverage.

ReportLab needs a tenth of a second and fifty megabytes to load a large font; choosing among the
installed ones must not cost that. Formats 4 and 12 of the character map are read, the two in
which every TrueType font of the last decades lists its characters (OpenType specification, cmap).
"""

import bisect
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_COLLECTION = b"ttcf"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_NAMES_READ = {1, 4, 6, 16}
_RESTRICTED = 0x0002
_BITMAP_ONLY = 0x0200
_SUFFIXES = {".ttf", ".ttc"}


@dataclass(frozen=True, slots=True)
class Face:
    """One face that may be embedded: its file, its place in a collection and its names."""

    path: Path
    index: int
    names: frozenset[str]
    """Family, full and PostScript names in every language of the file, in lower case."""


class Coverage:
    """The code points a face has glyphs for, as sorted ranges."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        ranges.sort()
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def __contains__(self, code: int) -> bool:
        at = bisect.bisect_right(self._starts, code) - 1
        return at >= 0 and code <= self._ends[at]


def find_faces(folders: tuple[Path, ...]) -> list[Face]:
    """Every embeddable TrueType face below ``folders``, in the order of folder, path, index."""
    faces: list[Face] = []
    seen: set[Path] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _SUFFIXES and path.resolve() not in seen:
                seen.add(path.resolve())
                faces += read_faces(path)
    return faces


def read_faces(path: Path) -> list[Face]:
    """The embeddable TrueType faces of one file; empty for a file that is none or is broken."""
    try:
        with _mapped(path) as data:
            return [
                Face(path, index, _names(data, tables))
                for index, tables in enumerate(_directories(data))
                if _usable(data, tables)
            ]
    except (OSError, ValueError, struct.error, KeyError):
        return []


def read_coverage(face: Face) -> Coverage:
    """The characters of ``face``; OSError or struct.error when the file changed underneath."""
    with _mapped(face.path) as data:
        tables = list(_directories(data))[face.index]
        return Coverage(list(_character_ranges(data, tables["cmap"][0])))


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield data


def _directories(data: mmap.mmap) -> Iterator[dict[str, tuple[int, int]]]:
    """The table directory (offset, length by tag) of each face; none for CFF outlines."""
    starts: tuple[int, ...] = (0,)
    if data[:4] == _COLLECTION:
        (count,) = struct.unpack_from(">L", data, 8)
        starts = struct.unpack_from(f">{count}L", data, 12)
    for start in starts:
        tables: dict[str, tuple[int, int]] = {}
        if data[start : start + 4] in _TRUETYPE:
            (count,) = struct.unpack_from(">H", data, start + 4)
            for number in range(count):
                entry = struct.unpack_from(">4sLLL", data, start + 12 + 16 * number)
                tables[entry[0].decode("latin-1")] = (entry[2], entry[3])
        yield tables


def _usable(data: mmap.mmap, tables: dict[str, tuple[int, int]]) -> bool:
    """TrueType outlines, not variable, and a maker who allows embedding (OS/2 fsType)."""
    if not {"glyf", "cmap", "name", "OS/2"} <= tables.keys() or "fvar" in tables:
        return False
    (permission,) = struct.unpack_from(">H", data, tables["OS/2"][0] + 8)
    return not permission & (_RESTRICTED | _BITMAP_ONLY)


def _names(data: mmap.mmap, tables: dict[str, tuple[int, int]]) -> frozenset[str]:
    start = tables["name"][0]
    count, texts = struct.unpack_from(">HH", data, start + 2)
    names = set()
    for number in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(
            ">6H", data, start + 6 + 12 * number
        )
        if platform in (0, 3) and kind in _NAMES_READ:
            at = start + texts + offset
            names.add(data[at : at + length].decode("utf-16-be", errors="replace").lower())
    return frozenset(names)


def _character_ranges(data: mmap.mmap, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, start + 2)
    places = {
        struct.unpack_from(">HHL", data, start + 4 + 8 * number)[2] for number in range(count)
    }
    for place in sorted(places):
        (form,) = struct.unpack_from(">H", data, start + place)
        if form == 4:
            yield from _segments(data, start + place)
        elif form == 12:
            (groups,) = struct.unpack_from(">L", data, start + place + 12)
            for number in range(groups):
                first, last, _ = struct.unpack_from(">LLL", data, start + place + 16 + 12 * number)
                yield first, last


def _segments(data: mmap.mmap, start: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    half = doubled // 2
    ends = struct.unpack_from(f">{half}H", data, start + 14)
    starts = struct.unpack_from(f">{half}H", data, start + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            yield first, last
