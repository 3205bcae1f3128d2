import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.exemption_terms import FactKind, facts_of
from casework.law.exemptions import Exemption, Finding, Outcome
from tests.casework.law.exemption_answers import FITTING, ROWS, UNCHANGED, fitting

APPLIES, FAILS, OPEN = Outcome.APPLIES, Outcome.DOES_NOT_APPLY, Outcome.OPEN
CLASH = Outcome.CONTRADICTORY
EVERY = list(fitting())
NAMES = [f"{row} {'-'.join(answers.values())}" for row, answers in EVERY]

FLAGS = [
    (row, answers, fact)
    for row, answers in EVERY
    for fact in answers
    if answers[fact] in ("yes", "no")
]
CHOICES = [
    (row, answers, fact.key)
    for row, answers in EVERY
    for fact in ROWS[row].facts
    if fact.kind is FactKind.CHOICE and fact.key in answers
]


def outcome(row: str, **answers: str) -> Outcome:
    return ROWS[row].evaluate(answers).outcome


def test_the_list_has_nine_twelve_and_eight_rows() -> None:
    parts = [row.part.key for row in ROWS.values()]
    assert [parts.count(key) for key in ("1-1", "1-2", "2")] == [9, 12, 8]
    assert list(ROWS) == [
        *(f"1-1-{n}" for n in range(1, 10)),
        *(f"1-2-{n}" for n in range(1, 13)),
        *(f"2-{n}" for n in range(1, 9)),
    ]
    assert [row.basis.key for row in ROWS.values()] == [f"001B-{key}" for key in ROWS]
    assert set(FITTING) == set(ROWS)


def test_the_rows_are_the_source_word_for_word() -> None:
    texts = [row.basis.text for row in ROWS.values()]
    assert texts[8] == (
        "沿市政道路或跨越市政道路的400伏低压电力工程和150米及以下"
        "沿市政道路或跨越市政道路的10千伏高压电力工程。"
    )
    assert texts[9].endswith("，但拆除重建的除外。")
    assert texts[24] == "3层以下且小于等于5000平方米的独立商业用房。"
    # Compared once with the scan, character by character; nobody changes them unseen.
    digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    assert digest == "e18e6bdc37783213148f54c42d6084390e40aa6106f9df347afc1388e29b0253"


@pytest.mark.parametrize(("row", "answers"), EVERY, ids=NAMES)
def test_what_the_list_names_is_exempt(row: str, answers: dict[str, str]) -> None:
    assert ROWS[row].evaluate(answers) == Finding(APPLIES)


@pytest.mark.parametrize(("row", "answers"), EVERY, ids=NAMES)
def test_every_answer_is_needed(row: str, answers: dict[str, str]) -> None:
    for fact in answers:
        finding = ROWS[row].evaluate({**answers, fact: " "})
        assert finding.outcome is OPEN
        assert fact in [one.key for one in finding.missing]


@pytest.mark.parametrize(("row", "answers", "fact"), FLAGS)
def test_each_flag_flipped_ends_the_exemption(row: str, answers: dict[str, str], fact: str) -> None:
    flipped = "no" if answers[fact] == "yes" else "yes"
    finding = ROWS[row].evaluate({**answers, fact: flipped})
    assert finding.outcome is FAILS
    asked = next(one for one in ROWS[row].facts if one.key == fact)
    assert asked.words(flipped) in "".join(finding.failed)


@pytest.mark.parametrize(("row", "answers", "fact"), CHOICES)
def test_what_is_none_of_the_options_is_not_exempt(
    row: str, answers: dict[str, str], fact: str
) -> None:
    asked = next(one for one in ROWS[row].facts if one.key == fact)
    last = asked.options[-1] if row != "2-5" or fact == "use" else "丙类"
    finding = ROWS[row].evaluate({**answers, fact: last})
    assert finding.outcome is FAILS
    assert f"填报为“{last}”" in "".join(finding.failed)


LIMITS = [
    # row, other answers, fact, [value and what comes of it: below, on, above]
    ("1-1-9", {"power": "yes", "route": "沿市政道路"}, "voltage", ("399.99", "400", "400.01"), 1),
    (
        "1-1-9",
        {"power": "yes", "route": "跨越市政道路", "voltage": "10千伏"},
        "length",
        ("149.99", "150", "150.01"),
        2,
    ),
    (
        "1-1-9",
        {"power": "yes", "route": "沿市政道路", "length": "150"},
        "voltage",
        ("9.999千伏", "10千伏", "10.001千伏"),
        1,
    ),
    ("2-1", {"kind": "房屋建筑工程"}, "area", ("299.99", "300", "300.01"), 2),
    (
        "2-2",
        {"office": "yes", "structure": "no", "use": "no", "load": "no"},
        "area",
        ("999.99", "1000", "1000.01"),
        0,
    ),
    ("2-3", {"dwelling": "yes"}, "height", ("23.99", "24", "24.01"), 2),
    (
        "2-4",
        {"commercial": "yes", "detached": "yes", "area": "100"},
        "storeys",
        ("2", "3", "4"),
        2,
    ),
    (
        "2-4",
        {"commercial": "yes", "detached": "yes", "storeys": "1"},
        "area",
        ("4999.99", "5000", "5000.01"),
        2,
    ),
    ("2-5", {"class": "丁类", "use": "仓储用房"}, "storeys", ("0", "1", "2"), 1),
    ("2-5", {"class": "戊类", "use": "工业厂房"}, "area", ("2999.99", "3000", "3000.01"), 0),
]
MEANING = {0: (APPLIES, FAILS, FAILS), 1: (FAILS, APPLIES, FAILS), 2: (APPLIES, APPLIES, FAILS)}
"""Without the figure, the figure alone, up to the figure."""


@pytest.mark.parametrize(("row", "others", "fact", "values", "meaning"), LIMITS)
def test_just_below_on_and_above_each_limit(
    row: str, others: dict[str, str], fact: str, values: tuple[str, ...], meaning: int
) -> None:
    found = tuple(ROWS[row].evaluate({**others, fact: value}).outcome for value in values)
    assert found == MEANING[meaning]


def test_every_number_of_the_list_is_tried_at_its_limits() -> None:
    numbers = {
        (row.key, fact.key)
        for row in ROWS.values()
        for fact in row.facts
        if fact.kind is FactKind.NUMBER
    }
    assert numbers == {(row, fact) for row, _, fact, _, _ in LIMITS}


def test_the_operators_are_the_literal_words_of_the_row() -> None:
    literal = {
        "2-1": ["300平方米以下（含300平方米）"],
        "2-2": ["小于1000平方米"],
        "2-3": ["小于等于24米"],
        "2-4": ["3层以下（含3层）", "小于等于5000平方米"],
        "2-5": ["层数为1层", "小于3000平方米"],
        "1-1-9": ["电压为400伏", "电压为10千伏", "150米及以下"],
    }
    for key, wanted in literal.items():
        words = _words(ROWS[key])
        assert [one for one in wanted if not any(one in word for word in words)] == []


def _words(row: Exemption) -> list[str]:
    finding = row.evaluate(
        {fact.key: _none_of(row, fact.key) for fact in row.facts if fact.key != "explosive"}
    )
    return list(finding.failed)


def _none_of(row: Exemption, key: str) -> str:
    """An answer that leaves only the numbers to fail."""
    fact = next(one for one in row.facts if one.key == key)
    if fact.kind is FactKind.NUMBER:
        return "999999999"
    base = FITTING[row.key][-1].get(key, "no")
    return base if isinstance(base, str) else base[0]


@pytest.mark.parametrize("voltage", ["10千伏", "10 kV", "10000", "１０千伏", "10,000伏"])
def test_units_are_one_figure_however_they_are_written(voltage: str) -> None:
    answers = {"power": "yes", "route": "沿市政道路", "voltage": voltage, "length": "150 m"}
    assert outcome("1-1-9", **answers) is APPLIES


def test_four_hundred_volts_ask_for_no_length() -> None:
    assert outcome("1-1-9", power="yes", route="沿市政道路", voltage="400") is APPLIES
    finding = ROWS["1-1-9"].evaluate({"power": "yes", "route": "沿市政道路", "voltage": "10000"})
    assert [fact.key for fact in finding.missing] == ["length"]


def test_the_power_line_says_why_it_is_not_exempt() -> None:
    answers = {"power": "yes", "route": "沿市政道路", "voltage": "10千伏", "length": "151"}
    (failed,) = ROWS["1-1-9"].evaluate(answers).failed
    assert failed == (
        "下列情形都不符合：要求电压为400伏，填报为“10000伏”；"
        "或者要求线路长度150米及以下，填报为“151米”"
    )


def test_demolition_and_rebuilding_is_carved_out() -> None:
    finding = ROWS["1-2-1"].evaluate({**UNCHANGED, "rebuilt": "yes"})
    assert finding == Finding(FAILS, ("属于除外情形：拆除重建",))
    assert ROWS["1-2-1"].evaluate({"rebuilt": "yes"}).outcome is FAILS


def test_photovoltaic_needs_all_four_and_the_others_one() -> None:
    four = {"own_land": "no", "commercial": "no", "small": "yes", "distributed": "yes"}
    assert outcome("1-2-7", kind="光伏设施", **four) is APPLIES
    for key, answer in four.items():
        other = "yes" if answer == "no" else "no"
        assert outcome("1-2-7", kind="光伏设施", **{**four, key: other}) is FAILS
        assert outcome("1-2-7", kind="光伏设施", **{**four, key: ""}) is OPEN
    telecom = {"own_land": "no", "commercial": "yes", "small": "no", "distributed": "no"}
    assert outcome("1-2-7", kind="电信设施", **telecom) is APPLIES
    assert outcome("1-2-7", kind="无线电发射设施", own_land="yes") is FAILS


@pytest.mark.parametrize(("row", "kind"), [("1-2-3", "小区内道路"), ("1-2-8", "地下构筑物")])
def test_a_qualifier_binds_only_what_it_stands_before(row: str, kind: str) -> None:
    fact = "municipal" if row == "1-2-3" else "network"
    other = {"1-2-3": "道路维护整修工程", "1-2-8": "化粪池"}[row]
    assert ROWS[row].evaluate({"kind": kind}).outcome is OPEN
    for answer in ("yes", "no", ""):
        assert ROWS[row].evaluate({"kind": other, fact: answer}).outcome is APPLIES


@pytest.mark.parametrize("kind", ["丁类", "戊类"])
def test_answers_that_exclude_each_other_are_told_by_code(kind: str) -> None:
    answers = {"class": kind, "use": "工业厂房", "area": "100", "explosive": "yes"}
    finding = ROWS["2-5"].evaluate(answers)
    assert finding.outcome is CLASH
    (problem,) = finding.problems
    assert problem.code == "EX-101"
    facts = dict(problem.facts)
    assert facts["answers"] == (
        f"火灾危险性类别：{kind}；甲类、乙类物品：生产或者储存甲类、乙类物品"
    )
    assert facts["reason"] == "生产或者储存甲类、乙类物品的不属于丁戊类"
    assert outcome("2-5", **{**answers, "explosive": "no"}) is APPLIES
    assert outcome("2-5", **{**answers, "explosive": ""}) is APPLIES


def test_a_contradiction_is_found_before_anything_else() -> None:
    assert outcome("2-5", **{"class": "甲类", "explosive": "no"}) is CLASH
    assert outcome("2-5", **{"class": "甲类", "explosive": "yes"}) is FAILS


@pytest.mark.parametrize(
    ("row", "fact", "value"),
    [
        ("2-1", "area", "三百"),
        ("2-1", "area", "-1"),
        ("2-1", "area", "300米"),
        ("2-1", "area", "300.0000000001"),
        ("2-1", "area", "1e2"),
        ("2-1", "area", "9" * 13),
        ("2-4", "storeys", "2.5"),
        ("2-1", "kind", "房屋"),
        ("2-3", "dwelling", "maybe"),
    ],
)
def test_what_cannot_be_read_is_told_and_counts_as_open(row: str, fact: str, value: str) -> None:
    fit = next(answers for key, answers in EVERY if key == row)
    finding = ROWS[row].evaluate({**fit, fact: value})
    assert finding.outcome is OPEN
    assert [(one.code, dict(one.facts)["value"]) for one in finding.problems] == [("EX-105", value)]


@given(
    row=st.sampled_from(list(ROWS)),
    answers=st.dictionaries(
        st.sampled_from(["kind", "area", "class", "voltage", "dwelling", "x"]),
        st.sampled_from(["", "yes", "no", "300", "∞", "１０kV", "大门", "丁类", "9" * 40]),
    ),
)
def test_any_answers_come_to_an_outcome(row: str, answers: dict[str, str]) -> None:
    finding = ROWS[row].evaluate(answers)
    assert bool(finding.failed) is (finding.outcome is FAILS)
    assert bool(finding.missing) is (finding.outcome is OPEN)


def test_only_what_a_condition_names_is_asked() -> None:
    for row in ROWS.values():
        named = set(facts_of(row.condition)) | (set(facts_of(row.unless)) if row.unless else set())
        named |= {term.fact for clash in row.clashes for term in clash.terms}
        assert set(row.facts) == named
        assert all(fact.question.endswith(("？", "。", "）")) for fact in row.facts)
