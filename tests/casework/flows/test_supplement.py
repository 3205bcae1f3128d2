"""补录: systems first, then the PDF with its key data; reviewed, binned, put off and supplied."""

from dataclasses import replace

import pytest
from msgspec import structs

from casework.flows.deferral import DEFER, SUPPLY, Defer, Supply
from casework.flows.intake import TAKE_IN
from casework.flows.prerequisites import ORDER, Answer, Known, Outcome, Source, Standing, view
from casework.flows.project_tree import holdings
from casework.flows.result_bin import (
    BIN,
    BIN_REVIEWED,
    RESTORE,
    RESTORE_REVIEWED,
    BinResult,
    RestoreResult,
)
from casework.flows.supplement import REVIEWED, SUPPLEMENT, Review, Supplement, task_of
from casework.records.case_events import FormEntry, PageRef, SealedEntry
from casework.records.event import Event, Staged
from casework.records.project import ProjectRecord
from casework.records.project_events import DifferenceLine, ProjectEnded, ResultSupplemented
from casework.records.project_results import ResultState
from casework.records.registry import blobs_in
from casework.records.sealed import Sealed
from casework.records.task import TaskOpened, TaskRecord, TaskState
from tests.casework.flows.intakes import CASE, CREDIT_CODE, NOW, Memory, refused, taken
from tests.casework.flows.project_packs import (
    ITEM,
    MAIN,
    PART,
    REGISTERED,
    department,
    folded,
    known,
    law,
    window,
)
from tests.casework.records.project_samples import ENDED

IDENT = "01a1f951-3333-7e0e-aeb9-33093725fc1d"
ORGAN = "自然资源和规划部门"
PDF = PageRef("cd" * 32, "application/pdf", 48213, "file")
AREA = FormEntry("area", "73974.05", "typed")


def tried(outcome: Outcome = Outcome.NONE, *sources: Source) -> tuple[Answer, ...]:
    asked = sources or ORDER
    return tuple(Answer("planning_permit", one, outcome, NOW.isoformat()) for one in asked)


UPLOADED = Supplement(
    project=MAIN,
    item=ITEM,
    ident=IDENT,
    key="planning_permit",
    number=" 建字第1号 ",
    organ=ORGAN,
    issued_on="2022-02-18",
    asked_by=CREDIT_CODE,
    data=(AREA,),
    sealed_data=(SealedEntry("designer", Sealed.of("闻人越"), "typed"),),
    pdf=PDF,
    answers=tried(),
)
QUERIED = replace(UPLOADED, source="permit", pdf=None, answers=(), theirs=(AREA,))


def entered(request: Supplement = UPLOADED) -> Memory:
    memory = known()
    memory.perform(SUPPLEMENT, request, window())
    return memory


def project(memory: Memory) -> ProjectRecord:
    record = folded(memory, MAIN, ProjectRecord)
    assert isinstance(record, ProjectRecord)
    return record


def state(memory: Memory) -> ResultState:
    return project(memory).results[0].state


def task(memory: Memory) -> TaskRecord:
    record = folded(memory, task_of(IDENT), TaskRecord)
    assert isinstance(record, TaskRecord)
    return record


def test_a_pdf_with_its_key_data_waits_for_the_issuing_department() -> None:
    memory = known()
    result, opened = memory.perform(SUPPLEMENT, UPLOADED, window())
    assert isinstance(result, ResultSupplemented)
    assert (result.result_name, result.number) == ("建设工程规划许可证", "建字第1号")
    assert (result.source, result.pdf_sha256, result.pdf_size) == ("upload", "cd" * 32, 48213)
    assert (result.entered_by, result.asked_by) == ("clerk-1", CREDIT_CODE)
    assert blobs_in(result) == ("cd" * 32,)
    assert state(memory) is ResultState.PENDING
    assert isinstance(opened, TaskOpened)
    assert "建设工程规划许可证 建字第1号（自然资源和规划部门）" in opened.text
    assert len(task_of(IDENT)) <= 64


def test_what_a_system_gave_counts_at_once_where_it_matches() -> None:
    memory = known()
    (result,) = memory.perform(SUPPLEMENT, QUERIED, window())
    assert isinstance(result, ResultSupplemented)
    assert (result.source, result.pdf_sha256, result.differences) == ("permit", "", ())
    assert state(memory) is ResultState.HELD


def test_what_a_system_says_otherwise_is_settled_by_the_department() -> None:
    other = replace(QUERIED, theirs=(FormEntry("area", "7397.45", "system"),))
    memory = entered(other)
    assert state(memory) is ResultState.PENDING
    difference = DifferenceLine("area", "73974.05", "7397.45", ORGAN)
    assert project(memory).results[0].supplemented.differences == (difference,)
    unsettled = Review(MAIN, ITEM, IDENT, passed=True)
    error = refused(lambda: memory.perform(REVIEWED, unsettled, department(ORGAN)))
    assert (error.code, error.facts["fields"]) == ("PJ-114", "area")
    settled = replace(unsettled, corrections=(FormEntry("area", "7397.45", "department"),))
    memory.perform(REVIEWED, settled, department(ORGAN))
    assert state(memory) is ResultState.HELD


@pytest.mark.parametrize("source", Source)
def test_every_connected_system_is_a_source_and_no_other(source: Source) -> None:
    assert state(entered(replace(QUERIED, source=source.value))) is ResultState.HELD
    city = replace(QUERIED, source="city_system")
    error = refused(lambda: entered(city))
    assert (error.code, error.facts["source"]) == ("PJ-144", "city_system")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "none"}, "PJ-140"),
        ({"number": "  "}, "PJ-141"),
        ({"organ": ""}, "PJ-141"),
        ({"issued_on": "2022-02-30"}, "PJ-142"),
        ({"issued_on": "2026-11-21"}, "PJ-142"),
        ({"pdf": None}, "PJ-143"),
        ({"pdf": structs.replace(PDF, media_type="image/jpeg")}, "PJ-143"),
        ({"source": "permit"}, "PJ-144"),
        ({"answers": ()}, "PJ-145"),
        ({"answers": tried(Outcome.NONE, *ORDER[1:])}, "PJ-145"),
        (
            {"answers": (*tried(Outcome.NONE, *ORDER[1:]), *tried(Outcome.FOUND, ORDER[0]))},
            "PJ-145",
        ),
        ({"asked_by": "12345678-9"}, "PJ-102"),
        ({"project": PART}, "PJ-111"),
    ],
)
def test_what_is_no_supplement(changes: dict[str, object], code: str) -> None:
    memory = known()
    request = replace(UPLOADED, **changes)  # type: ignore[arg-type]
    assert refused(lambda: memory.perform(SUPPLEMENT, request, window())).code == code
    assert len(memory.staged) == 1


def test_the_systems_that_were_not_asked_are_named() -> None:
    error = refused(lambda: entered(replace(UPLOADED, answers=tried(Outcome.NONE, *ORDER[:2]))))
    assert error.facts["systems"] == "施工监理合同、施工许可及质安监"


def test_a_system_out_of_reach_does_not_stop_the_window() -> None:
    assert state(entered(replace(UPLOADED, answers=tried(Outcome.SILENT)))) is ResultState.PENDING


def test_one_result_is_entered_once_until_it_is_out() -> None:
    memory = entered()
    again = replace(UPLOADED, ident="01a1f951-4444-7e0e-aeb9-33093725fc1d")
    assert refused(lambda: memory.perform(SUPPLEMENT, again, window())).code == "PJ-146"
    memory.perform(BIN, BinResult(MAIN, ITEM, IDENT, "扫错了"), window())
    memory.perform(SUPPLEMENT, again, window())
    assert len(project(memory).results) == 2
    assert refused(lambda: known(ENDED).perform(SUPPLEMENT, UPLOADED, window())).code == "PJ-111"


def test_the_review_lets_it_count_or_not_with_a_reason() -> None:
    passed, failed = entered(), entered()
    passed.perform(REVIEWED, Review(MAIN, ITEM, IDENT, passed=True), department(ORGAN))
    (held,) = holdings(MAIN, {MAIN: project(passed)}, {})
    assert (held.counts, held.reviewer) == (True, ORGAN)
    assert (state(passed), task(passed).state) == (ResultState.HELD, TaskState.ANSWERED)
    silent = Review(MAIN, ITEM, IDENT, passed=False)
    assert refused(lambda: failed.perform(REVIEWED, silent, department(ORGAN))).code == "PJ-116"
    failed.perform(REVIEWED, replace(silent, reason="编号不存在"), department(ORGAN))
    assert state(failed) is ResultState.REJECTED
    answer = task(failed).answered
    assert answer is not None
    assert answer.text == "编号不存在"


def test_only_a_department_reviews_what_is_there() -> None:
    memory = entered()
    review = Review(MAIN, ITEM, IDENT, passed=True)
    assert refused(lambda: memory.perform(REVIEWED, review, department(""))).code == "PE-304"
    missing = replace(review, ident="none")
    assert refused(lambda: memory.perform(REVIEWED, missing, department(ORGAN))).code == "PJ-147"


BINNING, RESTORING = BinResult(MAIN, ITEM, IDENT, "扫错了"), RestoreResult(MAIN, ITEM, IDENT)


def test_who_entered_it_deletes_it_until_somebody_reviewed_it() -> None:
    memory = entered()
    error = refused(lambda: memory.perform(BIN, BINNING, window("clerk-2")))
    assert (error.code, error.facts["who"]) == ("PJ-132", "clerk-1")
    memory.perform(BIN, BINNING, window())
    assert state(memory) is ResultState.BINNED
    assert refused(lambda: memory.perform(BIN, BINNING, window())).code == "PJ-147"
    assert refused(lambda: memory.perform(RESTORE, RESTORING, window("clerk-2"))).code == "PJ-132"
    memory.perform(RESTORE, RESTORING, window())
    assert state(memory) is ResultState.PENDING
    assert refused(lambda: memory.perform(RESTORE, RESTORING, window())).code == "PJ-147"
    blank = replace(BINNING, reason=" ")
    assert refused(lambda: memory.perform(BIN, blank, window())).code == "PJ-116"


def test_who_reviewed_it_deletes_it_from_then_on() -> None:
    memory = entered()
    memory.perform(REVIEWED, Review(MAIN, ITEM, IDENT, passed=True), department(ORGAN))
    assert refused(lambda: memory.perform(BIN, BINNING, window())).facts["who"] == ORGAN
    other = department("住房和城乡建设部门")
    assert refused(lambda: memory.perform(BIN_REVIEWED, BINNING, other)).code == "PJ-132"
    memory.perform(BIN_REVIEWED, BINNING, department(ORGAN))
    assert state(memory) is ResultState.BINNED
    memory.perform(RESTORE_REVIEWED, RESTORING, department(ORGAN))
    assert state(memory) is ResultState.HELD


def test_an_inherited_result_is_read_only_in_the_part() -> None:
    memory = entered(QUERIED)
    part = structs.replace(REGISTERED, parent=MAIN, project_name="1号楼", origin="window")
    memory.staged.append(Staged(PART, part))
    records = {stream: memory.load(stream).record for stream in (MAIN, PART)}
    projects = {name: one for name, one in records.items() if isinstance(one, ProjectRecord)}
    (held,) = holdings(PART, projects, {})
    assert (held.owner, held.inherited, held.counts) == (MAIN, True, True)
    on_part = replace(BINNING, project=PART)
    error = refused(lambda: memory.perform(BIN, on_part, window()))
    assert (error.code, error.facts["project"]) == ("PJ-147", "1号楼")


def with_case(*events: Event) -> Memory:
    memory = known(*events)
    memory.perform(TAKE_IN, taken(project=MAIN), window())
    return memory


DEFERRING = Defer(MAIN, ITEM, CASE, "planning_permit")


def test_a_result_that_the_pack_lets_wait_is_put_off_to_a_day() -> None:
    memory = with_case()
    memory.perform(DEFER, DEFERRING, window())
    record = project(memory)
    (line,) = record.open_limits
    assert (line.key, line.due) == ("deferred_planning_permit", "2026-12-11T17:30:00+08:00")
    assert (record.deferred[0].case, record.deferred[0].result_name) == (CASE, "建设工程规划许可证")
    put_off = frozenset(one.key for one in record.deferred)
    needed = view(law().item(ITEM), Known(deferred=put_off), law())
    assert (needed[0].standing, needed[0].allows) == (Standing.DEFERRED, True)
    assert refused(lambda: memory.perform(DEFER, DEFERRING, window())).code == "PJ-148"


def test_what_was_put_off_ends_with_its_number_or_its_supplement() -> None:
    supplied, reviewed = with_case(), with_case()
    for memory in (supplied, reviewed):
        memory.perform(DEFER, DEFERRING, window())
    supplied.perform(SUPPLY, Supply(MAIN, ITEM, "planning_permit", "建字第1号"), window())
    assert project(supplied).open_limits == ()
    reviewed.perform(SUPPLEMENT, UPLOADED, window())
    assert len(project(reviewed).open_limits) == 1
    reviewed.perform(REVIEWED, Review(MAIN, ITEM, IDENT, passed=True), department(ORGAN))
    assert project(reviewed).open_limits == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "drawing_approval"}, "PJ-148"),
        ({"item": "planning"}, "PJ-148"),
        ({"case": "case/none"}, "PJ-117"),
    ],
)
def test_only_what_the_pack_names_for_a_case_of_the_project_is_put_off(
    changes: dict[str, str], code: str
) -> None:
    request = replace(DEFERRING, **changes)
    assert refused(lambda: with_case().perform(DEFER, request, window())).code == code


def test_what_is_held_is_not_put_off_and_what_was_not_put_off_is_not_supplied() -> None:
    memory = with_case()
    memory.perform(SUPPLEMENT, QUERIED, window())
    assert refused(lambda: memory.perform(DEFER, DEFERRING, window())).code == "PJ-148"
    supply = Supply(MAIN, ITEM, "planning_permit", "建字第1号")
    assert refused(lambda: memory.perform(SUPPLY, supply, window())).code == "PJ-148"
    assert refused(lambda: memory.perform(SUPPLY, replace(supply, number=""), window())).code == (
        "PJ-141"
    )
    ended = known(ProjectEnded(MAIN, "…", NOW.isoformat()))
    assert refused(lambda: ended.perform(SUPPLY, supply, window())).code == "PJ-111"
