from fontTools.ttLib import TTFont

import resources
from tools.cut_font import TARGET, gb2312, wanted


def test_gb2312_is_whole() -> None:
    hanzi = [character for character in gb2312() if "\u4e00" <= character <= "\u9fff"]
    assert len(hanzi) == 6763


def test_the_shipped_font_holds_what_was_wanted_under_a_name_of_its_own() -> None:
    font = TTFont(resources.path(TARGET))
    lacking = wanted() - font.getBestCmap().keys()
    assert not {chr(code) for code in lacking if code > 0x17F}
    assert not {chr(code) for code in lacking if code < 0x7F}
    names = font["name"]
    assert {names.getDebugName(number) for number in (1, 4)} == {"Yichuang Kai"}
    shown = "".join(names.getDebugName(number) for number in (1, 2, 3, 4, 6))
    assert "LXGW" not in shown
    assert "霞鹜" not in shown
    assert "Open Font License" in names.getDebugName(13)
    assert font["OS/2"].fsType == 0


def test_the_licence_and_its_notices_lie_beside_it() -> None:
    text = resources.text("fonts/OFL.txt")
    for part in ("LXGW", "Klee", "SIL OPEN FONT LICENSE Version 1.1", "TERMINATION"):
        assert part in text
