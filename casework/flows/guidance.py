"""Guidance (004-6): the flow chart of one project's stages, items and materials; the guides.

Everything here is a pure function of the pack and of what is known of the project. What nobody
knows yet is not decided: a material that hangs on it stands there with its condition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.errors import RuleError
from casework.law.catalogue import Catalogue
from casework.law.clock import LimitKind
from casework.law.commitment import Telling
from casework.law.items import Body, Item
from casework.law.limits import Limit
from casework.law.materials import Condition, Handling, Material, Test
from casework.law.stages import Stage
from casework.records.project import ProjectRecord


@dataclass(frozen=True, slots=True)
class ChartMaterial:
    """A material once, for every item that asks for it (004-7).

    ``items`` are codes in the order of the chart; ``conditions`` the cases in which it is needed,
    empty for always.
    """

    type: str
    name: str
    handling: Handling
    required: bool
    form: str
    """The shapes joined by ``+``, empty for what is not handed in here."""
    items: tuple[str, ...]
    conditions: tuple[str, ...]
    elsewhere: str = ""
    either: bool = False
    """Whether it is one of several of which one suffices."""
    sample: bool = False

    @property
    def shared(self) -> bool:
        """Whether several items use it, so that it is handed in once."""
        return len(self.items) > 1

    @property
    def asked(self) -> bool:
        """Whether the applicant hands it in, or tells its number."""
        return self.handling in (Handling.ASK, Handling.NUMBER)


@dataclass(frozen=True, slots=True)
class ChartItem:
    """One item in its stage."""

    code: str
    name: str
    lead: str
    accepts: Body
    limit: str
    """The promised limit in words, empty where the pack has none."""
    results: tuple[str, ...]
    needs: tuple[str, ...]
    """Earlier results it builds on, by name."""
    within: str
    """The name of the item it is handled within; empty for one of its own."""
    commitment: bool
    applied: bool


@dataclass(frozen=True, slots=True)
class ChartStage:
    """One column of the chart."""

    key: str
    name: str
    lead: str
    limit: str
    items: tuple[ChartItem, ...]


@dataclass(frozen=True, slots=True)
class FlowChart:
    """The way of one project, stage by stage, and everything it has to bring."""

    project_name: str
    project_code: str
    builder: str
    stages: tuple[ChartStage, ...]
    materials: tuple[ChartMaterial, ...]
    sample: bool
    """Whether a text is in no source: never a legal basis then."""


@dataclass(frozen=True, slots=True)
class Guide:
    """办事指南 of one item."""

    item: Item
    stage: str
    limit: str
    conditions: tuple[str, ...]
    """What the applicant has to fulfil, in the words of the source."""
    materials: tuple[ChartMaterial, ...]
    results: tuple[str, ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class BlankCommitment:
    """承诺书格式文本 of one item (001A-6): what is told, and the promises, word for word."""

    item: Item
    version: str
    tellings: tuple[Telling, ...]
    promises: tuple[str, ...]
    intermediary: bool
    sample: bool


def is_first(record: ProjectRecord | None) -> bool:
    """Whether nothing was applied for yet: the chart is offered then (004-6)."""
    return record is None or not record.applied


def facts_of(record: ProjectRecord) -> dict[str, str]:
    """What is known of a project for the conditions of its materials."""
    plain = {one.key: one.value for one in record.registered.facts if one.value}
    settled = {one.key: one.value for one in record.corrections if one.value}
    return plain | settled


def flow_chart(
    record: ProjectRecord, catalogue: Catalogue, facts: Mapping[str, str] | None = None
) -> FlowChart:
    """The chart of a project; ``facts`` add to what is known of it (a form's kept values).

    RuleError PJ-170 where the pack has no stages.
    """
    if not catalogue.stages:
        raise RuleError("PJ-170", pack=catalogue.pack.line)
    known = facts_of(record) | dict(facts or {})
    applied = {one.item for one in record.applied}
    items = [item for stage in catalogue.stages.values() for item in catalogue.items_of(stage)]
    materials = merged(items, known)
    samples = (any(stage.samples) for stage in catalogue.stages.values())
    return FlowChart(
        project_name=record.name,
        project_code=record.registered.code,
        builder=record.builders[0].unit,
        stages=tuple(_stage(one, catalogue, applied) for one in catalogue.stages.values()),
        materials=materials,
        sample=any(samples) or any(item.samples for item in items) or _sample(materials),
    )


def merged(items: Iterable[Item], facts: Mapping[str, str]) -> tuple[ChartMaterial, ...]:
    """The materials of several items, each type once, in the order they are met.

    Asked for by one item, it is asked for; without ★ or under a condition only where every item
    says so.
    """
    found: dict[str, ChartMaterial] = {}
    for item in items:
        labels = {one.key: one for one in item.conditions}
        for material in item.materials:
            condition = labels.get(material.when)
            applies = _applies(condition, facts)
            if applies is False:
                continue
            label = condition.label if condition is not None and applies is None else ""
            kind = material.type or f"{item.code}.{material.key}"
            new = _single(item, material, kind, label)
            found[kind] = _joined(found[kind], new) if kind in found else new
    return tuple(found.values())


def _applies(condition: Condition | None, facts: Mapping[str, str]) -> bool | None:
    """Whether a material is needed; None while that is not known."""
    if condition is None:
        return True
    if condition.test is Test.ROLE or not facts.get(condition.field):
        return None
    return condition.holds(facts, "")


def _single(item: Item, material: Material, kind: str, label: str) -> ChartMaterial:
    return ChartMaterial(
        type=kind,
        name=material.name,
        handling=material.handling,
        required=material.required,
        form=material.form,
        items=(item.code,),
        conditions=(label,) if label else (),
        elsewhere=material.elsewhere,
        either=bool(material.either),
        sample=material.sample,
    )


def _joined(one: ChartMaterial, other: ChartMaterial) -> ChartMaterial:
    first = other if other.asked and not one.asked else one
    always = not one.conditions or not other.conditions
    conditions = () if always else tuple(dict.fromkeys((*one.conditions, *other.conditions)))
    return ChartMaterial(
        type=one.type,
        name=first.name,
        handling=first.handling,
        required=one.required or other.required,
        form=first.form,
        items=tuple(dict.fromkeys((*one.items, *other.items))),
        conditions=conditions,
        elsewhere=first.elsewhere,
        either=one.either and other.either,
        sample=one.sample or other.sample,
    )


def _sample(materials: Iterable[ChartMaterial]) -> bool:
    return any(one.sample for one in materials)


def _stage(stage: Stage, catalogue: Catalogue, applied: set[str]) -> ChartStage:
    items = catalogue.items_of(stage)
    return ChartStage(
        key=stage.key,
        name=stage.name,
        lead=stage.lead,
        limit=limit_words(stage.promised, catalogue),
        items=tuple(_item(one, catalogue, applied) for one in items),
    )


def _item(item: Item, catalogue: Catalogue, applied: set[str]) -> ChartItem:
    around = (one.name for one in catalogue.items.values() if item.code in one.merges)
    return ChartItem(
        code=item.code,
        name=item.name,
        lead=item.lead,
        accepts=item.accepting_body,
        limit=limit_words(item.promised, catalogue),
        results=tuple(one.name for one in item.results),
        needs=tuple(catalogue.results[one.result].name for one in item.prior_results),
        within=next(around, ""),
        commitment=item.commitment is not None,
        applied=item.code in applied,
    )


def limit_words(limit: Limit | None, catalogue: Catalogue) -> str:
    """A limit before it begins: the number of days and no date."""
    if limit is None:
        return ""
    if limit.kind is LimitKind.WORKING_DAYS:
        return catalogue.phrases.undated.format(
            anchor=limit.anchor, amount=limit.amount, name=limit.name, day=""
        )
    return f"{limit.anchor}后{_KINDS.get(limit.kind, '')}{limit.name}"


_KINDS: Mapping[LimitKind, str] = {LimitKind.AT_ONCE: "即时", LimitKind.SAME_DAY: "当日"}


def guides(catalogue: Catalogue, facts: Mapping[str, str] | None = None) -> tuple[Guide, ...]:
    """办事指南 of every item: those of the stages in their order, then the others."""
    staged = [item for stage in catalogue.stages.values() for item in catalogue.items_of(stage)]
    others = [item for item in catalogue.items.values() if item not in staged]
    return tuple(guide(item, catalogue, facts) for item in (*staged, *others))


def guide(item: Item, catalogue: Catalogue, facts: Mapping[str, str] | None = None) -> Guide:
    """办事指南 of one item."""
    stage = catalogue.stage_of(item)
    declared = item.declaration
    materials = merged((item,), facts or {})
    return Guide(
        item=item,
        stage=stage.name if stage else "",
        limit=limit_words(item.promised, catalogue),
        conditions=tuple(one.text for one in declared.clauses) if declared else (),
        materials=materials,
        results=tuple(one.name for one in item.results),
        sample=bool(item.samples) or _sample(materials),
    )


def blank_commitments(catalogue: Catalogue) -> tuple[BlankCommitment, ...]:
    """The blank forms of all items that may be decided upon commitment (001A-6)."""
    return tuple(
        BlankCommitment(
            item=item,
            version=item.commitment.listed.version,
            tellings=item.commitment.tellings,
            promises=tuple(one.text for one in item.commitment.promises),
            intermediary=item.intermediary,
            sample=item.commitment.sample,
        )
        for item in catalogue.items.values()
        if item.commitment is not None
    )
