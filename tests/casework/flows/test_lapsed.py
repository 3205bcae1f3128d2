"""A lapsed article guides practice mode and is no basis on any paper outside it (0b r)."""

from dataclasses import replace
from datetime import date

import pytest

import resources
from casework.act import Context
from casework.flows import handling
from casework.flows.deciding import AskOnce, Defect, Refuse, outlook
from casework.flows.intake import TAKE_IN
from casework.flows.lapsed import NOT_IN_FORCE, printable
from casework.flows.on_case import OnCase
from casework.law import catalogue
from casework.law.catalogue import Catalogue
from casework.people.grants import Duty
from casework.records.notice import NoticeKind, NoticeRecord, Section, decode_record
from tests.casework.flows.intakes import (
    CASE,
    FILES,
    NOW,
    NUMBERS,
    Memory,
    clerk,
    context,
    refused,
    taken,
)

SCHEME = 'short = "方案"\n'
GENERAL = ('flow = "joint_acceptance"', 'flow = "general"')
PAUSE = """
[[item.pause]]
key = "hearing"
text = "听证"
basis = "001D-6"
"""
ASK = AskOnce((Defect("warranty", "incomplete"),))
TODAY = NOW.date()


def lapsed() -> Catalogue:
    """The real pack with the scheme of joint acceptance ended last year."""
    files = dict(FILES)
    articles, item = "zhengzhou/articles.toml", "zhengzhou/joint_acceptance.toml"
    assert SCHEME in files[articles]
    files[articles] = files[articles].replace(SCHEME, f"{SCHEME}effective_to = 2025-12-31\n")
    assert GENERAL[0] in files[item]
    files[item] = files[item].replace(*GENERAL) + PAUSE
    return catalogue.parse(files)


LAPSED = lapsed()
HOLDS = catalogue.parse(FILES)


def at(law: Catalogue, *, practice: bool = False) -> Context:
    return replace(context(law=law), practice=practice)


def said(memory: Memory, kind: NoticeKind) -> str:
    """Everything a paper of the case says."""
    (paper,) = (one for one in memory.case().papers if one.kind is kind)
    assert paper.record is not None
    return repr(decode_record(paper.record.encode()))


@pytest.mark.parametrize(
    ("law", "practice", "cited"),
    [(HOLDS, False, True), (LAPSED, True, True), (LAPSED, False, False)],
)
def test_a_notice_cites_only_what_holds_or_practises(
    law: Catalogue, practice: bool, cited: bool
) -> None:
    memory = Memory()
    memory.perform(TAKE_IN, taken(ASK), at(law, practice=practice))
    notice = said(memory, NoticeKind.CORRECTION)
    assert ("方案六" in notice) is cited
    assert (NOT_IN_FORCE in notice) is not cited
    again = AskOnce(ASK.defects, "复核发现")
    draft = outlook(memory.case(), again, at(law, practice=practice))
    assert ("方案六" in repr(draft)) is cited


@pytest.mark.parametrize(("practice", "cited"), [(True, True), (False, False)])
def test_so_does_a_letter(practice: bool, cited: bool) -> None:
    memory = Memory()
    memory.perform(TAKE_IN, taken(), at(LAPSED, practice=practice))
    lead = LAPSED.item("joint_acceptance").lead
    acting = replace(clerk(duty=Duty.HANDLE), department=lead)
    where = replace(at(LAPSED, practice=practice), clerk=acting)
    suspend = handling.Suspend(OnCase(CASE, "joint_acceptance", NUMBERS), "hearing", "听取意见")
    memory.perform(handling.SUSPEND, suspend, where)
    letter = said(memory, NoticeKind.SPECIAL)
    assert (LAPSED.articles["001D-6"].cite in letter) is cited
    assert ("《郑州市房屋建筑和市政基础设施工程联合验收实施方案》" in letter) is cited


def test_a_refusal_without_a_basis_that_holds_is_not_made() -> None:
    refusal = Refuse(("not_builder",))
    memory = Memory()
    error = refused(lambda: memory.perform(TAKE_IN, taken(refusal), at(LAPSED)))
    assert error.code == "IN-125"
    assert memory.staged == []
    for law, practice in ((HOLDS, False), (LAPSED, True)):
        memory = Memory()
        memory.perform(TAKE_IN, taken(refusal), at(law, practice=practice))
        assert LAPSED.articles["001D-7-1"].cite in said(memory, NoticeKind.REFUSAL)


def test_the_pack_whose_trial_year_is_over_cites_nothing_of_it() -> None:
    law = catalogue.parse(resources.catalogue_files("jiaozuo"))
    one = law.articles["004-12"]
    section = Section("依据", (f"{one.cite}：{one.short}", "第一，项目照办"))
    after = printable(section, law, TODAY, practice=False)
    assert after.paragraphs == (f"{NOT_IN_FORCE}：{NOT_IN_FORCE}", "第一，项目照办")
    assert printable(section, law, TODAY, practice=True) == section
    assert printable(section, law, date(2020, 7, 3), practice=False) == section


def test_what_holds_passes_untouched() -> None:
    memory = Memory()
    memory.perform(TAKE_IN, taken(), context())
    (paper,) = (one for one in memory.case().papers if one.kind is NoticeKind.ACCEPTANCE)
    assert paper.record is not None
    record: NoticeRecord = decode_record(paper.record.encode())
    assert printable(record, HOLDS, TODAY, practice=False) is record
