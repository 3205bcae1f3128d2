"""Reading ``[[survey]]``; every name it uses must lead somewhere (codes in ``tables``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from casework.law.articles import Articles, basis
from casework.law.clock import LimitKind
from casework.law.forms import Form
from casework.law.items import Item
from casework.law.limits import Limit, Moment
from casework.law.material_file import known_field, read_conditions, read_materials
from casework.law.survey import (
    TOTAL,
    Box,
    Exclusion,
    Investment,
    Matter,
    PaperSet,
    Recipient,
    Sharing,
    Size,
    Survey,
    limit_key,
)
from casework.law.tables import Table, unique


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of a survey may name."""

    articles: Articles
    items: Mapping[str, Item]
    forms: Mapping[str, Form]
    limits: Mapping[str, Limit]


def read_survey(table: Table, known: Known) -> Survey:
    """One ``[[survey]]``, whose key is its item's.

    LW-407 for an item, a field, a limit or a refusal that is not there; LW-408 for boxes other
    than the form's, for sizes out of order and for a survey without its days.
    """
    articles, items, forms, limits = known.articles, known.items, known.forms, known.limits
    code = table.text("key")
    if code not in items:
        table.fail("key", "LW-407", value=code)
    item, form = items[code], forms[items[code].form]
    sizes = _sizes(table)
    matters = _matters(table, articles, sizes)
    _match(table, "investment", form, list(Investment))
    _match(table, "matters", form, [one.key for one in matters])
    found = Survey(
        item=code,
        basis=basis(table, articles),
        government_days=table.integer("government_days"),
        papers=_papers(table.table("papers"), articles, form),
        sub_items=_boxes(table, form, "sub_items"),
        points=_boxes(table, form, "points"),
        exclusions=_exclusions(table, item, form),
        sizes=sizes,
        matters=matters,
        total=_total(table, sizes),
        limits=_limits(table, limits, [*(one.key for one in matters), TOTAL]),
    )
    table.close()
    return found


def _papers(table: Table, articles: Articles, form: Form) -> PaperSet:
    conditions = read_conditions(table, form)
    found = PaperSet(
        recipient=table.choice("recipient", Recipient),
        due=table.choice("due", Moment),
        heading=table.text("heading"),
        conditions=conditions,
        materials=read_materials(table, articles, form, {one.key for one in conditions}),
        sharing=_sharing(table, form),
    )
    for at, one in enumerate(found.sharing):
        if one.key not in {material.key for material in found.materials}:
            table.fail(f"sharing[{at}].key", "LW-407", value=one.key)
    table.close()
    return found


def _limits(table: Table, limits: Mapping[str, Limit], matters: list[str]) -> dict[str, Limit]:
    """The pack's limit of every matter; its day is agreed, so it has none of its own."""
    for key in matters:
        limit = limits.get(limit_key(key))
        if limit is None or limit.kind is not LimitKind.AGREED:
            table.fail("key", "LW-407", value=limit_key(key))
    return {key: limits[limit_key(key)] for key in matters}


def _boxes(table: Table, form: Form, field: str) -> tuple[Box, ...]:
    """The boxes that the form offers: what the source lists is what the form asks."""
    slot = form.slot(field)
    if slot is None or not slot.field.choices:
        table.fail("key", "LW-408", value=field)
    return tuple(Box(one.key, one.label) for one in slot.field.choices)


def _match(table: Table, field: str, form: Form, wanted: Iterable[str]) -> None:
    boxes = [one.key for one in _boxes(table, form, field)]
    if boxes != list(wanted):
        table.fail("key", "LW-408", value=f"{field}: {' '.join(boxes)}")


def _exclusions(table: Table, item: Item, form: Form) -> tuple[Exclusion, ...]:
    labels = {one.key: one.label for one in _boxes(table, form, "outside")}
    reasons = {one.key for one in item.refusals}
    rows = table.rules("exclusion")
    found = []
    for row in rows:
        one = Exclusion(row.text("key"), labels.get(row.text("key"), ""), row.text("refusal"))
        if one.refusal not in reasons:
            row.fail("refusal", "LW-407", value=one.refusal)
        row.close()
        found.append(one)
    unique((row, one.key) for row, one in zip(rows, found, strict=True))
    _match(table, "outside", form, [one.key for one in found])
    return tuple(found)


def _sizes(table: Table) -> tuple[Size, ...]:
    rows = [(row, _size(row)) for row in table.rules("size")]
    unique((row, found.key) for row, found in rows)
    bounds = [found.up_to for _, found in rows]
    known = [bound for bound in bounds if bound is not None]
    if not rows or bounds[-1] is not None or len(known) != len(rows) - 1 or known != sorted(known):
        table.fail("size", "LW-408", value=" ".join(found.key for _, found in rows))
    return tuple(found for _, found in rows)


def _size(table: Table) -> Size:
    found = Size(
        key=table.text("key"),
        label=table.text("label"),
        up_to=Decimal(table.integer("up_to")) if table.has("up_to") else None,
        including=table.flag("including", default=True),
        negotiated=table.flag("negotiated", default=False),
    )
    table.close()
    return found


def _matters(table: Table, articles: Articles, sizes: tuple[Size, ...]) -> tuple[Matter, ...]:
    rows = [(row, _matter(row, articles, sizes)) for row in table.rules("matter")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _matter(table: Table, articles: Articles, sizes: tuple[Size, ...]) -> Matter:
    found = Matter(
        key=table.text("key"),
        label=table.text("label"),
        days=_days(table, sizes),
        report=table.text("report"),
        points=table.texts("points"),
        complete=table.flag("complete"),
        deviations=table.text("deviations", ""),
        basis=basis(table, articles),
    )
    table.close()
    return found


def _total(table: Table, sizes: tuple[Size, ...]) -> Matter:
    row = table.table("total")
    found = Matter(TOTAL, row.text("label"), _days(row, sizes))
    row.close()
    return found


def _days(table: Table, sizes: tuple[Size, ...]) -> dict[str, int]:
    row = table.table("days")
    found = {one.key: row.integer(one.key) for one in sizes}
    for key, days in found.items():
        if not days:
            row.fail(key, "LW-408", value=days)
    row.close()
    return found


def _sharing(table: Table, form: Form) -> tuple[Sharing, ...]:
    rows = [(row, _shared(row, form)) for row in table.rules("sharing")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _shared(table: Table, form: Form) -> Sharing:
    found = Sharing(
        key=table.text("key"),
        number_field=table.text("number_field"),
        works=table.flag("works"),
        also_paper=table.flag("also_paper", default=False),
    )
    known_field(table, form, "number_field", found.number_field)
    table.close()
    return found
