from datetime import date

import pytest

from casework.errors import RuleError
from casework.law.exemption_terms import Is, Operator, facts_of
from casework.law.exemptions import Outcome
from tests.casework.law.exemption_answers import CATALOGUE, FILE, ROWS, changed, row_with

ARTICLES = "zhengzhou/exemption_articles.toml"
DAY = date(2026, 11, 20)
APPLIES, FAILS, OPEN = Outcome.APPLIES, Outcome.DOES_NOT_APPLY, Outcome.OPEN


def fault(*changes: tuple[str, str], file: str = FILE) -> RuleError:
    with pytest.raises(RuleError) as found:
        changed(*changes, file=file)
    return found.value


OR = ('key = "either_suffices"\nholds = false', 'key = "either_suffices"\nholds = true')


def test_the_or_of_the_office_row_is_a_setting_with_its_reason() -> None:
    answers = {"office": "yes", "area": "10", "structure": "yes", "use": "no", "load": "no"}
    assert ROWS["2-2"].evaluate(answers).outcome is FAILS
    (reading,) = ROWS["2-2"].readings
    assert reading.reason
    assert reading.settled.startswith("“或者”前后是否只需符合一项：否（")
    wide = row_with("2-2", OR)
    assert wide.evaluate(answers).outcome is APPLIES
    assert wide.evaluate({**answers, "load": "yes"}).outcome is FAILS
    assert wide.evaluate({**answers, "area": "1000"}).outcome is FAILS
    assert wide.digest != ROWS["2-2"].digest


LIKE = ('key = "like_kind"\nholds = false', 'key = "like_kind"\nholds = true')
OPEN_ENDED = {
    "1-1-2": {"place": "公园", "kind": "其他同类", "commercial": "no"},
    "1-1-4": {"kind": "其他同类"},
    "1-1-5": {"kind": "其他同类", "purpose": "yes"},
    "1-2-4": {"kind": "道路交通设施", "work": "其他同类", "municipal": "yes", "red_line": "no"},
    "1-2-6": {"kind": "其他同类"},
    "1-2-8": {"kind": "其他同类"},
    "1-2-9": {"place": "其他同类", "kind": "储泥池"},
    "1-2-10": {"station": "yes", "kind": "其他同类"},
    "2-6": {"kind": "其他同类"},
    "2-8": {"kind": "其他同类"},
}


@pytest.mark.parametrize("row", OPEN_ENDED)
def test_what_is_not_named_is_for_the_department_unless_the_city_says_so(row: str) -> None:
    assert ROWS[row].evaluate(OPEN_ENDED[row]).outcome is FAILS
    assert row_with(row, LIKE).evaluate(OPEN_ENDED[row]).outcome is APPLIES
    assert "等" in ROWS[row].basis.text


def test_the_qualifiers_of_the_park_row_are_settings() -> None:
    wall = {"place": "公园", "kind": "围墙", "commercial": "no", "rest": "no"}
    assert ROWS["1-1-2"].evaluate(wall).outcome is APPLIES
    strict = row_with(
        "1-1-2",
        (
            'key = "rest_for_first_group"\nholds = true',
            'key = "rest_for_first_group"\nholds = false',
        ),
    )
    assert strict.evaluate(wall).outcome is FAILS
    wide = row_with(
        "1-1-2",
        ('key = "commercial_allowed"\nholds = false', 'key = "commercial_allowed"\nholds = true'),
    )
    assert wide.evaluate({**wall, "commercial": "yes"}).outcome is APPLIES


def test_a_septic_tank_for_the_network_only_where_the_city_says_so() -> None:
    strict = row_with(
        "1-2-8",
        (
            'key = "network_for_underground"\nholds = true',
            'key = "network_for_underground"\nholds = false',
        ),
    )
    assert strict.evaluate({"kind": "化粪池"}).outcome is OPEN
    assert strict.evaluate({"kind": "化粪池", "network": "no"}).outcome is FAILS


BELOW = 'operator = "以下", value = "300"'


def test_below_leaves_the_figure_out_only_with_a_reason() -> None:
    other = row_with("2-1", (BELOW, BELOW + ', includes = false, reason = "市里另有规定"'))
    assert other.evaluate({"kind": "房屋建筑工程", "area": "300"}).outcome is FAILS
    (failed,) = other.evaluate({"kind": "房屋建筑工程", "area": "300"}).failed
    assert "300平方米以下（不含300平方米）" in failed
    without = fault((BELOW, BELOW + ", includes = false"))
    assert (without.code, without.facts["file"]) == ("LW-408", FILE)


def test_literal_words_are_not_open_to_reading() -> None:
    less = 'operator = "小于", value = "1000"'
    error = fault((less, less + ', includes = true, reason = "…"'))
    assert (error.code, error.facts["value"]) == ("LW-408", "小于")
    assert [op for op in Operator if op.open_to_reading] == [Operator.BELOW, Operator.ABOVE]


def test_upward_operators_mean_what_they_say() -> None:
    meaning = {"以上": (FAILS, APPLIES), "大于": (FAILS, FAILS), "大于等于": (FAILS, APPLIES)}
    for word, (below, on) in meaning.items():
        row = row_with("2-3", ('operator = "小于等于"', f'operator = "{word}"'))
        found = [
            row.evaluate({"dwelling": "yes", "height": value}).outcome
            for value in ("23.99", "24", "24.01")
        ]
        assert found == [below, on, APPLIES]


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        (('value = "300", unit = "平方米"', 'value = "300", unit = "米"'), "LW-408", "unit"),
        (('value = "300", unit = "平方米"', 'value = "三百", unit = "平方米"'), "LW-404", "value"),
        (('value = "300", unit = "平方米"', 'value = "-3", unit = "平方米"'), "LW-404", "value"),
        (('unit = "伏"\n', 'unit = "千伏"\n'), "LW-405", "unit"),
        (('{ fact = "lift", is = true }', '{ fact = "lifts", is = true }'), "LW-407", "fact"),
        ((', { fact = "lift", is = true }', ""), "LW-408", "fact"),
        (('{ reading = "like_kind" },\n', ""), "LW-408", "reading"),
        (('{ reading = "like_kind" }', '{ reading = "like" }'), "LW-407", "reading"),
        (('one_of = ["公园", "绿廊"]', 'one_of = ["公园", "广场"]'), "LW-405", "one_of"),
        (('options = ["公园", "绿廊", ', 'options = ["公园", "公园", '), "LW-406", "options"),
        (('part = "1-1"', 'part = "1-3"'), "LW-407", "part"),
        (('key = "lift"', 'key = "dwelling"'), "LW-406", "key"),
        (('operator = "以下"', 'operator = "低于"'), "LW-405", "operator"),
        (("when.all = [{ fact", "when.some = [{ fact"), "LW-402", "any"),
        ((', { fact = "explosive", is = true }]', "]"), "LW-408", "terms"),
        (("first = 2021-01-01", "first = 2021-01-02"), "LW-408", "law"),
        (("last = 2020-12-31\n", ""), "LW-408", "law"),
        (('key = "exemption_supervision"', 'key = "supervision"'), "LW-407", "supervised"),
        (('key = "exemption_corrected"', 'key = "corrected"'), "LW-407", "supervised"),
        (("《{law}》", "《物权法》"), "LW-408", "duty"),
        (('commitment = "001B-2-remark"\n', ""), "LW-402", "commitment"),
    ],
)
def test_a_broken_row_is_refused_with_its_place(
    change: tuple[str, str], code: str, key: str
) -> None:
    error = fault(change)
    assert error.code == code
    assert error.facts["file"] == FILE
    assert str(error.facts["key"]).endswith(key)


def test_a_condition_that_no_answer_changes_is_refused() -> None:
    before = 'when.any = [\n  { fact = "kind", one_of = ["城市支路", "临时建筑"] },'
    error = fault((before, 'when.any = [\n  { reading = "like_kind" },'))
    assert error.code == "LW-408"


def test_the_duty_names_the_law_in_force() -> None:
    for row in ROWS.values():
        then, now = row.part.duty_on(date(2020, 12, 31)), row.part.duty_on(date(2021, 1, 1))
        if row.part.key == "2":
            assert then == now == ""
            continue
        assert then == "应该根据相关主管部门及《物权法》的要求进行建设"
        assert then in row.part.heading.text
        assert now.startswith(
            "应该根据相关主管部门及《民法典》的要求进行建设（清单原文为《物权法》"
        )
        assert row.part.laws[-1].basis is CATALOGUE.articles["mfd-1260"]
    assert len([row for row in ROWS.values() if row.part.duty]) == 21


def test_only_drawing_review_asks_for_commitments_and_for_two() -> None:
    for row in ROWS.values():
        labels = [one.label for one in row.part.committers]
        assert labels == (["勘察单位", "设计单位"] if row.part.key == "2" else [])
    remark = ROWS["2-1"].part.commitment
    assert remark is not None
    assert "勘察设计单位出具相关承诺" in remark.text


def test_the_list_changes_by_date_and_by_digest() -> None:
    assert all(row.in_force(DAY) for row in ROWS.values())
    assert not ROWS["2-1"].in_force(date(2019, 7, 18))
    ended = row_with("2-1", ('part = "2"', 'part = "2"\neffective_to = 2026-11-19'))
    assert ended.in_force(date(2026, 11, 19))
    assert not ended.in_force(DAY)
    later = row_with("2-1", ('part = "2"', 'part = "2"\neffective_from = 2026-11-21'))
    assert not later.in_force(DAY)
    assert ROWS["2-1"].digest == changed().exemptions["2-1"].digest
    assert ended.digest != ROWS["2-1"].digest


def test_a_lapsed_list_exempts_nothing() -> None:
    status = 'effective_from = 2019-07-19\nstatus = "现行状态待核"'
    lapsed = changed((status, 'effective_from = 2019-07-19\nstatus = "已失效"'), file=ARTICLES)
    assert not any(row.in_force(DAY) for row in lapsed.exemptions.values())


def test_flags_are_terms_with_both_words() -> None:
    condition = ROWS["1-1-1"].condition
    first = next(iter(facts_of(condition)))
    assert Is(first, value=False).words == "不是既有住宅"
    assert first.words("yes") == "是既有住宅"
