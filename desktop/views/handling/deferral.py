"""容缺受理 at the window: an earlier result put off, and supplied (002图4.1)."""

from casework.flows import deferral
from casework.flows.deferral import DEFERRED
from casework.law.items import Item
from casework.records.case_states import OVER
from casework.records.project import ProjectRecord
from casework.records.project_events import ResultDeferred
from casework.records.project_results import ResultState
from desktop.ui.fields import Choice, Field, Kind
from desktop.ui.tones import Tone
from desktop.views.handling.verbs import Ask, Filled, Line, Look, Standing, Verb

_KEY, _NUMBER = "key", "number"


def standing(look: Look) -> Standing | None:
    """What this case may do without for now; None where the pack lets nothing be put off."""
    stream = look.case.received.project
    project = look.records((stream,)).project(stream) if stream else None
    if project is None:
        return None
    owed = tuple(one for one in project.deferred if one.case == look.stream)
    may = () if look.case.state in OVER else _may_be_put_off(look.item, look, project)
    if not owed and not may:
        return None
    verbs = (_defer(look, may) if may else None, _supply(look, owed) if owed else None)
    state = f"{len(owed)} 项待补" if owed else "没有待补的成果"
    lines = tuple(Line(f"{one.result_name}：{one.limit.sentence}", Tone.WARN) for one in owed)
    return Standing("容缺受理", state, lines, tuple(one for one in verbs if one is not None))


def _may_be_put_off(item: Item, look: Look, project: ProjectRecord) -> tuple[Choice, ...]:
    """The earlier results that the pack lets be owed, and that are neither here nor owed."""
    known = {one.supplemented.key for one in project.results if one.state is ResultState.HELD}
    known |= {one.key for one in project.deferred}
    catalogue = look.context.catalogue
    keys = dict.fromkeys(one.result for one in item.prior_results)
    return tuple(
        Choice(key, catalogue.results[key].name)
        for key in keys
        if f"{DEFERRED}{key}" in catalogue.limits and key not in known
    )


def _defer(look: Look, may: tuple[Choice, ...]) -> Verb:
    project = look.case.received.project

    def request(filled: Filled) -> Ask:
        asked = deferral.Defer(project, look.item.code, look.stream, filled.text(_KEY))
        return deferral.DEFER, asked

    return Verb(
        "deferral.defer",
        "容缺受理前一环节的成果",
        request,
        issues=False,
        fields=(Field(_KEY, "后补的成果", Kind.CHOICE, required=True, choices=may, span=2),),
        prefilled={_KEY: may[0].value} if len(may) == 1 else {},
        points=("本件继续办理，这项成果在期限内补齐。",),
    )


def _supply(look: Look, owed: tuple[ResultDeferred, ...]) -> Verb:
    project = look.case.received.project
    known = tuple(Choice(one.key, one.result_name) for one in owed)

    def request(filled: Filled) -> Ask:
        asked = deferral.Supply(project, look.item.code, filled.text(_KEY), filled.text(_NUMBER))
        return deferral.SUPPLY, asked

    return Verb(
        "deferral.supply",
        "补齐容缺的成果",
        request,
        issues=False,
        fields=(
            Field(_KEY, "成果", Kind.CHOICE, required=True, choices=known, span=2),
            Field(_NUMBER, "证号或文号", required=True, max_length=80),
        ),
        prefilled={_KEY: known[0].value} if len(known) == 1 else {},
        field_of={"PJ-141": _NUMBER},
        points=("容缺的期限到此结束。",),
    )
