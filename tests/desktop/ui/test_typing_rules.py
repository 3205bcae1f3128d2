import pytest

from desktop.ui import typing_rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("２０２３－９９０１００—47", "2023-990100-47"),
        ("91ma1x", "91MA1X"),
        ("（甲）", "(甲)"),
    ],
)
def test_code(typed: str, kept: str) -> None:
    assert typing_rules.code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("１２，３４５。６７", "12345.67"), (" 12 000 ", "12000"), ("－3", "-3")]
)
def test_number(typed: str, kept: str) -> None:
    assert typing_rules.number(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20190704", "2019-07-04"),
        ("2019-7-4", "2019-07-04"),
        ("2019.07.04", "2019-07-04"),
        ("２０１９年７月４日", "2019-07-04"),
        ("2019/7/4", "2019-07-04"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("20199", None),
        ("", None),
        ("明天", None),
    ],
)
def test_date(typed: str, kept: str | None) -> None:
    assert typing_rules.iso_date(typed) == kept


def test_half_width_keeps_the_length() -> None:
    odd = "㍿ﬁ１Ａ　甲"
    assert len(typing_rules.half_width(odd)) == len(odd)
