"""What the papers of a joint acceptance say; each tells only of what was applied for."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from casework.flows.joint_words import labels, minute, verdict_words
from casework.flows.on_case import kept_originals
from casework.flows.papers import Letter
from casework.law.materials import Handling
from casework.records.case import CaseRecord
from casework.records.joint import JointRecord
from casework.records.joint_events import ConfirmationDeemed, RectificationDeemed, SubjectLine
from casework.records.notice import Section

NOTHING = Letter(())
"""A paper that says only what its kind says."""


class CheckedPaper(Protocol):
    """A document as the checklist before closing shows it."""

    @property
    def subject(self) -> SubjectLine:
        """What it is the conclusion of."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def number(self) -> str:
        """Its number, empty while there is none."""


def site(record: JointRecord, case: CaseRecord, site_at: str, place: str) -> Letter:
    """现场验收通知单: when, where, what, and what is to lie ready there (001D八(二)2)."""
    told = (f"时间：{minute(site_at)}", f"地点：{place}", f"验收事项：{labels(record.subjects)}")
    on_site = tuple(
        one.line.name for one in case.materials if one.line.handling == Handling.ON_SITE.value
    )
    bring = (Section("现场查验后收取的材料", on_site),) if on_site else ()
    opening = f"你单位申请的{record.opened.project_name}联合验收，现场验收安排如下："
    return Letter((Section("时间、地点和事项", told), *bring), opening=opening)


def rectification(record: JointRecord) -> Letter:
    """整改意见汇总表: every department with its opinion, and every measure (001D七(五)2)."""
    named = {one.key: one.label for one in record.subjects}
    opinions = tuple(
        (one.label, one.department, verdict_words(record.verdict(one))) for one in record.subjects
    )
    measures = tuple(
        (part.department, named.get(line.key, line.key), line.defect, line.measure)
        for part in record.participants
        if part.listed and part.to_rectify
        for line in part.listed.measures
    )
    held = minute(record.held.held_at) if record.held else ""
    return Letter(
        (
            Section("验收意见", (), ("验收事项", "参验部门和单位", "意见"), (30, 34, 28), opinions),
            Section(
                "整改意见",
                (),
                ("参验部门和单位", "验收事项", "问题", "整改措施"),
                (22, 18, 26, 26),
                measures,
            ),
            *_defaults(record),
            Section("整改之后", (_AFTERWARDS,)),
        ),
        opening=f"{record.opened.project_name}联合验收，{held}现场验收，部分事项需要整改：",
    )


_AFTERWARDS = "整改结束后，请申请继续启动联合验收程序；复验仍有不合格的，终止此次联合验收"


def result(record: JointRecord, papers: Sequence[CheckedPaper]) -> Letter:
    """联合验收结果告知书: the conclusions and documents of what was applied for."""
    opinions = tuple(
        (one.label, one.department, verdict_words(record.verdict(one))) for one in record.subjects
    )
    documents = tuple((one.subject.label, one.name, one.number) for one in papers if one.number)
    documented = Section("结论文件", (), ("验收事项", "文件名称", "文号"), (24, 40, 28), documents)
    return Letter(
        (
            Section("验收结论", (), ("验收事项", "参验部门和单位", "结论"), (30, 34, 28), opinions),
            *((documented,) if documents else ()),
            *_defaults(record),
        ),
        opening=f"你单位申请的{record.opened.project_name}联合验收，所申请的事项均已验收通过：",
    )


def termination(record: JointRecord, case: CaseRecord, failed: tuple[SubjectLine, ...]) -> Letter:
    """终止办理通知书: what failed again, and what goes back."""
    rows = tuple((one.label, one.department) for one in failed)
    section = Section("复验仍不合格的事项", (), ("验收事项", "参验部门和单位"), (46, 46), rows)
    return Letter(
        (section, *kept_originals(case)),
        opening=f"{record.opened.project_name}经复验仍有不合格，现终止此次联合验收，退回申请材料：",
    )


def withdrawal(record: JointRecord, case: CaseRecord, reason: str) -> Letter:
    """准予撤回通知书."""
    section = Section("撤回的申请", (f"撤回理由：{reason}", "此次联合验收自本日起终止办理"))
    return Letter(
        (section, *kept_originals(case)),
        opening=f"你单位要求撤回{record.opened.project_name}的联合验收申请，现准予撤回：",
    )


def returned(record: JointRecord, originals: Iterable[tuple[str, int]], recipient: str) -> Letter:
    """退件通知书: a receipt for every original that went back."""
    rows = tuple((name, f"{count} 份", recipient) for name, count in originals)
    section = Section("退还的申请材料", (), ("材料名称", "数量", "领取人"), (52, 16, 24), rows)
    return Letter(
        (section,), opening=f"{record.opened.project_name}此次联合验收的申请材料已如数退还："
    )


def _defaults(record: JointRecord) -> tuple[Section, ...]:
    """What silence stood for, with the proof of when the task lay before the department."""
    told: list[str] = []
    for part in record.participants:
        for step, deemed in (("资料审核", part.confirm_deemed), ("整改意见", part.opinion_deemed)):
            if deemed is not None:
                told.append(_default(step, deemed))
    return (Section("系统默认", tuple(told)),) if told else ()


def _default(step: str, deemed: ConfirmationDeemed | RectificationDeemed) -> str:
    pushed, due = minute(deemed.pushed_at), minute(deemed.due)
    return f"{deemed.department}（{step}，{pushed}送达，{due}到期）：{deemed.rule}"
