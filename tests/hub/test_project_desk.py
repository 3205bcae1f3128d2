"""What departments do for projects and exemptions over HTTP, after a window's acts."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import uvicorn
from msgspec import structs

from casework.flows.exemption import CHOOSE, DETERMINE
from casework.flows.project_closing import PROMISE_ARCHIVE, PromiseArchive
from casework.flows.project_import import TAKE_OVER, TakeOver, task_of
from casework.flows.supplement import SUPPLEMENT, Supplement
from casework.flows.supplement import task_of as review_of
from casework.records import case_life, ids
from casework.records.account import GrantLine
from casework.records.case import CaseRecord
from casework.records.case_events import ApplicationAccepted, FormEntry
from casework.records.event import Staged
from casework.records.exemption import ExemptionRecord
from casework.records.notice import NoticeKind
from casework.records.project import ProjectRecord, ProjectState
from casework.records.project_results import ResultState
from casework.records.stage import StageItem, StageOpened, StageRecord
from casework.records.task import TaskRecord, TaskState
from hub import accounts
from hub.accounts import NewAccount
from hub.app import make_app
from tests.casework.flows.exempting import COMMITMENTS, EXEMPTION, choose, determine
from tests.hub.practising import ITEM, PASSWORD, Hall
from tests.sync.acts import new_case, received

CODE = "2021-410199-70-01-100017"
PROJECT = f"project/{CODE}"
BUILDER = "91990101MA9K00YX8M"
ORGAN = "自然资源和规划部门"
RESULT = "01a1f951-3333-7e0e-aeb9-33093725fc1d"
STAGE = "stage/01a1f951-8888-7e0e-aeb9-33093725fc1d"


class HttpHall(Hall):
    """A hall whose hub is served on loopback, with the account of one department."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        grant = GrantLine("41", "*", "handle", "2020-01-01", "2099-12-31")
        account = NewAccount("bumen", "穆清扬", (grant,), "2099-12-31", ORGAN)
        accounts.grant(self.hub.ledger, account, PASSWORD, self.clock())
        listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1/desk"
        ready = threading.Event()
        app = make_app(self.hub, ready=ready.set)
        self.server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        self._thread = threading.Thread(target=self.server.run, args=([listening],))
        self._thread.start()
        assert ready.wait(20)

    def close(self) -> None:
        self.server.should_exit = True
        self._thread.join(20)
        super().close()

    def post(self, verb: str, **body: object) -> tuple[int, str]:
        """A verb of the department: the status, and the code of a refusal."""
        where = f"{self.url}/{verb}"
        answer = requests.post(where, json=body, auth=("bumen", PASSWORD), timeout=20)
        return answer.status_code, answer.json().get("code", "")

    @property
    def project(self) -> ProjectRecord:
        record = self.load(PROJECT)
        assert isinstance(record, ProjectRecord)
        return record

    def asked(self, **ours: str) -> str:
        """The window asks for the import of the project; the department's task."""
        said = {"code": CODE, "project_name": "云栖家园一期", **ours}
        self.window.perform(TAKE_OVER, TakeOver(PROJECT, ITEM, "工程项目", said, BUILDER))
        assert self.project.brought_in is not None
        return task_of(PROJECT, self.project.brought_in)

    def task(self, stream: str) -> TaskRecord:
        record = self.load(stream)
        assert isinstance(record, TaskRecord)
        return record


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HttpHall]:
    made = HttpHall(tmp_path)
    while not made.server.started:
        time.sleep(0.01)
    yield made
    made.close()


def test_a_department_settles_what_differs_and_lets_the_project_in(hall: HttpHall) -> None:
    task = hall.asked(project_name="云栖家园")
    about = {"project": PROJECT, "item": ITEM, "task": task}
    assert hall.post("project.pass", **about) == (400, "PJ-114")
    settled = [{"key": "project_name", "value": "云栖家园", "source": "department"}]
    assert hall.post("project.pass", **about, corrections=settled) == (201, "")
    assert (hall.project.state, hall.project.name) == (ProjectState.IMPORTED, "云栖家园")
    assert hall.task(task).state is TaskState.ANSWERED


def test_a_department_sends_a_project_back(hall: HttpHall) -> None:
    task = hall.asked()
    about = {"project": PROJECT, "item": ITEM, "task": task}
    assert hall.post("project.send_back", **about, reason=" ") == (400, "PJ-116")
    assert hall.post("project.send_back", **about, reason="不在本市") == (201, "")
    assert hall.project.state is ProjectState.KNOWN
    answer = hall.task(task).answered
    assert answer is not None
    assert (answer.by, answer.text) == (ORGAN, "不在本市")


def test_a_department_reviews_a_result_and_uses_the_bin(hall: HttpHall) -> None:
    entered = Supplement(
        project=PROJECT,
        item=ITEM,
        ident=RESULT,
        key=next(iter(hall.desk._law().catalogue.results)),
        number="建字第1号",
        organ=ORGAN,
        issued_on="2022-02-18",
        asked_by=BUILDER,
        data=(FormEntry("area", "73974.05", "typed"),),
        source="permit",
        theirs=(FormEntry("area", "7397.45", "system"),),
    )
    hall.window.perform(SUPPLEMENT, entered)
    about = {"project": PROJECT, "item": ITEM, "ident": RESULT}
    states = []
    settled = [{"key": "area", "value": "7397.45", "source": "department"}]
    for verb, more in (
        ("result.review", {"passed": True, "corrections": settled}),
        ("result.bin", {"reason": "录错了"}),
        ("result.restore", {}),
    ):
        assert hall.post(verb, **about, **more) == (201, ""), verb
        states.append(hall.project.results[0].state)
    assert states == [ResultState.HELD, ResultState.BINNED, ResultState.HELD]
    assert hall.task(review_of(RESULT)).state is TaskState.ANSWERED


def test_a_project_ends_when_it_is_filed_and_its_archive_is_there(hall: HttpHall) -> None:
    promise = PromiseArchive(PROJECT, ITEM, "2026-12-18")
    hall.window.perform(PROMISE_ARCHIVE, promise)
    ending = {"main": PROJECT, "item": ITEM}
    assert hall.post("project.end", **ending) == (400, "PJ-165")
    archive = {"project": PROJECT, "item": ITEM, "main": PROJECT}
    assert hall.post("project.confirm_archive", **archive, delivered=False) == (201, "")
    assert hall.task(f"task/{CODE}-archive_missing").opened.to == "建设单位"
    done = {**archive, "delivered": True, "number": "档收1"}
    assert hall.post("project.confirm_archive", **done) == (201, "")
    filed = {"project": PROJECT, "item": ITEM, "case": "", "forms": ["备1"]}
    assert hall.post("project.file_completion", **filed) == (201, "")
    assert hall.post("project.end", **ending) == (201, "")
    assert hall.project.state is ProjectState.ENDED
    assert hall.task(f"task/{CODE}-archive_handover").opened.to == "城建档案馆"


def test_the_supervising_department_corrects_an_exemption(hall: HttpHall) -> None:
    law = hall.desk._law().catalogue
    hall.window.perform(DETERMINE, determine(law=law))
    brought = tuple(replace(one, pages=()) for one in COMMITMENTS)
    chosen = replace(choose(commitments=brought), numbers=hall.window.numbers)
    hall.window.perform(CHOOSE, chosen)
    about = {"exemption": EXEMPTION, "item": "drawing_review"}
    assert hall.post("exemption.correct", **about, finding="") == (400, "EX-114")
    assert hall.post("exemption.correct", **about, finding="面积超过限额") == (201, "")
    record = hall.load(EXEMPTION)
    assert isinstance(record, ExemptionRecord)
    assert record.corrected is not None
    assert record.corrected.department == ORGAN


def test_the_stage_follows_what_its_department_does_without_being_named(hall: HttpHall) -> None:
    case, at = new_case(), hall.clock().isoformat()
    item = hall.desk._law().catalogue.item("joint_survey")
    opened = structs.replace(received(), item=item.code)
    joined = case_life.StageJoined(STAGE)
    accepted = ApplicationAccepted(at, ORGAN, ())
    whole = StageOpened(
        "s", "竣工验收", ORGAN, PROJECT, CODE, "云栖家园一期", "1",
        (StageItem(item.code, item.name, case),), "accepted", at, False,
    )  # fmt: skip
    staged = [Staged(case, opened), Staged(case, joined), Staged(STAGE, whole)]
    hall.hub.ledger.record("test", hall.clock(), [*staged, Staged(case, accepted)])
    on = {"case": case, "item": item.code}
    assert hall.post("case.return", on=on, reason="不在范围内") == (400, "GN-108")
    grant = GrantLine("41", "*", "handle", "2020-01-01", "2099-12-31")
    lead = NewAccount("bumen", "穆清扬", (grant,), "2099-12-31", item.lead)
    accounts.grant(hall.hub.ledger, lead, PASSWORD, hall.clock())
    assert hall.post("case.return", on=on, reason="不在范围内") == (201, "")
    record, stage = hall.load(case), hall.load(STAGE)
    assert isinstance(record, CaseRecord)
    assert isinstance(stage, StageRecord)
    assert [one.turn for one in stage.turns] == ["returned"]
    assert ids.kind_of(record.stage) == ids.STAGE


def test_the_department_that_accepts_issues_what_silence_owes(hall: HttpHall) -> None:
    case, at = new_case(), hall.clock().isoformat()
    item = hall.desk._law().catalogue.item("joint_drawing_review")
    opened = structs.replace(received(), item=item.code)
    deemed = case_life.ApplicationDeemedAccepted(opened.received_at, at, ())
    hall.hub.ledger.record("test", hall.clock(), [Staged(case, opened), Staged(case, deemed)])
    grant = GrantLine("41", "*", "handle", "2020-01-01", "2099-12-31")
    lead = NewAccount("bumen", "穆清扬", (grant,), "2099-12-31", item.lead)
    accounts.grant(hall.hub.ledger, lead, PASSWORD, hall.clock())
    on = {"case": case, "item": item.code}
    assert hall.post("case.late_notice", on=on) == (201, "")
    record = hall.load(case)
    assert isinstance(record, CaseRecord)
    assert [paper.kind for paper in record.papers] == [NoticeKind.ACCEPTANCE]
    assert hall.post("case.late_notice", on=on) == (400, "GN-116")
