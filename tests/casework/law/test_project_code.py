import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.project_code import CodeForm, parse


def read(text: str) -> tuple[str, CodeForm, list[str]]:
    found = parse(text)
    assert found.raw == text
    assert not any(problem.blocking for problem in found.problems)
    return found.code, found.form, [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    "typed",
    [
        "2019-410100-47-03-012345",
        "２０１９－４１０１００－４７－０３－０１２３４５",
        "2019—410100—47—03—012345",
        " 2019–410100‐47−03 - 012345 ",
        "20194101004703012345",
        "2019-41010047-03-012345",
        "2019--410100-47-03-012345-",
    ],
)
def test_the_national_form(typed: str) -> None:
    assert read(typed) == ("2019-410100-47-03-012345", CodeForm.NATIONAL, [])


@pytest.mark.parametrize(
    "typed", ["2023-410100-0714-5548", "2023－410100－0714－5548", "202341010007145548"]
)
def test_the_citys_form(typed: str) -> None:
    assert read(typed) == ("2023-410100-0714-5548", CodeForm.LOCAL, [])


def test_year_and_month_since_2020() -> None:
    assert read("2103-410122-04-01-123456")[2] == []
    assert read("2612-410122-04-01-123456")[2] == []
    assert read("2613-410122-04-01-123456")[2] == ["LW-102"]
    assert read("1899-410122-04-01-123456")[2] == ["LW-102"]


def test_doubts_are_told_and_nothing_more() -> None:
    assert read("2019-990100-47-03-012345")[2] == ["LW-103"]
    assert read("2019-350128-47-88-012345")[2] == ["LW-104"]


@pytest.mark.parametrize("typed", ["", "ABC-123", "2019-4101-47", "2019-410-10047-03-012345"])
def test_other_forms_are_kept(typed: str) -> None:
    code, form, codes = read(typed)
    assert (code, form, codes) == (typed, CodeForm.OTHER, ["LW-101"])
    assert parse(typed).area == ""


def test_the_area_inside() -> None:
    assert parse("2019-410100-47-03-012345").area == "410100"


@given(st.text("0123456789０９ABab -－—–\u3000"))
def test_reading_twice_changes_nothing(text: str) -> None:
    assert parse(parse(text).code).code == parse(text).code
