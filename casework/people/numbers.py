"""Numbers of persons and units: check, classify, mask. Tables of places only ever warn.

Eighteen characters with the check of ISO 7064 MOD 11-2 (GB 11643): residents, 港澳台居民居住证
(810000, 820000, 830000) and the 外国人永久居留身份证 of 2023 (first digit 9). The older foreign
card has three letters and twelve digits and no check that is published.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.cn import ric
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2

from casework.law.codes import (
    Phone,
    UnitCode,
    UnitCodeKind,
    check_phone,
    check_unit_code,
    fold_width,
)
from casework.law.problem import Problem, blocks, error, warning
from casework.people.person import CardKind

__all__ = [
    "NumberKind",
    "PersonNumber",
    "Phone",
    "Sex",
    "UnitCode",
    "UnitCodeKind",
    "check_person_number",
    "check_phone",
    "check_unit_code",
    "mask_name",
    "mask_number",
    "mask_phone",
]

OLDEST = 130
"""Years after which an age is doubted."""
_FULL = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_FOREIGN_OLD = re.compile(r"[A-Z]{3}[0-9]{12}")
PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)]
)
"""First two digits of GB/T 2260 for the places that number residents."""


class NumberKind(StrEnum):
    """Whose number it is."""

    RESIDENT = "resident"
    """公民身份号码"""
    HONG_KONG = "hong_kong"
    """港澳居民居住证, 810000"""
    MACAO = "macao"
    """港澳居民居住证, 820000"""
    TAIWAN = "taiwan"
    """台湾居民居住证, 830000"""
    FOREIGN = "foreign"
    """外国人永久居留身份证 of 2023"""
    FOREIGN_OLD = "foreign_old"
    """外国人永久居留身份证 of 15 characters"""
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """As a card writes it."""

    MALE = "男"
    FEMALE = "女"


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A person's number: as typed, in normal form, and what can be read out of it."""

    raw: str
    number: str
    kind: NumberKind
    birth: date | None = None
    sex: Sex | None = None
    place: str = ""
    """Province and county as the table of places has them; empty when unknown."""
    problems: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing blocks its use; warnings may remain."""
        return not blocks(self.problems)


def check_person_number(text: str, today: date, card: CardKind | None = None) -> PersonNumber:
    """Look at a person's number; ``card`` settles the kind when a card said what it is.

    PE-101 no such form, PE-102 wrong check character, PE-103 impossible birth date, PE-104 birth
    after ``today``, PE-106 an old number of 15 digits; warnings PE-105 (older than 130 years),
    PE-107 (place unknown), PE-108 (old foreign number, cannot be checked).
    """
    number = re.sub(r"[\s-]", "", fold_width(text)).upper()
    if _FULL.fullmatch(number):
        return _checked(text, number, today, card)
    if _FIFTEEN.fullmatch(number):
        return PersonNumber(text, number, NumberKind.RESIDENT, problems=(error("PE-106"),))
    if _FOREIGN_OLD.fullmatch(number):
        return PersonNumber(text, number, NumberKind.FOREIGN_OLD, problems=(warning("PE-108"),))
    return PersonNumber(text, number, NumberKind.UNKNOWN, problems=(error("PE-101"),))


def _checked(raw: str, number: str, today: date, card: CardKind | None) -> PersonNumber:
    kind = _kind(number, card)
    problems: list[Problem] = []
    if not mod_11_2.is_valid(number):
        problems.append(error("PE-102"))
    birth = _birth(number)
    problems += _birth_problems(birth, today)
    place = _place(number) if kind is NumberKind.RESIDENT else ""
    if kind is NumberKind.RESIDENT and not place:
        problems.append(warning("PE-107", area=number[:6]))
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return PersonNumber(raw, number, kind, birth, sex, place, tuple(problems))


def _kind(number: str, card: CardKind | None) -> NumberKind:
    permits = {
        "810000": NumberKind.HONG_KONG,
        "820000": NumberKind.MACAO,
        "830000": NumberKind.TAIWAN,
    }
    if number[:6] in permits:
        return permits[number[:6]]
    # A 9 is followed by the province that issued the card; any other 9 is just an unknown place.
    if number[0] == "9" and (card is CardKind.FOREIGN or int(number[1:3]) in PROVINCES):
        return NumberKind.FOREIGN
    return NumberKind.RESIDENT


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _birth_problems(birth: date | None, today: date) -> list[Problem]:
    if birth is None:
        return [error("PE-103")]
    if birth > today:
        return [error("PE-104", birth=birth.isoformat())]
    if today.year - birth.year > OLDEST:
        return [warning("PE-105", birth=birth.isoformat())]
    return []


def _place(number: str) -> str:
    """Province and county at birth; the table lacks codes and then raises a bare KeyError."""
    try:
        found = ric.get_birth_place(number)
    except (KeyError, ValidationError):
        return ""
    return found.get("province", "") + found.get("county", "")


def mask_number(number: str) -> str:
    """A person's number for lists and paper: first 6, ``****``, last 4 (430302****3456).

    Anything shorter than 12 characters keeps its last two at most.
    """
    if len(number) >= 12:
        return f"{number[:6]}****{number[-4:]}"
    return "****" + number[-2:] if len(number) > 4 else "****"


def mask_name(name: str) -> str:
    """A name for lists: the first character, and ＊ for each other one."""
    return name[:1] + "＊" * len(name[1:])


def mask_phone(number: str) -> str:
    """A telephone number for lists: first 3, ``****``, last 4."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "****" + number[-2:]
