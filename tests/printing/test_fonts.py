import shutil
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

import resources
from casework.errors import DocumentError
from printing.fonts import SHIPPED, Chain, Voice, chain, font_folders
from printing.sfnt import find_faces, read_faces
from tests.printing.test_sfnt import rewritten

SOURCE = resources.path(SHIPPED)
SHIPPED_FACE = read_faces(SOURCE)[0]


@pytest.fixture(scope="module")
def alone() -> Chain:
    """A machine on which no font is installed."""
    return Chain(SHIPPED_FACE, [])


def with_fonts(folder: Path) -> Chain:
    return Chain(SHIPPED_FACE, find_faces((folder,)))


def tiny(target: Path, family: str, characters: str) -> None:
    """A font of few characters, made from the shipped one."""
    font = TTFont(SOURCE)
    options = subset.Options(glyph_names=False, name_IDs=["*"])
    maker = subset.Subsetter(options)
    maker.populate(text=characters)
    maker.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = family
    font.save(target)


def test_the_shipped_font_prints_gb2312_and_names(alone: Chain) -> None:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = {code.decode("gb2312", errors="ignore") for code in rows} - {""}
    names = resources.text("fonts/names.txt").replace("\n", "")
    assert len(hanzi) == 6763
    alone.require([*hanzi, names, "〇№㎡℃①③√□■", "abc XYZ 0123 ,.;:!?()"])
    assert all(alone.face(voice, "工").source == SHIPPED_FACE for voice in Voice)


def test_a_missing_character_is_named_with_its_code_point(alone: Chain) -> None:
    with pytest.raises(DocumentError, match="PR-101") as refused:
        alone.require(["赵𮧵", "钱𰻞𮧵"])
    assert refused.value.facts == {"characters": "𮧵 (U+2E9F5)、𰻞 (U+30EDE)"}
    with pytest.raises(DocumentError, match="PR-101"):
        alone.face(Voice.BODY, "𮧵")


@pytest.mark.parametrize("character", ["\u200b", "\x00", "\ufeff", "\ud800", "\t", "\U000e0101"])
def test_what_cannot_be_seen_is_refused(character: str) -> None:
    with pytest.raises(DocumentError, match="PR-101"):
        chain().require([f"赵{character}"])


def test_the_private_use_area_is_refused_whatever_is_installed() -> None:
    with pytest.raises(DocumentError, match="PR-102") as refused:
        chain().require(["赵\ue863"])
    assert "U+E863" in str(refused.value.facts["characters"])


def test_line_feeds_are_no_characters_to_print(alone: Chain) -> None:
    alone.require(["一\n二"])


def test_an_official_face_is_used_where_installed(tmp_path: Path) -> None:
    tiny(tmp_path / "fs.ttf", "FangSong", "仿宋体正文 ")
    tiny(tmp_path / "xbs.ttf", "FZXiaoBiaoSong-B05S", "题 ")
    fonts = with_fonts(tmp_path)
    assert fonts.face(Voice.BODY, "仿").source.path.name == "fs.ttf"
    assert fonts.face(Voice.TITLE, "题").source.path.name == "xbs.ttf"
    assert fonts.face(Voice.BODY, "字").source == SHIPPED_FACE
    assert not fonts.heavier(Voice.TITLE)
    assert fonts.heavier(Voice.HEADING)
    assert not fonts.heavier(Voice.BODY)


def test_runs_change_where_the_face_changes(tmp_path: Path) -> None:
    tiny(tmp_path / "fs.ttf", "FangSong", "仿宋体正文 ")
    runs = with_fonts(tmp_path).runs(Voice.BODY, "仿宋字体")
    assert [part for _, part in runs] == ["仿宋", "字", "体"]
    assert runs[0][0] == runs[2][0] != runs[1][0]


def test_a_forbidden_official_face_is_passed_over(tmp_path: Path) -> None:
    rewritten(tmp_path / "fs.ttf", family="FangSong", permission=0x0002)
    assert with_fonts(tmp_path).face(Voice.BODY, "字").source == SHIPPED_FACE


def test_a_font_that_breaks_when_loaded_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = rewritten(tmp_path / "fs.ttf", family="FangSong")
    data = bytearray(target.read_bytes())
    place = data.index(b"loca")
    data[place : place + 4] = b"lacx"
    target.write_bytes(data)
    assert with_fonts(tmp_path).face(Voice.BODY, "字").source == SHIPPED_FACE
    assert "fs.ttf" in caplog.text


def test_a_character_without_an_outline_is_no_character(tmp_path: Path) -> None:
    tiny(tmp_path / "hollow.ttf", "Hollow", "一二 ")
    font = TTFont(tmp_path / "hollow.ttf")
    empty = font["glyf"][font.getBestCmap()[ord("一")]]
    empty.numberOfContours = 0
    empty.coordinates = empty.endPtsOfContours = empty.flags = []
    font.save(tmp_path / "hollow.ttf")
    hollow = Chain(read_faces(tmp_path / "hollow.ttf")[0], [])
    with pytest.raises(DocumentError, match="PR-101"):
        hollow.require(["一"])
    hollow.require(["二 "])


def test_widths_are_those_of_the_face_that_draws(alone: Chain) -> None:
    assert alone.width(Voice.BODY, "一二", 16) == pytest.approx(32)
    assert alone.width(Voice.BODY, "", 16) == 0


@pytest.mark.skipif(
    not any(folder.is_dir() and any(folder.rglob("*.ttf")) for folder in font_folders()),
    reason="missing: fonts with rare characters",
)
def test_rare_characters_come_from_installed_fonts() -> None:
    fonts = chain()
    fonts.require(["𬭎𫖯㛃䶮𠅤𮧵𰻞"])
    rare = fonts.face(Voice.BODY, "𮧵").source
    assert rare != SHIPPED_FACE


def test_forms_as_written_in_china_come_first(tmp_path: Path) -> None:
    for name in ("HanaMinA", "BabelStoneHan", "Zebra"):
        shutil.copy(rewritten(tmp_path / "made.ttf", family=name), tmp_path / f"{name}.ttf")
    (tmp_path / "made.ttf").unlink()
    hollow = tmp_path / "base"
    hollow.mkdir()
    tiny(hollow / "base.ttf", "Base", "一 ")
    fonts = Chain(read_faces(hollow / "base.ttf")[0], find_faces((tmp_path,)))
    assert fonts.face(Voice.BODY, "二").source.path.name == "BabelStoneHan.ttf"


def test_the_order_of_need_gives_no_face_another_name() -> None:
    """The names stand in the file: a paper must not depend on what was printed before it."""
    one, other = chain(), Chain(SHIPPED_FACE, find_faces(font_folders()))
    rare = [c for c in "\u0370\u0f1d\u211b\u2910\U000201a6𮧵" if one.find(Voice.BODY, c)]
    asked = [one.face(Voice.BODY, character).name for character in rare]
    backwards = [other.face(Voice.BODY, character).name for character in reversed(rare)]
    assert len(set(asked)) > 1, "this machine has no two fonts with rare characters"
    assert asked == backwards[::-1]
