"""The end of a project: everything filed, every archive delivered, what is unfinished blocks it."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows.project_closing import (
    ASK_CLOSING,
    CONFIRM_ARCHIVE,
    END,
    FILE_COMPLETION,
    PROMISE_ARCHIVE,
    AskClosing,
    ConfirmArchive,
    End,
    FileCompletion,
    PromiseArchive,
    family,
    unfinished,
)
from casework.records.event import Event, Staged
from casework.records.project import ProjectRecord, ProjectState
from casework.records.project_events import (
    OF_DEPARTMENTS,
    ArchiveConfirmed,
    ClosingAsked,
    CompletionFiled,
    ProjectBinned,
    ProjectEnded,
    ProjectSplit,
)
from casework.records.task import TaskOpened
from tests.casework.flows.intakes import CREDIT_CODE, NOW, Memory, refused
from tests.casework.flows.project_packs import (
    CODE,
    ITEM,
    MAIN,
    PART,
    REGISTERED,
    SIBLING,
    department,
    known,
    law,
    window,
)
from tests.casework.records.project_samples import ENDED, project_after

ARCHIVE = "城建档案馆"
AT = NOW.isoformat()
FILED = CompletionFiled("case/x", ("备1",), AT)
DELIVERED = ArchiveConfirmed(True, ARCHIVE, "档收1", "", AT)
SPLIT = (
    ProjectSplit(PART, "1号楼", CREDIT_CODE, "clerk-1", AT),
    ProjectSplit(SIBLING, "2号楼", CREDIT_CODE, "clerk-1", AT),
)


def part(name: str, parent: str = MAIN) -> Event:
    return structs.replace(REGISTERED, parent=parent, project_name=name, origin="window")


def tree(
    main: tuple[Event, ...] = (),
    one: tuple[Event, ...] = (),
    two: tuple[Event, ...] = (),
) -> Memory:
    """A main project with two parts and what happened to each."""
    memory = known(*SPLIT, *main)
    memory.staged += [Staged(PART, event) for event in (part("1号楼"), *one)]
    memory.staged += [Staged(SIBLING, event) for event in (part("2号楼"), *two)]
    return memory


def state(memory: Memory, stream: str) -> ProjectState:
    record = memory.load(stream).record
    assert isinstance(record, ProjectRecord)
    return record.state


DONE = (FILED, DELIVERED)
ENDING = End(MAIN, ITEM, (PART, SIBLING))


def test_the_main_project_ends_with_all_its_parts_when_all_is_done() -> None:
    memory = tree(DONE, DONE, DONE)
    events = memory.perform(END, ENDING, department(ARCHIVE))
    ended = ProjectEnded(MAIN, ARCHIVE, AT)
    assert events[:3] == (ended, ended, ended)
    told = events[3]
    assert isinstance(told, TaskOpened)
    assert (told.key, told.to) == ("archive_handover", ARCHIVE)
    assert {state(memory, one) for one in (MAIN, PART, SIBLING)} == {ProjectState.ENDED}
    again = refused(lambda: memory.perform(END, ENDING, department(ARCHIVE)))
    assert again.code == "PJ-111"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        ((), "1号楼（未完成竣工验收备案、未交付档案）"),
        ((FILED,), "1号楼（未交付档案）"),
        ((DELIVERED,), "1号楼（未完成竣工验收备案）"),
        ((FILED, structs.replace(DELIVERED, delivered=False)), "1号楼（未交付档案）"),
    ],
)
def test_an_unfinished_part_blocks_the_end_and_is_named(one: tuple[Event, ...], words: str) -> None:
    memory = tree(DONE, one, DONE)
    error = refused(lambda: memory.perform(END, ENDING, department(ARCHIVE)))
    assert (error.code, error.facts["parts"]) == ("PJ-165", words)
    assert state(memory, MAIN) is ProjectState.KNOWN


def test_the_main_project_itself_has_to_be_done() -> None:
    error = refused(lambda: tree((), DONE, DONE).perform(END, ENDING, department(ARCHIVE)))
    assert str(error.facts["parts"]).startswith("云栖家园一期（")


def test_a_part_in_the_bin_blocks_nothing_and_is_not_ended() -> None:
    memory = tree(DONE, (ProjectBinned("不建了", "clerk-1", AT),), DONE)
    memory.perform(END, ENDING, department(ARCHIVE))
    assert state(memory, MAIN) is ProjectState.ENDED
    assert state(memory, PART) is ProjectState.BINNED


def test_a_part_that_was_left_out_of_the_check_is_missed() -> None:
    memory = tree(DONE, (), DONE)
    short = replace(ENDING, parts=(SIBLING,))
    assert refused(lambda: memory.perform(END, short, department(ARCHIVE))).code == "PJ-166"


def test_a_part_of_a_part_counts_too() -> None:
    unit = project_after(part("一单元", PART))
    projects = {
        MAIN: project_after(REGISTERED, *DONE),
        PART: project_after(part("1号楼"), *DONE),
        "project/unit": unit,
        "project/other": project_after(structs.replace(REGISTERED, project_name="别的")),
    }
    assert set(family(MAIN, projects)) == {MAIN, PART, "project/unit"}
    assert [one.words for one in unfinished(MAIN, projects)] == [
        "一单元（未完成竣工验收备案、未交付档案）"
    ]


def test_only_a_main_project_ends_and_only_by_a_department() -> None:
    memory = tree(DONE, DONE, DONE)
    on_part = End(PART, ITEM, (SIBLING,))
    assert refused(lambda: memory.perform(END, on_part, department(ARCHIVE))).code == "PJ-164"
    nowhere = End("project/none", ITEM)
    assert refused(lambda: memory.perform(END, nowhere, department(ARCHIVE))).code == "PJ-164"
    assert refused(lambda: memory.perform(END, ENDING, department(""))).code == "PE-304"
    assert refused(lambda: memory.perform(END, ENDING, window())).code == "PE-301"
    assert {CompletionFiled, ArchiveConfirmed, ProjectEnded} <= OF_DEPARTMENTS


def confirming(delivered: bool = True, project: str = PART) -> ConfirmArchive:
    number = "档收2" if delivered else ""
    return ConfirmArchive(project, ITEM, delivered, MAIN, (PART, SIBLING), number)


def test_the_last_archive_ends_the_main_project_by_itself() -> None:
    memory = tree(DONE, (FILED,), DONE)
    events = memory.perform(CONFIRM_ARCHIVE, confirming(), department(ARCHIVE))
    assert [type(event) for event in events] == [
        ArchiveConfirmed,
        ProjectEnded,
        ProjectEnded,
        ProjectEnded,
        TaskOpened,
    ]
    assert state(memory, MAIN) is ProjectState.ENDED


def test_an_archive_before_the_last_ends_nothing() -> None:
    for memory in (tree(DONE, (FILED,), (FILED,)), tree((DELIVERED,), (FILED,), DONE)):
        events = memory.perform(CONFIRM_ARCHIVE, confirming(), department(ARCHIVE))
        assert [type(event) for event in events] == [ArchiveConfirmed]
    memory = tree(DONE, (FILED,), ())
    short = replace(confirming(), parts=(PART,))
    events = memory.perform(CONFIRM_ARCHIVE, short, department(ARCHIVE))
    assert [type(event) for event in events] == [ArchiveConfirmed]


def test_a_missing_archive_is_told_to_the_builder_every_time() -> None:
    memory = tree(DONE, (FILED,), DONE)
    for nth in ("", "-2"):
        missing = replace(confirming(delivered=False), remark="缺竣工图。")
        confirmed, told = memory.perform(CONFIRM_ARCHIVE, missing, department(ARCHIVE))
        assert isinstance(confirmed, ArchiveConfirmed)
        assert not confirmed.delivered
        assert isinstance(told, TaskOpened)
        assert (told.to, told.about) == ("建设单位", PART)
        assert "缺竣工图" in told.text
        stream = f"task/{PART.partition('/')[2]}-archive_missing{nth}"
        assert memory.load(stream).record is not None


def test_a_delivery_has_its_receipt() -> None:
    blank = replace(confirming(), number=" ")
    memory = tree(DONE, (FILED,), DONE)
    assert refused(lambda: memory.perform(CONFIRM_ARCHIVE, blank, department(ARCHIVE))).code == (
        "PJ-163"
    )
    error = refused(lambda: memory.perform(CONFIRM_ARCHIVE, confirming(), department("")))
    assert error.code == "PE-304"


def test_completion_is_filed_with_at_least_one_form() -> None:
    memory = known()
    filing = FileCompletion(MAIN, ITEM, "case/x", ("备1", " ", "备2"))
    (filed,) = memory.perform(FILE_COMPLETION, filing, department())
    assert filed == CompletionFiled("case/x", ("备1", "备2"), AT)
    bare = replace(filing, forms=(" ",))
    assert refused(lambda: memory.perform(FILE_COMPLETION, bare, department())).code == "PJ-160"
    assert refused(lambda: memory.perform(FILE_COMPLETION, filing, department(""))).code == "PE-304"


def test_the_builder_promises_a_day_once() -> None:
    memory = known()
    memory.perform(PROMISE_ARCHIVE, PromiseArchive(MAIN, ITEM, "2026-12-18"), window())
    record = memory.load(MAIN).record
    assert isinstance(record, ProjectRecord)
    (line,) = record.open_limits
    assert (line.kind, line.due) == ("agreed", "2026-12-18T17:30:00+08:00")
    assert "2026年12月18日" in line.sentence
    later = PromiseArchive(MAIN, ITEM, "2027-12-18")
    error = refused(lambda: memory.perform(PROMISE_ARCHIVE, later, window()))
    assert (error.code, error.facts["day"]) == ("PJ-162", "2026-12-18")


@pytest.mark.parametrize("day", ["", "2026-02-30", "2026-11-20", "2020-01-01"])
def test_a_promise_is_a_day_to_come(day: str) -> None:
    request = PromiseArchive(MAIN, ITEM, day)
    assert refused(lambda: known().perform(PROMISE_ARCHIVE, request, window())).code == "PJ-161"


def test_a_region_without_the_promise_says_so() -> None:
    bare = law(('key = "project_archive"', 'key = "other_archive"'))
    request = PromiseArchive(MAIN, ITEM, "2026-12-18")
    error = refused(lambda: known().perform(PROMISE_ARCHIVE, request, window(law=bare)))
    assert (error.code, error.facts["key"]) == ("PJ-119", "project_archive")


def test_the_first_builder_may_ask_for_the_end() -> None:
    memory = known(FILED)
    (asked,) = memory.perform(ASK_CLOSING, AskClosing(MAIN, ITEM, CREDIT_CODE), window())
    assert asked == ClosingAsked(CREDIT_CODE, "clerk-1", AT)
    other = AskClosing(MAIN, ITEM, "12345678-9")
    assert refused(lambda: memory.perform(ASK_CLOSING, other, window())).code == "PJ-102"
    early = AskClosing(MAIN, ITEM, CREDIT_CODE)
    assert refused(lambda: known().perform(ASK_CLOSING, early, window())).code == "PJ-165"
    assert refused(lambda: known(ENDED).perform(ASK_CLOSING, early, window())).code == "PJ-111"
    assert CODE in MAIN
