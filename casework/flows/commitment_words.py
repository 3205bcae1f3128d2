"""The words of a commitment: its states, causes and verdicts, and the sentences of its letters."""

from casework.records.commitment import CommitmentState
from casework.records.commitment_events import Cause, Verdict

STATES = {
    CommitmentState.UNTOLD: "尚未告知",
    CommitmentState.OFFERED: "已告知，待选择",
    CommitmentState.ORDINARY: "自选一般程序",
    CommitmentState.DECLINED: "不适用告知承诺",
    CommitmentState.CHOSEN: "自选告知承诺",
    CommitmentState.DRAWN: "承诺书已出具，待签署",
    CommitmentState.SIGNED: "已承诺，待受理",
    CommitmentState.ACCEPTED: "已受理，待决定",
    CommitmentState.DECIDED: "已作出承诺审批决定",
    CommitmentState.FULFILLED: "已补齐",
    CommitmentState.RECTIFYING: "限期整改",
    CommitmentState.RESCINDED: "已撤销",
    CommitmentState.ENDED: "已终结",
}
CAUSES = {
    Cause.NOT_SUPPLIED: "未在承诺书约定的期限内提交材料",
    Cause.INCURABLE: "提交的材料不符合要求且无法补正",
    Cause.OUT_OF_REACH: "申请人无法达到审批法定条件",
    Cause.NOT_RECTIFIED: "逾期拒不整改或者整改后仍不符合条件",
}
CLAUSES = {
    Cause.NOT_SUPPLIED: "001A-15",
    Cause.INCURABLE: "001A-15",
    Cause.OUT_OF_REACH: "001A-15",
    Cause.NOT_RECTIFIED: "001A-14",
}
VERDICTS = {
    Verdict.PASSED: "符合要求",
    Verdict.TO_CORRECT: "需要更正",
    Verdict.INCURABLE: "不符合要求且无法补正",
}
HANDLING = {
    "number": "填写编号",
    "shared": "数据共享，不需提交",
    "on_site": "现场收取",
    "elsewhere": "在其他系统提交",
}
LATER, AT_ONCE, IF_ANY = "可以承诺补交", "申请时提交", "有则提交"
LIST = "所依据的告知承诺审批事项清单"
UPSTREAM = "上一环节已撤销"
FORM = "承诺书"
INTERMEDIARY = "中介服务机构在申请书上的承诺"
AGENT_IDENTITY = "代理人身份证件"
AUTHORISATION = "授权委托书"
PROMISES = "承诺事项"
OWED = "尚未提供的材料和提交期限"
NOTHING_OWED = "没有尚未提供的材料"
SIGNING = "签署"
BLANK = "　"
"""Room to sign in; an empty cell would be struck out."""
SIGN_HERE = (
    ("申请人（本人或者法定代表人）签字", BLANK, BLANK),
    ("单位公章", BLANK, BLANK),
    ("委托代理人签字（附授权委托书和代理人身份证件）", BLANK, BLANK),
)
INTERMEDIARY_SIGNS = ("中介服务机构（另在申请书上签字、盖章）", BLANK, BLANK)
SIGN_HEAD = ("签署", "签字、盖章", "日期")
EFFECT = "效力和责任"
NOT_APPLICABLE = "不适用告知承诺的理由"
THEN = "办理方式"
ORDINARY = "本申请按一般程序继续办理，不影响申请人的其他权利"
CHOICE = "申请人的选择（请在一项前打勾并签字）"
CHOICES = (
    ("□ 采用告知承诺", BLANK, BLANK),
    ("□ 不采用告知承诺，按一般程序办理", BLANK, BLANK),
)
CHOICE_HEAD = ("选择", "申请人签字", "日期")
INFORMATION = "审批信息"
SUPERVISION = "监管方式"
RESCINDED = "撤销的决定"
WHY = "理由和依据"
REMEDIES = "救济途径"
DECLINED_OPENING = (
    "你（单位）申请以告知承诺方式办理{item}。经核对，不适用告知承诺，现将理由告知如下："
)
TOLD_OPENING = "{office}：{item}已于{day}以告知承诺方式作出准予审批的决定，现将审批信息告知如下："
ACCEPTED_OPENING = (
    "你（单位）于{received}提交的{item}申请及有关材料收悉。经审查，除承诺书约定补交的以外，申请材料"
    "齐全、符合规定形式，本机关决定自{made}起以告知承诺方式予以受理。现将有关事项通知如下："
)
RESCINDED_OPENING = "你（单位）以告知承诺方式取得的下列审批决定，现依法撤销，有关事项告知如下："
WITHIN = "自作出承诺之日起{days}个工作日内"
OFFICE = "{lead}监管处室（机构）"
