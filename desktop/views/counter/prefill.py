"""Step 3: the clerk types only what no card, project or earlier case can give."""

from collections.abc import Mapping

from casework.law.forms import Form, Slot, display
from casework.records.case import CaseRecord
from casework.records.project import ProjectRecord
from desktop.views.counter.draft import Draft, Value

PROJECT, EARLIER, PERSON = "project", "earlier", "card"


def fill(
    form: Form, draft: Draft, project: ProjectRecord | None, earlier: CaseRecord | None
) -> dict[str, Value]:
    """The draft's values with every empty place filled from the best source the form names.

    What somebody typed or a card gave is never overwritten.
    """
    known = {PROJECT: _project(project), EARLIER: _earlier(earlier)}
    # Values of every source make the form offer as many repeated rows as any of them has.
    wanted = {**known[EARLIER], **known[PROJECT], **draft.texts()}
    found: dict[str, Value] = dict(draft.values)
    for slot in form.slots(wanted):
        empty = slot.key not in found or not found[slot.key].text
        if empty and (value := _best(slot, draft, known)):
            found[slot.key] = value
    return _displayed(form, found, draft)


def _best(slot: Slot, draft: Draft, known: Mapping[str, Mapping[str, str]]) -> Value | None:
    for source in slot.field.prefill:
        kind, _, part = source.partition(".")
        if kind == "unit":
            text = {"name": draft.builder, "credit_code": draft.builder_code}.get(part, "")
            kind = PROJECT
        elif kind == "card":
            text, kind = draft.person.name, draft.person.source
        elif source == "project.name":
            text = draft.project_name
        else:
            text = known.get(kind, {}).get(slot.key, "")
        if text:
            return Value(text, kind)
    return None


def _project(project: ProjectRecord | None) -> dict[str, str]:
    if project is None:
        return {}
    keys = [one.key for one in project.registered.facts]
    keys += [one.key for one in project.registered.sealed_facts]
    return {key: project.fact(key) for key in keys}


def _earlier(case: CaseRecord | None) -> dict[str, str]:
    if case is None:
        return {}
    plain = {entry.key: entry.value for entry in case.received.form}
    return plain | {entry.key: entry.value.value or "" for entry in case.received.sealed_form}


def _displayed(form: Form, found: dict[str, Value], draft: Draft) -> dict[str, Value]:
    """Kept values of projects and cases in the form the clerk types them."""
    kept = {key: v.text for key, v in found.items() if key not in draft.values}
    shown = display(form, kept)
    return {
        key: Value(shown.get(key, value.text), value.source) if key in kept else value
        for key, value in found.items()
    }
