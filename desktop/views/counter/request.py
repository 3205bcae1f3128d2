"""From a draft to the request of the intake command: canonical values, persons sealed."""

from casework.flows import intake as flow
from casework.flows.intake import Again, Intake, MaterialIn
from casework.flows.visiting import FormNow
from casework.law.forms import Form, canonical, personal_keys
from casework.law.items import Item
from casework.law.materials import Handling
from casework.records.case import CaseRecord
from casework.records.case_events import WINDOW, Applicant, Deliverer, FormEntry, SealedEntry
from casework.records.ids import CASE, stream_of
from casework.records.sealed import Sealed
from desktop.views.counter.draft import Draft, Person


def intake(draft: Draft, item: Item, form: Form, numbers: str) -> Intake:
    """The request behind a draft; call it when the steps' findings allow it."""
    kept = canonical(form, draft.texts())
    now = _form(draft, form, kept)
    return Intake(
        case=stream_of(CASE, draft.ident),
        numbers=numbers,
        item=item.code,
        channel=WINDOW,
        received_at=draft.received_at,
        project=draft.project,
        project_code=draft.project_code,
        project_name=kept.get("project_name", draft.project_name),
        applicant=Applicant(
            kept.get("builder", draft.builder), kept.get("builder_code", draft.builder_code)
        ),
        deliverer=_deliverer(draft.person, item),
        form=now.form,
        sealed_form=now.sealed_form,
        materials=materials(draft, item, kept),
        declaration_made=draft.declaration,
    )


def again(draft: Draft, record: CaseRecord, item: Item, form: Form, numbers: str) -> Again:
    """The request behind a visit: who came, what was brought and corrected since."""
    kept = canonical(form, draft.texts())
    return Again(
        case=draft.case,
        numbers=numbers,
        item=draft.item,
        materials=_brought(draft),
        decision=None,
        visitor=_deliverer(draft.person, item) if draft.person.known else None,
        form=_form(draft, form, kept) if draft.correcting else None,
        seen=record,
    )


def materials(draft: Draft, item: Item, kept: dict[str, str]) -> tuple[MaterialIn, ...]:
    """What was handed in, line by line, with the numbers that the form already holds."""
    asked = {
        one.key
        for one in item.checklist(kept, draft.person.role)
        if one.handling is not Handling.NUMBER
    }
    brought = tuple(one for one in _brought(draft) if one.line in asked)
    return (*flow.numbered(item, kept, draft.person.role), *brought)


def _brought(draft: Draft) -> tuple[MaterialIn, ...]:
    return tuple(
        MaterialIn(
            key,
            one.medium,
            one.count,
            one.pages,
            seen_at=one.seen_at,
            here=one.here,
            shared=one.shared,
        )
        for key, one in draft.papers.items()
        if one.medium and (one.seen_at or not one.here)
    )


def _form(draft: Draft, form: Form, kept: dict[str, str]) -> FormNow:
    personal = personal_keys(form, kept)
    return FormNow(
        form=tuple(
            FormEntry(key, text, _source(draft, key))
            for key, text in kept.items()
            if key not in personal
        ),
        sealed_form=tuple(
            SealedEntry(key, Sealed.of(text), _source(draft, key))
            for key, text in kept.items()
            if key in personal
        ),
        declaration_made=draft.declaration,
    )


def _deliverer(person: Person, item: Item) -> Deliverer:
    authorisation = next((m.key for m in item.materials if m.key == "authorisation"), "")
    return Deliverer(
        person_name=Sealed.of(person.name),
        person_number=Sealed.of(person.number),
        number_kind=person.number_kind,
        role=person.role,
        source=person.source,
        face_matched=person.face_matched,
        authorisation=authorisation if person.role == "agent" else "",
    )


def _source(draft: Draft, key: str) -> str:
    value = draft.values.get(key)
    return value.source if value else ""
