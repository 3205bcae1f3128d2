from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import resources
from printing.fonts import SHIPPED
from printing.sfnt import find_faces, read_coverage, read_faces

SOURCE = resources.path(SHIPPED)


def rewritten(target: Path, *, family: str = "", permission: int = 0) -> Path:
    """A copy of the shipped font under another name or with another permission."""
    font = TTFont(SOURCE)
    font["OS/2"].fsType = permission
    for record in font["name"].names:
        if family and record.nameID in (1, 4, 6):
            record.string = family
    font.save(target)
    return target


def test_the_shipped_font_says_what_it_is() -> None:
    (face,) = read_faces(SOURCE)
    assert face.index == 0
    assert {"yichuang kai", "yichuangkai-regular"} <= face.names


def test_coverage_agrees_with_another_reader() -> None:
    coverage = read_coverage(read_faces(SOURCE)[0])
    known = TTFont(SOURCE).getBestCmap()
    codes = [*range(0x20, 0x30000, 7), *known]
    assert all((code in coverage) == (code in known) for code in codes)


@pytest.mark.parametrize("content", [b"", b"OTTO" + bytes(200), bytes(12), b"ttcf\x00\x01"])
def test_a_file_that_is_no_truetype_font_has_no_faces(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert read_faces(path) == []


def test_a_truncated_font_has_no_faces(tmp_path: Path) -> None:
    path = tmp_path / "short.ttf"
    path.write_bytes(SOURCE.read_bytes()[:100])
    assert read_faces(path) == []


@pytest.mark.parametrize(("permission", "count"), [(0, 1), (0x0008, 1), (0x0002, 0), (0x0200, 0)])
def test_a_font_whose_maker_forbids_embedding_is_passed_over(
    tmp_path: Path, permission: int, count: int
) -> None:
    path = rewritten(tmp_path / "font.ttf", permission=permission)
    assert len(read_faces(path)) == count


def test_folders_are_searched_once_in_their_order(tmp_path: Path) -> None:
    for folder, name in (("a", "z.ttf"), ("b", "a.TTF")):
        (tmp_path / folder / "deep").mkdir(parents=True)
        (tmp_path / folder / "deep" / name).write_bytes(SOURCE.read_bytes())
    (tmp_path / "b" / "link.ttf").symlink_to(tmp_path / "a" / "deep" / "z.ttf")
    (tmp_path / "b" / "notes.txt").write_text("no font")
    faces = find_faces((tmp_path / "a", tmp_path / "b", tmp_path / "absent"))
    assert [face.path.name for face in faces] == ["z.ttf", "a.TTF"]
