"""补发受理通知书 on the page 办理: what silence accepted is owed its paper (行政许可法 32)."""

from casework.errors import RuleError
from casework.flows import late_notice
from casework.flows.joint_words import minute
from casework.flows.on_case import OnCase
from casework.law.items import Body
from desktop.ui.tones import Tone
from desktop.views.handling.verbs import Ask, Filled, Line, Look, Standing, Verb

_AFTERWARDS = "打印后交给申请人，再到“转办”页登记送达"


def standing(look: Look) -> Standing | None:
    """How the notice stands; None for a case that somebody accepted, or nobody has."""
    if not look.case.deemed:
        return None
    limit = late_notice.silence(look.context.catalogue)
    why = f"{limit.silence}（{limit.basis.short}）" if limit else ""
    lines = (Line(f"视为受理：自{minute(look.case.decided_at)}起。{why}", Tone.WARN),)
    if not late_notice.is_owed(look.case):
        return Standing("受理通知书", "已补发", lines)
    by_window = look.item.accepting_body is Body.WINDOW
    verb = Verb(
        "late_notice.issue",
        "补发受理通知书",
        lambda filled: _ask(look, filled),
        hint="通知书写明视为受理的日期，用本窗口的编号",
        points=(_AFTERWARDS,),
        closed=None if by_window else RuleError("IN-116", organ=look.item.lead),
    )
    return Standing("受理通知书", "尚未发出", lines, (verb,))


def _ask(look: Look, _: Filled) -> Ask:
    on = OnCase(look.stream, look.item.code, look.numbers, look.case.stage)
    return late_notice.ISSUE, late_notice.LateNotice(on)
