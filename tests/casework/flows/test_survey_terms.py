"""What stands against a filing: scope, qualification, contract, terms, authorisation, papers."""

from dataclasses import replace

import pytest

from casework.flows.deciding import Refuse, findings
from casework.flows.intake import TakeIn, provisional
from casework.flows.survey_filing import TAKE_IN, Filing
from casework.flows.survey_filing import findings as standing_against
from casework.flows.survey_terms import commission, refusals
from casework.law.items import Outcome
from casework.law.survey import Investment
from casework.records.case_states import CaseState
from tests.casework.flows.intakes import NOW, PERSON_NUMBER, refused
from tests.casework.flows.surveying import (
    CODE,
    FILLED,
    ITEM,
    LAW,
    ROLLS,
    UNVERIFIED,
    Survey,
    case_with,
    codes,
    intake,
    lacking_contract,
    law,
    materials,
    taken,
    window,
)

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("box", "refusal", "outcome"),
    [
        ("elsewhere", "outside_city", Outcome.NOT_COMPETENT),
        ("special", "special_works", Outcome.NOT_REQUIRED),
        ("major_traffic", "major_works", Outcome.NOT_REQUIRED),
        ("major_water", "major_works", Outcome.NOT_REQUIRED),
        ("major_energy", "major_works", Outcome.NOT_REQUIRED),
        ("higher_level", "higher_level", Outcome.NOT_COMPETENT),
        ("other_stage", "other_stage", Outcome.NOT_REQUIRED),
    ],
)
def test_what_lies_outside_the_scheme_is_refused_with_its_reason(
    box: str, refusal: str, outcome: Outcome
) -> None:
    request = taken(outside=box)
    error = refused(lambda: Survey().filed(request))
    label = next(one.label for one in LAW.exclusions if one.key == box)
    assert (error.code, error.facts) == ("SV-201", {"reason": label})
    found = commission(case_with(outside=box).values(), LAW)
    (reason,) = refusals(found, LAW, ITEM, TODAY)
    assert (reason.key, reason.outcome, reason.basis.short) == (refusal, outcome, "测绘方案二")
    decided = replace(
        request, taken=TakeIn(intake({**FILLED, "outside": box}), _refuse(reason.key))
    )
    memory = Survey()
    memory.perform(TAKE_IN, decided, window())
    assert memory.case().state is CaseState.REFUSED


def _refuse(key: str) -> Refuse:
    return Refuse((key,), "有权的机关")


def test_an_ordinary_small_road_is_inside() -> None:
    memory = Survey().filed(taken(project_name="云栖路道路工程", area="800", outside=""))
    assert memory.survey.filed.size == "small"


@pytest.mark.parametrize("missing", ["control", "topographic", "planning", "cadastral", "housing"])
def test_the_surveyor_needs_all_five_sub_items(missing: str) -> None:
    held = ",".join(one.key for one in LAW.sub_items if one.key != missing)
    label = next(one.label for one in LAW.sub_items if one.key == missing)
    error = refused(lambda: Survey().filed(taken(sub_items=held)))
    assert (error.code, error.facts) == ("SV-202", {"names": label})


def test_the_certificate_has_a_number_and_runs() -> None:
    assert findings(case_with(certificate=""), window())
    error = refused(lambda: Survey().filed(taken(certificate_until="2026-11-19")))
    assert (error.code, error.facts) == ("SV-203", {"until": "2026-11-19"})
    surveyor = Survey().filed(taken(certificate_until="2026-11-20")).survey.filed.surveyor
    assert (surveyor.certificate, surveyor.valid_until) == ("甲测资字990101", "2026-11-20")
    found = commission(case_with(sub_items="control").values(), LAW)
    assert [one.key for one in refusals(found, LAW, ITEM, TODAY)] == ["unqualified"]


@pytest.mark.parametrize("missing", ["milestones", "deadline", "content", "price", "deliverables"])
def test_the_contract_has_to_state_five_points(missing: str) -> None:
    stated = ",".join(one.key for one in LAW.points if one.key != missing)
    label = next(one.label for one in LAW.points if one.key == missing)
    error = refused(lambda: Survey().filed(taken(points=stated)))
    assert (error.code, error.facts) == ("SV-204", {"names": label})


def test_everything_that_stands_against_it_is_found_at_once() -> None:
    found = codes(
        case_with(
            outside="special",
            sub_items="control",
            certificate_until="2026-01-01",
            points="price",
            investment="government",
        )
    )
    blocking = {code for code, blocks in found.items() if blocks}
    assert blocking == {"SV-201", "SV-202", "SV-203", "SV-204", "SV-205"}


def test_a_government_project_is_recommended_ten_days_and_never_bound_by_them() -> None:
    request = taken(investment="government", agreed__total__days="25")
    survey = Survey().filed(request).survey
    total = survey.filed.terms[-1]
    assert (total.matter, total.days, total.recommended, total.most) == ("total", 25, 10, 0)
    found = codes(case_with(investment="government", **{"agreed.total.days": "25"}))
    assert found == {"SV-207": False, "SV-209": False}
    missing = taken(investment="government")
    assert refused(lambda: Survey().filed(missing)).code == "SV-205"


def test_the_contract_prevails_over_the_annex_for_small_and_medium() -> None:
    survey = Survey().filed(taken(agreed__total__days="40")).survey
    total = survey.filed.terms[-1]
    assert (survey.filed.size, total.days, total.recommended, total.most) == ("medium", 40, 18, 0)
    assert codes(case_with(**{"agreed.total.days": "40"})) == {"SV-207": False, "SV-209": False}


@pytest.mark.parametrize(
    ("row", "days", "most"),
    [("total", "31", "30"), ("planning", "26", "25"), ("housing", "31", "30")],
)
def test_what_is_negotiated_for_a_large_project_has_a_bound(row: str, days: str, most: str) -> None:
    large = {"area": "20001", "agreed.total.days": "30"}
    assert codes(case_with(**large)) == {"SV-209": False}
    beyond = case_with(**{**large, f"agreed.{row}.days": days})
    found = standing_against(beyond, UNVERIFIED, "", window())
    problem = next(one for one in found if one.blocking)
    assert (problem.code, dict(problem.facts)["most"]) == ("SV-206", most)
    assert refused(lambda: Survey().filed(taken(area="20001"))).code == "SV-205"


@pytest.mark.parametrize(
    ("area", "size"),
    [
        ("4999.99", "small"),
        ("5000", "small"),
        ("5000.01", "medium"),
        ("19999.99", "medium"),
        ("20000", "medium"),
        ("20000.01", "large"),
    ],
)
def test_the_bounds_of_the_sizes_are_fixed_by_the_city(area: str, size: str) -> None:
    found = commission(case_with(area=area).values(), LAW)
    assert found.size.key == size


def test_another_city_may_put_the_bound_into_the_other_class() -> None:
    rules = law(("including = true", "including = false")).surveys[CODE]
    for area, size in (("5000", "medium"), ("20000", "large"), ("4999", "small")):
        assert commission(case_with(area=area).values(), rules).size.key == size


@pytest.mark.parametrize(
    ("size", "days"),
    [
        ("small", (10, 10, 12, 12, 12)),
        ("medium", (12, 12, 18, 18, 18)),
        ("large", (25, 25, 30, 30, 30)),
    ],
)
def test_the_days_of_the_annex(size: str, days: tuple[int, ...]) -> None:
    matters = (*LAW.matters, LAW.total)
    assert [one.key for one in matters] == [
        "air_defence",
        "planning",
        "housing",
        "real_estate",
        "total",
    ]
    assert tuple(one.days[size] for one in matters) == days
    found = next(one for one in LAW.sizes if one.key == size)
    social = [LAW.recommended(one, found, Investment.SOCIAL) for one in matters]
    most = [LAW.most(one, found, Investment.SOCIAL) for one in matters]
    assert (social, most) == (([0] * 5, list(days)) if size == "large" else (list(days), [0] * 5))
    assert {LAW.recommended(one, found, Investment.GOVERNMENT) for one in matters} == {10}
    assert {LAW.most(one, found, Investment.GOVERNMENT) for one in matters} == {0}


def test_the_authorisation_states_the_agents_number() -> None:
    def by_agent(number: str) -> Survey:
        return Survey().filed(taken(Filing(ROLLS, authorised_number=number), role="agent"))

    assert refused(lambda: by_agent("")).code == "PE-216"
    assert refused(lambda: by_agent("990101199001010023")).code == "PE-215"
    assert by_agent(PERSON_NUMBER).survey.filed.filer == "builder"


def test_the_authorisation_comes_as_an_original() -> None:
    by_key = {line.key: line for line in ITEM.checklist({}, "agent")}
    assert (by_key["authorisation"].form, by_key["authorisation"].required) == ("original", True)
    record = provisional(intake(role="agent", without=("authorisation",)), window())
    assert [one.line for one in findings(record, window())] == ["authorisation"]


def test_identity_comes_as_a_scan_or_a_copy_and_the_agents_original_is_checked() -> None:
    for other in ("identity_scan", "identity_copy"):
        papers = tuple(one for one in materials() if one.line != other)
        record = provisional(replace(intake(), materials=papers), window())
        assert findings(record, window()) == ()
    neither = provisional(intake(without=("identity_scan",)), window())
    assert [one.line for one in findings(neither, window())] == ["identity_scan"]
    agent = intake(role="agent")
    unseen = tuple(
        replace(one, seen_at="") if one.line == "agent_identity" else one for one in agent.materials
    )
    record = provisional(replace(agent, materials=unseen), window())
    (defect,) = findings(record, window())
    assert (defect.line, defect.correction) == ("agent_identity", "original")


def test_the_contract_comes_as_an_original() -> None:
    (contract,) = [line for line in ITEM.checklist({}, "self") if line.key == "contract"]
    assert (contract.form, contract.required) == ("original", True)
    assert [one.line for one in findings(lacking_contract(), window())] == ["contract"]
