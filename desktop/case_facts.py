"""What a case is about and how it stands, in a few lines over every page about it."""

from casework.flows.words import CREDIT_CODE
from casework.records.case import CaseRecord
from desktop.words import CASES, moment


def facts(case: CaseRecord) -> str:
    """Project, item, how it came and how it stands, applicant; one line each."""
    received = case.received
    state = CASES[case.state][0]
    deemed = "（默认）" if case.deemed else ""
    since = f"　{moment(case.decided_at)}" if case.decided_at else ""
    came = "网上申报" if case.online else "窗口收件"
    unit = received.applicant
    lines = [
        f"{received.project_name}（{received.project_code}）",
        received.item_name,
        f"{came} {moment(received.received_at)}　{state}{deemed}{since}",
        f"办事主体：{unit.unit}　{CREDIT_CODE} {unit.credit_code}",
    ]
    return "\n".join(lines)
