from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import RuleError
from casework.law.numbering import NumberFormat, read_number_format
from casework.law.tables import read

FORMAT = NumberFormat("acceptance", "甲受〔{year}〕{serial:05d}号", "{station}-{day}-S{serial:03d}")


def test_both_ways_of_writing() -> None:
    assert FORMAT.reserved(2026, 12) == "甲受〔2026〕00012号"
    assert FORMAT.unreserved("W03", date(2026, 11, 20), 1) == "W03-20261120-S001"


@given(st.tuples(st.integers(2020, 2099), st.integers(1, 10**7)), st.data())
def test_two_serials_never_write_the_same_number(one: tuple[int, int], data: st.DataObject) -> None:
    other = data.draw(st.tuples(st.integers(2020, 2099), st.integers(1, 10**7)))
    assert (FORMAT.reserved(*one) == FORMAT.reserved(*other)) is (one == other)


@pytest.mark.parametrize(
    ("template", "dry"),
    [
        ("甲{year}", "{station}-{day}-{serial}"),
        ("甲{serial}", "{station}-{day}-{serial}"),
        ("甲{year}{serial}{clerk}", "{station}-{day}-{serial}"),
        ("甲{year}-{serial", "{station}-{day}-{serial}"),
        ("甲{year}-{serial}", "{day}-{serial}"),
        ("甲{year}-{serial}", "{station}-{serial}"),
        ("甲{year}-{serial}", "{station}-{day}"),
        ("甲{year}-{serial}", "{station}-{day}-{other}"),
    ],
)
def test_a_format_that_repeats_or_breaks_is_refused(template: str, dry: str) -> None:
    text = f'key = "acceptance"\ntemplate = "{template}"\ndry = "{dry}"\n'
    with pytest.raises(RuleError) as found:
        read_number_format(read("papers.toml", text))
    assert found.value.code == "LW-408"
    assert found.value.facts["line"] in (2, 3)
