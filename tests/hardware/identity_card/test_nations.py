"""The nations stand at their places, 水 among them."""

import pytest

from hardware.identity_card.nations import NATIONS, nation_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("01", "汉"),
        ("05", "维吾尔"),
        ("11", "满"),
        ("24", "拉祜"),
        ("25", "水"),
        ("26", "东乡"),
        ("43", "乌孜别克"),
        ("50", "塔塔尔"),
        ("55", "珞巴"),
        ("56", "基诺"),
        ("97", "其他"),
        ("98", "外国血统中国籍人士"),
    ],
)
def test_a_nation_stands_at_its_code(code: str, name: str) -> None:
    assert nation_name(code) == name


def test_all_of_them_once() -> None:
    assert sorted(NATIONS) == [f"{code:02d}" for code in range(1, 57)] + ["97", "98"]
    assert len(set(NATIONS.values())) == 58


@pytest.mark.parametrize("code", ["", "00", "57", "1", "XX"])
def test_an_unknown_code_is_shown_as_it_is(code: str) -> None:
    assert nation_name(code) == code
