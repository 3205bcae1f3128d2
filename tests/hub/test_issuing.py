"""The issuing window: cases it never worked on come to it, persons when it needs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_life import CaseCompleted, ResultArrived, ResultHandedOver
from casework.records.event import Event, Staged
from casework.records.joint import JointRecord
from casework.records.joint_events import JointOpened, ResultPushed
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from casework.records.sealed import Sealed
from casework.records.task import TaskOpened, TaskRecord
from tests.casework.instances import INSTANCES
from tests.realparts.hub import HubProcess, Window, enrolled, now
from tests.sync.acts import PERSON, accepted, issued, material, new_case, received

NUMBER = "郑联验受〔2026〕00001号"


@dataclass(frozen=True, slots=True)
class Counter:
    """The windows of a hall that has its hub in a process of its own."""

    hub: HubProcess
    receiving: Window
    issuing: Window
    third: Window

    def received(self) -> str:
        """A case that the first window took in and accepted, told to all who may hear of it."""
        case = new_case()
        bring(self.receiving, Staged(case, received()), Staged(case, material()))
        bring(self.receiving, Staged(case, accepted()), Staged(case, issued(NUMBER)))
        self.told(self.receiving)
        return case

    def told(self, sender: Window) -> None:
        """What one window did goes to the hub, and from there to the others."""
        sender.push()
        for one in (self.receiving, self.issuing, self.third):
            one.pull()

    def at_hub(self, *events: Staged) -> None:
        """A department acts at the hub."""
        with self.hub.opened() as hub:
            hub.ledger.record("test", now(), list(events))
        for one in (self.issuing, self.third):
            one.pull()


@pytest.fixture
def hall(running_hub: HubProcess, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(
        running_hub,
        enrolled(running_hub, tmp_path / "receiving"),
        enrolled(running_hub, tmp_path / "issuing", issuing=True),
        enrolled(running_hub, tmp_path / "third"),
    )
    windows = (made.receiving, made.issuing, made.third)
    for one in windows:
        one.pull()
    yield made
    for one in windows:
        one.close()


def bring(window: Window, *events: Staged) -> None:
    window.acts(*events)


def case_at(window: Window, case: str) -> CaseRecord | None:
    record = window.opened.ledger.load(case).record
    assert record is None or isinstance(record, CaseRecord)
    return record


def instance(kind: type[Event]) -> Event:
    return next(one for one in INSTANCES if isinstance(one, kind))


def test_it_gets_a_case_it_never_worked_on_and_nobody_else_does(hall: Counter) -> None:
    case = hall.received()
    known = case_at(hall.issuing, case)
    assert known is not None
    assert known.received.project_name == "云栖家园一期"
    assert known.material("report") is not None
    assert number_of(known.papers, NoticeKind.ACCEPTANCE) == NUMBER
    assert known.deliverer.person_number.value is None, "nothing to hand out yet"
    assert case_at(hall.third, case) is None


def test_its_persons_come_with_what_is_to_be_handed_out(hall: Counter) -> None:
    case = hall.received()
    number = "一窗果〔2026〕00001号"
    arrived = ResultArrived(
        "permit", "施工许可证", number, True, "", "甲市住建局", now().isoformat()
    )
    hall.at_hub(
        Staged(case, CaseCompleted(now().isoformat(), "", ())), Staged(case, issued(number))
    )
    known = case_at(hall.issuing, case)
    assert known is not None
    paper = known.paper(number)
    assert paper is not None
    assert paper.record, "the paper can be printed here"
    assert case_at(hall.third, case) is None
    bring(hall.issuing, Staged(case, arrived))
    left = ResultHandedOver(
        "permit", "pick_up", "签收单第3号", Sealed.of(PERSON), now().isoformat()
    )
    bring(hall.issuing, Staged(case, left))
    hall.told(hall.issuing)
    record = case_at(hall.receiving, case)
    assert record is not None
    (result,) = record.results
    assert result.handed is not None
    assert result.handed.recipient_name.value == PERSON


def test_what_follows_the_case_comes_too(hall: Counter) -> None:
    case = hall.received()
    joint = ids.bound_to(case, ids.JOINT)
    task = ids.stream_of(ids.TASK, f"{ids.ident_of(case)}-joint_rectify")
    hall.at_hub(Staged(joint, instance(JointOpened)), Staged(task, instance(TaskOpened)))
    assert isinstance(hall.issuing.opened.ledger.load(joint).record, JointRecord)
    assert isinstance(hall.issuing.opened.ledger.load(task).record, TaskRecord)
    assert hall.third.opened.ledger.load(joint).record is None
    assert hall.third.opened.ledger.load(task).record is None
    hall.at_hub(Staged(joint, instance(ResultPushed)), Staged(case, issued("一窗果〔2026〕2号")))
    known = case_at(hall.issuing, case)
    assert known is not None
    paper = known.paper("一窗果〔2026〕2号")
    assert paper is not None
    assert paper.record
