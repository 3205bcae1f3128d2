"""Going on with a case that is here: its draft begins with what the case already says."""

from datetime import datetime

from msgspec import structs

from casework.law.forms import Form, display
from casework.records.case import CaseRecord
from casework.records.case_states import UNDECIDED
from casework.records.ids import new_id
from desktop.views.counter.draft import TYPED, Draft, Value

PERSON, MATERIALS = 1, 4


def begin(stream: str, record: CaseRecord, form: Form, now: datetime) -> Draft:
    """A visit that begins now: who comes is asked anew, what the form says stands there.

    What was filed online is looked at first: nobody stands at the counter for it.
    """
    received = record.received
    return Draft(
        ident=new_id(now),
        item=received.item,
        received_at=record.brought_at,
        step=MATERIALS if record.waiting else PERSON,
        project=received.project,
        project_code=received.project_code,
        project_name=received.project_name,
        builder=received.applicant.unit,
        builder_code=received.applicant.credit_code,
        values=values(record, form),
        declaration=received.declaration_made,
        case=stream,
        known_papers=tuple(paper.number for paper in record.papers),
    )


def values(record: CaseRecord, form: Form) -> dict[str, Value]:
    """The form of a case as the clerk reads it, with where each value came from."""
    received = record.received
    sources = {one.key: one.source for one in received.form}
    sources |= {one.key: one.source for one in received.sealed_form}
    shown = display(form, record.values())
    return {key: Value(text, sources.get(key, TYPED)) for key, text in shown.items()}


def renewed(draft: Draft, record: CaseRecord, form: Form) -> Draft:
    """The same visit after the case moved on: what the clerk entered stays as it is."""
    if draft.correcting:
        return draft
    said = record.received.declaration_made
    return structs.replace(draft, values=values(record, form), declaration=said)


def open_now(record: CaseRecord | None) -> bool:
    """Whether a case can still be gone on with at the counter."""
    return record is not None and record.state in UNDECIDED and not record.unknown
