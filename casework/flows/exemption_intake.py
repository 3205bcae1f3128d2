"""Intake that rests on exemptions: their papers are not asked for, their basis line is printed.

The commands of the intake go on as they are, under an item and texts from which the exemptions
have taken what 001B note 2 forbids to ask for again.
"""

from collections.abc import Iterable
from dataclasses import replace

from casework.act import Context, Records
from casework.errors import RuleError
from casework.flows.exemption_basis import Standing, relieved, standing
from casework.law.articles import Article
from casework.law.fields import Field
from casework.law.forms import Form
from casework.law.items import Item
from casework.law.materials import Handling, Material
from casework.law.wording import NoticeKey
from casework.records.exemption import ExemptionRecord

_PRINTED_ON = (NoticeKey.RECEIPT, NoticeKey.ACCEPTANCE)


def under(context: Context, item: str, standings: Iterable[Standing]) -> Context:
    """The context in which ``item`` asks for nothing that comes out of an exempted approval."""
    known = tuple(standings)
    law = context.catalogue
    asked = law.item(item)
    items = {**law.items, item: _relieved(asked, known, context)}
    forms = {**law.forms, asked.form: _relieved_form(law.form_of(asked), known)}
    lines = tuple(one.line for one in known)
    notices = dict(law.notices)
    for key in _PRINTED_ON:
        notices[key] = replace(notices[key], remarks=(*notices[key].remarks, *lines))
    return replace(context, catalogue=replace(law, items=items, forms=forms, notices=notices))


def _relieved(item: Item, standings: tuple[Standing, ...], context: Context) -> Item:
    reasons = {one.key: why for one, why in relieved(item.materials, standings).dropped}
    materials = tuple(
        _not_asked(one, reasons[one.key], context) if one.key in reasons else one
        for one in item.materials
    )
    return replace(item, materials=materials)


def _not_asked(material: Material, reason: Standing, context: Context) -> Material:
    """The line stays on the checklist and says why it is not asked for; handing it in is refused.

    Nobody has to prove the exemption once more, so it is like what organs share.
    """
    return replace(
        material,
        handling=Handling.SHARED,
        required=False,
        shapes=(),
        number_field="",
        seal=False,
        either="",
        basis=_basis(material, reason, context),
    )


def _relieved_form(form: Form, standings: tuple[Standing, ...]) -> Form:
    """The form without the duty to fill what only the exempted approval could have given."""
    groups = tuple(
        replace(group, fields=tuple(_field(one, standings) for one in group.fields))
        for group in form.groups
    )
    return replace(form, groups=groups)


def _field(field: Field, standings: tuple[Standing, ...]) -> Field:
    reason = next((one for one in standings if one.names(field.label)), None)
    if reason is None:
        return field
    hint = f"{reason.name}已豁免，不需填写（豁免认定记录{reason.number}）。"
    return replace(field, required=False, required_when="", hint=hint)


def _basis(material: Material, reason: Standing, context: Context) -> Article:
    rows = context.catalogue.exemptions.values()
    parts = (row.part for row in rows if row.part.exempts == reason.exempts)
    counts = next((part.counts for part in parts), material.basis)
    return replace(counts, clause=f"{counts.clause}（豁免认定记录{reason.number}）")


def counting(records: Records, streams: tuple[str, ...], project: str) -> tuple[Standing, ...]:
    """Every exemption that was named; RuleError EX-115 for one that does not count here.

    ``project`` is the project's code.
    """
    loaded = ((stream, records.of(stream, ExemptionRecord)) for stream in streams)
    found = standing({stream: one for stream, one in loaded if one is not None}, project)
    if len(found) < len(set(streams)):
        raise RuleError("EX-115", project=project)
    return found
