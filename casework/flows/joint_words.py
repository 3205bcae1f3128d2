"""The words of a joint acceptance that tasks, papers and refusals share."""

from datetime import datetime

from casework.law.clock import BEIJING
from casework.records.joint import JointRecord, JointState, Verdict
from casework.records.joint_events import Outcome, SubjectLine

STATES: dict[str, str] = {
    JointState.OPENED: "待牵头部门分发",
    JointState.REVIEWING: "资料审核",
    JointState.SITE: "现场验收",
    JointState.OPINIONS: "确认验收意见",
    JointState.RECTIFYING: "整改",
    JointState.REINSPECTING: "复验",
    JointState.PASSED: "各专项验收合格",
    JointState.ARCHIVED: "档案认可完成",
    JointState.RECORDED: "竣工验收备案完成",
    JointState.CONCLUDED: "结果已推送",
    JointState.TERMINATED: "已终止",
    JointState.WITHDRAWN: "已撤回",
    JointState.RETURNED: "材料已退回",
}
OUTCOMES: dict[str, str] = {Outcome.PASSED: "合格", Outcome.RECTIFY: "整改"}
DEEMED_READY = "可以开展联合验收（默认）"
DEEMED_PASSED = "无整改要求，视为验收通过（默认）"
READY = "可以开展联合验收"


def state_of(record: JointRecord | None) -> str:
    """Where a procedure stands, in words."""
    return STATES[record.state] if record else "没有开始"


def labels(subjects: tuple[SubjectLine, ...]) -> str:
    """Subjects by name: 规划验收、消防验收."""
    return "、".join(one.label for one in subjects)


def verdict_words(verdict: Verdict | None) -> str:
    """合格, 整改, or the default with its name."""
    if verdict is None:
        return ""
    return DEEMED_PASSED if verdict.deemed else OUTCOMES[verdict.outcome]


def minute(iso: str) -> str:
    """A moment as papers and tasks write it: 2026年11月25日09:00; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(iso).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return iso
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"
