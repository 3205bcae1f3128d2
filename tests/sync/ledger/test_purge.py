"""After a project's end nothing of it can be read here; everything else can, and all verifies."""

from datetime import timedelta

import pytest
from msgspec import structs
from sqlalchemy import select

from casework.records.case import CaseRecord
from casework.records.case_events import MaterialReceived, PageRef
from casework.records.event import Event
from casework.records.ids import new_id, stream_of
from casework.records.project import ProjectRecord
from casework.records.project_events import ProjectEnded
from casework.records.sealed import Sealed
from casework.records.task import TaskDelivered, TaskOpened, TaskRecord
from sync.ledger import journal, settle
from sync.ledger.blobs import digest_of
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from sync.ledger.purge import Purged, purge_ended
from sync.ledger.tables import sealed
from sync.ledger.verify import verify
from tests.casework.records.project_samples import RESULT, WINDOW
from tests.sync.ledger.conftest import NOW, act_of, received

MAIN, PART, OTHER = (stream_of("project", new_id(NOW + timedelta(seconds=at))) for at in range(3))
CASE, PART_CASE, OTHER_CASE = (
    stream_of("case", new_id(NOW + timedelta(seconds=at))) for at in range(3)
)
TASK = stream_of("task", f"{CASE.partition('/')[2]}-told")
PERSON = "王晓燕"
OPENED = TaskOpened("notify", "told", "i", CASE, "云栖家园", "", "建设单位", "…", "…", "…", "", ())


def case(project: str) -> Event:
    return structs.replace(received(PERSON), project=project)


def page(opened: Opened, data: bytes, line: str = "m1") -> MaterialReceived:
    sha = opened.blobs.put(data)
    ref = PageRef(sha, "image/jpeg", len(data), "scanner")
    return MaterialReceived(line, "original", 1, (ref,), "", NOW.isoformat())


def receipted(opened: Opened) -> None:
    """The hub has everything that was written so far."""
    ledger = opened.ledger
    with ledger.writing(), opened.store.writing() as connection:
        for name in journal.pending_acts(connection, "hall-1", ledger.identity.device, 99):
            act = journal.read_act(connection, "hall-1", name)
            assert act is not None
            places = {
                stream: journal.stream_position(connection, "hall-1", stream) + 1
                for stream in act.streams()
            }
            settle.settle_act(ledger, connection, name, "b1", places)


@pytest.fixture
def hall(opened: Opened) -> Opened:
    """A main project with a part, each with a case; another project with one of its own."""
    append = opened.ledger.append
    pdf = opened.blobs.put(b"a permit")
    result = structs.replace(RESULT, pdf_sha256=pdf)
    append(act_of(structs.replace(WINDOW, project_name="云栖家园"), result, stream=MAIN))
    append(act_of(structs.replace(WINDOW, parent=MAIN, project_name="1号楼"), stream=PART))
    append(act_of(structs.replace(WINDOW, project_name="翠苑新村"), stream=OTHER))
    append(act_of(case(MAIN), page(opened, b"mine"), page(opened, b"both", "m2"), stream=CASE))
    append(act_of(case(PART), stream=PART_CASE))
    append(
        act_of(case(OTHER), page(opened, b"theirs"), page(opened, b"both", "m2"), stream=OTHER_CASE)
    )
    delivered = TaskDelivered("邮寄", "EMS1", NOW.isoformat(), Sealed.of(PERSON))
    append(act_of(OPENED, delivered, stream=TASK))
    opened.drafts.save("d1", "intake.v1", b"of main", NOW, project=MAIN)
    opened.drafts.save("d2", "intake.v1", b"of other", NOW, project=OTHER)
    receipted(opened)
    return opened


def end(opened: Opened, *projects: str) -> None:
    for project in projects:
        ended = ProjectEnded(MAIN, "城建档案馆", NOW.isoformat())
        opened.ledger.append(act_of(ended, stream=project))
    receipted(opened)


def left(opened: Opened) -> set[str]:
    with opened.store.reading() as connection:
        return set(connection.execute(select(sealed.c.stream)).scalars())


def test_nothing_is_purged_before_the_end(hall: Opened) -> None:
    before = left(hall)
    assert before == {MAIN, PART, OTHER, CASE, PART_CASE, OTHER_CASE, TASK}
    assert purge_ended(hall) == Purged()
    assert left(hall) == before


def test_values_and_files_of_an_ended_project_are_gone(hall: Opened) -> None:
    end(hall, MAIN, PART)
    assert purge_ended(hall) == Purged(projects=2, values=7, files=2)
    assert left(hall) == {OTHER, OTHER_CASE}
    gone = {digest_of(data) for data in (b"mine", b"a permit")}
    kept = {digest_of(data) for data in (b"theirs", b"both")}
    assert hall.blobs.has(gone | kept) == kept
    assert hall.blobs.purged(gone | kept) == gone
    assert [one.draft for one in hall.drafts.all("intake.v1")] == ["d2"]


def test_what_is_shown_and_found_knows_nobody_any_more(hall: Opened) -> None:
    lists = Lists(hall.store, "hall-1")
    assert len(lists.find_cases(PERSON)) == 3
    assert len(lists.find_cases("0015")) == 3
    end(hall, MAIN, PART)
    purge_ended(hall)
    assert [row.stream for row in lists.find_cases(PERSON)] == [OTHER_CASE]
    assert [row.stream for row in lists.find_cases("0015")] == [OTHER_CASE]
    assert {row.person_masked for row in lists.cases_of_project(MAIN)} == {"****"}
    record, task = hall.ledger.load(CASE).record, hall.ledger.load(TASK).record
    assert isinstance(record, CaseRecord)
    assert isinstance(task, TaskRecord)
    assert record.received.deliverer.person_name.value is None
    assert task.delivered is not None
    assert task.delivered.recipient_name.value is None
    project = hall.ledger.load(MAIN).record
    assert isinstance(project, ProjectRecord)
    assert (project.name, project.fact("legal_representative")) == ("云栖家园", "")


def test_the_chain_still_verifies_and_the_rest_of_the_hall_is_whole(hall: Opened) -> None:
    end(hall, MAIN, PART)
    purge_ended(hall)
    found = verify(hall, scans=True)
    assert found.faults == ()
    other = hall.ledger.load(OTHER_CASE).record
    assert isinstance(other, CaseRecord)
    assert other.received.deliverer.person_name.value == PERSON
    assert hall.blobs.read(digest_of(b"both")) == b"both"


def test_a_second_round_finds_nothing_until_something_came_late(hall: Opened) -> None:
    end(hall, MAIN, PART)
    purge_ended(hall)
    assert purge_ended(hall) == Purged()
    hall.ledger.append(act_of(case(MAIN), stream=stream_of("case", new_id(NOW))))
    assert purge_ended(hall) == Purged()
    receipted(hall)
    assert purge_ended(hall) == Purged(projects=1, values=2, files=0)


def test_what_waits_to_be_sent_is_never_purged(hall: Opened) -> None:
    end(hall, MAIN, PART)
    hall.ledger.append(act_of(page(hall, b"late"), stream=CASE))
    assert purge_ended(hall) == Purged(projects=1, values=3, files=0)
    assert hall.blobs.has({digest_of(b"mine")})
    receipted(hall)
    assert purge_ended(hall).projects == 1
    assert not hall.blobs.has({digest_of(b"mine"), digest_of(b"late")})


def test_a_file_that_a_draft_still_holds_stays(hall: Opened) -> None:
    body = f'{{"page":"{digest_of(b"mine")}"}}'.encode()
    hall.drafts.save("d3", "intake.v1", body, NOW, project=OTHER)
    end(hall, MAIN, PART)
    purge_ended(hall)
    assert hall.blobs.has({digest_of(b"mine")})


def test_a_cut_between_files_and_values_is_made_good(
    hall: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    end(hall, MAIN, PART)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sync.ledger.purge.facts.put", cut)
        with pytest.raises(KeyboardInterrupt):
            purge_ended(hall)
    assert MAIN in left(hall)
    assert purge_ended(hall).projects == 2
    assert left(hall) == {OTHER, OTHER_CASE}
