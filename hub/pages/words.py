"""What the pages say of states; the sentences of a case are those of ``casework.flows.story``."""

from collections.abc import Mapping

from casework.flows.story_case import PURGED as PURGED
from casework.flows.story_case import number_label as number_label
from casework.flows.story_case import role_words as role_words
from casework.flows.words import PAPERS as PAPERS
from casework.flows.words import shape_words as shape_words
from casework.records.case_states import CaseState

STATES: Mapping[str, str] = {
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
HANDLINGS: Mapping[str, str] = {
    "ask": "",
    "number": "填编号",
    "shared": "共享，不收",
    "on_site": "现场收取",
    "elsewhere": "另行上传",
}
