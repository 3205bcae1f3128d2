"""What a case is about and how it stands, in a few lines over every page about it."""

from casework.flows.words import CREDIT_CODE
from casework.records.case import CaseRecord
from desktop.words import CASES, moment


def facts(case: CaseRecord) -> str:
    """Project, item, how it came and how it stands, applicant; one line each."""
    received = case.received
    unit = received.applicant
    lines = [
        _project(case),
        received.item_name,
        _standing(case),
        f"办事主体：{unit.unit}　{CREDIT_CODE} {unit.credit_code}",
    ]
    return "\n".join(lines)


def briefly(case: CaseRecord) -> str:
    """The same in two lines, where room is short."""
    return f"{named(case)}\n{_standing(case)}　办事主体：{case.received.applicant.unit}"


def named(case: CaseRecord) -> str:
    """Only which project and item it is about."""
    return f"{_project(case)}　{case.received.item_name}"


def _project(case: CaseRecord) -> str:
    return f"{case.received.project_name}（{case.received.project_code}）"


def _standing(case: CaseRecord) -> str:
    state = CASES[case.state][0]
    deemed = "（默认）" if case.deemed else ""
    since = f"　{moment(case.decided_at)}" if case.decided_at else ""
    came = "网上申报" if case.online else "窗口收件"
    return f"{came} {moment(case.received.received_at)}　{state}{deemed}{since}"
