"""What a print job does and why it stands still, in the clerk's words."""

from casework.flows import words
from casework.ports import PrintState
from casework.records.notice import NoticeKind
from desktop.papers import MadePaper
from desktop.print_jobs import Print, Printed
from desktop.ui.tones import Tone

PRINT, OUT, NOT_OUT = "print", "out", "not_out"
_STATES = {
    PrintState.WAITING: ("正在排队", Tone.INFO),
    PrintState.PRINTING: ("正在打印", Tone.INFO),
    PrintState.DONE: ("已送达，请看出纸", Tone.WARN),
    PrintState.CANCELLED: ("任务已取消", Tone.BAD),
    PrintState.FAILED: ("没有打成", Tone.BAD),
}
_REASONS = {
    "media-empty": "缺纸",
    "media-needed": "请放纸",
    "media-jam": "卡纸",
    "marker-supply-empty": "墨粉用尽",
    "marker-supply-low": "墨粉将尽",
    "toner-empty": "墨粉用尽",
    "toner-low": "墨粉将尽",
    "door-open": "打印机盖没有关",
    "cover-open": "打印机盖没有关",
    "offline": "打印机没有连上",
    "offline-report": "打印机没有连上",
    "connecting-to-device": "正在连接打印机",
    "paused": "打印机已暂停",
    "stopped": "打印机已停止",
}


def name(paper: MadePaper) -> str:
    """What the paper is called."""
    return words.PAPERS[NoticeKind(paper.kind)]


def state_of(paper: MadePaper, state: Printed) -> tuple[str, Tone]:
    """How a paper stands: the clerk's own word counts most."""
    answer = state.answers.get(paper.number)
    if answer is not None:
        return ("打印出来了", Tone.GOOD) if answer else ("没出来，可再打印", Tone.BAD)
    job = state.prints.get(paper.number)
    return _job(job) if job is not None else ("还没有打印", Tone.OFF)


def allowed(paper: MadePaper, state: Printed) -> frozenset[str]:
    """What a key may do about a paper now."""
    job = state.prints.get(paper.number)
    if job is None:
        return frozenset({PRINT})
    answers = set() if state.answers.get(paper.number) is not None else {OUT, NOT_OUT}
    return frozenset(answers | (set() if job.open else {PRINT}))


def _job(job: Print) -> tuple[str, Tone]:
    if job.lost:
        return "已无回报，请看出纸", Tone.WARN
    words, tone = _STATES[job.status.state]
    reason = _REASONS.get(job.status.reason, "")
    return (f"{words}：{reason}", Tone.WARN) if reason else (words, tone)
