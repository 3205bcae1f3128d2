"""What the clerk is told when other rules hold from now on."""

from casework.law.catalogue import Catalogue
from desktop.ui.tones import Tone
from desktop.ui.wording import Message

_CALENDAR = "工作日历已更新"
_RULES = "规则已更新"
_COUNTED = "在走的时限正在重新推算，变动的时限记入账本。"
_AGAIN = (
    "正在填写的这一件继续办理：新规则不再要求的内容已经去掉，"
    "请再核对表单和材料，申请条件和决定须重新确认。"
)
_GONE = "正在填写的事项不在新规则里：人员和项目都在，请重新选定事项。"


def replaced(after: Catalogue, before: Catalogue, *, again: bool, gone: bool = False) -> Message:
    """``again`` says that the intake in hand is to be looked at, ``gone`` that it lost its item."""
    if after == before:
        return Message(_CALENDAR, _COUNTED, tone=Tone.GOOD)
    old, new = before.pack.line, after.pack.line
    what = (
        f"现在按{new}办理，原来是{old}。"
        if old != new
        else f"{new}的内容有改动，现在按改动后的办理。"
    )
    then = _GONE if again and gone else _AGAIN if again else ""
    return Message(_RULES, what + _COUNTED, then, tone=Tone.WARN if again else Tone.GOOD)
