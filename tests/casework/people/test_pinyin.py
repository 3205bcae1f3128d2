"""Initials for search: the reading of a word, not of each character."""

import pytest

from casework.people.pinyin import initials


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("云栖家园一期", "yqjyyq"),
        ("重庆路", "cql"),
        ("长葛市", "cgs"),
        ("浚县", "xx"),
        ("朝阳路", "cyl"),
        ("银行大厦", "yhds"),
        ("行车道", "xcd"),
        ("绿地", "ld"),
        ("", ""),
        ("A座-12号楼（二期）", "zhleq"),
        ("2103-990101-04-01-100001", ""),
    ],
)
def test_initials(words: str, letters: str) -> None:
    assert initials(words) == letters


def test_rare_characters_break_nothing() -> None:
    assert initials("𬭸晓燕").endswith("xy")
    assert initials("\U00030000\ue000") == ""
