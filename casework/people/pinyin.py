"""Initials of pinyin for search, behind one function (pypinyin knows the words of two readings)."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin, load_phrases_dict

_PLACES = {
    "长葛": [["cháng"], ["gě"]],
    "长垣": [["cháng"], ["yuán"]],
    "浚县": [["xùn"], ["xiàn"]],
    "单县": [["shàn"], ["xiàn"]],
    "洪洞": [["hóng"], ["tóng"]],
    "朝阳": [["cháo"], ["yáng"]],
}
"""Places whose reading the library does not know or takes for another word."""
load_phrases_dict(_PLACES)


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """First letters of a Chinese name, lower case (郑州机械: zzjx); other signs are left out."""
    letters = lazy_pinyin(words, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter[:1] for letter in letters).lower()
