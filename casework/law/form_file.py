"""Reading a form's TOML text; a mistake names file, line and key (codes in ``tables``)."""

from casework.law.fields import Choice, Field, FieldType
from casework.law.forms import Form, Group, GroupKind, Row
from casework.law.tables import Table, read, unique


def parse(file: str, source: str) -> Form:
    """Build a form from its TOML text; raise RuleError LW-4xx naming file, line and key."""
    top = read(file, source)
    groups = [(table, _group(table)) for table in top.tables("group")]
    unique((table, group.key) for table, group in groups)
    form = Form(
        name=top.text("name"),
        title=top.text("title"),
        basis=top.text("basis"),
        groups=tuple(group for _, group in groups),
        sample=top.flag("sample", default=False),
    )
    top.close()
    _check_references(top, form)
    return form


def _check_references(top: Table, form: Form) -> None:
    """Raise LW-407 for a condition on a field that the form does not have."""
    for slot in form.slots({}):
        for condition in (slot.field.required_when, slot.row.required_when if slot.row else ""):
            key = condition.partition("=")[0]
            if key and form.slot(key) is None:
                top.fail("group", "LW-407", value=key)


def _group(table: Table) -> Group:
    fields = [(row, _field(row)) for row in table.tables("field")]
    unique((row, field.key) for row, field in fields)
    rows = [(row, _row(row)) for row in table.tables("row")]
    unique((row, found.key) for row, found in rows)
    kind = table.choice("kind", GroupKind)
    if bool(rows) is not (kind in (GroupKind.TABLE, GroupKind.BLOCKS)):
        table.fail("row", "LW-408", value=kind.value)
    group = Group(
        key=table.text("key"),
        title=table.text("title"),
        kind=kind,
        fields=tuple(field for _, field in fields),
        rows=tuple(row for _, row in rows),
        min_rows=table.integer("min_rows", 0),
        max_rows=table.integer("max_rows", 0),
        row_name=table.text("row_name", "行"),
        note=table.text("note", ""),
    )
    if (group.max_rows > 0) is not (kind is GroupKind.ROWS):
        table.fail("max_rows", "LW-408", value=group.max_rows)
    table.close()
    return group


def _row(table: Table) -> Row:
    row = Row(
        key=table.text("key"),
        label=table.text("label"),
        required=table.flag("required", default=False),
        required_when=table.text("required_when", ""),
    )
    table.close()
    return row


def _field(table: Table) -> Field:
    kind = table.choice("type", FieldType)
    choices = tuple(_choice(row) for row in table.tables("choice"))
    if bool(choices) is not (kind in (FieldType.CHOICE, FieldType.MULTI_CHOICE)):
        table.fail("choice", "LW-408", value=kind.value)
    field = Field(
        key=table.text("key"),
        label=table.text("label"),
        type=kind,
        unit=table.text("unit", ""),
        required=table.flag("required", default=False),
        required_when=table.text("required_when", ""),
        personal=table.flag("personal", default=False),
        prefill=table.texts("prefill"),
        default=table.text("default", ""),
        hint=table.text("hint", ""),
        max_length=table.integer("max_length", 0),
        places=table.integer("places", 0),
        past=table.flag("past", default=False),
        span=table.integer("span", 1),
        choices=choices,
    )
    table.close()
    return field


def _choice(table: Table) -> Choice:
    choice = Choice(table.text("key"), table.text("label"), table.text("implies", ""))
    table.close()
    return choice
