from datetime import date

import pytest

import resources
from casework.errors import RuleError
from casework.law.codes import credit_check, organisation_check
from casework.law.fields import FieldType
from casework.law.form_file import parse
from casework.law.forms import (
    GroupKind,
    canonical,
    check,
    display,
    normalise,
    personal_keys,
)

FORM = parse("forms/joint_acceptance.toml", resources.form("joint_acceptance"))
TODAY = date(2026, 11, 20)
FIRST = "9199010112345678" + organisation_check("12345678")
CODE = FIRST + credit_check(FIRST)
SIGNERS = ("survey", "design", "construction", "builder")


def filled() -> dict[str, str]:
    """A form that is whole: one dwelling, not supervised, fire and completion only."""
    values = {
        "project_name": "甲市乙区某住宅小区一期",
        "builder": "甲市某建设有限公司",
        "builder_code": CODE,
        "legal_representative": "赵某",
        "legal_representative_phone": "13800001234",
        "handler": "林某",
        "handler_phone": "138 0000 5678",
        "builder_address": "甲市乙区人民路1号",
        "location": "甲市乙区人民路2号",
        "actual_period": "2023年3月1日至2026年9月30日",
        "scale": "12,345.67 m²",
        "scale_unit": "m2",
        "contract_price": "8,000.5",
        "nature": "住宅工程",
        "category": "新建",
        "construction_permit": "990101202303010101",
        "planning_permit": "建字第990101202300001号",
        "subjects": "fire,completion",
        "pre_accepted_on": "2026-10-08",
    }
    for unit in ("survey", "design", "construction", "fire_test"):
        values |= {
            f"units.{unit}.name": "甲市某单位",
            f"units.{unit}.lead": "钱某",
            f"units.{unit}.phone": "0371-60000001",
        }
    for unit in SIGNERS:
        values |= {
            f"signatures.{unit}.signed": "true",
            f"signatures.{unit}.sealed": "true",
            f"signatures.{unit}.date": "2026-10-08",
        }
    return values


def found(values: dict[str, str]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in check(FORM, values, TODAY)]


def test_a_whole_form_has_no_problem() -> None:
    assert found(filled()) == []


def test_an_empty_form_names_all_that_is_missing_in_its_order() -> None:
    problems = check(FORM, {})
    assert {problem.code for problem in problems} == {"LW-221"}
    order = [slot.key for slot in FORM.slots({})]
    fields = [problem.field for problem in problems]
    assert fields == sorted(fields, key=order.index)
    assert dict(problems[0].facts) == {"label": "工程名称"}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"subjects": "fire,air_defence"}, ["air_defence_area", "air_defence_place"]),
        (
            {"units.supervision.name": "甲市某监理公司"},
            [
                "units.supervision.lead",
                "units.supervision.phone",
                "signatures.supervision.signed",
                "signatures.supervision.sealed",
                "signatures.supervision.date",
            ],
        ),
        ({"buildings.0.height": "53.9"}, ["buildings.0.name"]),
        ({"buildings.2.name": "3号楼"}, []),
        ({"signatures.builder.sealed": ""}, ["signatures.builder.sealed"]),
        ({"builder_code": " "}, ["builder_code"]),
    ],
)
def test_what_is_required_depends_on_what_is_filled(
    change: dict[str, str], missing: list[str]
) -> None:
    assert found(filled() | change) == [("LW-221", key) for key in missing]


def test_a_fire_test_is_only_needed_for_fire() -> None:
    values = {k: v for k, v in filled().items() if not k.startswith("units.fire_test")}
    assert ("LW-221", "units.fire_test.name") in found(values)
    assert found(values | {"subjects": "completion"}) == []


def test_values_are_read_where_they_stand() -> None:
    values = filled() | {"contract_price": "很多", "buildings.0.name": "1号楼", "no_such": "x"}
    values |= {"buildings.0.floors_above": "2.5", "pre_accepted_on": "2026-12-01"}
    assert found(values) == [
        ("LW-226", "contract_price"),
        ("LW-223", "buildings.0.floors_above"),
        ("LW-231", "pre_accepted_on"),
        ("LW-232", "no_such"),
    ]


def test_too_many_rows_do_not_hang_the_window() -> None:
    values = filled() | {"buildings.999999.name": "x", "buildings.99999999.name": "y"}
    codes = {code for code, _ in found(values)}
    assert codes == {"LW-232", "LW-233"}


def test_normal_and_kept_values() -> None:
    values = filled() | {"buildings.1.name": "2号楼", "buildings.1.area_above": "１００．５０"}
    normal = normalise(FORM, values)
    kept = canonical(FORM, values)
    assert normal["contract_price"] == "8000.5"
    assert kept["contract_price"] == "8000500000"
    assert kept["scale"] == "12345.67"
    assert kept["actual_period"] == "2023-03-01/2026-09-30"
    assert kept["nature"] == "dwelling"
    assert kept["handler_phone"] == "13800005678"
    assert kept["buildings.1.area_above"] == "100.5"
    assert "contract_period" not in kept
    assert display(FORM, kept) == normal
    assert canonical(FORM, normal) == kept
    assert check(FORM, normal, TODAY) == ()


def test_names_and_telephones_of_people_are_personal() -> None:
    keys = personal_keys(FORM, filled())
    kinds = {slot.key: slot.field.type for slot in FORM.slots(filled())}
    people = {k for k, kind in kinds.items() if kind in (FieldType.PERSON, FieldType.PHONE)}
    assert people <= keys
    assert keys - people == {"builder_address"}


def test_the_annex_is_whole() -> None:
    boxes = FORM.slot("subjects")
    assert boxes is not None
    assert len(boxes.field.choices) == 9
    units = FORM.group("units")
    assert [row.label for row in units.rows] == [
        "勘察单位",
        "设计单位",
        "监理单位",
        "施工单位",
        "消防检测单位",
    ]
    assert [field.label for field in units.fields] == [
        "单位名称",
        "资质等级",
        "法定代表人",
        "项目负责人",
        "联系电话",
    ]
    blocks = FORM.group("signatures")
    assert (len(blocks.rows), len(blocks.fields)) == (5, 3)
    assert len(FORM.group("buildings").fields) == 7
    assert len(FORM.group("project").fields) == 20
    assert FORM.group("pre_acceptance").note.endswith("以上填报信息属实。")


def test_places_by_key() -> None:
    for slot in FORM.slots(filled()):
        again = FORM.slot(slot.key)
        assert again is not None
        assert again.field is slot.field
    deep = FORM.slot("buildings.7.name")
    assert deep is not None
    assert deep.group.kind is GroupKind.ROWS
    assert FORM.slot("buildings.name") is None
    assert FORM.slot("units.other.name") is None
    with pytest.raises(KeyError):
        FORM.group("none")


def test_every_field_of_a_form_fits_its_row() -> None:
    for group in FORM.groups:
        assert all(1 <= field.span <= 3 for field in group.fields)


SMALL = """
name = "small"
title = "小表"
basis = "x"
[[group]]
key = "g"
title = "组"
kind = "fields"
[[group.field]]
key = "a"
label = "甲"
type = "text"
"""


def test_rows_that_must_be_there() -> None:
    rows = 'kind = "rows"\nmin_rows = 1\nmax_rows = 2'
    text = SMALL.replace('kind = "fields"', rows) + "required = true\n"
    form = parse("small.toml", text)
    assert [problem.field for problem in check(form, {})] == ["g.0.a"]
    assert [problem.field for problem in check(form, {"g.1.a": "x"})] == ["g.0.a"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('type = "text"', 'type = "texts"', "LW-405", 12),
        ('type = "text"', 'type = "choice"', "LW-408", 9),
        ('type = "text"', 'type = "text"\nrequired_when = "b=x"', "LW-407", 5),
        ('type = "text"', 'type = "text"\nrequire = true', "LW-403", 13),
        ('kind = "fields"', 'kind = "table"', "LW-408", 5),
        ('kind = "fields"', 'kind = "rows"', "LW-408", 5),
        ('kind = "fields"', 'kind = "fields"\nmax_rows = 3', "LW-408", 9),
        ('label = "甲"\n', "", "LW-402", 9),
    ],
)
def test_a_mistake_in_a_form_is_named(old: str, new: str, code: str, line: int) -> None:
    assert parse("small.toml", SMALL).name == "small"
    with pytest.raises(RuleError) as error:
        parse("small.toml", SMALL.replace(old, new))
    assert error.value.code == code
    assert error.value.facts["file"] == "small.toml"
    assert error.value.facts["line"] == line
