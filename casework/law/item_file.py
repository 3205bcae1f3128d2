"""Reading an item's tables; every name they use must lead somewhere (codes in ``tables``)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from casework.law.articles import Articles, bases, basis
from casework.law.commitment import Commitment, read_commitment
from casework.law.forms import Form
from casework.law.items import (
    Body,
    Declaration,
    Flow,
    Item,
    Nature,
    Outcome,
    Refusal,
    Situation,
    Subject,
)
from casework.law.limits import Moment, read_limits
from casework.law.material_file import read_conditions, read_materials
from casework.law.pauses import PauseCause, read_pause
from casework.law.results import read_prior_results, read_results
from casework.law.steps import read_steps
from casework.law.tables import Table, unique


def read_item(
    table: Table, articles: Articles, forms: Mapping[str, Form], shared: Iterable[Refusal] = ()
) -> Item:
    """One ``[[item]]``; LW-407 for a name that leads nowhere, LW-408 for what contradicts.

    Reasons that the pack ``shared`` among items of a nature follow its own.
    """
    item = _head(table, articles, forms)
    form = forms[item.form]
    conditions = read_conditions(table, form)
    materials = read_materials(table, articles, form, {one.key for one in conditions})
    item = replace(
        item,
        subjects=_subjects(table, form),
        subjects_field=table.text("subjects_field", ""),
        situations=_situations(table, articles, form),
        conditions=conditions,
        materials=materials,
        declaration=_declaration(table, articles),
        limits=read_limits(table, articles),
        refusals=_with_shared(_refusals(table, articles), item.nature, shared),
        pauses=_pauses(table, articles),
        results=read_results(table),
        prior_results=read_prior_results(table),
        steps=read_steps(table),
        commitment=_commitment(table, articles, {one.key for one in materials}),
    )
    if item.total and item.total not in {limit.key for limit in item.limits}:
        table.fail("total", "LW-407", value=item.total)
    table.close()
    return item


def _head(table: Table, articles: Articles, forms: Mapping[str, Form]) -> Item:
    """What stands in the item's own table, without its lists."""
    for key, names in (("form", (table.text("form"),)), ("forms", table.texts("forms"))):
        for name in names:
            if name not in forms:
                table.fail(key, "LW-407", value=name)
    return Item(
        code=table.text("key"),
        name=table.text("name"),
        nature=table.choice("nature", Nature),
        level=table.text("level"),
        stage=table.text("stage", ""),
        accepting_body=table.choice("accepting_body", Body),
        originals_checked_by=table.choice("originals_checked_by", Body),
        organ=table.text("organ"),
        seal=table.text("seal"),
        lead=table.text("lead"),
        form=table.text("form"),
        basis=basis(table, articles),
        scope=basis(table, articles, "scope"),
        total=table.text("total", ""),
        excluded=table.text("excluded", ""),
        platform_code=table.text("platform_code", ""),
        flow=table.choice("flow", Flow, Flow.GENERAL),
        participants=table.texts("participants"),
        merges=table.texts("merges"),
        parallel=table.texts("parallel"),
        further_forms=table.texts("forms"),
        indivisible=table.flag("indivisible", default=False),
        intermediary=table.flag("intermediary", default=False),
        remarks=table.texts("remarks"),
        samples=table.texts("samples"),
    )


def _declaration(item: Table, articles: Articles) -> Declaration | None:
    if not item.has("declaration"):
        return None
    table = item.table("declaration")
    found = Declaration(
        opening=table.text("opening"),
        clauses=bases(table, articles, "clauses"),
        confirmation=table.text("confirmation"),
        basis=basis(table, articles),
    )
    for article in found.clauses:
        if not article.text:
            table.fail("clauses", "LW-408", value=article.key)
    table.close()
    return found


def _subjects(table: Table, form: Form) -> tuple[Subject, ...]:
    rows = [(row, _subject(row)) for row in table.rules("subject")]
    unique((row, found.key) for row, found in rows)
    if rows:
        _boxes(table, form, "subjects_field", [found.key for _, found in rows])
    return tuple(found for _, found in rows)


def _subject(table: Table) -> Subject:
    found = Subject(
        key=table.text("key"),
        label=table.text("label"),
        department=table.text("department"),
        results=table.texts("results"),
        step=table.choice("step", Moment) if table.has("step") else None,
    )
    table.close()
    return found


def _with_shared(
    own: tuple[Refusal, ...], nature: Nature, shared: Iterable[Refusal]
) -> tuple[Refusal, ...]:
    keys = {one.key for one in own}
    return (*own, *(one for one in shared if nature in one.natures and one.key not in keys))


def _situations(table: Table, articles: Articles, form: Form) -> tuple[Situation, ...]:
    rows = [(row, _situation(row, articles)) for row in table.rules("situation")]
    unique((row, found.key) for row, found in rows)
    if rows:
        _boxes(table, form, "situation_field", [found.key for _, found in rows])
    return tuple(found for _, found in rows)


def _situation(table: Table, articles: Articles) -> Situation:
    found = Situation(table.text("key"), table.text("label"), basis(table, articles))
    table.close()
    return found


def _boxes(table: Table, form: Form, key: str, wanted: list[str]) -> None:
    """Raise LW-408 when the field named by ``key`` does not offer exactly these choices."""
    slot = form.slot(table.text(key))
    boxes = [choice.key for choice in slot.field.choices] if slot else []
    if boxes != wanted:
        table.fail(key, "LW-408", value=" ".join(boxes))


def _pauses(table: Table, articles: Articles) -> tuple[PauseCause, ...]:
    rows = [(row, read_pause(row, articles)) for row in table.rules("pause")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _commitment(item: Table, articles: Articles, materials: set[str]) -> Commitment | None:
    if not item.has("commitment"):
        return None
    return read_commitment(item.table("commitment"), articles, materials)


def _refusals(table: Table, articles: Articles) -> tuple[Refusal, ...]:
    rows = [(row, read_refusal(row, articles)) for row in table.rules("refusal")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def read_refusal(table: Table, articles: Articles) -> Refusal:
    """One ``[[refusal]]`` or ``[[item.refusal]]``."""
    found = Refusal(
        key=table.text("key"),
        text=table.text("text"),
        outcome=table.choice("outcome", Outcome),
        basis=basis(table, articles),
        advice=table.text("advice", ""),
        natures=table.texts("natures"),
    )
    table.close()
    return found
