"""A project: who speaks last, every cell of its table, its parts, results and end."""

import pytest
from msgspec import structs

from casework.records.case_events import FormEntry
from casework.records.event import AnyEvent, Event, UnknownEvent
from casework.records.papers import PAPER_EVENTS
from casework.records.project import (
    EVENTS,
    TRANSITIONS,
    ProjectRecord,
    ProjectState,
    allows,
    apply,
)
from casework.records.project_events import BuilderLine
from casework.records.project_results import ResultState
from casework.records.recount import LimitsRecounted, RecountedLine
from casework.records.registry import blobs_in, fold
from casework.records.sealed import Sealed
from tests.casework.records import project_samples as s
from tests.casework.records.project_samples import BY_TAG, PATHS, PLATFORM, WINDOW, project_after


def project(*events: AnyEvent) -> ProjectRecord:
    record = fold("project/p1", events)
    assert isinstance(record, ProjectRecord)
    return record


def test_every_event_and_every_state_is_in_the_table() -> None:
    assert BY_TAG.keys() == {str(kind.__struct_config__.tag) for kind in EVENTS} | {*PAPER_EVENTS}
    assert set(PATHS) == {None, *ProjectState}
    assert {tag for _, tag in TRANSITIONS} == BY_TAG.keys()
    for state, path in PATHS.items():
        assert not path or project_after(*path).state is state


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("tag", sorted(BY_TAG))
def test_a_cell_of_the_table(state: ProjectState | None, tag: str) -> None:
    before = project_after(*PATHS[state]) if state else None
    after = apply(before, BY_TAG[tag])
    wanted = TRANSITIONS.get((state, tag))
    assert allows(before, tag) is (wanted is not None)
    if wanted is None:
        assert after is before
    else:
        assert after is not None
        assert after.state is wanted


def test_the_platform_replaces_what_a_window_entered() -> None:
    assert project(WINDOW, PLATFORM).registered is PLATFORM
    assert project(PLATFORM, WINDOW).registered is PLATFORM


def test_the_platform_may_change_its_own_word() -> None:
    renamed = structs.replace(PLATFORM, project_name="云栖家园")
    assert project(PLATFORM, renamed).registered is renamed


def test_of_two_windows_the_earlier_stands_in_either_order() -> None:
    later = structs.replace(WINDOW, registered_at="2026-11-20T11:00:00+08:00")
    assert project(WINDOW, later).registered is WINDOW
    assert project(later, WINDOW).registered is WINDOW


def test_facts_prefill_a_form_until_they_are_purged() -> None:
    record = project(WINDOW)
    assert record.fact("location") == "云栖路1号"
    assert record.fact("legal_representative") == "赵一"
    assert record.fact("scale") == ""
    closed = Sealed[str](WINDOW.sealed_facts[0].value.commitment)
    purged = structs.replace(
        WINDOW, sealed_facts=(structs.replace(WINDOW.sealed_facts[0], value=closed),)
    )
    assert project(purged).fact("legal_representative") == ""


def test_builders_stand_in_their_order_and_the_first_operates() -> None:
    assert project(WINDOW).builders == (BuilderLine("云栖置业有限公司", s.BUILDER),)
    described = project(WINDOW, s.DESCRIBED)
    assert [one.unit for one in described.builders] == ["云栖置业有限公司", "甲市第三中学"]


def test_what_the_department_settled_holds_until_the_platform_speaks_again() -> None:
    record = project(PLATFORM, s.ASKED, s.PASSED)
    assert (record.name, record.heading) == ("云栖家园", ("云栖家园", PLATFORM.code))
    assert record.fact("project_name") == "云栖家园"
    assert project(PLATFORM, s.ASKED, s.PASSED, PLATFORM).name == PLATFORM.project_name
    assert project(PLATFORM, s.ASKED, s.PASSED, s.UNDONE).name == PLATFORM.project_name


def test_every_time_a_project_was_to_come_in_counts() -> None:
    record = project(WINDOW, s.ASKED, s.RETURNED, s.ASKED)
    assert record.brought_in is not None
    assert record.brought_in.times == 2
    assert record.brought_in.returned is None
    assert project(WINDOW, s.ASKED, s.RETURNED).state is ProjectState.KNOWN


def test_applications_and_parts_are_kept_once_by_time() -> None:
    second = structs.replace(s.APPLIED, case="case/b", applied_at="2026-11-20T09:00:00+08:00")
    again = structs.replace(s.APPLIED, applied_at=s.LATER)
    assert project(WINDOW, s.APPLIED, second, again).applied == (second, s.APPLIED)
    assert project(WINDOW, again, s.APPLIED).applied == (s.APPLIED,)
    part = structs.replace(s.SPLIT, part="project/b", part_name="2号楼")
    assert project(WINDOW, part, s.SPLIT).parts == (s.SPLIT, part)


def test_a_result_is_entered_reviewed_binned_and_restored() -> None:
    def state(*events: Event) -> ResultState:
        return project(WINDOW, *events).results[0].state

    queried = structs.replace(s.RESULT, source="permit", pdf_sha256="")
    assert state(s.RESULT) is ResultState.PENDING
    assert state(queried) is ResultState.HELD
    assert state(structs.replace(queried, differences=(s.DIFFERENCE,))) is ResultState.PENDING
    assert state(s.RESULT, s.REVIEWED) is ResultState.HELD
    rejected = structs.replace(s.REVIEWED, passed=False)
    assert state(s.RESULT, rejected) is ResultState.REJECTED
    assert state(queried, rejected) is ResultState.REJECTED
    assert state(s.RESULT, s.REVIEWED, s.RESULT_BINNED) is ResultState.BINNED
    assert state(s.RESULT, s.REVIEWED, s.RESULT_BINNED, s.RESULT_RESTORED) is ResultState.HELD
    assert project(WINDOW, s.RESULT).result("r1") is not None
    assert project(WINDOW, s.RESULT).result("r2") is None


def test_a_results_pdf_goes_to_the_hub_before_it() -> None:
    assert blobs_in(s.RESULT) == ("ab" * 32,)
    assert blobs_in(structs.replace(s.RESULT, pdf_sha256="")) == ()


def test_what_was_put_off_is_owed_until_it_comes() -> None:
    def owed(*events: Event) -> list[str]:
        return [one.key for one in project(WINDOW, s.DEFERRED, *events).open_limits]

    assert owed() == ["d1"]
    assert owed(s.RESULT) == ["d1"]
    assert owed(s.RESULT, s.REVIEWED) == []
    assert owed(s.MET) == []
    assert owed(structs.replace(s.DEFERRED, limit=s.owed("d1"))) == ["d1"]


def test_the_archive_is_owed_until_it_is_delivered() -> None:
    def owed(*events: Event) -> list[str]:
        return [one.key for one in project(WINDOW, s.PROMISED, *events).open_limits]

    assert owed() == ["archive"]
    assert owed(s.MISSING) == ["archive"]
    assert owed(s.DELIVERED) == []
    assert owed(s.ENDED) == []
    missing = project(WINDOW, s.MISSING, s.MISSING).closing
    assert (missing.missing, missing.delivered, missing.finished) == (2, False, False)
    assert project(WINDOW, s.COMPLETED, s.DELIVERED).closing.finished


def test_a_recount_reaches_a_projects_limits() -> None:
    line = s.owed("archive")
    changed = RecountedLine(line.key, line.start, line.due, 5, line.start, "later", "改", "…")
    recount = LimitsRecounted("calendar", "", "", s.LATER, (changed,))
    assert [one.due for one in project(WINDOW, s.PROMISED, recount).open_limits] == ["later"]


def test_nothing_comes_before_the_registration_and_a_newer_event_makes_it_read_only() -> None:
    assert fold("project/p1", [s.APPLIED]) is None
    assert project(WINDOW, UnknownEvent("ProjectMoved.v9", b"{}")).unknown
    assert project(WINDOW, s.ENDED, UnknownEvent("ProjectMoved.v9", b"{}")).unknown


def test_what_the_platform_says_leaves_everything_else() -> None:
    record = project(WINDOW, s.APPLIED, s.SPLIT, s.RESULT, PLATFORM)
    assert record.registered is PLATFORM
    assert (record.applied, record.parts, len(record.results)) == ((s.APPLIED,), (s.SPLIT,), 1)
    assert record.corrections == ()
    assert FormEntry("location", "云栖路1号", "project") in record.registered.facts
