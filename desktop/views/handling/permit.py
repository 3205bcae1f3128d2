"""施工许可 and the locks of key persons, as the window shows them (002图4.2注4, 4.3, 4.3.1)."""

from casework.flows import key_persons
from casework.law.items import Flow
from casework.records import ids
from casework.records.locks import LOCKS, LocksRecord
from casework.records.permit import Manner, PartLine, PermitRecord, PermitState
from desktop.ui.tones import Tone
from desktop.views.handling.verbs import Line, Look, Standing

_STATES = {
    PermitState.OPEN: "已受理，等待初审",
    PermitState.REVIEWED: "已初审，等待复审决定",
    PermitState.DETERMINED: "已作决定",
}
_MANNERS = {
    Manner.MERGED: "合并办理",
    Manner.BESIDE: "并行办理",
    Manner.WITHIN: "视同已同步办理",
}
_LOCKING = (Flow.PERMIT, Flow.TENDER, Flow.COMPLETION_FILING)
"""The items at which key persons are locked or released."""


def standing(look: Look) -> Standing | None:
    """What was chosen, how each part stands; the departments go on at the hub."""
    stream = look.bound(ids.PERMIT)
    record = look.records((stream,)).of(stream, PermitRecord)
    if record is None:
        return None
    chosen = "、".join(f"{one.name} {one.number}" for one in record.opened.chosen)
    lines = [Line(f"选择：{chosen}。")] if chosen else []
    if record.reviewed is not None:
        lines.append(_said("初审", record.reviewed.department, passed=record.reviewed.passed))
    lines += [_part(record, one) for one in record.opened.parts]
    state = _STATES[record.state]
    if record.determined is not None:
        word = "准予" if record.determined.approved else "不予许可"
        state = f"{word}，{record.determined.number}"
    return Standing("施工许可", state, tuple(lines))


def locks(look: Look) -> Standing | None:
    """The lock state of the project's key persons; None where the item has nothing to do with it.

    Names are masked: the list stands on a page that the applicant may see.
    """
    if look.item.flow not in _LOCKING:
        return None
    record = look.records((LOCKS,)).of(LOCKS, LocksRecord) or LocksRecord()
    known = record.of_project(look.case.received.project)
    if not known:
        return Standing("关键人员", "没有锁证")
    held = any(one.holds for one in known)
    lines = tuple(
        Line(f"{words}。", Tone.GOOD if one.holds else Tone.PLAIN)
        for one, words in zip(known, key_persons.shown(known), strict=True)
    )
    return Standing("关键人员", "已锁证" if held else "已解锁", lines)


def _part(record: PermitRecord, part: PartLine) -> Line:
    name = f"{part.item_name}（{_MANNERS[part.manner]}）"
    answer = record.answer(part.item)
    if part.manner is Manner.WITHIN:
        return Line(f"{name}。")
    if answer is None:
        return Line(f"{name}：{part.department}还没有答复。", Tone.WARN)
    return _said(name, part.department, passed=answer.passed)


def _said(name: str, department: str, *, passed: bool) -> Line:
    word = "通过" if passed else "不通过"
    return Line(f"{name}：{department}{word}。", Tone.GOOD if passed else Tone.BAD)
