from casework.law.codes import credit_check, organisation_check
from casework.people.unit import Unit, check_unit

FIRST = "9199010112345678" + organisation_check("12345678")
CODE = FIRST + credit_check(FIRST)


def found(unit: Unit) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in check_unit(unit)]


def test_a_whole_unit() -> None:
    assert found(Unit("甲市某建设有限公司", CODE, "赵某", "13800001234", "甲市乙区1号")) == []


def test_name_and_code_are_needed() -> None:
    assert found(Unit(" ", "")) == [("PE-201", "name"), ("PE-202", "code")]


def test_doubts_name_their_attribute() -> None:
    unit = Unit("某公司", CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), phone="12")
    assert found(unit) == [("LW-202", "code"), ("LW-211", "phone")]
