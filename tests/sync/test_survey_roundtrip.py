"""A survey over a real hub: filed at a window, its large result sent, judged by a department."""

import os
from dataclasses import replace

import msgspec
import requests

from casework.act import Command, Context, R, perform
from casework.flows.intake import TakeIn
from casework.flows.survey import OnSurvey
from casework.flows.survey_filing import TAKE_IN
from casework.flows.survey_results import HAND_IN, HandIn, Pass
from casework.records import ids
from casework.records.account import GrantLine
from casework.records.case_events import PageRef
from casework.records.survey import ResultState, SurveyRecord
from hub import accounts
from hub.accounts import NewAccount
from sync.ledger.blobs import digest_of
from sync.push import Pushed
from tests.casework.flows.surveying import PLANNING, taken
from tests.casework.flows.surveying import window as at_window
from tests.realparts.hub import HubProcess, Window, now
from tests.sync.acts import new_case

BIG = (9 << 20) + 17
"""Bytes of a result that travels in three chunks."""


def here() -> Context:
    return at_window(now())


def act(window: Window, command: Command[R], request: R) -> None:
    perform(window.opened.ledger, ids.new_id(now()), command, request, here())


def survey_at(window: Window, stream: str) -> SurveyRecord:
    record = window.opened.ledger.load(stream).record
    assert isinstance(record, SurveyRecord)
    return record


def filed(window: Window, case: str) -> None:
    request = taken()
    assert isinstance(request.taken, TakeIn)
    papers = tuple(replace(one, pages=()) for one in request.taken.intake.materials)
    intake = replace(
        request.taken.intake,
        case=case,
        numbers=window.numbers,
        received_at=now().isoformat(),
        materials=papers,
    )
    act(window, TAKE_IN, replace(request, taken=replace(request.taken, intake=intake)))


def test_a_survey_goes_the_whole_way(hub: HubProcess, window: Window) -> None:
    window.pull()
    case = new_case()
    stream = ids.bound_to(case, ids.SURVEY)
    on = OnSurvey(stream, "joint_survey")
    filed(window, case)
    body = os.urandom(BIG)
    window.opened.blobs.put(body)
    file = PageRef(digest_of(body), "application/pdf", BIG, "成果.pdf")
    act(window, HAND_IN, HandIn(on, "planning", (file,), handed_in_by="云栖置业有限公司"))
    assert window.push() == Pushed(receipted=2)
    with hub.opened() as other:
        assert other.blobs.read(file.sha256) == body
        grant = GrantLine("41", "joint_survey", "handle", "2020-01-01", "2099-12-31")
        account = NewAccount("ghcl", "穆清扬", (grant,), "2099-12-31", PLANNING)
        accounts.grant(other.ledger, account, "yichuang-9", now())
    answer = requests.post(
        f"{hub.url}/v1/desk/survey.pass",
        data=msgspec.json.encode(Pass(on, "planning", 1)),
        auth=("ghcl", "yichuang-9"),
        timeout=10,
    )
    assert answer.status_code == 201, answer.text
    window.pull()
    (result,) = survey_at(window, stream).results
    assert result.state is ResultState.PASSED
    assert result.passed is not None
    assert result.passed.department == PLANNING
