"""Codes that standards define for units (GB 32100-2015, GB 11714-1997), and telephone numbers."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from casework.law.problem import Problem, blocks, error, warning

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""
_CREDIT = re.compile(rf"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"0[1-9][0-9]{1,2}-?[2-9][0-9]{6,7}(-[0-9]{1,6})?")
_SERVICE = re.compile(r"(400|800)-?[0-9]{3}-?[0-9]{4}")
_LOCAL = re.compile(r"[2-9][0-9]{6,7}(-[0-9]{1,6})?")
_ABROAD = re.compile(r"(\+|00)[1-9][0-9-]{6,18}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－ー─"), "-")


class UnitCodeKind(StrEnum):
    """Which code a unit is known by."""

    CREDIT = "credit"
    """统一社会信用代码"""
    ORGANISATION = "organisation"
    """组织机构代码, the old one"""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UnitCode:
    """A unit's code: as typed, in normal form (upper case, no blanks), its kind and its faults."""

    raw: str
    code: str
    kind: UnitCodeKind
    problems: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing blocks its use; warnings may remain."""
        return not blocks(self.problems)


def fold_width(text: str) -> str:
    """Half-width letters and digits, every kind of dash as ``-``, no blanks at the ends."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).strip()


def credit_check(first17: str) -> str:
    """The check character of a unified social credit code (weights 3^i modulo 31)."""
    total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return CREDIT_ALPHABET[-total % 31]


def organisation_check(first8: str) -> str:
    """The check character of an organisation code; letters count 10 to 35."""
    total = sum(int(c, 36) * w for c, w in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def check_unit_code(text: str) -> UnitCode:
    """Look at a unit's code; letters in the first two places are allowed (N1, Y1, A1 …).

    LW-201 wrong length or alphabet; LW-202 wrong check character; warnings LW-203 (the
    organisation code inside does not check) and LW-204 (an old organisation code).
    """
    code = re.sub(r"\s", "", fold_width(text)).upper()
    if _CREDIT.fullmatch(code):
        return UnitCode(text, code, UnitCodeKind.CREDIT, _credit_problems(code))
    if _ORGANISATION.fullmatch(code):
        code = f"{code[:8]}-{code[-1]}"
        right = organisation_check(code[:8]) == code[-1]
        problem = warning("LW-204") if right else error("LW-202")
        return UnitCode(text, code, UnitCodeKind.ORGANISATION, (problem,))
    return UnitCode(text, code, UnitCodeKind.UNKNOWN, (error("LW-201"),))


def _credit_problems(code: str) -> tuple[Problem, ...]:
    if credit_check(code[:17]) != code[17]:
        return (error("LW-202"),)
    if organisation_check(code[8:16]) != code[16]:
        return (warning("LW-203"),)
    return ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: as typed, in normal form, and what is doubtful about it."""

    raw: str
    number: str
    mobile: bool
    problems: tuple[Problem, ...] = ()


def check_phone(text: str) -> Phone:
    """Look at a telephone number; nothing here can know whether anybody answers.

    LW-211 cannot be a number; warnings LW-212 (no area code) and LW-213 (a number abroad).
    """
    number = re.sub(r"[\s()]", "", fold_width(text))
    number = re.sub(r"^(\+|00)86-?", "", number)
    compact = number.replace("-", "")
    if _MOBILE.fullmatch(compact):
        return Phone(text, compact, mobile=True)
    if _LANDLINE.fullmatch(number) or _SERVICE.fullmatch(number):
        return Phone(text, number, mobile=False)
    if _LOCAL.fullmatch(number):
        return Phone(text, number, mobile=False, problems=(warning("LW-212"),))
    if _ABROAD.fullmatch(number):
        return Phone(text, number, mobile=False, problems=(warning("LW-213"),))
    return Phone(text, number, mobile=False, problems=(error("LW-211"),))
