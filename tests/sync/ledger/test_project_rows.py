"""Rows of projects: kind and state, the recycle bin, parts behind their main project, drafts."""

from datetime import timedelta

import pytest

from casework.records.event import Event
from casework.records.ids import new_id, stream_of
from casework.records.project_events import (
    ArchivePromised,
    Beginning,
    BuilderLine,
    ImportPassed,
    ImportRequested,
    ProjectBinned,
    ProjectDescribed,
    ProjectEnded,
    ProjectRegistered,
    ProjectRestored,
    Works,
)
from casework.rows import ProjectRow
from sync.ledger.lists import Lists
from sync.ledger.opening import Opened
from tests.casework.records.project_samples import owed
from tests.sync.ledger.conftest import NOW, act_of

AT = NOW.isoformat()
CODE = "2103-990101-04-01-100001"
MAIN, PART = (stream_of("project", new_id(NOW + timedelta(seconds=at))) for at in range(2))


def registered(name: str = "云栖家园", parent: str = "") -> ProjectRegistered:
    return ProjectRegistered(CODE, "", name, parent, "云栖置业", "", (), (), "platform", AT)


@pytest.fixture
def lists(opened: Opened) -> Lists:
    opened.ledger.append(act_of(registered("1号楼", MAIN), stream=PART))
    opened.ledger.append(act_of(registered(), stream=MAIN))
    return Lists(opened.store, "hall-1")


def main(lists: Lists) -> ProjectRow:
    return next(row for row in lists.find_projects("云栖家园") if row.stream == MAIN)


def test_a_main_project_stands_before_the_parts_that_share_its_code(lists: Lists) -> None:
    assert [row.stream for row in lists.find_projects(CODE)] == [MAIN, PART]
    assert [row.stream for row in lists.find_projects("")] == [MAIN, PART]


def test_a_row_follows_its_project(opened: Opened, lists: Lists) -> None:
    builders = (BuilderLine("翠苑集团", ""), BuilderLine("云栖置业", ""))
    described = ProjectDescribed(Beginning.IN_PROGRESS, Works.EXTENSION, builders, "c", AT)
    steps: list[tuple[Event, str]] = [
        (described, "known"),
        (ImportRequested("工程项目", (), "", "c", AT), "asked"),
        (ImportPassed("", (), True, AT, "…", "默认", AT), "imported"),
        (ProjectEnded(MAIN, "档案馆", AT), "ended"),
    ]
    for event, state in steps:
        opened.ledger.append(act_of(event, stream=MAIN))
        row = main(lists)
        assert (row.state, row.beginning, row.works) == (state, "in_progress", "extension")
        assert row.builder == "翠苑集团"
    assert [row.stream for row in lists.find_projects("翠苑")] == [MAIN]


def test_the_bin_hides_a_part_and_gives_it_back(opened: Opened, lists: Lists) -> None:
    opened.ledger.append(act_of(ProjectBinned("空", "c", AT), stream=PART))
    assert lists.sub_projects(MAIN) == ()
    assert [row.stream for row in lists.find_projects("")] == [MAIN]
    assert [row.stream for row in lists.find_projects("1号楼")] == []
    assert [row.state for row in lists.bin(MAIN)] == ["binned"]
    opened.ledger.append(act_of(ProjectRestored("c", AT), stream=PART))
    assert [row.stream for row in lists.sub_projects(MAIN)] == [PART]
    assert lists.bin(MAIN) == ()


def test_what_a_project_owes_is_among_the_limits(opened: Opened, lists: Lists) -> None:
    promised = ArchivePromised("permit", "2026-12-18", owed("archive"), AT)
    opened.ledger.append(act_of(promised, stream=MAIN))
    (line,) = lists.limits(MAIN)
    assert (line.stream, line.key, line.project_name, line.number) == (
        MAIN,
        "archive",
        "云栖家园",
        CODE,
    )


def test_drafts_are_found_by_their_project(opened: Opened) -> None:
    for at, (draft, project) in enumerate((("a", MAIN), ("b", PART), ("c", MAIN), ("d", ""))):
        opened.drafts.save(draft, f"kind{at}", b"", NOW + timedelta(minutes=at), project=project)
    assert [one.draft for one in opened.drafts.of_project(MAIN)] == ["c", "a"]
    opened.drafts.save("a", "kind0", b"", NOW, project=PART)
    assert {one.draft for one in opened.drafts.of_project(PART)} == {"a", "b"}
