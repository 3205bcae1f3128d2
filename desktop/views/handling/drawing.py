"""联合审图 at the window: the platform's words for it, the association code and who has used it."""

from casework.flows import association
from casework.flows.on_case import OnCase
from casework.flows.platform_words import platform_state
from casework.law.items import Flow
from casework.records import ids
from casework.records.case_states import OVER
from casework.records.drawing import DrawingRecord
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.tones import Tone
from desktop.views.handling.verbs import Ask, Filled, Line, Look, Standing, Verb

_CODE, _UNITS, _ENDS, _UNIT = "code", "units", "ends_on", "unit"
_FIELDS = {"PM-142": _CODE, "PM-143": _UNIT}


def standing(look: Look) -> Standing | None:
    """How the association stands; None for an item that is no drawing review (000二)."""
    if look.item.flow is not Flow.DRAWING_REVIEW:
        return None
    stream = look.bound(ids.DRAWING)
    record = look.records((stream,)).of(stream, DrawingRecord)
    shown = (Line(f"审批平台显示：{platform_state(look.case).line}。"),)
    if association.CODE not in {one.key for one in look.item.limits}:
        return Standing("施工图审查", "在施工图系统审查", shown)
    verbs = () if look.case.state in OVER else (_share(look, record), *_join(look, record))
    if record is None:
        return Standing("联合审图", "还没有分享关联码", shown, verbs)
    state = "等待关联" if record.awaited else "已全部关联"
    return Standing("联合审图", state, (*shown, *_lines(look, record)), verbs)


def _lines(look: Look, record: DrawingRecord) -> tuple[Line, ...]:
    now = look.context.now
    near = bool(record.awaited) and association.days_left(record, now) <= 1
    found = [Line(f"{association.words(record, now)}。", Tone.WARN if near else Tone.PLAIN)]
    if record.joined:
        found.append(Line(f"已关联：{'、'.join(record.joined)}。", Tone.GOOD))
    if record.awaited:
        found.append(Line(f"还没有关联：{'、'.join(record.awaited)}。", Tone.WARN))
    return tuple(found)


def _share(look: Look, record: DrawingRecord | None) -> Verb:
    on = OnCase(look.stream, look.item.code)
    designer = look.case.values().get("designer", "")
    known = "、".join(record.shared.units) if record else designer

    def request(filled: Filled) -> Ask:
        units = tuple(filled.text(_UNITS).replace("，", "、").replace(",", "、").split("、"))
        asked = association.Share(on, filled.text(_CODE), units, filled.text(_ENDS))
        return association.SHARE, asked

    return Verb(
        "drawing.share",
        "登记项目关联码" if record is None else "重新登记项目关联码",
        request,
        hint="关联码由省审图系统生成，五天内有效；照系统显示的填写。",
        fields=(
            Field(_CODE, "关联码", Kind.CODE, required=True, max_length=20),
            Field(_ENDS, "截止日期", Kind.DATE, hint="照系统显示填写；不填的按五天计算"),
            Field(
                _UNITS,
                "发送给",
                required=True,
                hint="勘察、设计单位，多个的用顿号隔开",
                span=3,
                max_length=400,
            ),
        ),
        prefilled={_UNITS: known} if known else {},
        points=("记下关联码和截止日期，临到期提醒还没有关联的单位。",),
        issues=False,
        field_of=_FIELDS,
    )


def _join(look: Look, record: DrawingRecord | None) -> tuple[Verb, ...]:
    if record is None or not record.awaited:
        return ()
    on = OnCase(look.stream, look.item.code)
    choices = tuple(Choice(one, one) for one in record.awaited)

    def request(filled: Filled) -> Ask:
        return association.JOIN, association.Join(on, filled.text(_UNIT))

    verb = Verb(
        "drawing.join",
        "登记已关联的单位",
        request,
        fields=(Field(_UNIT, "单位", Kind.CHOICE, required=True, choices=choices, span=2),),
        prefilled={_UNIT: choices[0].value} if len(choices) == 1 else {},
        points=("不再提醒这个单位。",),
        issues=False,
        field_of=_FIELDS,
    )
    return (verb,)
