"""The clerk's words for states and lights, with their tones; every page says them alike."""

from datetime import timedelta

from casework.flows.words import CASE_STATES, TASK_STATES
from casework.law.deadlines import Light
from casework.ports import PrintState
from casework.records.case_states import CaseState
from casework.records.task import TaskState
from desktop.ui.tones import Tone

_CASE_TONES = {
    CaseState.RECEIVED: Tone.INFO,
    CaseState.CORRECTION: Tone.WARN,
    CaseState.ACCEPTED: Tone.GOOD,
    CaseState.REFUSED: Tone.OFF,
    CaseState.HANDED: Tone.INFO,
    CaseState.REVIEWED: Tone.GOOD,
    CaseState.SUSPENDED: Tone.WARN,
    CaseState.DECIDED: Tone.GOOD,
    CaseState.COMPLETED: Tone.GOOD,
    CaseState.ISSUED: Tone.GOOD,
    CaseState.RETURNED: Tone.OFF,
    CaseState.WITHDRAWN: Tone.OFF,
    CaseState.TERMINATED: Tone.OFF,
}
CASES: dict[str, tuple[str, Tone]] = {
    state: (CASE_STATES[state], tone) for state, tone in _CASE_TONES.items()
}
_TASK_TONES = {
    TaskState.OPEN: Tone.WARN,
    TaskState.DELIVERED: Tone.GOOD,
    TaskState.ANSWERED: Tone.GOOD,
    TaskState.CLOSED: Tone.OFF,
}
TASK_WORDS: dict[str, tuple[str, Tone]] = {
    state: (TASK_STATES[state], tone) for state, tone in _TASK_TONES.items()
}
LIGHTS: dict[Light, tuple[str, Tone]] = {
    Light.GREEN: ("正常", Tone.GOOD),
    Light.YELLOW: ("临近", Tone.WARN),
    Light.RED: ("紧急", Tone.BAD),
    Light.OVERDUE: ("逾期", Tone.LATE),
    Light.PROVISIONAL: ("暂定", Tone.PROVISIONAL),
    Light.WAITING: ("未开始", Tone.OFF),
    Light.PAUSED: ("中止", Tone.OFF),
    Light.KEPT: ("按期", Tone.GOOD),
    Light.BROKEN: ("已逾期", Tone.LATE),
}
ACTS: dict[str, tuple[str, Tone]] = {
    "pending": ("待送", Tone.WARN),
    "receipted": ("已回执", Tone.GOOD),
    "set_aside": ("搁置", Tone.BAD),
}
PRINTS: dict[PrintState, str] = {
    PrintState.WAITING: "等待打印",
    PrintState.PRINTING: "正在打印",
    PrintState.DONE: "打印机已收下",
    PrintState.CANCELLED: "已取消",
    PrintState.FAILED: "打印失败",
}


def short_moment(iso: str) -> str:
    """A moment of this year's work: 11-20 10:32."""
    return moment(iso)[5:]


def moment(iso: str) -> str:
    """An ISO moment as the clerk reads it: 2026-11-20 10:32."""
    return iso[:16].replace("T", " ")


def elapsed(time: timedelta) -> str:
    """How long something takes or waits, as it is said: 5 分钟, 2 小时 10 分, 3 天 4 小时."""
    minutes = int(time.total_seconds() // 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    if minutes < 60:
        return f"{minutes} 分钟"
    if days < 1:
        return f"{hours} 小时 {minutes % 60} 分"
    return f"{days} 天 {hours % 24} 小时"
