"""Step 3: the clerk types only what no card, project or earlier case can give."""

from collections.abc import Mapping

from casework.law.forms import Form, Slot, display
from casework.records.case import CaseRecord
from casework.records.project import ProjectRecord
from desktop.views.counter.draft import CARD, Draft, Value

PROJECT, EARLIER, RESULT = "project", "earlier", "result"
PERSON = "person"
"""From the person at the counter, as the clerk typed it."""
DEFAULT = "default"
_OF_PERSON = (CARD, PERSON)
_OF_PROJECT = (PROJECT, EARLIER, RESULT)


def fill(
    form: Form, draft: Draft, project: ProjectRecord | None, earlier: CaseRecord | None
) -> dict[str, Value]:
    """The draft's values with every untouched place filled from the best source the form names.

    What somebody typed is never overwritten, and what somebody emptied stays empty.
    """
    known = {PROJECT: _project(project), EARLIER: _earlier(earlier)}
    # Values of every source make the form offer as many repeated rows as any of them has.
    wanted = {**known[EARLIER], **known[PROJECT], **draft.texts()}
    found: dict[str, Value] = dict(draft.values)
    for slot in form.slots(wanted):
        if slot.key not in found and (value := _best(slot, draft, known)):
            found[slot.key] = value
    return _displayed(form, found, draft)


def without_person(values: Mapping[str, Value]) -> dict[str, Value]:
    """What is left when another person stands at the counter."""
    return {key: value for key, value in values.items() if value.source not in _OF_PERSON}


def without_project(values: Mapping[str, Value]) -> dict[str, Value]:
    """What is left when another project is chosen."""
    return {key: value for key, value in values.items() if value.source not in _OF_PROJECT}


def _best(slot: Slot, draft: Draft, known: Mapping[str, Mapping[str, str]]) -> Value | None:
    for source in slot.field.prefill:
        text, kind = _from(source, slot.key, draft, known)
        if text:
            return Value(text, kind)
    return Value(slot.field.default, DEFAULT) if slot.field.default else None


def _from(
    source: str, key: str, draft: Draft, known: Mapping[str, Mapping[str, str]]
) -> tuple[str, str]:
    kind, _, part = source.partition(".")
    if kind == "unit":
        return {"name": draft.builder, "credit_code": draft.builder_code}.get(part, ""), PROJECT
    if kind == "card":
        return draft.person.name, CARD if draft.person.source == CARD else PERSON
    if kind == PROJECT and part:
        return {"name": draft.project_name, "code": draft.project_code}.get(part, ""), PROJECT
    return known.get(kind, {}).get(key, ""), kind


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
    kept = {
        key: v.text
        for key, v in found.items()
        if key not in draft.values and v.source in _OF_PROJECT
    }
    shown = display(form, kept)
    return {
        key: Value(shown.get(key, value.text), value.source) if key in kept else value
        for key, value in found.items()
    }
