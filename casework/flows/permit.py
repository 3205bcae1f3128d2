"""The construction permit at the window (002图4.3, 4.3.1): chosen, generated, merged, in one act.

Contract and drawing are chosen from what the project holds and the form is generated from them;
the permit opens in the act of acceptance together with what is merged into it and, where it was
ticked, with civil air defence beside it. Departments go on in ``permit_review``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casework.act import Context
from casework.errors import RuleError
from casework.flows import key_persons, tasks
from casework.flows.grounds import Grounds
from casework.law.fields import TICKED
from casework.law.forms import Form
from casework.law.items import Flow, Item
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import ApplicationAccepted, ApplicationRefused
from casework.records.case_states import CaseState
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from casework.records.permit import ChosenLine, Manner, PartLine, PermitOpened
from casework.records.project_results import ProjectResult, ResultState

CHOICES: Mapping[str, str] = {
    "construction_contract": "contract_number",
    "drawing_certificate": "drawing_number",
}
"""选择合同, 选择施工图: the field of the form that holds the number of the chosen result."""
BESIDE: Mapping[str, str] = {"air_defence": "air_defence"}
"""并行办理人防手续（可选）: the field by which an item beside the permit is ticked."""
ACCEPTING = "accept"
"""The step of the chart by which window or department accepts."""
PART, SLIP = "permit_part", "permit_slip"
"""Tasks: a department is asked for its part; the slip goes back to the approval system."""
_RUNNING = (
    CaseState.RECEIVED,
    CaseState.CORRECTION,
    CaseState.HANDED,
    CaseState.ACCEPTED,
    CaseState.REVIEWED,
    CaseState.SUSPENDED,
    CaseState.DECIDED,
)


def follows(item: Item) -> bool:
    """Whether this procedure opens when the item is accepted."""
    return item.flow is Flow.PERMIT


@dataclass(frozen=True, slots=True)
class Offer:
    """A result that can be chosen, and what it says of fields of the form."""

    result: str
    name: str
    number: str
    organ: str
    inherited: bool
    values: Mapping[str, str]


def offers(item: Item, form: Form, grounds: Grounds) -> tuple[Offer, ...]:
    """The contracts, then the drawings, the project's own first, with the values they bring."""
    if not follows(item):
        return ()
    found: list[Offer] = []
    for held in grounds.held:
        record = grounds.projects.get(held.owner)
        known = record.results if record is not None else ()
        result = next((one for one in known if _is(one, held.key, held.number)), None)
        if result is not None and held.key in CHOICES and held.counts:
            found.append(_offer(result, form, inherited=held.inherited))
    kinds = list(CHOICES)
    return tuple(sorted(found, key=lambda one: kinds.index(one.result)))


def _is(one: ProjectResult, key: str, number: str) -> bool:
    told = one.supplemented
    return one.state is ResultState.HELD and (told.key, told.number) == (key, number)


def _offer(result: ProjectResult, form: Form, *, inherited: bool) -> Offer:
    told = result.supplemented
    plain = {one.key: one.value for one in told.data}
    plain |= {
        one.key: one.value for one in (result.reviewed.corrections if result.reviewed else ())
    }
    sealed = {one.key: one.value.value or "" for one in told.sealed_data}
    values = {key: text for key, text in (plain | sealed).items() if text and form.slot(key)}
    return Offer(
        result=told.key,
        name=told.result_name,
        number=told.number,
        organ=told.organ,
        inherited=inherited,
        values=values | {CHOICES[told.key]: told.number},
    )


def generated(
    item: Item, form: Form, grounds: Grounds, chosen: Mapping[str, str]
) -> dict[str, str]:
    """自动生成: the kept values of the form that contract and drawing give (002图4.3).

    ``chosen`` maps the key of a result to the number that was picked; where a project holds only
    one of a kind, that one is taken.
    """
    values: dict[str, str] = {}
    known = offers(item, form, grounds)
    for key in CHOICES:
        of_kind = [one for one in known if one.result == key]
        picked = [one for one in of_kind if one.number == chosen.get(key)]
        sole = of_kind if len(of_kind) == 1 and not chosen.get(key) else []
        for one in (picked or sole)[:1]:
            values |= one.values
    return values


def require(record: CaseRecord, item: Item, grounds: Grounds, context: Context) -> None:
    """What has to hold before it is accepted or handed over.

    RuleError PM-101 while another application for the project runs, PM-102 for a contract or
    drawing that was not chosen from what the project holds, PM-121 for a key person who is locked
    to another project.
    """
    if not follows(item):
        return
    _require_once(record, grounds)
    for key, number in _numbers(record, item, context):
        if grounds.result(key, number) is None:
            name = context.catalogue.results[key].name
            raise RuleError("PM-102", result=name, number=number or "未选择")
    key_persons.require_free(record.values(), record.received.project, grounds.locks)


def _require_once(record: CaseRecord, grounds: Grounds) -> None:
    """只在工改系统申报一次 (002图4.3注1)."""
    for stream, other in grounds.cases.items():
        same = (other.item, other.received.project) == (record.item, record.received.project)
        if same and other.state in _RUNNING and stream != grounds.case:
            raise RuleError("PM-101", item=other.received.item_name, number=other.heading[1])
    project = grounds.projects.get(record.received.project)
    for noted in project.applied if project else ():
        if noted.item == record.item and noted.case not in (grounds.case, *grounds.cases):
            raise RuleError("PM-101", item=noted.item_name, number="在其他窗口")


def _numbers(record: CaseRecord, item: Item, context: Context) -> Iterator[tuple[str, str]]:
    """What was chosen, by result; what the form does not ask for need not be chosen."""
    form, values = context.catalogue.form_of(item), record.values()
    for key, name in CHOICES.items():
        slot, number = form.slot(name), values.get(name, "")
        if slot is not None and (number or slot.field.required):
            yield key, number


def require_account(item: Item, step: str, key_serial: str) -> None:
    """RuleError PM-105 for a step that takes a seal when no key is present (002图4.3.1)."""
    found = next((one for one in item.steps if one.key == step), None)
    if found is not None and found.account.needs_seal and not key_serial.strip():
        raise RuleError("PM-105", step=found.label, who=found.who)


def begun(
    case: str, record: CaseRecord, item: Item, grounds: Grounds, context: Context
) -> tuple[Staged, ...]:
    """The same as ``opens``, by somebody whose account may accept (002图4.3.1)."""
    if follows(item):
        require_account(item, ACCEPTING, grounds.key_serial)
    return opens(case, record, item, grounds, context)


def opens(
    case: str, record: CaseRecord, item: Item, grounds: Grounds, context: Context
) -> tuple[Staged, ...]:
    """The permit's first event with all its parts, and a task for each department asked."""
    if not follows(item):
        return ()
    opened = _opened(record, item, grounds, context)
    about = _about(case, record, item)
    asked = [one for one in opened.parts if one.manner is not Manner.WITHIN]
    told = (
        tasks.opened(about, PART, context, detail=one.item_name, to=one.department, nth=nth)
        for nth, one in enumerate(asked, start=1)
    )
    return (Staged(ids.bound_to(case, ids.PERMIT), opened), *told)


def _opened(record: CaseRecord, item: Item, grounds: Grounds, context: Context) -> PermitOpened:
    values = record.values()
    form = context.catalogue.form_of(item)
    numbers = dict(_numbers(record, item, context))
    made = generated(item, form, grounds, numbers)
    return PermitOpened(
        item=item.code,
        item_name=item.name,
        project=record.received.project,
        project_name=record.received.project_name,
        unit=record.received.applicant.unit,
        number=record.heading[1],
        chosen=tuple(_chosen(key, number, grounds, context) for key, number in numbers.items()),
        generated=tuple(sorted(key for key, text in made.items() if values.get(key) == text)),
        parts=parts(item, values, context),
        key_serial=grounds.key_serial,
        opened_at=context.now.isoformat(),
    )


def _chosen(key: str, number: str, grounds: Grounds, context: Context) -> ChosenLine:
    name = context.catalogue.results[key].name
    held = grounds.result(key, number)
    return ChosenLine(key, name, number, held.owner if held else "", held.source if held else "")


def parts(item: Item, values: Mapping[str, str], context: Context) -> tuple[PartLine, ...]:
    """What goes along: the merged items always (002图4.3注3), what is beside them when ticked.

    Where one organ does both, the permit includes what stands beside it (002图4.3注2).
    """
    merged = [_part(code, Manner.MERGED, context) for code in item.merges]
    beside = [_part(code, Manner.BESIDE, context) for code in item.parallel]
    ticked = [one for one in beside if values.get(BESIDE.get(one.item, "")) == TICKED]
    within = [
        PartLine(one.item, one.item_name, one.department, Manner.WITHIN)
        for one in beside
        if one.department == item.lead
    ]
    covered = {one.item for one in within}
    return (*merged, *within, *(one for one in ticked if one.item not in covered))


def _part(code: str, manner: Manner, context: Context) -> PartLine:
    part = context.catalogue.item(code)
    return PartLine(code, part.name, part.lead, manner)


def slip(
    case: str, record: CaseRecord, item: Item, event: Event, context: Context
) -> tuple[Staged, ...]:
    """受理单自动生成并推送: the outcome goes back with its times, whichever it is (002图4.3.1)."""
    if not follows(item) or not isinstance(event, ApplicationAccepted | ApplicationRefused):
        return ()
    detail = slip_words(record, item, accepted=isinstance(event, ApplicationAccepted))
    return (tasks.opened(_about(case, record, item), SLIP, context, detail=detail),)


def slip_words(record: CaseRecord, item: Item, *, accepted: bool) -> str:
    """The slip in a line: outcome, number, when received, when decided, and until when."""
    kind = NoticeKind.ACCEPTANCE if accepted else NoticeKind.REFUSAL
    number = number_of(record.papers, kind)
    due = next((one.due for one in record.limits if one.key == item.total), "")
    told = [
        f"{'受理' if accepted else '不予受理'}，{number}",
        f"收件时间 {_moment(record.received.received_at)}",
        f"{'受理' if accepted else '决定'}时间 {_moment(record.decided_at)}",
    ]
    if accepted and due:
        told.append(f"办结期限 {_moment(due)}")
    return "；".join(told)


def _moment(at: str) -> str:
    return at[:16].replace("T", " ")


def _about(case: str, record: CaseRecord, item: Item) -> tasks.About:
    project, number = record.heading
    return tasks.About(
        stream=case,
        item=item.code,
        item_name=item.name,
        project_name=project,
        number=number,
        unit=record.received.applicant.unit,
        organ=item.organ,
    )
