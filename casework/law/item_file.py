"""Reading an item's tables; every name they use must lead somewhere (codes in ``tables``)."""

from collections.abc import Mapping

from casework.law.articles import Articles, bases, basis
from casework.law.forms import Form
from casework.law.items import (
    Body,
    Condition,
    Declaration,
    Handling,
    Item,
    Material,
    Nature,
    Outcome,
    Refusal,
    Shape,
    Subject,
    Test,
)
from casework.law.limits import Limit, read_limit
from casework.law.tables import Table, unique


def read_item(table: Table, articles: Articles, forms: Mapping[str, Form]) -> Item:
    """One ``[[item]]``; LW-407 for a name that leads nowhere, LW-408 for what contradicts."""
    name = table.text("form")
    if name not in forms:
        table.fail("form", "LW-407", value=name)
    form = forms[name]
    conditions = _conditions(table, form)
    limits = _limits(table, articles)
    item = Item(
        code=table.text("key"),
        name=table.text("name"),
        nature=table.choice("nature", Nature),
        level=table.text("level"),
        stage=table.text("stage"),
        accepting_body=table.choice("accepting_body", Body),
        originals_checked_by=table.choice("originals_checked_by", Body),
        organ=table.text("organ"),
        seal=table.text("seal"),
        lead=table.text("lead"),
        form=name,
        basis=basis(table, articles),
        scope=basis(table, articles, "scope"),
        subjects=_subjects(table, form),
        conditions=conditions,
        materials=_materials(table, articles, form, {one.key for one in conditions}),
        declaration=_declaration(table.table("declaration"), articles),
        limits=limits,
        refusals=_refusals(table, articles),
        total=table.text("total"),
        excluded=table.text("excluded"),
        platform_code=table.text("platform_code", ""),
        samples=table.texts("samples"),
    )
    if item.total not in {limit.key for limit in limits}:
        table.fail("total", "LW-407", value=item.total)
    table.close()
    return item


def _conditions(table: Table, form: Form) -> tuple[Condition, ...]:
    rows = [(row, _condition(row, form)) for row in table.tables("condition")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _condition(table: Table, form: Form) -> Condition:
    found = Condition(
        key=table.text("key"),
        label=table.text("label"),
        test=table.choice("test", Test),
        field=table.text("field", ""),
        value=table.text("value", ""),
    )
    if found.test is not Test.ROLE:
        _field(table, form, "field", found.field)
    if (found.test is Test.FILLED) is bool(found.value):
        table.fail("value", "LW-408", value=found.value)
    table.close()
    return found


def _materials(
    table: Table, articles: Articles, form: Form, conditions: set[str]
) -> tuple[Material, ...]:
    rows = [(row, _material(row, articles)) for row in table.tables("material")]
    unique((row, found.key) for row, found in rows)
    for row, found in rows:
        if found.when and found.when not in conditions:
            row.fail("when", "LW-407", value=found.when)
        if found.handling is Handling.NUMBER:
            _field(row, form, "number_field", found.number_field)
    return tuple(found for _, found in rows)


def _material(table: Table, articles: Articles) -> Material:
    found = Material(
        key=table.text("key"),
        name=table.text("name"),
        handling=table.choice("handling", Handling),
        required=table.flag("required", default=False),
        shapes=table.choices("shapes", Shape),
        copies=table.integer("copies", 1),
        basis=basis(table, articles),
        when=table.text("when", ""),
        number_field=table.text("number_field", ""),
        signatures=table.texts("signatures"),
        hint=table.text("hint", ""),
        sample=table.flag("sample", default=False),
    )
    if bool(found.shapes) is not (found.handling is Handling.ASK):
        table.fail("shapes", "LW-408", value=found.form)
    if found.required and found.handling in (Handling.SHARED, Handling.ON_SITE):
        table.fail("required", "LW-408", value=found.handling.value)
    table.close()
    return found


def _declaration(table: Table, articles: Articles) -> Declaration:
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
    rows = [(row, _subject(row)) for row in table.tables("subject")]
    unique((row, found.key) for row, found in rows)
    if rows:
        slot = form.slot(table.text("subjects_field"))
        boxes = [choice.key for choice in slot.field.choices] if slot else []
        if boxes != [found.key for _, found in rows]:
            table.fail("subjects_field", "LW-408", value=" ".join(boxes))
    return tuple(found for _, found in rows)


def _subject(table: Table) -> Subject:
    found = Subject(
        key=table.text("key"),
        label=table.text("label"),
        department=table.text("department"),
        results=table.texts("results"),
    )
    table.close()
    return found


def _limits(table: Table, articles: Articles) -> tuple[Limit, ...]:
    rows = [(row, read_limit(row, articles)) for row in table.tables("limit")]
    unique((row, found.key) for row, found in rows)
    seen: set[str] = set()
    for row, found in rows:
        if found.after and found.after not in seen:
            row.fail("after", "LW-407", value=found.after)
        seen.add(found.key)
    return tuple(found for _, found in rows)


def _refusals(table: Table, articles: Articles) -> tuple[Refusal, ...]:
    rows = [(row, _refusal(row, articles)) for row in table.tables("refusal")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _refusal(table: Table, articles: Articles) -> Refusal:
    found = Refusal(
        key=table.text("key"),
        text=table.text("text"),
        outcome=table.choice("outcome", Outcome),
        basis=basis(table, articles),
        advice=table.text("advice", ""),
    )
    table.close()
    return found


def _field(table: Table, form: Form, key: str, name: str) -> None:
    """Raise LW-407 when the form has no such field."""
    if form.slot(name) is None:
        table.fail(key, "LW-407", value=name)
