"""The sentences of tasks about a case, and of limits that were told anew."""

from collections.abc import Callable, Mapping

from casework.records import recount, task

Names = Mapping[str, str]


def _opened(event: task.TaskOpened, _names: Names) -> str:
    return f"须告知 {event.to}：{event.title}。"


def _tried(event: task.TaskTried, _names: Names) -> str:
    return f"{event.means}没有送达：{event.outcome}。"


def _delivered(event: task.TaskDelivered, _names: Names) -> str:
    who = event.recipient_name.value
    to = f"，{who} 签收" if who else ""
    return f"已送达（{event.means}）{to}，凭据 {event.proof}。"


def _answered(event: task.TaskAnswered, _names: Names) -> str:
    return f"{event.by} 答复：{event.text}。"


def _closed(event: task.TaskClosed, _names: Names) -> str:
    return f"告知事项了结：{event.reason}。" if event.reason else "告知事项了结。"


def _recounted(event: recount.LimitsRecounted, _names: Names) -> str:
    cause = {"calendar": "工作日历", "pack": "规则"}.get(event.cause, event.cause)
    return f"{cause}更新，重新计算 {len(event.lines)} 项期限；已经送达的文书不变。"


TELLERS: Mapping[type, Callable[..., str]] = {
    task.TaskOpened: _opened,
    task.TaskTried: _tried,
    task.TaskDelivered: _delivered,
    task.TaskAnswered: _answered,
    task.TaskClosed: _closed,
    recount.LimitsRecounted: _recounted,
}
