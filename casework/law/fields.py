"""One field of a form: what it may hold, how it is typed, how it is kept.

``normal`` is what the clerk sees after leaving the field; ``canonical`` is what events keep: dates
in ISO, decimals as plain text, money in 分, choices by key. No floats anywhere.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from casework.law.codes import check_phone, check_unit_code, fold_width
from casework.law.problem import Problem, blocks, error, warning

FEN_PER_WAN = 1_000_000
"""分 in 万元."""
TICKED = "true"
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"


class FieldType(StrEnum):
    """The kinds of value a form knows."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    """Typed in 万元, kept in 分."""
    DATE = "date"
    DATE_RANGE = "date_range"
    """Two dates, kept as ``2023-03-01/2025-06-30``."""
    PHONE = "phone"
    CREDIT_CODE = "credit_code"
    PERSON = "person"
    """Name of a natural person."""
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    """Keys joined by commas, in the form's order."""
    TICK = "tick"
    """``true`` or empty."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a choice; ``implies`` is the key of the box it stands under."""

    key: str
    label: str
    implies: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the form's data describe it."""

    key: str
    label: str
    type: FieldType
    unit: str = ""
    required: bool = False
    required_when: str = ""
    """Another field's key: required once that one is filled (``key=choice``: holds that box)."""
    personal: bool = False
    """Names or reaches a natural person: sealed in events."""
    prefill: tuple[str, ...] = ()
    """Where a value may come from, best first: ``project``, ``earlier``, ``unit.name`` …"""
    default: str = ""
    hint: str = ""
    max_length: int = 0
    places: int = 0
    """Decimals that are kept."""
    past: bool = False
    """A date that cannot lie ahead."""
    span: int = 1
    """Label/field pairs it takes of the three in a row."""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text means: its normal form, what is kept, what is wrong with it."""

    normal: str
    canonical: str
    problems: tuple[Problem, ...] = ()


def read_value(field: Field, text: str, today: date | None = None) -> Reading:
    """Read a typed text; an empty one reads as empty whatever the type.

    With ``today`` dates that cannot lie ahead are doubted (warning LW-231). A text that cannot be
    read stays as it is in ``normal`` and is empty in ``canonical``.
    """
    cleaned = _clean(text)
    if not cleaned:
        return Reading("", "")
    reading = _READERS[field.type](field, cleaned)
    if today and field.past and reading.canonical:
        last = reading.canonical.rpartition("/")[2]
        if last > today.isoformat():
            ahead = warning("LW-231", day=last)
            return Reading(reading.normal, reading.canonical, (*reading.problems, ahead))
    return reading


def shown(field: Field, canonical: str) -> str:
    """The normal form of a kept value: money goes back to 万元, the rest is shown as it is."""
    if field.type is FieldType.MONEY and canonical:
        return _plain(Decimal(canonical) / FEN_PER_WAN)
    return canonical


def _clean(text: str) -> str:
    """Composed characters, no control characters, runs of blanks as one."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", kept).strip()


def _wrong(text: str, code: str, **facts: str) -> Reading:
    return Reading(text, "", (error(code, **facts),))


def _text(field: Field, text: str) -> Reading:
    if field.max_length and len(text) > field.max_length:
        return _wrong(text, "LW-222", most=str(field.max_length))
    return Reading(text, text)


def _person(field: Field, text: str) -> Reading:
    name = re.sub(f"(?<={_HAN}) (?={_HAN})", "", text)
    reading = _text(field, name)
    if not reading.problems and any(c.isdigit() for c in name):
        return Reading(name, name, (warning("LW-234"),))
    return reading


_NUMBER = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)?(\.\d*)?(m2|m|平方米|米|层|万元|元)?", re.ASCII)


def _number(text: str) -> tuple[Decimal, str] | None:
    """A plain number of zero or more and the unit typed behind it.

    Commas only as thousands separators: ``1,5`` may mean two things and is refused.
    """
    found = _NUMBER.fullmatch(fold_width(text).replace(" ", ""))
    if found is None:
        return None
    digits = (found.group(1) or "").replace(",", "") + (found.group(2) or "")
    if not digits.strip("."):
        return None
    return Decimal(digits), found.group(3) or ""


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _integer(_field: Field, text: str) -> Reading:
    number = _number(text)
    if number is None or number[0] != number[0].to_integral_value() or number[0] >= 10**9:
        return _wrong(text, "LW-223")
    whole = str(int(number[0]))
    return Reading(whole, whole)


def _decimal(field: Field, text: str) -> Reading:
    number = _number(text)
    if number is None or number[0] >= 10**12 or number[1] in ("万元", "元", "层"):
        return _wrong(text, "LW-224")
    plain = _plain(number[0])
    if len(plain.partition(".")[2]) > field.places:
        return _wrong(text, "LW-225", places=str(field.places))
    return Reading(plain, plain)


def _money(_field: Field, text: str) -> Reading:
    """万元, unless 元 stands behind the number."""
    number = _number(text)
    if number is None or number[0] >= 10**12 or number[1] not in ("", "万元", "元"):
        return _wrong(text, "LW-226")
    fen = number[0] * (100 if number[1] == "元" else FEN_PER_WAN)
    if fen != fen.to_integral_value():
        return _wrong(text, "LW-225", places="6")
    return Reading(_plain(fen / FEN_PER_WAN), str(int(fen)))


_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(fold_width(text))
    if not found:
        return None
    parts = [int(part) for part in found.groups() if part is not None]
    try:
        day = date(parts[0], parts[1], parts[2])
    except ValueError:
        return None
    return day if 1949 <= day.year <= 2199 else None


def _date(_field: Field, text: str) -> Reading:
    day = _day(text)
    return Reading(day.isoformat(), day.isoformat()) if day else _wrong(text, "LW-227")


def _range(_field: Field, text: str) -> Reading:
    folded = fold_width(text)
    found = list(_DATE.finditer(folded))
    days = [_day(one.group()) for one in found]
    if len(found) != 2 or None in days or re.search(r"\d", _DATE.sub("", folded)):
        return _wrong(text, "LW-228")
    first, last = (day.isoformat() for day in days if day)
    if last < first:
        return _wrong(text, "LW-229", first=first, last=last)
    return Reading(f"{first}/{last}", f"{first}/{last}")


def _phone(_field: Field, text: str) -> Reading:
    phone = check_phone(text)
    return _checked(text, phone.number, phone.problems)


def _credit_code(_field: Field, text: str) -> Reading:
    code = check_unit_code(text)
    return _checked(text, code.code, code.problems)


def _checked(text: str, found: str, problems: tuple[Problem, ...]) -> Reading:
    return Reading(text, "", problems) if blocks(problems) else Reading(found, found, problems)


def _choice(field: Field, text: str) -> Reading:
    known = {choice.label: choice.key for choice in field.choices}
    key = known.get(text, text)
    if key not in known.values():
        return _wrong(text, "LW-230", value=text)
    return Reading(key, key)


def _choices(field: Field, text: str) -> Reading:
    wanted = {part for part in re.split(r"[,，、\s]+", text) if part}
    known = {choice.label: choice.key for choice in field.choices}
    keys = {known.get(part, part) for part in wanted}
    unknown = sorted(keys - set(known.values()))
    if unknown:
        return _wrong(text, "LW-230", value=" ".join(unknown))
    keys |= {choice.implies for choice in field.choices if choice.key in keys and choice.implies}
    joined = ",".join(choice.key for choice in field.choices if choice.key in keys)
    return Reading(joined, joined)


def _tick(_field: Field, text: str) -> Reading:
    return Reading(TICKED, TICKED) if text == TICKED else _wrong(text, "LW-230", value=text)


_READERS: dict[FieldType, Callable[[Field, str], Reading]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.DATE: _date,
    FieldType.DATE_RANGE: _range,
    FieldType.PHONE: _phone,
    FieldType.CREDIT_CODE: _credit_code,
    FieldType.PERSON: _person,
    FieldType.CHOICE: _choice,
    FieldType.MULTI_CHOICE: _choices,
    FieldType.TICK: _tick,
}
