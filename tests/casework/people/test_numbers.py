from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from casework.people.numbers import (
    NumberKind,
    Sex,
    check_person_number,
    mask_name,
    mask_number,
    mask_phone,
)
from casework.people.person import CardKind

TODAY = date(2026, 11, 20)


def number(area: str, birth: str, serial: str) -> str:
    body = area + birth + serial
    return body + mod_11_2.calc_check_digit(body)


def codes(text: str, card: CardKind | None = None) -> list[str]:
    return [problem.code for problem in check_person_number(text, TODAY, card).problems]


people = st.builds(
    lambda day, serial: number("990101", day.strftime("%Y%m%d"), f"{serial:03d}"),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


@given(people)
def test_a_right_number_says_birth_and_sex(text: str) -> None:
    found = check_person_number(text, TODAY)
    assert found.valid
    assert found.kind is NumberKind.RESIDENT
    assert found.birth is not None
    assert found.birth.strftime("%Y%m%d") == text[6:14]
    assert found.sex is (Sex.MALE if int(text[16]) % 2 else Sex.FEMALE)


@given(people, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_found(text: str, at: int, other: str) -> None:
    wrong = text[:at] + other + text[at + 1 :]
    if wrong != text:
        assert not check_person_number(wrong, TODAY).valid


@given(people, st.integers(0, 16))
def test_two_neighbours_swapped_are_found(text: str, at: int) -> None:
    wrong = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if wrong != text:
        assert not check_person_number(wrong, TODAY).valid


@given(st.text())
def test_nothing_typed_raises(text: str) -> None:
    check_person_number(text, TODAY)


@pytest.mark.parametrize("area", ["990101", "410171", "410173", "133100", "419999", "000000"])
def test_an_unknown_county_warns_and_never_blocks(area: str) -> None:
    found = check_person_number(number(area, "19900307", "101"), TODAY)
    assert [(p.code, p.blocking) for p in found.problems] == [("PE-107", False)]
    assert dict(found.problems[0].facts) == {"area": area}
    assert found.valid


@pytest.mark.parametrize(
    ("area", "kind"),
    [
        ("810000", NumberKind.HONG_KONG),
        ("820000", NumberKind.MACAO),
        ("830000", NumberKind.TAIWAN),
        ("911840", NumberKind.FOREIGN),
        ("941999", NumberKind.FOREIGN),
    ],
)
def test_permits_and_foreign_numbers(area: str, kind: NumberKind) -> None:
    text = number(area, "19900307", "101")
    assert check_person_number(text, TODAY).kind is kind
    assert codes(text) == []
    assert codes(text[:17] + ("0" if text[17] != "0" else "1")) == ["PE-102"]


def test_a_card_settles_what_a_nine_means() -> None:
    text = number("990101", "19900307", "101")
    assert check_person_number(text, TODAY).kind is NumberKind.RESIDENT
    assert check_person_number(text, TODAY, CardKind.FOREIGN).kind is NumberKind.FOREIGN


def test_births() -> None:
    assert "PE-103" in codes(number("990101", "19900230", "101"))
    tomorrow = TODAY + timedelta(days=1)
    assert "PE-104" in codes(number("990101", tomorrow.strftime("%Y%m%d"), "101"))
    assert codes(number("990101", "18950101", "101")) == ["PE-105", "PE-107"]
    assert check_person_number(number("990101", "18950101", "101"), TODAY).valid
    assert codes(number("990101", TODAY.strftime("%Y%m%d"), "101")) == ["PE-107"]


def test_old_forms() -> None:
    assert codes("990101900307101") == ["PE-106"]
    old = check_person_number("XXX990183010101", TODAY)
    assert (old.kind, [p.code for p in old.problems]) == (NumberKind.FOREIGN_OLD, ["PE-108"])
    assert old.valid


def test_typed_carelessly() -> None:
    text = next(
        n
        for serial in range(1000)
        if (n := number("990101", "19900307", f"{serial:03d}")).endswith("X")
    )
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text.lower())
    found = check_person_number(f" {wide[:6]} {wide[6:14]}－{wide[14:]}", TODAY)
    assert (found.number, found.valid) == (text, True)


def test_a_place_that_the_table_knows() -> None:
    # A real county asks for a number that cannot be anybody's: its check character is wrong.
    found = check_person_number("110105199003070000", TODAY)
    assert found.place == "北京市朝阳区"
    assert [problem.code for problem in found.problems] == ["PE-102"]


def test_masks() -> None:
    assert mask_number("990101199003071019") == "990101****1019"
    assert mask_number("XXX990183010101") == "XXX990****0101"
    assert mask_number("M99010202") == "****02"
    assert mask_number("12") == "****"
    assert mask_number("") == "****"
    assert mask_name("王某某") == "王＊＊"
    assert mask_name("𠮷某") == "𠮷＊"
    assert mask_name("") == ""
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("0371-60000001") == "037****0001"
    assert mask_phone("600001") == "****01"


@given(people)
def test_a_mask_never_shows_the_day_of_birth(text: str) -> None:
    assert text[6:14] not in mask_number(text)
    assert len(mask_number(text)) == 14
