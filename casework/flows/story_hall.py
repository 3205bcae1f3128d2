"""The sentences of the hall itself: accounts, numbers, rules, calendars, lists of units."""

from collections.abc import Callable, Mapping

from casework.flows.project_words import listed
from casework.flows.story_case import PURGED
from casework.flows.words import PAPERS, stop
from casework.people.grants import Duty
from casework.records import account, numbers, rolls, rules

Names = Mapping[str, str]
_ROLLS = {
    rolls.Roll.CREDIT: "异常信用记录名单",
    rolls.Roll.SURVEYORS: "测绘机构“黑名单”",
}


def _granted(event: account.AccountGranted, _names: Names) -> str:
    duties = dict.fromkeys(Duty(one.kind).word for one in event.grants if one.kind in set(Duty))
    whose = f"（{event.department}）" if event.department else ""
    name = event.person_name.value or PURGED
    words = listed(tuple(duties)) or "没有权限"
    return f"开通或者变更账号：{name}{whose}，{words}，有效至 {event.valid_to}。"


def _closed(_event: account.AccountClosed, _names: Names) -> str:
    return "账号停用。"


def _reserved(event: numbers.NumbersReserved, _names: Names) -> str:
    kind = PAPERS.get(event.series, "文书")
    return f"预留{kind}编号：{event.year} 年第 {event.first} 至 {event.last} 号。"


def _used(event: numbers.NumberTaken, _names: Names) -> str:
    return f"使用{PAPERS.get(event.series, '文书')}编号：{event.number}。"


def _adopted(event: rules.PackAdopted, _names: Names) -> str:
    return f"启用程序自带的规则，版本 {event.version}（{event.status}）。"


def _published(event: rules.PackPublished, _names: Names) -> str:
    return f"发布规则，版本 {event.version}（{event.status}）。"


def _calendar(event: rules.CalendarPublished, _names: Names) -> str:
    return f"发布工作日历：{event.first_year} 至 {event.last_year} 年。"


def _entered(event: rolls.RollEntered, _names: Names) -> str:
    reason = f"{event.reason}（{event.basis}），{event.organ} {event.number}"
    return f"列入{_ROLLS[event.roll]}：{event.unit}，{reason}。"


def _lifted(event: rolls.RollLifted, _names: Names) -> str:
    return f"移出{_ROLLS[event.roll]}：{event.organ}，{event.reason}{stop(event.reason)}"


def _listed(event: rolls.RollPublished, _names: Names) -> str:
    return (
        f"下发{_ROLLS[event.roll]}{event.version}：截至 {event.as_of[:10]} 有 {event.count} 家，"
        f"{event.valid_until[:10]} 前有效。"
    )


TELLERS: Mapping[type, Callable[..., str]] = {
    account.AccountGranted: _granted,
    account.AccountClosed: _closed,
    numbers.NumbersReserved: _reserved,
    numbers.NumberTaken: _used,
    rules.PackAdopted: _adopted,
    rules.PackPublished: _published,
    rules.CalendarPublished: _calendar,
    rolls.RollEntered: _entered,
    rolls.RollLifted: _lifted,
    rolls.RollPublished: _listed,
}
