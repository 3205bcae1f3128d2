"""补发受理通知书: who issues it, what it says, and that it is issued once."""

from dataclasses import replace

import pytest

from casework.act import Context
from casework.flows import late_notice, printing
from casework.flows.deciding import Accept
from casework.flows.intake import TAKE_IN
from casework.flows.late_notice import LateNotice, is_owed
from casework.flows.on_case import OnCase
from casework.law.items import Body
from casework.people.grants import Duty
from casework.records.notice import NoticeKind, NoticeRecord, decode_record
from tests.casework.flows.intakes import CASE, NUMBERS, Memory, clerk, context, refused, taken
from tests.casework.flows.test_case_silence import LATER, RECEIVED, SYSTEM, deemed, received
from tests.casework.flows.test_recount import ITEM, PERMIT

ON = OnCase(CASE, ITEM.code, NUMBERS)
NOTICE = LateNotice(ON)
AT_WINDOW = context(LATER, SYSTEM)
DEPARTMENT_LAW = replace(
    SYSTEM, items={**SYSTEM.items, ITEM.code: replace(PERMIT, accepting_body=Body.DEPARTMENT)}
)


def department() -> Context:
    who = replace(clerk(duty=Duty.HANDLE), department=ITEM.lead)
    return context(LATER, DEPARTMENT_LAW, who)


def silent() -> Memory:
    """A case that silence has accepted."""
    memory = received()
    deemed(memory)
    return memory


def paper(memory: Memory) -> NoticeRecord:
    (found,) = (one for one in memory.case().papers if one.kind is NoticeKind.ACCEPTANCE)
    assert found.record is not None
    return decode_record(found.record.encode())


def test_the_window_issues_it_from_its_own_block_with_the_day_of_receipt() -> None:
    memory = silent()
    assert is_owed(memory.case())
    memory.perform(late_notice.ISSUE, NOTICE, AT_WINDOW)
    record = paper(memory)
    assert record.number
    assert (record.accepted_at, record.made_at) == (RECEIVED.isoformat(), LATER.isoformat())
    assert "逾期不告知的，自收到申请材料之日起即为受理" in record.opening
    assert "2026年11月9日10:00提交" in record.opening
    assert "《中华人民共和国行政许可法》第三十二条" in record.opening
    assert not is_owed(memory.case())
    again = refused(lambda: memory.perform(late_notice.ISSUE, NOTICE, AT_WINDOW))
    assert again.code == "GN-116"


def test_it_is_filed_and_printed_like_any_paper() -> None:
    memory = silent()
    memory.perform(late_notice.ISSUE, NOTICE, AT_WINDOW)
    number = paper(memory).number
    memory.perform(
        printing.FILE, printing.FileNotice(CASE, ITEM.code, number, "ab" * 32, 9), AT_WINDOW
    )
    memory.perform(
        printing.CONFIRM, printing.ConfirmPrint(CASE, ITEM.code, number, 2, True), AT_WINDOW
    )
    found = memory.case().paper(number)
    assert found is not None
    assert found.copies_out


@pytest.mark.parametrize("decision", [Accept(), None])
def test_what_was_accepted_by_somebody_or_not_at_all_owes_none(decision: Accept | None) -> None:
    memory = Memory()
    memory.perform(TAKE_IN, taken(decision), context(law=SYSTEM))
    error = refused(lambda: memory.perform(late_notice.ISSUE, NOTICE, context(law=SYSTEM)))
    assert error.code == "GN-116"


def test_it_is_the_departments_where_the_department_accepts() -> None:
    memory = silent()
    where = context(LATER, DEPARTMENT_LAW)
    error = refused(lambda: memory.perform(late_notice.ISSUE, NOTICE, where))
    assert error.code == "IN-116"
    memory.perform(late_notice.AT_DESK, NOTICE, department())
    assert paper(memory).organ == ITEM.organ
