"""Papers: their numbers, what each says, and that a paper never exists without its act."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.flows import papers
from casework.flows.deciding import Accept, AskOnce, Decision, Defect, Refuse
from casework.flows.intake import AGAIN, TAKE_IN, TakeIn
from casework.people.grants import Clerk, Duty, Grant
from casework.records.case_events import NoticeIssued
from casework.records.event import Event
from casework.records.notice import NoticeKind
from casework.records.numbers import NumbersRecord, NumberTaken
from tests.casework.flows.intakes import (
    CATALOGUE,
    NOW,
    NUMBERS,
    PERSON,
    PERSON_NUMBER,
    Memory,
    again,
    clerk,
    context,
    intake,
    reserved,
    taken,
)

ASKED = AskOnce((Defect("warranty", "missing"),))
LACKING = intake(without=("warranty",))


def said(memory: Memory, kind: NoticeKind) -> dict[str, Any]:
    """The data record of a paper of the case."""
    (paper,) = (one for one in memory.case().papers if one.kind is kind)
    assert paper.record is not None
    assert hashlib.sha256(paper.record.encode()).hexdigest() == paper.record_digest
    found: dict[str, Any] = json.loads(paper.record)
    return found


def numbers_of(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    issued = [event for event in events if isinstance(event, NoticeIssued)]
    used = [event for event in events if isinstance(event, NumberTaken)]
    assert [one.number for one in issued] == [one.number for one in used]
    return [(one.kind.value, one.number) for one in issued]


@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        (
            taken(),
            [("receipt", "郑窗收〔2026〕00012号"), ("acceptance", "郑窗受〔2026〕00012号")],
        ),
        (
            TakeIn(LACKING, ASKED),
            [("receipt", "郑窗收〔2026〕00012号"), ("correction", "郑窗补〔2026〕00012号")],
        ),
        (
            taken(Refuse(("not_builder",))),
            [("receipt", "郑窗收〔2026〕00012号"), ("refusal", "郑窗不受〔2026〕00012号")],
        ),
        (taken(None), [("receipt", "郑窗收〔2026〕00012号")]),
    ],
)
def test_each_paper_takes_its_number_in_its_own_act(
    request_: TakeIn, numbers: list[tuple[str, str]]
) -> None:
    memory = Memory(*reserved())
    assert numbers_of(memory.perform(TAKE_IN, request_)) == numbers
    record = memory.load(NUMBERS).record
    assert isinstance(record, NumbersRecord)
    for series, _ in numbers:
        assert record.next_serial(series, 2026) == 13


def test_a_second_receipt_takes_the_next_number() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, TakeIn(LACKING, ASKED))
    brought = next(one for one in intake().materials if one.line == "warranty")
    events = memory.perform(AGAIN, again(Accept(), brought))
    assert numbers_of(events) == [
        ("receipt", "郑窗收〔2026〕00013号"),
        ("acceptance", "郑窗受〔2026〕00012号"),
    ]


def test_numbers_never_stop_when_the_blocks_run_dry() -> None:
    memory = Memory(*reserved(12, 12))
    memory.perform(TAKE_IN, taken())
    second = memory.perform(TAKE_IN, taken(case="case/2"))
    third = memory.perform(TAKE_IN, taken(None, case="case/3"))
    assert numbers_of(second) == [
        ("receipt", "W03-20261120-J001"),
        ("acceptance", "W03-20261120-S001"),
    ]
    assert numbers_of(third) == [("receipt", "W03-20261120-J002")]
    assert all(one.day == "20261120" for one in second if isinstance(one, NumberTaken))


def test_a_new_year_begins_outside_last_years_block() -> None:
    grant = Grant("41", "*", Duty.ACCEPT, date(2026, 1, 1), date(2027, 12, 31))
    where = context(NOW.replace(year=2027), who=replace(clerk(), grants=(grant,)))
    events = Memory(*reserved()).perform(TAKE_IN, taken(None), where)
    assert numbers_of(events) == [("receipt", "W03-20271120-J001")]


@pytest.mark.parametrize("decision", [Accept(), Refuse(("not_builder",)), None])
def test_every_paper_names_who_what_and_when(decision: Decision | None) -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(decision))
    for paper in memory.case().papers:
        record = said(memory, paper.kind)
        assert record["applicant"]["name"] == "云栖置业有限公司"
        assert record["deliverer"] == {
            "name": PERSON,
            "number_label": "公民身份号码",
            "number": "990101****0015",
        }
        assert PERSON_NUMBER not in json.dumps(record)
        assert record["role"] == "本人"
        assert record["window"] == "综合受理3号窗口"
        assert record["clerk"] == "李明"
        assert record["received_at"] == "2026-11-20T10:30:00+08:00"
        assert record["made_at"] == "2026-11-20T10:42:00+08:00"
        assert record["rule"] == "郑州市 2019.7（现行状态待核）"
        assert record["sample_texts"]


def test_the_receipt_lists_what_lies_here_and_who_looked_at_it() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    lines = {one["name"]: one for one in said(memory, NoticeKind.RECEIPT)["materials"]}
    application = lines["郑州市建设工程联合验收申请表"]
    assert application["required"] == "原件"
    assert application["received"] == "原件 1 份，电子件 1 页"
    assert application["checked"] == "李明 10:42"
    assert lines["建设工程规划许可证"]["received"] == "建字第990101202300001号"
    assert "联合测绘成果" not in lines


def test_an_original_seen_by_another_is_shown_with_the_account() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, TakeIn(LACKING, ASKED))
    brought = next(one for one in intake().materials if one.line == "warranty")
    other = Clerk("clerk-2", "周敏", context().clerk.grants)
    memory.perform(AGAIN, again(Accept(), brought), context(who=other))
    lines = {one["name"]: one for one in said(memory, NoticeKind.ACCEPTANCE)["materials"]}
    assert lines["郑州市建设工程联合验收申请表"]["checked"] == "clerk-1 10:42"
    assert lines["工程质量保修书"]["checked"] == "周敏 10:42"


def test_the_acceptance_promises_the_total_and_says_what_is_not_counted() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken())
    record = said(memory, NoticeKind.ACCEPTANCE)
    assert record["due"].startswith("自受理之日起15个工作日内（至2026年12月11日）")
    assert record["excluded"] == "验收整改及复验工作时间"
    # Neither archive step: it was not applied for.
    assert len(record["steps"]) == 7
    assert record["remarks"] == list(CATALOGUE.item("joint_acceptance").remarks)


def test_the_correction_tells_where_to_hand_in() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, TakeIn(LACKING, ASKED))
    record = said(memory, NoticeKind.CORRECTION)
    assert [one["material"] for one in record["defects"]] == ["工程质量保修书"]
    assert record["hand_in"]


def test_the_refusal_names_reasons_the_competent_organ_and_remedies() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(Refuse(("not_municipal",), "某区建设行政主管部门")))
    record = said(memory, NoticeKind.REFUSAL)
    assert [one["code"] for one in record["reasons"]] == ["not_municipal"]
    assert record["competent_organ"] == "某区建设行政主管部门"
    assert len(record["remedies"]) == 2


def test_practice_is_written_on_the_paper_and_in_the_case() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(), replace(context(), practice=True))
    assert memory.case().received.practice
    assert said(memory, NoticeKind.ACCEPTANCE)["practice"]


def test_a_draft_has_no_number_and_takes_none() -> None:
    memory = Memory(*reserved())
    memory.perform(TAKE_IN, taken(None))
    draft = papers.compose(memory.case(), NoticeKind.ACCEPTANCE, "", context())
    assert draft.number == ""
    assert len(memory.case().papers) == 1


def test_the_pack_names_a_series_for_every_paper() -> None:
    assert {kind.value for kind in NoticeKind} <= CATALOGUE.number_formats.keys()
