"""The departments' desk: who may use it, what it performs, how it refuses."""

import msgspec
import pytest
import requests

from casework.act import Context
from casework.errors import ClerkError, RuleError
from casework.flows import tasks
from casework.people.grants import Clerk
from casework.records import ids
from casework.records.account import GrantLine
from casework.records.event import Staged
from casework.records.task import TaskOpened, TaskRecord, TaskState
from hub import accounts
from hub.accounts import NewAccount
from hub.desk import Desk
from hub.law import Law, shipped_law
from hub.opening import Hub
from hub.pages.sessions import Sessions
from tests.realparts.hub import HubProcess, now

TASK = ids.stream_of(ids.TASK, "01a1f951-1111-7e0e-aeb9-33093725fc1d-told")
OPENED = TaskOpened(
    kind="relay",
    key="told",
    item="joint_acceptance",
    about="case/01a1f951-1111-7e0e-aeb9-33093725fc1d",
    project_name="云栖家园一期",
    number="",
    to="人防部门",
    title="转办",
    text="请协助核对。",
    basis="规则第十八条",
    opened_at="2026-11-20T10:30:00+08:00",
    limits=(),
)
ANSWER = msgspec.json.encode(
    {"task": TASK, "item": "joint_acceptance", "by": "人防部门", "text": "已核对"}
)


@pytest.fixture
def desk(practised: Hub) -> Desk:
    """A desk with one department's account and one open task."""
    grant = GrantLine("41", "*", "handle", "2020-01-01", "2099-12-31")
    for login, grants, department in (
        ("renfang", (grant,), "人防部门"),
        ("norights", (), "人防部门"),
    ):
        account = NewAccount(login, "穆清扬", grants, "2099-12-31", department)
        accounts.grant(practised.ledger, account, "yichuang", now())
    practised.ledger.record("tasks.open", now(), [Staged(TASK, OPENED)])
    law: Law = shipped_law(practised)
    return Desk(practised, Sessions(practised.ledger, now), lambda: law)


def test_a_department_answers_and_the_answer_is_an_act_of_the_hub(
    practised: Hub, desk: Desk
) -> None:
    done = desk.perform("renfang", "yichuang", "task.answer", ANSWER)
    record = practised.ledger.load(TASK).record
    assert isinstance(record, TaskRecord)
    assert record.state is TaskState.ANSWERED
    assert record.answered is not None
    assert record.answered.by == "人防部门"
    assert len(done.hashes) == 1
    with pytest.raises(RuleError, match="TK-103"):
        desk.perform("renfang", "yichuang", "task.answer", ANSWER)


@pytest.mark.parametrize(
    ("login", "password", "verb", "body", "code"),
    [
        ("renfang", "guess", "task.answer", ANSWER, "HU-502"),
        ("nobody", "yichuang", "task.answer", ANSWER, "HU-502"),
        ("lin", "yichuang", "task.answer", ANSWER, "PE-304"),
        ("norights", "yichuang", "task.answer", ANSWER, "PE-301"),
        ("renfang", "yichuang", "task.burn", ANSWER, "HU-207"),
        ("renfang", "yichuang", "task.answer", b"{", "HU-206"),
        ("renfang", "yichuang", "task.answer", b'{"task": 1}', "HU-206"),
        ("renfang", "yichuang", "task.answer", ANSWER.replace(b"joint_", b"other_"), "IN-121"),
    ],
)
def test_what_may_not_be_done_is_refused_and_writes_nothing(
    practised: Hub, desk: Desk, login: str, password: str, verb: str, body: bytes, code: str
) -> None:
    before = practised.ledger.load(TASK)
    with pytest.raises(ClerkError, match=code):
        desk.perform(login, password, verb, body)
    assert practised.ledger.load(TASK) == before


def test_the_acting_clerk_is_the_department(practised: Hub, desk: Desk) -> None:
    clerk = Clerk("account/renfang", "穆清扬", (), "人防部门")
    context: Context = desk.context(clerk, now())
    assert (context.place.window, context.place.window_name) == ("hub", "人防部门")
    assert context.place.area == practised.hall.area
    assert tasks.ANSWER.name == "tasks.answer"


def test_the_call_needs_a_login(running_hub: HubProcess) -> None:
    address = f"{running_hub.url}/v1/desk/task.answer"
    for headers in ({}, {"Authorization": "Basic %%%"}, {"Authorization": "Basic bm9ib2R5"}):
        answer = requests.post(address, data=ANSWER, headers=headers, timeout=10)
        assert answer.status_code == 401
        assert answer.json()["code"] == "HU-502"
    wrong = requests.post(address, data=ANSWER, auth=("lin", "yichuang"), timeout=10)
    assert (wrong.status_code, wrong.json()["code"]) == (403, "PE-304")
