from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.fields import Choice, Field, FieldType, read_value, shown

TODAY = date(2026, 11, 20)
AREA = Field("area", "面积", FieldType.DECIMAL, unit="m²", places=2)
FLOORS = Field("floors", "层数", FieldType.INTEGER)
PRICE = Field("price", "合同价格", FieldType.MONEY, unit="万元")
DAY = Field("day", "日期", FieldType.DATE, past=True)
PERIOD = Field("period", "起止", FieldType.DATE_RANGE, past=True)
NAME = Field("name", "姓名", FieldType.PERSON, max_length=20)
BOXES = Field(
    "boxes",
    "类别",
    FieldType.MULTI_CHOICE,
    choices=(Choice("new", "新建"), Choice("alter", "改建"), Choice("decor", "装修", "alter")),
)
ONE = Field("one", "单位", FieldType.CHOICE, choices=(Choice("m2", "m²"), Choice("m", "m")))


def read(field: Field, text: str) -> tuple[str, str, list[str]]:
    found = read_value(field, text, TODAY)
    return found.normal, found.canonical, [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("field", "typed", "normal", "canonical"),
    [
        (AREA, "１２３４．５０", "1234.5", "1234.5"),
        (AREA, "1,234.50 m²", "1234.5", "1234.5"),
        (AREA, "1，234㎡", "1234", "1234"),
        (AREA, "0.50", "0.5", "0.5"),
        (AREA, ".5", "0.5", "0.5"),
        (AREA, "12.平方米", "12", "12"),
        (AREA, "007", "7", "7"),
        (FLOORS, "18层", "18", "18"),
        (FLOORS, "18.0", "18", "18"),
        (PRICE, "1,234.56", "1234.56", "1234560000"),
        (PRICE, "1234.56万元", "1234.56", "1234560000"),
        (PRICE, "12345678.90元", "1234.56789", "1234567890"),
        (PRICE, "0.000001", "0.000001", "1"),
        (DAY, "2026年3月1日", "2026-03-01", "2026-03-01"),
        (DAY, "2026.3.1", "2026-03-01", "2026-03-01"),
        (DAY, "２０２６／３／１", "2026-03-01", "2026-03-01"),
        (DAY, "20260301", "2026-03-01", "2026-03-01"),
        (PERIOD, "2023-03-01 至 2025-06-30", "2023-03-01/2025-06-30", "2023-03-01/2025-06-30"),
        (PERIOD, "2023年3月1日—2025年6月30日", "2023-03-01/2025-06-30", "2023-03-01/2025-06-30"),
        (PERIOD, "20230301-20250630", "2023-03-01/2025-06-30", "2023-03-01/2025-06-30"),
        (PERIOD, "2023-03-01/2025-06-30", "2023-03-01/2025-06-30", "2023-03-01/2025-06-30"),
        (NAME, " 王　某 ", "王某", "王某"),
        (NAME, "EXAMPLE  ANTON", "EXAMPLE ANTON", "EXAMPLE ANTON"),
        (NAME, "𠮷 某", "𠮷某", "𠮷某"),
        (BOXES, "装修", "alter,decor", "alter,decor"),
        (BOXES, "decor,new", "new,alter,decor", "new,alter,decor"),
        (ONE, "m²", "m2", "m2"),
        (ONE, "m", "m", "m"),
    ],
)
def test_what_a_typed_text_means(field: Field, typed: str, normal: str, canonical: str) -> None:
    assert read(field, typed) == (normal, canonical, [])


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (AREA, "1,5", "LW-224"),
        (AREA, "-1", "LW-224"),
        (AREA, "1e3", "LW-224"),
        (AREA, "十", "LW-224"),
        (AREA, ".", "LW-224"),
        (AREA, "m²", "LW-224"),
        (AREA, "5万元", "LW-224"),
        (AREA, "1234567890123", "LW-224"),
        (AREA, "1.234", "LW-225"),
        (FLOORS, "2.5", "LW-223"),
        (FLOORS, "２a", "LW-223"),
        (PRICE, "5m²", "LW-226"),
        (PRICE, "0.0000001", "LW-225"),
        (PRICE, "0.001元", "LW-225"),
        (DAY, "2026-02-30", "LW-227"),
        (DAY, "1026-02-03", "LW-227"),
        (DAY, "明天", "LW-227"),
        (PERIOD, "2023-03-01", "LW-228"),
        (PERIOD, "2023-03-01 至 2025-02-30", "LW-228"),
        (PERIOD, "2023-03-01 至 2025-06-30 12", "LW-228"),
        (PERIOD, "2025-06-30 至 2023-03-01", "LW-229"),
        (BOXES, "新建,拆除", "LW-230"),
        (ONE, "km", "LW-230"),
        (Field("t", "勾", FieldType.TICK), "yes", "LW-230"),
        (Field("t", "文", FieldType.TEXT, max_length=3), "一二三四", "LW-222"),
        (NAME, "某" * 21, "LW-222"),
    ],
)
def test_what_cannot_be_read_stays_as_typed(field: Field, typed: str, code: str) -> None:
    found = read_value(field, typed, TODAY)
    assert [problem.code for problem in found.problems] == [code]
    assert found.problems[0].blocking
    assert (found.normal, found.canonical) == (typed, "")


def test_doubts_keep_the_value() -> None:
    assert read(DAY, "2026-11-21") == ("2026-11-21", "2026-11-21", ["LW-231"])
    assert read(PERIOD, "2026-01-01 2026-12-31")[2] == ["LW-231"]
    assert read(NAME, "王3") == ("王3", "王3", ["LW-234"])
    assert not any(p.blocking for p in read_value(DAY, "2026-11-21", TODAY).problems)
    assert read_value(DAY, "2026-11-21").problems == ()


def test_an_empty_text_is_empty_whatever_the_type() -> None:
    for kind in FieldType:
        assert read(Field("f", "f", kind), " 　\n") == ("", "", [])


def test_control_characters_are_dropped() -> None:
    assert read(Field("t", "文", FieldType.TEXT), "甲\x00乙\u200b丙\n丁")[0] == "甲乙丙 丁"


def test_codes_and_telephones_come_from_their_own_rules() -> None:
    assert read(Field("p", "电话", FieldType.PHONE), "138 0000 1234")[1] == "13800001234"
    assert read(Field("p", "电话", FieldType.PHONE), "12")[2] == ["LW-211"]
    assert read(Field("c", "代码", FieldType.CREDIT_CODE), "12")[1:] == ("", ["LW-201"])


@given(st.decimals(0, 10**6, places=2))
def test_money_comes_back_as_it_was(value: Decimal) -> None:
    reading = read_value(PRICE, format(value, "f"))
    assert Decimal(reading.canonical) == value * 1_000_000
    assert shown(PRICE, reading.canonical) == reading.normal
    assert Decimal(reading.normal) == value


@given(st.dates(date(1949, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y%m%d", "%Y-%m-%d"]))
def test_dates_come_back_as_they_were(day: date, form: str) -> None:
    assert read_value(DAY, day.strftime(form)).canonical == day.isoformat()


fields = st.sampled_from(
    [AREA, FLOORS, PRICE, DAY, PERIOD, NAME, BOXES, ONE]
    + [Field(kind.value, "", kind) for kind in FieldType]
)


@given(fields, st.text() | st.text("0123456789.,-/年月日至 万元m²", max_size=24))
def test_reading_what_was_read_changes_nothing(field: Field, text: str) -> None:
    first = read_value(field, text)
    again = read_value(field, first.normal)
    if first.canonical:
        assert (again.normal, again.canonical) == (first.normal, first.canonical)
        assert shown(field, first.canonical) == first.normal
