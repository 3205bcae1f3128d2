"""The pack of Hunan: what the flow charts (002) show to a window."""

from collections.abc import Mapping

import pytest

import resources
from casework.law import catalogue, forms
from casework.law.catalogue import Catalogue
from casework.law.items import Body, Flow, Item, Outcome
from casework.law.limits import Moment
from casework.law.materials import Handling
from casework.law.settings import Offline

FILES = resources.catalogue_files("hunan")
PACK = catalogue.parse(FILES)
PERMIT = PACK.item("construction_permit")
TENDER = PACK.item("tender")
FILING = PACK.item("completion_filing")
REVIEW = PACK.item("drawing_review")


def missing(item: Item, values: Mapping[str, str], form: str = "") -> set[str]:
    """The places of an item's form that have to be filled and are not."""
    found = forms.check(PACK.forms[form or item.form], values)
    return {one.field for one in found if one.code == "LW-221"}


def test_a_permit_takes_the_two_supervisions_with_it() -> None:
    assert PERMIT.flow is Flow.PERMIT
    merged = [PACK.item(code) for code in PERMIT.merges]
    assert [item.name for item in merged] == ["工程质量受监", "工程安全受监"]
    assert {item.form for item in merged} == {PERMIT.form}
    own = {one.key for one in PERMIT.materials}
    assert all({one.key for one in item.materials} <= own for item in merged)
    assert "质量受监、安全受监三项业务，按规定为合并办理" in PACK.articles["002-43-n3"].text
    assert "合并办理，不需另行申报" in "".join(PERMIT.remarks)
    assert not TENDER.remarks


def test_air_defence_stands_beside_the_permit_and_may_be_left_out() -> None:
    assert PERMIT.parallel == ("air_defence",)
    assert "air_defence" not in PERMIT.merges
    assert not any("air_defence" in one.result for one in PERMIT.prior_results)
    slot = PACK.forms[PERMIT.form].slot("air_defence")
    assert slot is not None
    assert not slot.field.required
    assert PACK.item("air_defence").basis.key == "002-43-n2"


def test_who_accepts_a_permit_is_a_setting() -> None:
    assert PERMIT.accepting_body is Body.WINDOW
    file = "hunan/construction_permit.toml"
    text = FILES[file].replace('accepting_body = "window"', 'accepting_body = "department"', 1)
    changed = catalogue.parse({**FILES, file: text})
    assert changed.item("construction_permit").accepting_body is Body.DEPARTMENT
    assert "item.construction_permit.accepting_body" in PACK.samples()


def test_contract_and_drawing_are_chosen_not_handed_in() -> None:
    by_key = {one.key: one for one in PERMIT.materials}
    for key, giver in (("construction_contract", TENDER), ("drawing_certificate", REVIEW)):
        assert by_key[key].handling is Handling.SHARED
        assert PACK.giver(by_key[key].result_of) is giver
        assert key in {one.result for one in PERMIT.prior_results}
    assert {"contract_number", "drawing_number"} <= missing(PERMIT, {})


def test_the_steps_of_a_permit_say_which_account_they_take() -> None:
    seals = {step.key: step.account.needs_seal for step in PERMIT.steps}
    assert seals == {"accept": True, "first_review": False, "supervision": True, "decide": True}
    assert all(step.sample for step in PERMIT.steps)


def test_the_three_ways_to_a_contract() -> None:
    assert [(one.key, one.label) for one in TENDER.situations] == [
        ("own", "自主招标"),
        ("agent", "委托招标"),
        ("none", "不招标"),
    ]
    persons = {
        f"key_persons.{who}.{what}"
        for who in ("manager", "supervisor")
        for what in ("name", "certificate", "unit")
    }
    agency = {"agency", "agency_code"}
    of = {mode: missing(TENDER, {"mode": mode}) for mode in ("own", "agent", "none")}
    assert not of["own"] & (persons | agency)
    assert of["agent"] & (persons | agency) == agency
    assert of["none"] & (persons | agency) == persons
    assert "mode" in missing(TENDER, {})


def test_what_is_asked_for_follows_the_way() -> None:
    asked = {
        mode: {one.key for one in TENDER.checklist({"mode": mode}, "self")}
        for mode in ("own", "agent", "none")
    }
    assert asked["agent"] - asked["own"] == {"commission"}
    assert asked["none"] - asked["own"] == {"contract"}


def test_key_persons_are_sealed() -> None:
    for item in (TENDER, PERMIT):
        form = PACK.forms[item.form]
        personal = forms.personal_keys(form, {})
        assert {"key_persons.manager.name", "key_persons.supervisor.certificate"} <= personal
    assert [row.label for row in PACK.forms[TENDER.form].group("key_persons").rows] == [
        "项目经理",
        "总监",
    ]


def test_one_filing_form_or_two() -> None:
    assert FILING.forms == ("hunan_joint_acceptance", "hunan_drainage_gas")
    assert [one.key for one in FILING.situations] == ["general", "specific"]
    both = {one.key for one in FILING.checklist({"procedure": "general,specific"}, "self")}
    one = {one.key for one in FILING.checklist({"procedure": "general"}, "self")}
    assert both - one == {"drainage_gas_form"}
    assert "procedure" in missing(FILING, {})
    assert {"filing_form", "specific_filing_form"} <= {one.key for one in FILING.results}


def test_a_parallel_application_cannot_be_split() -> None:
    assert FILING.indivisible
    refusal = FILING.refusal("split_application")
    assert refusal.outcome is Outcome.NOT_ELIGIBLE
    assert "不能拆分开单个事项进行申报" in refusal.basis.text
    assert "subjects" in missing(FILING, {"procedure": "general"})
    assert "subjects" not in missing(FILING, {"procedure": "specific"})


def test_the_archive_is_promised_by_a_day() -> None:
    line = FILING.material("archive_commitment")
    assert (line.basis.key, line.required) == ("002-44-n4", True)
    assert "archive_day" in missing(FILING, {})
    limit = PACK.limits["project_archive"]
    assert (limit.starts, limit.ends) == (Moment.ARCHIVE_PROMISED, Moment.ARCHIVE_DELIVERED)


def test_the_planning_permit_may_be_put_off_and_nothing_else() -> None:
    deferred = {key.removeprefix("deferred_") for key in PACK.limits if key.startswith("deferred_")}
    assert deferred == {"planning_permit"} == {one.result for one in REVIEW.prior_results}
    assert "容缺受理（工规证）" in PACK.limits["deferred_planning_permit"].basis.text


def test_a_missing_earlier_result_means_receiving_only() -> None:
    assert {PACK.policy(one) for one in PERMIT.prior_results} == {Offline.RECEIVE_ONLY}


def test_several_builders_have_their_rows() -> None:
    for item in PACK.items.values():
        rows = PACK.forms[item.form].group("builders")
        assert (rows.min_rows, rows.max_rows) == (0, 10)
        assert item.refusal("not_first_builder").basis.key == "002-1-n1"


@pytest.mark.parametrize("code", ["drawing_review", "tender", "construction_permit"])
def test_what_is_no_project_gets_no_licence(code: str) -> None:
    refusal = PACK.item(code).refusal("not_in_library")
    assert refusal.basis.key == "002-1-n4"


def test_the_charts_bear_no_day_and_no_number() -> None:
    charts = PACK.documents["002"]
    assert charts.issued is None
    assert charts.number == ""


def unsampled(pack: Catalogue) -> set[str]:
    return {
        f"{item.code}.{one.key}"
        for item in pack.items.values()
        for one in item.materials
        if not one.sample
    }


def test_what_is_not_in_the_charts_is_a_sample() -> None:
    assert unsampled(PACK) == set()
    samples = PACK.samples()
    assert {f"form.{name}" for name in PACK.forms} <= set(samples)
    assert "limit.deferred_planning_permit" in samples
