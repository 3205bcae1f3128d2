"""The decision bar: accept, ask once for everything missing, or refuse with coded reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from casework.act import Context
from casework.errors import RuleError
from casework.flows import grounds, joint_acceptance, opening, papers
from casework.flows.clocks import limit_lines
from casework.flows.grounds import Grounds
from casework.law import forms
from casework.law import materials as lines
from casework.law.articles import Article
from casework.law.clock import BEIJING
from casework.law.items import Body, Item, Outcome
from casework.law.limits import Moment
from casework.law.wording import Correction
from casework.records.case import CaseRecord, Material, allows, apply
from casework.records.case_events import (
    E_FILE,
    ONLINE,
    SCANNER,
    ApplicationAccepted,
    ApplicationRefused,
    CorrectionRequested,
    DefectText,
    PageRef,
    ReasonText,
)
from casework.records.case_life import PapersHandedOver
from casework.records.event import Event, Staged, tag_of
from casework.records.notice import NoticeKind, NoticeRecord

MISSING = "missing"
ORIGINAL = "original"
UNSEALED = "unsealed"
NOT_ORIGINAL = "not_original"
FORM = "form"
DECLARATION = "declaration"
"""Keys of the corrections that a check of the checklist and the form can find by itself.

The last two are about the form; the note of ``form`` names the field.
"""


class Accept(msgspec.Struct, frozen=True, tag="accept"):
    """受理."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect the clerk tells: a checklist line (or empty), the kind of correction, own words."""

    line: str
    correction: str
    note: str = ""


class AskOnce(msgspec.Struct, frozen=True, tag="ask_once"):
    """一次性告知: all defects; ``second_reason`` when the case was asked before (001A-18(一))."""

    defects: tuple[Defect, ...]
    second_reason: str = ""


class Refuse(msgspec.Struct, frozen=True, tag="refuse"):
    """不予受理: keys of the item's reasons; ``competent_organ`` where it is another's power."""

    reasons: tuple[str, ...]
    competent_organ: str = ""


class HandOver(msgspec.Struct, frozen=True, tag="hand_over"):
    """收件并移交: the department accepts, the window gives it the papers (obligations 0b a)."""


Decision = Accept | AskOnce | Refuse | HandOver
_OWED_AT_INTAKE = (None, Moment.HANDED_OVER, Moment.DECIDED, Moment.ACCEPTED)
"""Nodes by which a material lies here before it is decided on; others are due later (000二)."""


def findings(record: CaseRecord, context: Context) -> tuple[Defect, ...]:
    """Everything that stands against acceptance, found from the whole checklist in one go.

    The clerk looks at presence and form, not substance (obligations 0b c).
    """
    item = context.catalogue.item(record.received.item)
    found = [*_missing(record, item)]
    if item.originals_checked_by is Body.WINDOW:
        unseen = (one for one in record.materials if _is_unseen(one) and not _is_scan(one, record))
        found += [Defect(one.line.key, ORIGINAL) for one in unseen]
    if NOT_ORIGINAL in context.catalogue.corrections:
        copied = (one for one in record.materials if _is_copied(one, record))
        found += [Defect(one.line.key, NOT_ORIGINAL) for one in copied]
    found += [Defect(one.line.key, UNSEALED) for one in record.materials if _is_unsealed(one, item)]
    found += [Defect("", FORM, note) for note in _form_faults(record, item, context)]
    if item.declaration and not record.received.declaration_made:
        found.append(Defect("", DECLARATION))
    return tuple(found)


def _missing(record: CaseRecord, item: Item) -> Iterator[Defect]:
    """What is not there; of papers of which one suffices the first, naming the others."""
    received = {one.line.key for one in record.materials if one.received}
    later = {one.key for one in item.materials if is_due_later(one)}
    names = {one.line.key: one.line.name for one in record.materials}
    for one in record.materials:
        keys = [key for key in item.alternatives(one.line.key) if key in names]
        owed = _is_missing(one) and one.line.key not in later
        if owed and one.line.key == keys[0] and received.isdisjoint(keys):
            others = "、".join(names[key] for key in keys[1:])
            yield Defect(one.line.key, MISSING, f"或者{others}" if others else "")


def _is_missing(one: Material) -> bool:
    return one.line.required and one.line.handling in ("ask", "number") and not one.received


def _is_unseen(one: Material) -> bool:
    wanted = {"original", "compared_copy"} & set(one.line.form.split("+"))
    return bool(wanted) and one.line.handling == "ask" and one.received and not one.verifier


def is_due_later(material: lines.Material) -> bool:
    """Whether it need not exist before the decision on acceptance (000二)."""
    return material.due_node not in _OWED_AT_INTAKE


def _is_scan(one: Material, record: CaseRecord) -> bool:
    """What came online is a scan of the original, for whose truth the applicant answers (004-7)."""
    return record.online and one.medium == E_FILE


def _is_copied(one: Material, record: CaseRecord) -> bool:
    """What came online for an original and is not a scan of it: scans must be of originals."""
    wanted = "original" in one.line.form.split("+")
    return (
        wanted
        and _is_scan(one, record)
        and any(page.source == ONLINE and not page.of_original for page in one.pages)
    )


def is_unsealed(material: lines.Material, pages: Sequence[PageRef]) -> bool:
    """签 (000§6): a file that somebody made must bear a seal; a scan of paper shows it."""
    files = [page for page in pages if page.source != SCANNER]
    return material.seal and bool(files) and not any(page.signed for page in files)


def _is_unsealed(one: Material, item: Item) -> bool:
    known = next((found for found in item.materials if found.key == one.line.key), None)
    return known is not None and is_unsealed(known, one.pages)


def _form_faults(record: CaseRecord, item: Item, context: Context) -> list[str]:
    form = context.catalogue.form_of(item)
    plain = {entry.key: entry.value for entry in record.received.form}
    sealed = {entry.key: entry.value.value or "" for entry in record.received.sealed_form}
    shown = forms.display(form, plain | sealed)
    labels = {slot.key: _label(slot) for slot in form.slots(shown)}
    problems = forms.check(form, shown, context.now.date())
    return list(dict.fromkeys(labels.get(p.field, p.field) for p in problems if p.blocking))


def _label(slot: forms.Slot) -> str:
    return f"{slot.row.label} {slot.field.label}" if slot.row else slot.field.label


def decide(
    desk: papers.Desk, decision: Decision, context: Context, known: Grounds = grounds.NOTHING
) -> tuple[Staged, ...]:
    """The events of a decision with its paper; RuleError IN-104…IN-116 when it may not be made."""
    item = context.catalogue.item(desk.record.received.item)
    if isinstance(decision, HandOver):
        handed = Staged(desk.case, handed_over(desk.record, item, context))
        return handed, *opening.promised(desk.record, item, known, context)
    if (item.accepting_body is Body.WINDOW) is bool(context.clerk.department):
        raise RuleError("IN-116", organ=item.lead)
    event, kind = _event(desk.record, decision, item, context)
    if not allows(desk.record, tag_of(event)):
        raise RuleError("IN-110", state=desk.record.state.value)
    record = apply(desk.record, event)
    if record is None:
        raise RuleError("IN-110", state="")
    shown, following = record, tuple[Staged, ...]()
    if isinstance(event, ApplicationAccepted):
        shown = joint_acceptance.promised(record, item, context)
        following = opening.begun(desk.case, record, item, known, context)
    after, paper = papers.issue(replace(desk, record=shown), kind, context)
    told = opening.told(desk.case, after.record, event, context)
    return (Staged(desk.case, event), *paper, *following, *told)


def outlook(record: CaseRecord, decision: Decision, context: Context) -> NoticeRecord:
    """The data record of the paper a decision would give, without a number: for the draft."""
    item = context.catalogue.item(record.received.item)
    if isinstance(decision, HandOver):
        return papers.compose(record, NoticeKind.RECEIPT, "", context)
    event, kind = _event(record, decision, item, context)
    after = apply(record, event) or record
    if isinstance(event, ApplicationAccepted):
        after = joint_acceptance.promised(after, item, context)
    return papers.compose(after, kind, "", context)


def handed_over(record: CaseRecord, item: Item, context: Context) -> PapersHandedOver:
    """The papers go to the department that accepts (obligations 0b a).

    RuleError GN-102 where the window itself accepts, or a department acts; IN-110 for a case on
    which a decision stands already.
    """
    if item.accepting_body is not Body.DEPARTMENT or context.clerk.department:
        raise RuleError("GN-102")
    opening.require_whole(record, item)
    event = PapersHandedOver(item.lead, context.now.isoformat())
    if not allows(record, tag_of(event)):
        raise RuleError("IN-110", state=record.state.value)
    return event


def _event(
    record: CaseRecord, decision: Accept | AskOnce | Refuse, item: Item, context: Context
) -> tuple[Event, NoticeKind]:
    if isinstance(decision, Accept):
        return _accepted(record, item, context), NoticeKind.ACCEPTANCE
    if isinstance(decision, AskOnce):
        return _asked(record, decision, item, context), NoticeKind.CORRECTION
    return _refused(decision, item, context), NoticeKind.REFUSAL


def _accepted(record: CaseRecord, item: Item, context: Context) -> ApplicationAccepted:
    if against := findings(record, context):
        raise RuleError("IN-104", count=len(against))
    opening.require_whole(record, item)
    moments = {Moment.DECIDED: context.now, Moment.ACCEPTED: context.now}
    limits = joint_acceptance.duties(item, limit_lines(item, moments, context))
    return ApplicationAccepted(context.now.isoformat(), item.organ, limits)


def _asked(
    record: CaseRecord, decision: AskOnce, item: Item, context: Context
) -> CorrectionRequested:
    if not decision.defects:
        raise RuleError("IN-111")
    told = {_matter(one) for one in decision.defects}
    if left_out := [one for one in findings(record, context) if _matter(one) not in told]:
        raise RuleError("IN-109", count=len(left_out))
    if record.corrections and not decision.second_reason:
        raise RuleError("IN-112")
    defects = tuple(_defect(record, one, context) for one in decision.defects)
    return CorrectionRequested(context.now.isoformat(), item.organ, defects, decision.second_reason)


def _matter(one: Defect) -> tuple[str, str, str]:
    """What a defect is about: every field of the form is a matter of its own."""
    return one.line, one.correction, one.note if one.correction == FORM else ""


def _defect(record: CaseRecord, one: Defect, context: Context) -> DefectText:
    correction = context.catalogue.corrections.get(one.correction)
    if correction is None:
        raise RuleError("IN-114", code=one.correction)
    material = record.material(one.line)
    if material is None:
        return _defect_of_form(record, one, context)
    text, required = correction.filled(material.line.name)
    told = f"{text}（{one.note}）" if one.note else text
    return DefectText(material.line.name, one.correction, told, required, material.line.basis)


def _defect_of_form(record: CaseRecord, one: Defect, context: Context) -> DefectText:
    """What belongs to no line of the checklist; the form gives it its name."""
    correction = context.catalogue.corrections[one.correction]
    item = context.catalogue.item(record.received.item)
    form = context.catalogue.form_of(item)
    named = one.note and one.correction not in (FORM, DECLARATION)
    text, required = correction.filled(one.note or form.title)
    name = one.note if named else form.title
    return DefectText(name, one.correction, text, required, basis_of(correction, item).short)


def basis_of(correction: Correction, item: Item) -> Article:
    """On what a correction rests that belongs to no line: a declaration on the item's own."""
    if correction.key == DECLARATION and item.declaration is not None:
        return item.declaration.basis
    return correction.basis


def _refused(decision: Refuse, item: Item, context: Context) -> ApplicationRefused:
    if not decision.reasons:
        raise RuleError("IN-113")
    known = {refusal.key: refusal for refusal in item.refusals}
    if unknown := [key for key in decision.reasons if key not in known]:
        raise RuleError("IN-114", code=unknown[0])
    chosen = [known[key] for key in decision.reasons]
    day = context.now.astimezone(BEIJING).date()
    if not context.practice and (old := [one for one in chosen if one.basis.lapsed_on(day)]):
        # A refusal without a basis that holds would be none (行政许可法 38).
        raise RuleError("IN-125", reason=old[0].text, basis=old[0].basis.cite)
    foreign = any(one.outcome is Outcome.NOT_COMPETENT for one in chosen)
    if foreign and not decision.competent_organ:
        raise RuleError("IN-115")
    return ApplicationRefused(
        decided_at=context.now.isoformat(),
        organ=item.organ,
        reasons=tuple(ReasonText(one.key, one.text, one.basis.cite) for one in chosen),
        competent_organ=decision.competent_organ,
        remedies=context.catalogue.notices["refusal"].remedies,
    )
