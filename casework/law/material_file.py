"""Reading an item's materials and the conditions they hang on."""

from casework.law.articles import Articles, basis
from casework.law.forms import Form
from casework.law.limits import Moment
from casework.law.materials import Condition, Handling, Material, Shape, Test
from casework.law.tables import Table, unique

_NEVER_OWED = (Handling.SHARED, Handling.ON_SITE)
"""What has no ★, since nobody may ask the applicant for it."""


def read_conditions(table: Table, form: Form) -> tuple[Condition, ...]:
    """Every ``[[item.condition]]``; LW-407 for a field that the form does not have."""
    rows = [(row, _condition(row, form)) for row in table.rules("condition")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def read_materials(
    table: Table, articles: Articles, form: Form, conditions: set[str]
) -> tuple[Material, ...]:
    """Every ``[[item.material]]``; LW-407 and LW-408 as the handling demands."""
    rows = [(row, _material(row, articles)) for row in table.rules("material")]
    unique((row, found.key) for row, found in rows)
    for row, found in rows:
        if found.when and found.when not in conditions:
            row.fail("when", "LW-407", value=found.when)
        if found.handling is Handling.NUMBER:
            known_field(row, form, "number_field", found.number_field)
        if found.either and sum(found.either == other.either for _, other in rows) < 2:
            row.fail("either", "LW-408", value=found.either)
    return tuple(found for _, found in rows)


def known_field(table: Table, form: Form, key: str, name: str) -> None:
    """Raise LW-407 when the form has no such field."""
    if form.slot(name) is None:
        table.fail(key, "LW-407", value=name)


def _condition(table: Table, form: Form) -> Condition:
    found = Condition(
        key=table.text("key"),
        label=table.text("label"),
        test=table.choice("test", Test),
        field=table.text("field", ""),
        value=table.text("value", ""),
    )
    if found.test is not Test.ROLE:
        known_field(table, form, "field", found.field)
    if (found.test is Test.FILLED) is bool(found.value):
        table.fail("value", "LW-408", value=found.value)
    table.close()
    return found


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
        seal=table.flag("seal", default=False),
        elsewhere=table.text("elsewhere", ""),
        either=table.text("either", ""),
        result_of=table.text("result_of", ""),
        type=table.text("type", ""),
        due_node=table.choice("due_node", Moment) if table.has("due_node") else None,
    )
    _check(table, found)
    table.close()
    return found


def _check(table: Table, found: Material) -> None:
    """Raise LW-408 for flags that the handling rules out."""
    handling = found.handling
    for key, wrong, value in (
        ("shapes", bool(found.shapes) is not (handling is Handling.ASK), found.form),
        ("required", found.required and handling in _NEVER_OWED, handling),
        ("elsewhere", bool(found.elsewhere) is not (handling is Handling.ELSEWHERE), handling),
        ("result_of", bool(found.result_of) and not found.refused, found.result_of),
        ("either", bool(found.either) and found.refused, found.either),
    ):
        if wrong:
            table.fail(key, "LW-408", value=value)
