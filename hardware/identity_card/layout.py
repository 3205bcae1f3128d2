"""The text record of a card: 256 bytes of UTF-16LE at fixed places, space padded, to its holder.

Offsets: citizens and HK/Macao/Taiwan permits as in several independent readers; the old foreign
card as in one; for the new foreign card (2023) only samples of fields are public, so whatever does
not fit them falls back to the raw text.
"""

import re
from datetime import date

from casework.errors import InputError
from casework.people.person import CardHolder, CardKind
from hardware.identity_card.nations import nation_name

RECORD_SIZE = 256
_TYPE_AT = 248
_SEXES = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}
_FOREVER = "长期"
_FOREIGN_NUMBER = re.compile(r"9[0-9]{16}[0-9X]")
_DATE = re.compile(r"[0-9]{8}", re.ASCII)


def parse_record(record: bytes) -> CardHolder:
    """The holder described by a card's text record of 256 bytes.

    Raise InputError: HW-140 no text of that size, HW-141 a date that is none (``field`` names it).
    Whether number and validity hold is not looked at here.
    """
    if len(record) != RECORD_SIZE:
        raise InputError("HW-140", size=len(record))
    letter = _text(record, _TYPE_AT, 2)
    if letter == "":
        return _resident(record)
    if letter == "J":
        return _permit(record)
    if letter == "I":
        return _old_foreigner(record)
    if letter == "Y":
        return _new_foreigner(record)
    return _unknown(record)


def _resident(record: bytes) -> CardHolder:
    return CardHolder(
        kind=CardKind.RESIDENT,
        name=_text(record, 0, 30),
        sex=_sex(record, 30),
        nation=nation_name(_text(record, 32, 4)),
        birth=_day(record, 36, "birth"),
        address=_text(record, 52, 70),
        number=_text(record, 122, 36),
        issuer=_text(record, 158, 30),
        valid_from=_day(record, 188, "valid_from"),
        valid_to=_last_day(record, 204),
    )


def _permit(record: bytes) -> CardHolder:
    return CardHolder(
        kind=CardKind.PERMIT,
        name=_text(record, 0, 30),
        sex=_sex(record, 30),
        birth=_day(record, 36, "birth"),
        address=_text(record, 52, 70),
        number=_text(record, 122, 36),
        issuer=_text(record, 158, 30),
        valid_from=_day(record, 188, "valid_from"),
        valid_to=_last_day(record, 204),
        pass_number=_text(record, 220, 18),
    )


def _old_foreigner(record: bytes) -> CardHolder:
    latin_name = _text(record, 0, 120)
    return CardHolder(
        kind=CardKind.FOREIGN,
        name=_text(record, 158, 30) or latin_name,
        latin_name=latin_name,
        sex=_sex(record, 120),
        number=_text(record, 122, 30),
        nation=_text(record, 152, 6),
        valid_from=_day(record, 188, "valid_from"),
        valid_to=_last_day(record, 204),
        birth=_day(record, 220, "birth"),
        issuer=_text(record, 240, 8),
    )


def _new_foreigner(record: bytes) -> CardHolder:
    latin_name = _text(record, 52, 70)
    number = _text(record, 122, 36)
    if not _FOREIGN_NUMBER.fullmatch(number):
        return _unknown(record)
    try:
        return CardHolder(
            kind=CardKind.FOREIGN,
            name=_text(record, 0, 30) or latin_name,
            latin_name=latin_name,
            sex=_sex(record, 30),
            birth=_day(record, 36, "birth"),
            number=number,
            valid_from=_day(record, 188, "valid_from"),
            valid_to=_last_day(record, 204),
        )
    except InputError:
        return _unknown(record)


def _unknown(record: bytes) -> CardHolder:
    """The whole text as it stands; NULs and runs of padding become one space."""
    raw = re.sub(r"[ \0]+", " ", _decode(record)).strip()
    return CardHolder(kind=CardKind.UNKNOWN, name="", number="", raw=raw)


def _decode(part: bytes) -> str:
    try:
        return part.decode("utf-16-le")
    except UnicodeDecodeError:
        raise InputError("HW-140", size=len(part)) from None


def _text(record: bytes, offset: int, size: int) -> str:
    return _decode(record[offset : offset + size]).strip(" \0")


def _sex(record: bytes, offset: int) -> str:
    code = _text(record, offset, 2)
    return _SEXES.get(code, code)


def _day(record: bytes, offset: int, field: str) -> date:
    text = _text(record, offset, 16)
    try:
        if _DATE.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise InputError("HW-141", field=field)


def _last_day(record: bytes, offset: int) -> date | None:
    """The last day of validity, None for 长期."""
    if _text(record, offset, 16) == _FOREVER:
        return None
    return _day(record, offset, "valid_to")
