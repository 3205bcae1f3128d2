"""The sentences of an exemption (001B) and of an application for a stage (004-7, -12)."""

from collections.abc import Callable, Mapping

from casework.flows.project_words import listed
from casework.flows.story_case import person_words
from casework.law.stage_clock import Turn
from casework.records import exemption as ev
from casework.records import stage

Names = Mapping[str, str]
_TURNS: Mapping[str, str] = {
    Turn.RESUMED: "恢复计时",
    Turn.RETURNED: "退回，本事项计时终止、阶段计时暂停",
    Turn.RESUBMITTED: "再次提交申请，重新计时",
    Turn.ACCEPTED: "受理，开始计时",
    Turn.SUSPENDED: "暂停计时",
    Turn.COMPLETED: "办结",
}


def _determined(event: ev.ExemptionDetermined, _names: Names) -> str:
    line = event.list_line
    return f"核对豁免清单：{event.works}符合{line.clause}，{event.effect.verdict}；待申请人选择。"


def _taken(event: ev.ExemptionTaken, _names: Names) -> str:
    units = listed(tuple(f"{one.label}{one.unit}" for one in event.commitments))
    promised = f"；已收承诺：{units}" if units else ""
    return f"申请人选择豁免，不收取任何材料：{person_words(event.deliverer)}{promised}。"


def _ordinary(event: ev.OrdinaryRouteTaken, _names: Names) -> str:
    return f"申请人选择按正常程序办理：{person_words(event.deliverer)}。"


def _turned_away(event: ev.MaterialTurnedAway, _names: Names) -> str:
    return f"已豁免的事项不得收取材料，拒收 {event.material}。"


def _corrected(event: ev.ExemptionCorrected, _names: Names) -> str:
    finding = event.finding.rstrip("。")
    return f"{event.department} 纠正豁免认定：{finding}（{event.basis}）。"


def _opened(event: stage.StageOpened, _names: Names) -> str:
    items = listed(tuple(one.item_name for one in event.items))
    return (
        f"{event.stage_name}阶段一次申报：{items}，牵头部门 {event.department}，"
        f"收件凭证 {event.number}。"
    )


def _turned(event: stage.ItemTurned, names: Names) -> str:
    item = names.get(event.item, "其中一个事项")
    return f"本阶段的{item}{_TURNS.get(event.turn, '计时有变化')}。"


def names_in(event: stage.StageOpened) -> Mapping[str, str]:
    """The items of the stage, by code."""
    return {one.item: one.item_name for one in event.items}


TELLERS: Mapping[type, Callable[..., str]] = {
    ev.ExemptionDetermined: _determined,
    ev.ExemptionTaken: _taken,
    ev.OrdinaryRouteTaken: _ordinary,
    ev.MaterialTurnedAway: _turned_away,
    ev.ExemptionCorrected: _corrected,
    stage.StageOpened: _opened,
    stage.ItemTurned: _turned,
}
