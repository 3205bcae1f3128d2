"""What the clerk is told when other rules hold from now on."""

from casework.law.catalogue import Catalogue
from desktop.ui.tones import Tone
from desktop.ui.wording import Message

_CALENDAR = "工作日历已更新"
_RULES = "规则已更新"
_COUNTED = "在走的时限正在重新推算，变动的时限记入账本。"
_AGAIN = (
    "正在填写的这一件继续办理：新规则不再要求的内容已经去掉，"
    "请再核对事项、表单和材料，申请条件和决定须重新确认。"
)


def replaced(after: Catalogue, before: Catalogue, *, again: bool) -> Message:
    """``again`` says whether the clerk has to look at the intake in hand once more."""
    if after == before:
        return Message(_CALENDAR, _COUNTED, tone=Tone.GOOD)
    what = f"现在按{after.pack.line}办理，原来是{before.pack.line}。{_COUNTED}"
    return Message(_RULES, what, _AGAIN if again else "", tone=Tone.WARN if again else Tone.GOOD)
