"""An application for joint drawing review at the counter: what the whole check says at once."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows.deciding import Defect, findings
from casework.flows.intake import Intake, MaterialIn, provisional
from casework.law.forms import canonical, personal_keys
from casework.records.case_events import FormEntry, SealedEntry
from casework.records.sealed import Sealed
from tests.casework.flows.intakes import CATALOGUE, clerk, context, intake, page, refused
from tests.casework.law.test_drawing_review import FILLED, FORM, ITEM

SEALED = ("investment_approval", "qualifications", "outside_registration")
WINDOW = context(who=clerk(item=ITEM.code))


def brought(*keys: str, signed: bool = True) -> tuple[MaterialIn, ...]:
    """Files of the applicant, with or without the seal of its key."""
    files = {key: structs.replace(page(key), source=f"{key}.pdf", signed=signed) for key in keys}
    return tuple(MaterialIn(key, "e-file", 1, (file,)) for key, file in files.items())


def application(
    filled: Mapping[str, str] = FILLED, materials: tuple[MaterialIn, ...] | None = None
) -> Intake:
    kept = canonical(FORM, filled)
    personal = personal_keys(FORM, kept)
    return replace(
        intake(item=ITEM, filled={}),
        project_name=filled.get("project_name", ""),
        form=tuple(FormEntry(k, v, "typed") for k, v in kept.items() if k not in personal),
        sealed_form=tuple(
            SealedEntry(k, Sealed.of(v), "typed") for k, v in kept.items() if k in personal
        ),
        materials=brought(*SEALED) if materials is None else materials,
    )


def found(request: Intake) -> tuple[Defect, ...]:
    return findings(provisional(request, WINDOW), WINDOW)


def test_nothing_is_found_where_all_is_there() -> None:
    assert found(application()) == ()


def test_whatever_is_starred_is_missed_and_nothing_else() -> None:
    assert found(application(materials=())) == tuple(Defect(key, "missing") for key in SEALED)


def test_a_file_without_the_seal_it_needs_is_found() -> None:
    files = (*brought(*SEALED[1:]), *brought(SEALED[0], signed=False))
    assert found(application(materials=files)) == (Defect(SEALED[0], "unsealed"),)


@pytest.mark.parametrize("key", ["geotechnical_report", "planning_points"])
def test_what_is_uploaded_elsewhere_is_not_taken_here(key: str) -> None:
    request = application(materials=(*brought(*SEALED), *brought(key)))
    error = refused(lambda: provisional(request, WINDOW))
    name = ITEM.material(key).name
    assert (error.code, error.facts["material"]) == ("IN-105", name)


def test_everything_that_is_missing_is_listed_before_sending() -> None:
    filled = {key: text for key, text in FILLED.items() if key not in ("grade", "designer")}
    request = replace(application(filled, materials=brought(*SEALED[:2])), declaration_made=False)
    assert found(request) == (
        Defect("outside_registration", "missing"),
        Defect("", "form", "工程等级"),
        Defect("", "form", "主要设计单位"),
        Defect("", "declaration"),
    )


def test_the_item_belongs_to_the_pack_of_the_city() -> None:
    assert CATALOGUE.item(ITEM.code).name == "联合审图"
