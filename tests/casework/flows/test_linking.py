"""项目关联 (000§4): code and name compared, and the items that a type of project has."""

from dataclasses import replace

import pytest

from casework.flows import intake, linking
from casework.flows.deciding import HandOver
from casework.flows.intake import TakeIn
from tests.casework.flows.intakes import CATALOGUE, Memory, clerk, context, refused, reserved
from tests.casework.flows.test_drawing_review_pack import application
from tests.casework.law.test_drawing_review import ITEM

LINKED = {"project_code": "2023-990100-0714-5548", "project_name": "云栖家园一期"}
WINDOW = context(who=clerk(item="*"))


@pytest.mark.parametrize(
    ("field", "typed", "label"),
    [
        ("project_code", "2023-990100-0714-5549", "项目代码"),
        ("project_name", "云栖家园二期", "项目名称"),
    ],
)
def test_a_difference_is_shown_with_both_sides(field: str, typed: str, label: str) -> None:
    found = linking.differences(LINKED, LINKED | {field: typed})
    assert list(found) == [field]
    problem = found[field]
    assert (problem.code, problem.blocking) == ("PM-144", False)
    assert dict(problem.facts) == {"field": label, "ours": typed, "theirs": LINKED[field]}


@pytest.mark.parametrize(
    "form",
    [
        LINKED,
        {"project_code": "202399010007145548", "project_name": "云栖 家园一期"},
        {"project_code": "２０２３—９９０１００—０７１４—５５４８", "project_name": "云栖家园一期"},
        {"project_code": "", "project_name": ""},
        {},
    ],
)
def test_writing_alone_makes_no_difference(form: dict[str, str]) -> None:
    assert linking.differences(LINKED, form) == {}


def test_without_a_link_there_is_nothing_to_compare() -> None:
    assert linking.differences({}, LINKED) == {}


@pytest.mark.parametrize("key", [*CATALOGUE.project_types, ""])
def test_what_a_type_lacks_is_not_offered(key: str) -> None:
    offered = linking.offered(CATALOGUE.items.values(), key, CATALOGUE)
    assert (ITEM in offered) is (key != "without_drawings")
    assert len(offered) == len(CATALOGUE.items) - (key == "without_drawings")


def test_what_a_type_lacks_is_not_taken_in() -> None:
    request = TakeIn(application(), HandOver(), project_type="without_drawings")
    error = refused(lambda: Memory(*reserved()).perform(intake.TAKE_IN, request, WINDOW))
    assert (error.code, error.facts["item"]) == ("PM-145", ITEM.name)
    found = Memory(*reserved())
    found.perform(intake.TAKE_IN, replace(request, project_type="fit_out"), WINDOW)
    assert found.acts
