"""What typing is put right without asking: full-width characters, dates, numbers."""

import re
import unicodedata
from datetime import date

_DATE = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
)
_SIGNS = str.maketrans({"。": ".", "－": "-", "—": "-", "–": "-", "，": ",", "　": ""})


def half_width(text: str) -> str:
    """Full-width letters, digits and dashes as their half-width forms; the length is kept."""
    folded = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(
        new if len(new) == 1 else old for new, old in zip(folded, text, strict=True)
    ).translate(_DASHES)


_DASHES = str.maketrans({"—": "-", "–": "-", "−": "-", "‐": "-"})


def code(text: str) -> str:
    """A code as it is kept: half-width and in capitals."""
    return half_width(text).upper()


def number(text: str) -> str:
    """A number as it is kept: half-width, ``。`` as decimal point, no grouping."""
    return half_width(text).translate(_SIGNS).replace(",", "").replace(" ", "")


def iso_date(text: str) -> str | None:
    """``20190704``, ``2019.7.4`` or ``2019年7月4日`` as ``2019-07-04``; None if it is no date."""
    found = _DATE.fullmatch(half_width(text).strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
