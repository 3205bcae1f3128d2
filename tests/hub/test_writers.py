"""A window writes what its clerks do; what departments, silence or the hub do is refused."""

from collections.abc import Iterator

import msgspec
import pytest

from casework.records import (
    account,
    case_events,
    case_life,
    commitment,
    drawing,
    exemption,
    ids,
    joint,
    locks,
    numbers,
    permit,
    project,
    rolls,
    rules,
    stage,
    survey,
    task,
)
from casework.records.event import Event, Staged
from casework.records.numbers import NumberTaken
from casework.records.project import ProjectRegistered
from casework.records.registry import FOLDS
from hub import opening
from hub.opening import Hub
from hub.receive import Receiver
from hub.writers import AT_WINDOW, may_write
from sync import keys, wire
from tests.casework.instances import INSTANCES
from tests.hub.conftest import HALL
from tests.hub.scribe import Scribe
from tests.realparts.hub import now

BY_NAME = {type(one).__name__: one for one in INSTANCES}
EVENTS: dict[str, tuple[type[Event], ...]] = {
    ids.CASE: (*case_events.EVENTS, *case_life.EVENTS),
    ids.PROJECT: project.EVENTS,
    ids.STAGE: stage.EVENTS,
    ids.JOINT: joint.EVENTS,
    ids.SURVEY: survey.EVENTS,
    ids.COMMITMENT: commitment.EVENTS,
    ids.EXEMPTION: exemption.EVENTS,
    ids.PERMIT: permit.EVENTS,
    ids.DRAWING: drawing.EVENTS,
    ids.TASK: task.EVENTS,
    ids.NUMBERS: numbers.EVENTS,
    ids.ACCOUNT: account.EVENTS,
    ids.RULES: rules.EVENTS,
    ids.ROLLS: rolls.EVENTS,
    ids.LOCKS: locks.EVENTS,
}
REFUSED = {
    ids.CASE: """ApplicationDeemedAccepted ReviewFinished OpinionRelayed DecisionMade CaseSuspended
        CaseResumed LimitExtended CaseReturned CaseTerminated""",
    ids.PROJECT: """ImportPassed ImportReturned ResultReviewed CompletionFiled ArchiveConfirmed
        ArchiveOverdue ProjectEnded""",
    ids.STAGE: "",
    ids.JOINT: """MaterialsPushed MaterialsDistributed MaterialsConfirmed ConfirmationDeemed
        SiteOpened SiteArranged SiteHeld OpinionGiven RectificationListed RectificationDeemed
        JointSuspended JointResumed RectificationSummarised Reinspected AllPassed ArchiveRecognised
        CompletionRecorded ConclusionDelivered LateAnswerKept ResultPushed JointTerminated""",
    ids.SURVEY: "SurveyResultPassed SurveyResultFaulted SurveyRectificationAsked",
    ids.COMMITMENT: """CommitmentDecided PromiseReviewed CommitmentFulfilled PromisesVerified
        RectificationOrdered RectificationPassed RectificationFailed DecisionRescinded
        UpstreamRescinded""",
    ids.EXEMPTION: "ExemptionCorrected",
    ids.PERMIT: "PermitReviewed PartAnswered PermitDetermined",
    ids.DRAWING: "",
    ids.TASK: "",
    ids.NUMBERS: "NumbersReserved",
    ids.ACCOUNT: "AccountGranted AccountClosed",
    ids.RULES: "PackAdopted PackPublished CalendarPublished",
    ids.ROLLS: "RollEntered RollLifted RollPublished",
    ids.LOCKS: "PersonLocked LocksConfirmed LocksReleased",
}
"""By kind of stream, what a window may never write."""
CASE = "case/01a1f951-7777-7e0e-aeb9-33093725fc1d"
STAGE = "stage/01a1f951-8888-7e0e-aeb9-33093725fc1d"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for all examples."""
    folder = tmp_path_factory.mktemp("writers") / "hub"
    folder.mkdir()
    made = opening.create(folder, folder.parent / "guard", keys.StoreKey("h", bytes(32)), HALL, now)
    yield made
    made.close()


@pytest.fixture
def scribe(shared: Hub) -> Scribe:
    return Scribe(shared)


def taken(scribe: Scribe, *events: Staged) -> str:
    """The code of what became of a window's act; empty when it was placed."""
    hub: Hub = scribe.hub
    receiver = Receiver(hub.ledger, hub.blobs, approval_system=True)
    answer, _ = receiver.accept(scribe.device, scribe.batch(*events), now())
    return msgspec.json.decode(answer, type=wire.Receipt).results[0].code


def stream(kind: str) -> str:
    return ids.stream_of(kind, ids.new_id(now()))


def turned(turn: str) -> Staged:
    return Staged(STAGE, stage.ItemTurned("joint_acceptance", turn, CASE, now().isoformat(), ()))


def test_every_kind_of_stream_has_its_writers() -> None:
    assert set(AT_WINDOW) == set(FOLDS) == set(EVENTS)


@pytest.mark.parametrize("kind", FOLDS)
def test_what_is_a_departments_or_the_hubs_is_no_windows(kind: str) -> None:
    refused = {one.__name__ for one in EVENTS[kind]} - {one.__name__ for one in AT_WINDOW[kind]}
    assert refused == set(REFUSED[kind].split())


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in REFUSED.items() for name in names.split()]
)
def test_a_batch_with_it_is_rejected_with_a_code(scribe: Scribe, kind: str, name: str) -> None:
    event = BY_NAME[name]
    if hasattr(event, "body_sha256"):
        event = msgspec.structs.replace(event, body_sha256="")
    one = Staged(stream(kind), event)
    assert taken(scribe, one) == "SY-209"
    assert scribe.hub.ledger.load(one.stream).record is None


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ids.CASE, "CaseWithdrawn"),
        (ids.PROJECT, "ProjectDescribed"),
        (ids.PROJECT, "NoticeIssued"),
        (ids.STAGE, "StageOpened"),
        (ids.EXEMPTION, "ExemptionDetermined"),
        (ids.EXEMPTION, "NoticePrinted"),
        (ids.TASK, "TaskOpened"),
        (ids.PROJECT, "LimitsRecounted"),
    ],
)
def test_what_clerks_do_is_placed(scribe: Scribe, kind: str, name: str) -> None:
    assert taken(scribe, Staged(stream(kind), BY_NAME[name])) == ""


def test_only_the_filing_of_a_survey_completes_a_case_at_a_window(scribe: Scribe) -> None:
    done, filed = BY_NAME["CaseCompleted"], BY_NAME["SurveyFiled"]
    one, other, own = stream(ids.CASE), stream(ids.CASE), stream(ids.CASE)
    assert taken(scribe, Staged(one, done)) == "SY-209"
    assert taken(scribe, Staged(other, done), Staged(stream(ids.SURVEY), filed)) == "SY-209"
    filing = Staged(ids.bound_to(own, ids.SURVEY), filed)
    assert taken(scribe, Staged(own, done), filing) == ""


@pytest.mark.parametrize("turn", ["accepted", "resubmitted", "suspended", "completed", "returned"])
def test_the_clock_of_a_stage_does_not_turn_by_itself(turn: str) -> None:
    assert not may_write("d1", [(STAGE, turned(turn).event)])


@pytest.mark.parametrize(
    ("turn", "name"), [("accepted", "ApplicationAccepted"), ("resubmitted", "StageJoined")]
)
def test_the_clock_of_a_stage_turns_with_its_case(turn: str, name: str) -> None:
    act = [(CASE, BY_NAME[name]), (STAGE, turned(turn).event)]
    assert may_write("d1", act)
    assert not may_write("d1", [("case/another", BY_NAME[name]), act[1]])


def test_a_project_of_the_platform_and_numbers_of_another_are_not_its_own() -> None:
    theirs = ProjectRegistered("1", "1", "云栖", "", "", "", (), (), "platform", "")
    assert not may_write("d1", [("project/1", theirs)])
    assert may_write("d1", [("project/1", msgspec.structs.replace(theirs, origin="window"))])
    number = BY_NAME["NumberTaken"]
    assert isinstance(number, NumberTaken)
    assert may_write("d1", [("numbers/d1", number)])
    assert not may_write("d1", [("numbers/d2", number)])
