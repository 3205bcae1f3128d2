"""The words that papers, stories and pages share; what a city decides stands in its pack."""

from casework.people.numbers import NumberKind
from casework.people.person import Role
from casework.records.case_states import CaseState
from casework.records.exemption import ExemptionState
from casework.records.notice import NoticeKind
from casework.records.task import TaskState

ROLES = {
    Role.SELF: "本人",
    Role.LEGAL_REPRESENTATIVE: "法定代表人",
    Role.AGENT: "代理人",
}
SHAPES = {
    "original": "原件",
    "copy": "复印件",
    "compared_copy": "比对原件、收复印件",
    "e-file": "电子件",
    "number": "编号",
}
NUMBER_LABELS = {
    NumberKind.RESIDENT: "公民身份号码",
    NumberKind.HONG_KONG: "港澳居民居住证号码",
    NumberKind.MACAO: "港澳居民居住证号码",
    NumberKind.TAIWAN: "台湾居民居住证号码",
    NumberKind.FOREIGN: "外国人永久居留身份证号码",
    NumberKind.FOREIGN_OLD: "外国人永久居留身份证号码",
    NumberKind.UNKNOWN: "证件号码",
}
PAPERS: dict[str, str] = {
    NoticeKind.RECEIPT: "收件凭证",
    NoticeKind.ACCEPTANCE: "受理通知书",
    NoticeKind.CORRECTION: "一次性补正告知书",
    NoticeKind.REFUSAL: "不予受理决定书",
    NoticeKind.SPECIAL: "特别程序告知书",
    NoticeKind.EXTENSION: "延期通知书",
    NoticeKind.RETURN: "退件通知书",
    NoticeKind.WITHDRAWAL: "准予撤回通知书",
    NoticeKind.TERMINATION: "终止办理通知书",
    NoticeKind.TELLING: "行政审批告知书",
    NoticeKind.COMMITMENT: "行政审批承诺书",
    NoticeKind.APPROVAL_TOLD: "审批信息告知单",
    NoticeKind.RESCISSION: "撤销行政审批告知单",
    NoticeKind.RESULT: "联合验收结果告知书",
    NoticeKind.SITE: "现场验收通知单",
    NoticeKind.RECTIFICATION: "整改意见汇总表",
    NoticeKind.SURVEY_FILING: "联合测绘备案回执",
    NoticeKind.EXEMPTION: "豁免认定记录",
    NoticeKind.GUIDANCE: "项目审批流程图",
    NoticeKind.RELAY: "转办单",
}
CASE_STATES: dict[str, str] = {
    CaseState.RECEIVED: "已收件",
    CaseState.CORRECTION: "待补正",
    CaseState.ACCEPTED: "已受理",
    CaseState.REFUSED: "不予受理",
    CaseState.HANDED: "已交部门",
    CaseState.REVIEWED: "已审核",
    CaseState.SUSPENDED: "中止计时",
    CaseState.DECIDED: "已决定",
    CaseState.COMPLETED: "已办结",
    CaseState.ISSUED: "已出件",
    CaseState.RETURNED: "已退回",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.TERMINATED: "已终止",
}
"""Where a case stands, the same at the window and at the hub."""
EXEMPTION_STATES: dict[str, str] = {
    ExemptionState.DETERMINED: "待申请人选择",
    ExemptionState.EXEMPT: "已豁免",
    ExemptionState.ORDINARY: "按正常程序",
    ExemptionState.CORRECTED: "已被纠正",
}
TASK_STATES: dict[str, str] = {
    TaskState.OPEN: "待送达",
    TaskState.DELIVERED: "已送达",
    TaskState.ANSWERED: "已答复",
    TaskState.CLOSED: "已了结",
}
MEANS: dict[str, str] = {"pick_up": "窗口领取", "post": "邮寄", "self_print": "自行打印"}
"""The three ways in which a result leaves (001D七(五)1), by ``issuing.Delivery``."""
CREDIT_CODE = "统一社会信用代码"


def shape_words(form: str) -> str:
    """``original+e-file`` in words: 原件、电子件."""
    return "、".join(SHAPES.get(part, part) for part in form.split("+") if part)


def stop(text: str) -> str:
    """The full stop that a text still needs; nothing where it brings its own."""
    return "" if text.endswith(("。", "！", "？")) else "。"
