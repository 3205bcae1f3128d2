from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from printing.lines import balance_lines, break_lines

SIZE = 10.0


class Widths(defaultdict[str, float]):
    """Chinese characters are a square wide, all others half of one."""

    def __missing__(self, character: str) -> float:
        return 1000.0 if character > "\u2000" else 500.0


def texts(text: str, measure: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in break_lines(text, Widths(), SIZE, measure, indent)]


def test_stops_never_begin_a_line_and_brackets_never_end_one() -> None:
    assert texts("一二三四，五六", 40) == ["一二三", "四，五六"]
    assert texts("一二三《四五》", 40) == ["一二三", "《四五》"]
    assert texts("一二三四……五", 50) == ["一二三", "四……五"]


def test_words_figures_and_codes_stay_whole() -> None:
    assert texts("项目 2026-990100-47", 90) == ["项目", "2026-990100-47"]
    assert texts("一二三四110kV线", 60) == ["一二三四", "110kV线"]


def test_a_number_keeps_its_unit() -> None:
    assert texts("于2026年11月20日", 50) == ["于2026年", "11月20日"]
    assert texts("一二第15个", 40) == ["一二", "第15个"]


def test_a_long_code_breaks_at_its_hyphens_and_else_anywhere() -> None:
    assert texts("2026-990100-47-03", 60) == ["2026-990100-", "47-03"]
    assert texts("9" * 25, 60) == ["9" * 12, "9" * 12, "9"]


def test_the_indent_counts_for_every_paragraph() -> None:
    assert texts("一二三四五\n六七八九", 50, 20) == ["一二三", "四五", "六七八", "九"]


def test_an_empty_text_is_one_line_that_ends_its_paragraph() -> None:
    (line,) = break_lines("", Widths(), SIZE, 50)
    assert (line.text, line.width, line.last) == ("", 0.0, True)


def test_only_the_line_before_a_paragraph_ends_is_its_last() -> None:
    lines = break_lines("一二三四五\n六", Widths(), SIZE, 30)
    assert [line.last for line in lines] == [False, True, True]


def test_balanced_lines_are_even_and_no_more() -> None:
    lines = balance_lines("统一社会信用代码", Widths(), SIZE, 50)
    assert [line.text for line in lines] == ["统一社会", "信用代码"]
    assert [line.text for line in balance_lines("申请人", Widths(), SIZE, 50)] == ["申请人"]


@given(st.text(alphabet="一二三，。《》“”（）第年月…—ab19-./ ", max_size=80), st.integers(2, 12))
def test_no_character_is_lost_and_no_line_is_too_long(text: str, squares: int) -> None:
    measure = squares * SIZE
    lines = break_lines(text, Widths(), SIZE, measure)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= measure + 1e-6 for line in lines)
