from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from casework.law.codes import (
    CREDIT_ALPHABET,
    UnitCodeKind,
    check_phone,
    check_unit_code,
    credit_check,
    fold_width,
    organisation_check,
)

ORGANISATION = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """A code with valid check characters in an area that does not exist."""
    kind = draw(st.text(CREDIT_ALPHABET, min_size=2, max_size=2))
    body = draw(ORGANISATION)
    check = organisation_check(body)
    first = f"{kind}990101{body}{check}"
    return first + credit_check(first)


def problems(text: str) -> list[str]:
    return [problem.code for problem in check_unit_code(text).problems]


@given(credit_codes())
def test_a_right_code_has_no_problem(code: str) -> None:
    found = check_unit_code(code)
    assert (found.kind, found.code, found.problems) == (UnitCodeKind.CREDIT, code, ())
    assert found.valid


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_wrong_character_is_found(code: str, at: int, other: str) -> None:
    wrong = code[:at] + other + code[at + 1 :]
    if wrong != code:
        assert not check_unit_code(wrong).valid


def test_letters_in_the_first_two_places_are_taken() -> None:
    for kind in ("N1", "N2", "N3", "Y1", "A1"):
        first = f"{kind}99010112345678" + organisation_check("12345678")
        assert check_unit_code(first + credit_check(first)).problems == ()


@given(credit_codes())
def test_another_implementation_agrees(code: str) -> None:
    assert uscc.calc_check_digit(code) == code[-1]


def test_the_example_of_the_standard() -> None:
    assert organisation_check("D2143569") == "X"


def test_a_wrong_organisation_code_inside_only_warns() -> None:
    right = organisation_check("12345678")
    first = "9199010112345678" + ("0" if right != "0" else "1")
    found = check_unit_code(first + credit_check(first))
    assert [p.code for p in found.problems] == ["LW-203"]
    assert found.valid


def test_typed_carelessly() -> None:
    first = "9199010112345678" + organisation_check("12345678")
    code = first + credit_check(first)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code.lower())
    assert check_unit_code(f" {wide[:9]} {wide[9:]} ").code == code


def test_an_old_organisation_code_warns() -> None:
    code = "1234567" + "8" + organisation_check("12345678")
    found = check_unit_code(code)
    assert found.code == f"{code[:8]}-{code[8]}"
    assert problems(code) == ["LW-204"]
    assert found.valid


def test_wrong_forms() -> None:
    assert problems("") == ["LW-201"]
    assert problems("9199010I123456789X") == ["LW-201"]
    assert problems("12345678-" + ("1" if organisation_check("12345678") != "1" else "2")) == [
        "LW-202"
    ]


def test_telephone_numbers() -> None:
    table = {
        "138 0000 1234": ("13800001234", True, []),
        "＋８６ 138-0000-1234": ("13800001234", True, []),
        "0086-13800001234": ("13800001234", True, []),
        "0371－60000001": ("0371-60000001", False, []),
        "037160000001-801": ("037160000001-801", False, []),
        "400-000-1234": ("400-000-1234", False, []),
        "60000001": ("60000001", False, ["LW-212"]),
        "+852 2345 6789": ("+85223456789", False, ["LW-213"]),
        "12345": ("12345", False, ["LW-211"]),
        "无": ("无", False, ["LW-211"]),
        "12800001234": ("12800001234", False, ["LW-211"]),
    }
    for typed, wanted in table.items():
        phone = check_phone(typed)
        assert (phone.number, phone.mobile, [p.code for p in phone.problems]) == wanted, typed


@given(st.text())
def test_nothing_typed_raises(text: str) -> None:
    check_unit_code(text)
    check_phone(text)
    assert fold_width(fold_width(text)) == fold_width(text)
