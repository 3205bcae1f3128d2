"""The fourteen papers of annex 2: which are asked for, in which form, by whom, what lacks."""

import pytest

from casework.flows.survey_filing import Filing
from casework.flows.survey_papers import GET_PAPERS, TAKE_PAPERS, PaperIn, TakePapers
from casework.law.materials import Handling
from casework.law.survey import Recipient
from casework.people.grants import Duty
from casework.records.registry import blobs_in
from casework.records.survey_events import SurveyPaperReceived
from tests.casework.flows.intakes import NOW, PERSON_NUMBER, refused
from tests.casework.flows.surveying import (
    FILE_OF_48_MB,
    LAW,
    ON,
    ROLLS,
    SURVEYOR,
    Survey,
    acting,
    law,
    taken,
    window,
)

NUMBER = "建字第990101202300001号"
SEEN = NOW.isoformat()


def keys(memory: Survey) -> list[str]:
    return [one.line.key for one in memory.survey.papers]


def take(*papers: PaperIn) -> TakePapers:
    return TakePapers(ON, papers)


def lacking(memory: Survey) -> set[str]:
    return {one.line.key for one in memory.survey.lacking()}


def test_the_fourteen_are_a_set_of_their_own() -> None:
    numbers = {one.basis.clause for one in LAW.papers.materials}
    assert numbers == {f"附件2第{n}项" for n in range(1, 15)}
    memory = Survey().filed()
    assert (memory.survey.filed.papers_to, memory.survey.filed.papers_due) == (
        "window",
        "survey_ready",
    )
    assert LAW.papers.recipient is Recipient.WINDOW


def test_what_came_with_the_filing_is_not_asked_for_again() -> None:
    memory = Survey().filed()
    filed = {one.line.key for one in memory.survey.papers if one.line.filed}
    assert filed == {"contract", "identity_scan"}
    assert not {"contract", "identity_scan", "identity_copy"} & lacking(memory)
    again = PaperIn("contract", ("original",))
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(again), window())).code == "SV-151"


@pytest.mark.parametrize(
    ("done_before", "more"),
    [("", set()), ("presale", {"presale_permit"}), ("measured", {"area_report"})],
)
def test_papers_of_what_was_done_before_are_asked_for_only_then(
    done_before: str, more: set[str]
) -> None:
    asked = set(keys(Survey().filed(taken(done_before=done_before))))
    assert asked & {"presale_permit", "area_report"} == more


def test_papers_of_an_agent_are_asked_for_only_then() -> None:
    agents = {"agent_identity", "authorisation"}
    assert not agents & set(keys(Survey().filed()))
    by_agent = taken(Filing(ROLLS, authorised_number=PERSON_NUMBER), role="agent")
    assert agents <= set(keys(Survey().filed(by_agent)))


def test_a_shared_permit_is_a_number_and_never_both() -> None:
    memory = Survey().filed()
    permit = memory.survey.paper("planning_permit")
    assert permit is not None
    assert (permit.line.handling, permit.line.form, permit.line.number) == ("number", "", NUMBER)
    both = PaperIn("planning_permit", ("copy",), number=NUMBER)
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(both), window())).code == "SV-153"
    scan = PaperIn("planning_permit", pages=(FILE_OF_48_MB,))
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(scan), window())).code == "SV-153"
    empty = PaperIn("planning_permit")
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(empty), window())).code == "SV-154"
    memory.perform(TAKE_PAPERS, take(PaperIn("planning_permit", number=NUMBER)), window())
    assert "planning_permit" not in lacking(memory)


def test_a_permit_that_is_not_shared_yet_is_a_paper_and_no_number() -> None:
    memory = Survey().filed()
    land = memory.survey.paper("land_approval")
    assert land is not None
    assert (land.line.handling, land.line.form) == (Handling.ASK, "copy")
    number = PaperIn("land_approval", number="甲政土〔2022〕7号")
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(number), window())).code == "SV-156"
    memory.perform(TAKE_PAPERS, take(PaperIn("land_approval", ("copy",))), window())
    assert "land_approval" not in lacking(memory)


def test_once_sharing_works_the_paper_turns_into_its_number() -> None:
    shared = law(("works = false", "works = true"))
    memory = Survey().filed(where=window(rules=shared))
    land = memory.survey.paper("land_approval")
    assert land is not None
    assert land.line.handling == Handling.NUMBER


def test_drawings_come_on_paper_and_as_a_file() -> None:
    for key in ("completion_drawings", "planning_drawings"):
        memory = Survey().filed()
        memory.perform(TAKE_PAPERS, take(PaperIn(key, ("original",))), window())
        assert key in lacking(memory)
        both = PaperIn(key, ("original", "e-file"), pages=(FILE_OF_48_MB,))
        memory.perform(TAKE_PAPERS, take(both), window())
        assert key not in lacking(memory)


@pytest.mark.parametrize("key", ["location_proof", "presale_permit"])
def test_an_original_is_compared_and_its_copy_kept(key: str) -> None:
    memory = Survey().filed(taken(done_before="presale"))
    memory.perform(TAKE_PAPERS, take(PaperIn(key, ("compared_copy",))), window())
    assert key in lacking(memory)
    seen = PaperIn(key, ("compared_copy",), compared_at=SEEN)
    memory.perform(TAKE_PAPERS, take(seen), window())
    assert key not in lacking(memory)
    kept = memory.survey.paper(key)
    assert kept is not None
    assert kept.received is not None
    assert (kept.received.taken_by, kept.received.compared_at) == ("clerk-1", SEEN)
    copy = PaperIn(key, ("copy",))
    assert refused(lambda: memory.perform(TAKE_PAPERS, take(copy), window())).code == "SV-155"


@pytest.mark.parametrize("key", ["organisation_code", "business_licence"])
def test_one_of_the_two_codes_of_a_unit_is_enough(key: str) -> None:
    memory = Survey().filed()
    assert "organisation_code" in lacking(memory)
    memory.perform(TAKE_PAPERS, take(PaperIn(key, ("copy",))), window())
    assert not {"organisation_code", "business_licence"} & lacking(memory)


def test_the_e_licence_is_offered_in_place_of_the_business_licence() -> None:
    memory = Survey().filed()
    offered = memory.survey.paper("business_licence")
    assert offered is not None
    assert offered.line.offered
    assert offered.line.number == memory.survey.filed.builder_code
    code = PaperIn("business_licence", number=offered.line.number)
    memory.perform(TAKE_PAPERS, take(code), window())
    assert not {"organisation_code", "business_licence"} & lacking(memory)


@pytest.mark.parametrize("key", ["air_defence_approval", "air_defence_relocation"])
def test_the_approval_or_the_relocation_of_air_defence_is_enough(key: str) -> None:
    memory = Survey().filed()
    assert "air_defence_approval" in lacking(memory)
    memory.perform(TAKE_PAPERS, take(PaperIn(key, ("copy",))), window())
    assert not {"air_defence_approval", "air_defence_relocation"} & lacking(memory)


@pytest.mark.parametrize("key", ["common_parts", "floors_and_units"])
def test_the_two_tables_are_asked_for(key: str) -> None:
    memory = Survey().filed()
    assert key in lacking(memory)
    memory.perform(TAKE_PAPERS, take(PaperIn(key, ("original",))), window())
    assert key not in lacking(memory)


def test_what_is_not_in_the_set_is_not_taken() -> None:
    memory = Survey().filed()
    for papers, code in (((), "SV-106"), ((PaperIn("certificates", ("copy",)),), "SV-150")):
        request = take(*papers)
        assert refused(lambda: memory.perform(TAKE_PAPERS, request, window())).code == code  # noqa: B023


def test_the_city_settles_who_takes_them() -> None:
    tables = take(PaperIn("common_parts", ("original",)))
    here = Survey().filed()
    assert refused(lambda: here.perform(GET_PAPERS, tables, acting(SURVEYOR))).code == "SV-152"
    theirs = law(('recipient = "window"', 'recipient = "surveyor"'))
    there = Survey().filed(where=window(rules=theirs))
    where = window(rules=theirs)
    assert refused(lambda: there.perform(TAKE_PAPERS, tables, where)).code == "SV-152"
    there.perform(GET_PAPERS, tables, acting(SURVEYOR, rules=theirs))
    assert "common_parts" not in lacking(there)
    other = acting("别的测绘公司", rules=theirs)
    assert refused(lambda: there.perform(GET_PAPERS, tables, other)).code == "SV-105"


def test_the_files_of_papers_go_to_the_hub_before_them() -> None:
    memory = Survey().filed()
    both = PaperIn("completion_drawings", ("original", "e-file"), pages=(FILE_OF_48_MB,))
    (event,) = memory.perform(TAKE_PAPERS, take(both), window())
    assert isinstance(event, SurveyPaperReceived)
    assert blobs_in(event) == (FILE_OF_48_MB.sha256,)


def test_the_duties_are_the_windows_and_the_surveyors() -> None:
    request = take()
    assert TAKE_PAPERS.need(request).duty is Duty.ACCEPT
    assert GET_PAPERS.need(request).duty is Duty.HANDLE
