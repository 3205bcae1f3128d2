"""What a window hands in around an application is taken by the hub and told on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from casework.flows import credit
from casework.flows.application import APPLY, Application
from casework.flows.intake import TakeIn
from casework.flows.project_import import NOTE_APPLIED, NoteApplied
from casework.flows.projects import stream_for
from casework.flows.survey_filing import Filing
from casework.records import ids
from casework.records.project import ProjectRecord
from casework.records.survey import SurveyRecord, SurveyState
from tests.casework.flows import surveying
from tests.hub.practising import CASE, Hall

PROJECT = stream_for("2021-410199-70-01-100017")
SURVEY = ids.bound_to(CASE, ids.SURVEY)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def filed(hall: Hall) -> Application:
    """A survey of a practice project, filed at the window under the hall's own lists."""
    taken = surveying.taken().taken
    assert isinstance(taken, TakeIn)
    intake = replace(
        taken.intake,
        case=CASE,
        numbers=hall.window.numbers,
        received_at=hall.clock.at.isoformat(),
        project=PROJECT,
        project_code="2021-410199-70-01-100017",
        materials=tuple(replace(one, pages=()) for one in taken.intake.materials),
    )
    request = Application(replace(taken, intake=intake), family=(PROJECT,))
    hall.window.perform(APPLY, replace(request, filing=Filing(lists_of(hall), PROJECT)))
    return request


def lists_of(hall: Hall) -> str:
    return credit.stream_for(hall.hub.hall_id)


def test_a_filing_goes_through_the_batch_as_one_act(hall: Hall) -> None:
    filed(hall)
    record = hall.load(SURVEY)
    assert isinstance(record, SurveyRecord)
    assert record.state is SurveyState.FILED
    assert record.filed.surveyor.blacklist.value == "clear"
    assert hall.case.state.value == "completed"
    assert {CASE, SURVEY, lists_of(hall)} <= hall.window.seen()


def test_the_project_hears_of_it_from_the_window(hall: Hall) -> None:
    filed(hall)
    hall.window.perform(NOTE_APPLIED, NoteApplied(PROJECT, CASE, "joint_survey", told=False))
    record = hall.load(PROJECT)
    assert isinstance(record, ProjectRecord)
    assert [one.case for one in record.applied] == [CASE]
