"""The sentences of a permit, of the locks of key persons and of an association code."""

from collections.abc import Callable, Mapping

from casework.flows.story_case import PURGED
from casework.people.numbers import mask_name
from casework.records import drawing, locks, permit

Names = Mapping[str, str]
_MANNERS = {
    permit.Manner.MERGED: "合并办理",
    permit.Manner.BESIDE: "并行办理",
    permit.Manner.WITHIN: "视同已同步办理",
}


def _opened(event: permit.PermitOpened, _names: Names) -> str:
    chosen = "、".join(f"{one.name} {one.number}" for one in event.chosen)
    parts = "；".join(
        f"{one.item_name}（{_MANNERS[one.manner]}，{one.department}）" for one in event.parts
    )
    told = f"{event.item_name}开始办理"
    return "；".join(filter(None, (told, f"选择 {chosen}" if chosen else "", parts))) + "。"


def _reviewed(event: permit.PermitReviewed, _names: Names) -> str:
    return f"{event.department}初审{_passed(passed=event.passed)}：{event.opinion.rstrip('。')}。"


def _answered(event: permit.PartAnswered, names: Names) -> str:
    name = names.get(event.item, "合并业务")
    said = _passed(passed=event.passed)
    return f"{event.department}答复{name}{said}：{event.opinion.rstrip('。')}。"


def _passed(*, passed: bool) -> str:
    return "通过" if passed else "不通过"


def _determined(event: permit.PermitDetermined, _names: Names) -> str:
    word = "准予施工许可，证号" if event.approved else "不予施工许可，决定书编号"
    return f"复审决定：{word} {event.number}。"


def _locked(event: locks.PersonLocked, _names: Names) -> str:
    who = mask_name(event.person_name.value) if event.person_name.value else PURGED
    how = "正式" if event.formal else "临时"
    return f"{event.organ}{how}锁证：{event.role_name} {who}，依据 {event.ground}。"


def _confirmed(event: locks.LocksConfirmed, _names: Names) -> str:
    return f"{event.organ}颁发施工许可 {event.number}，关键人员正式锁证。"


def _released(event: locks.LocksReleased, _names: Names) -> str:
    return f"竣工验收备案 {'、'.join(event.forms)}，关键人员自动解锁。"


def _shared(event: drawing.AssociationShared, _names: Names) -> str:
    units = "、".join(event.units)
    return f"分享项目关联码 {event.code} 给 {units}，截止日期 {event.ends_on}。"


def _joined(event: drawing.AssociationUsed, _names: Names) -> str:
    return f"{event.unit}已用关联码完成项目关联。"


TELLERS: Mapping[type, Callable[..., str]] = {
    permit.PermitOpened: _opened,
    permit.PermitReviewed: _reviewed,
    permit.PartAnswered: _answered,
    permit.PermitDetermined: _determined,
    locks.PersonLocked: _locked,
    locks.LocksConfirmed: _confirmed,
    locks.LocksReleased: _released,
    drawing.AssociationShared: _shared,
    drawing.AssociationUsed: _joined,
}
