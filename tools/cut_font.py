"""Cut the shipped print font out of LXGW WenKai Regular: ``python -m tools.cut_font SOURCE.ttf``.

The cut holds ASCII, Latin-1, all of GB 2312, the characters of the third level of the general
standard table that GB 2312 lacks (names.txt: those that names of people need), and a few signs.
The Open Font License reserves the names of the original, therefore the cut has one of its own.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

import resources

TARGET = "fonts/YichuangKai-Regular.ttf"
SIGNS = "〇№‰‱€℃℉㎡㎜㎝㎞㎏㏄²³·•–—―‘’“”…‥′″※√☒✓✗■□▲△▼▽◆◇○◎●★☆①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
FAMILY = "Yichuang Kai"
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "DSIG", "gasp")
KEPT_NAMES = {0, 13, 14}


def gb2312() -> set[str]:
    """The characters of GB 2312 by its own code table."""
    table = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            table.add(bytes((row, cell)).decode("gb2312", errors="ignore"))
    return {character for character in table if character}


def wanted() -> set[int]:
    """Code points of the cut."""
    characters = gb2312() | set(resources.text("fonts/names.txt").replace("\n", "")) | set(SIGNS)
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    return latin | {ord(character) for character in characters}


def cut(source: Path, target: Path) -> int:
    """Write the cut of ``source`` to ``target`` and return its number of code points."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.drop_tables += list(DROPPED)
    options.layout_features = []
    options.glyph_names = False
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    _rename(font)
    font.save(target)
    return len(font.getBestCmap())


def _rename(font: TTFont) -> None:
    names = font["name"]
    version = names.getDebugName(5)
    names.names = [
        record
        for record in names.names
        if record.nameID in KEPT_NAMES and record.platformID == 3 and record.langID == 0x409
    ]
    postscript = FAMILY.replace(" ", "") + "-Regular"
    texts = {1: FAMILY, 2: "Regular", 3: postscript, 4: FAMILY, 5: version, 6: postscript}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    print(cut(Path(sys.argv[1]), resources.path(TARGET)))
