"""After issuing: archive the bytes once, then say whether the paper came out."""

from dataclasses import replace

import pytest

from casework.flows.intake import TAKE_IN
from casework.flows.printing import CONFIRM, FILE, ConfirmPrint, FileNotice
from casework.records.case_events import NoticeFiled, NoticePrinted
from tests.casework.flows.exempting import EXEMPTION, at_window, exempted, record_in
from tests.casework.flows.intakes import CASE, Memory, clerk, context, refused, reserved, taken

ITEM = "joint_acceptance"
NUMBER = "郑窗收〔2026〕00012号"
SHA = "cd" * 32


@pytest.fixture
def memory() -> Memory:
    made = Memory(*reserved())
    made.perform(TAKE_IN, taken())
    return made


def file(number: str = NUMBER, item: str = ITEM) -> FileNotice:
    return FileNotice(CASE, item, number, SHA, 2000)


def confirm(number: str = NUMBER, *, out: bool = True, reason: str = "") -> ConfirmPrint:
    return ConfirmPrint(CASE, ITEM, number, 2, out, reason)


def test_a_paper_is_archived_and_printed(memory: Memory) -> None:
    assert memory.perform(FILE, file()) == (NoticeFiled(NUMBER, SHA, 2000),)
    assert memory.perform(CONFIRM, confirm()) == (NoticePrinted(NUMBER, SHA, 2, True),)
    paper = memory.case().paper(NUMBER)
    assert paper is not None
    assert (paper.pdf_sha256, paper.copies_out) == (SHA, 2)


def test_a_print_that_failed_keeps_its_reason_and_may_be_repeated(memory: Memory) -> None:
    memory.perform(FILE, file())
    (failed,) = memory.perform(CONFIRM, confirm(out=False, reason="卡纸"))
    assert failed == NoticePrinted(NUMBER, SHA, 2, False, "卡纸")
    memory.perform(CONFIRM, confirm())
    paper = memory.case().paper(NUMBER)
    assert paper is not None
    assert paper.copies_out == 2


def test_what_is_not_issued_cannot_be_archived_or_printed(memory: Memory) -> None:
    assert refused(lambda: memory.perform(FILE, file("N9"))).code == "IN-130"
    assert refused(lambda: memory.perform(CONFIRM, confirm("N9"))).code == "IN-130"
    assert refused(lambda: Memory().perform(FILE, file())).code == "IN-130"


def test_a_paper_is_archived_once(memory: Memory) -> None:
    memory.perform(FILE, file())
    assert refused(lambda: memory.perform(FILE, file())).code == "IN-131"


def test_nothing_was_printed_before_it_was_archived(memory: Memory) -> None:
    assert refused(lambda: memory.perform(CONFIRM, confirm())).code == "IN-132"


def test_a_print_that_failed_needs_a_reason(memory: Memory) -> None:
    memory.perform(FILE, file())
    assert refused(lambda: memory.perform(CONFIRM, confirm(out=False))).code == "IN-133"


def test_papers_of_another_item_are_not_reached_through_an_own_grant(memory: Memory) -> None:
    where = context(who=clerk(item="drawing_review"))
    request = file(item="drawing_review")
    assert refused(lambda: memory.perform(FILE, request, where)).code == "IN-121"
    assert refused(lambda: memory.perform(FILE, file(), where)).code == "PE-301"


def test_the_paper_of_an_exemption_is_filed_and_printed_alike() -> None:
    memory = exempted()
    (paper,) = record_in(memory).papers
    item = record_in(memory).item
    filed = FileNotice(EXEMPTION, item, paper.number, SHA, 48213)
    foreign = replace(filed, item="joint_acceptance")
    assert refused(lambda: memory.perform(FILE, foreign, at_window())).code in ("IN-121", "PE-301")
    memory.perform(FILE, filed, at_window())
    memory.perform(
        CONFIRM, ConfirmPrint(EXEMPTION, item, paper.number, 2, came_out=True), at_window()
    )
    (printed,) = record_in(memory).papers
    assert (printed.pdf_sha256, printed.copies_out) == (SHA, 2)
