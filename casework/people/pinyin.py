"""Initials of pinyin for search, behind one function (pypinyin knows the words of two readings)."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """First letters of a Chinese name, lower case (郑州机械: zzjx); other signs are left out."""
    letters = lazy_pinyin(words, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letter[:1] for letter in letters).lower()
