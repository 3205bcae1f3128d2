"""From a draft to the request of the intake command: canonical values, persons sealed."""

from casework.flows.intake import Intake, MaterialIn
from casework.law.forms import Form, canonical, personal_keys
from casework.law.items import Item
from casework.law.materials import Handling
from casework.records.case_events import Applicant, Deliverer, FormEntry, SealedEntry
from casework.records.ids import CASE, stream_of
from casework.records.sealed import Sealed
from desktop.views.counter.draft import Draft

NUMBER = "number"


def intake(draft: Draft, item: Item, form: Form, numbers: str) -> Intake:
    """The request behind a draft; call it when the steps' findings allow it."""
    kept = canonical(form, draft.texts())
    personal = personal_keys(form, kept)
    return Intake(
        case=stream_of(CASE, draft.ident),
        numbers=numbers,
        item=item.code,
        channel="window",
        received_at=draft.received_at,
        project=draft.project,
        project_code=draft.project_code,
        project_name=kept.get("project_name", draft.project_name),
        applicant=Applicant(
            kept.get("builder", draft.builder), kept.get("builder_code", draft.builder_code)
        ),
        deliverer=_deliverer(draft, item),
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
        materials=materials(draft, item, kept),
        declaration_made=draft.declaration,
    )


def materials(draft: Draft, item: Item, kept: dict[str, str]) -> tuple[MaterialIn, ...]:
    """What was handed in, line by line, with the numbers that the form already holds."""
    found: list[MaterialIn] = []
    for line in item.checklist(kept, draft.person.role):
        if line.handling is Handling.NUMBER and (number := kept.get(line.number_field)):
            found.append(MaterialIn(line.key, NUMBER, 1, number=number))
        paper = draft.papers.get(line.key)
        if paper is not None and paper.medium:
            found.append(
                MaterialIn(line.key, paper.medium, paper.count, paper.pages, seen_at=paper.seen_at)
            )
    return tuple(found)


def _deliverer(draft: Draft, item: Item) -> Deliverer:
    person = draft.person
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
