"""Every state of every stream has its word; what a refusal tells is never a word of the program."""

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from casework.flows import commitment_words, joint_words, project_words, survey_words, words
from casework.flows.survey_results import WITHDRAW, Withdraw
from casework.records.case_states import CaseState
from casework.records.commitment import CommitmentState
from casework.records.exemption import ExemptionState
from casework.records.joint import JointState
from casework.records.project import ProjectState
from casework.records.survey import ResultState, SurveyState
from casework.records.task import TaskState
from tests.casework.flows.intakes import refused
from tests.casework.flows.surveying import ON, Survey, window


@pytest.mark.parametrize(
    ("states", "known"),
    [
        (CaseState, words.CASE_STATES),
        (ExemptionState, words.EXEMPTION_STATES),
        (TaskState, words.TASK_STATES),
        (CommitmentState, commitment_words.STATES),
        (JointState, joint_words.STATES),
        (ProjectState, project_words.STATES),
        (SurveyState, survey_words.STATES),
        (ResultState, survey_words.RESULTS),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_every_state_has_a_word_of_its_own(states: type[StrEnum], known: Mapping[str, str]) -> None:
    assert set(known) == set(states)
    assert len(set(known.values())) == len(known)
    assert not any(re.search("[A-Za-z]", word) for word in known.values())


def test_a_refusal_names_the_state_in_the_clerks_words() -> None:
    survey = Survey().filed()
    survey.perform(WITHDRAW, Withdraw(ON, "测绘合同已解除"), window())
    error = refused(lambda: survey.perform(WITHDRAW, Withdraw(ON, "再撤一次"), window()))
    assert (error.code, error.facts["state"]) == ("SV-102", "备案已撤回")
