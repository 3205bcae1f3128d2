"""Papers of a case: take a number, fix the data record, issue; the page is made afterwards.

Issuing is part of the deciding act, so that a paper never exists without its act, and the number
is taken by an entry of the same act (obligations 0b f).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from msgspec import structs

from casework.act import Context
from casework.flows import words
from casework.flows.lapsed import printable
from casework.law.clock import BEIJING
from casework.law.items import Item
from casework.law.wording import NoticeKey
from casework.people.numbers import NumberKind, mask_number
from casework.people.person import Role
from casework.records.case import CaseRecord, Material
from casework.records.case import apply as apply_case
from casework.records.case_events import DefectText, LimitLine, NoticeIssued, ReasonText
from casework.records.event import Staged
from casework.records.notice import (
    DefectLine,
    MaterialLine,
    NoticeKind,
    NoticeRecord,
    Party,
    ReasonLine,
    Section,
    encode_record,
    record_digest,
)
from casework.records.numbers import NumbersRecord, NumberTaken
from casework.records.numbers import apply as apply_numbers


@dataclass(frozen=True, slots=True)
class Numbering:
    """The device's stream of numbers and what is left of it, on the way through an act."""

    stream: str
    record: NumbersRecord


def issue_record(
    stream: str,
    numbering: Numbering,
    kind: NoticeKind,
    written: Callable[[str], NoticeRecord],
    context: Context,
) -> tuple[Numbering, tuple[Staged, ...]]:
    """The two events of any paper; ``written`` makes its record when the number is known."""
    taken = _take(numbering.record, kind, context)
    record = _printable(written(taken.number), context)
    sealed = context.seal(encode_record(record).decode())
    issued = NoticeIssued(kind, taken.number, record_digest(record), sealed)
    staged = (Staged(stream, issued), Staged(numbering.stream, taken))
    return replace(numbering, record=apply_numbers(numbering.record, taken)), staged


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says beside the facts of its case."""

    sections: tuple[Section, ...]
    opening: str = ""
    mark: str = ""
    due: str = ""


def issue_letter(
    desk: "Desk", kind: NoticeKind, letter: Letter, context: Context
) -> tuple["Desk", tuple[Staged, ...]]:
    """The two events of a letter about a case."""
    numbering = Numbering(desk.numbers_stream, desk.numbers)

    def written(number: str) -> NoticeRecord:
        return compose_letter(desk.record, kind, letter, number, context)

    after, staged = issue_record(desk.case, numbering, kind, written, context)
    return _with_paper(desk, after, staged), staged


def _with_paper(desk: "Desk", numbering: Numbering, staged: tuple[Staged, ...]) -> "Desk":
    """The desk after a paper: the case has it, its number is used."""
    record = desk.record
    for one in staged:
        if one.stream == desk.case:
            record = apply_case(record, one.event) or record
    return replace(desk, record=record, numbers=numbering.record)


def compose_letter(
    record: CaseRecord, kind: NoticeKind, letter: Letter, number: str, context: Context
) -> NoticeRecord:
    """The data record of a letter; ``number`` is empty for a draft."""
    written = structs.replace(
        _base(record, kind, number, context),
        opening=letter.opening,
        sections=letter.sections,
        mark=letter.mark,
        due=letter.due,
    )
    return _printable(written, context)


@dataclass(frozen=True, slots=True)
class Desk:
    """What issuing works on: the case's stream and record, the device's numbers so far."""

    case: str
    record: CaseRecord
    numbers_stream: str
    numbers: NumbersRecord


def issue(desk: Desk, kind: NoticeKind, context: Context) -> tuple[Desk, tuple[Staged, ...]]:
    """The two events of a paper, and the numbers after it."""
    numbering = Numbering(desk.numbers_stream, desk.numbers)

    def written(number: str) -> NoticeRecord:
        return compose(desk.record, kind, number, context)

    after, staged = issue_record(desk.case, numbering, kind, written, context)
    return _with_paper(desk, after, staged), staged


def _take(numbers: NumbersRecord, kind: NoticeKind, context: Context) -> NumberTaken:
    series, now = kind.value, context.now
    written = context.catalogue.number_formats[series]
    serial = numbers.next_serial(series, now.year)
    if serial is not None:
        return NumberTaken(series, now.year, serial, written.reserved(now.year, serial))
    day = f"{now:%Y%m%d}"
    serial = numbers.next_dry(series, day)
    number = written.unreserved(context.place.device, now.date(), serial)
    return NumberTaken(series, now.year, serial, number, day)


def compose(record: CaseRecord, kind: NoticeKind, number: str, context: Context) -> NoticeRecord:
    """The data record of a paper of the intake; ``number`` is empty for a draft."""
    base = _base(record, kind, number, context)
    item = context.catalogue.item(record.received.item)
    return _printable(_COMPLETE[kind](base, record, item, context), context)


def _printable(record: NoticeRecord, context: Context) -> NoticeRecord:
    day = context.now.astimezone(BEIJING).date()
    return printable(record, context.catalogue, day, practice=context.practice)


def _base(record: CaseRecord, kind: NoticeKind, number: str, context: Context) -> NoticeRecord:
    received = record.received
    item = context.catalogue.item(received.item)
    texts = context.catalogue.notices[NoticeKey(kind.value)]
    sample = texts.sample or any(one.line.sample for one in record.materials)
    return NoticeRecord(
        kind=kind,
        number=number,
        organ=item.organ,
        seal=item.seal,
        hall=context.place.hall_name,
        window=context.place.window_name,
        clerk=context.clerk.name,
        applicant=Party(received.applicant.unit, words.CREDIT_CODE, received.applicant.credit_code),
        deliverer=_deliverer(record),
        role=words.ROLES[Role(record.deliverer.role)],
        project_name=received.project_name,
        project_code=received.project_code,
        item_name=received.item_name,
        item_code=item.platform_code,
        received_at=received.received_at,
        made_at=context.now.isoformat(),
        rule=context.catalogue.pack.line,
        remarks=texts.remarks,
        sample_texts=sample,
        copies=texts.copies,
        practice=context.practice,
    )


def _deliverer(record: CaseRecord) -> Party:
    person = record.deliverer
    label = words.NUMBER_LABELS[NumberKind(person.number_kind)]
    return Party(
        person.person_name.value or "", label, mask_number(person.person_number.value or "")
    )


def _receipt(base: NoticeRecord, record: CaseRecord, _: Item, context: Context) -> NoticeRecord:
    return structs.replace(base, materials=_materials(record, context))


def _acceptance(
    base: NoticeRecord, record: CaseRecord, item: Item, context: Context
) -> NoticeRecord:
    total = _promised(record, item)
    return structs.replace(
        base,
        materials=_materials(record, context),
        steps=tuple(limit.sentence for limit in record.limits if limit.role != "duty"),
        due=total.sentence if total else context.catalogue.phrases.unlimited,
        excluded=item.excluded,
        remarks=(*base.remarks, *item.remarks),
    )


def _promised(record: CaseRecord, item: Item) -> LimitLine | None:
    """The total of an item; of one that is done at once (001C四(一)) its own first limit."""
    wanted = (one for one in record.limits if one.key == item.total or not item.total)
    return next(wanted, None)


def _correction(base: NoticeRecord, record: CaseRecord, _: Item, context: Context) -> NoticeRecord:
    texts = context.catalogue.notices[NoticeKey.CORRECTION]
    return structs.replace(
        base,
        materials=_materials(record, context),
        defects=tuple(_defect(one) for one in record.defects),
        hand_in=texts.hand_in,
    )


def _refusal(base: NoticeRecord, record: CaseRecord, _: Item, context: Context) -> NoticeRecord:
    return structs.replace(
        base,
        reasons=tuple(_reason(one) for one in record.reasons),
        competent_organ=record.competent_organ,
        remedies=context.catalogue.notices[NoticeKey.REFUSAL].remedies,
    )


_COMPLETE = {
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.ACCEPTANCE: _acceptance,
    NoticeKind.CORRECTION: _correction,
    NoticeKind.REFUSAL: _refusal,
}


def _materials(record: CaseRecord, context: Context) -> tuple[MaterialLine, ...]:
    return tuple(_material(one, context) for one in record.materials if one.received)


def _material(one: Material, context: Context) -> MaterialLine:
    required = words.shape_words(one.line.form)
    if one.number:
        return MaterialLine(one.line.name, required, one.number)
    received = f"{words.SHAPES.get(one.medium, one.medium)} {one.count} 份"
    if one.pages:
        scanned = all(page.of_original for page in one.pages)
        received += f"，{'原件扫描' if scanned else '电子件'} {len(one.pages)} 页"
    if one.receipt:
        received += f"（共享自{one.receipt}）"
    return MaterialLine(one.line.name, required, received, _checked(one, context))


def _checked(one: Material, context: Context) -> str:
    """Who compared the original, by name where it is the clerk who issues the paper."""
    if not one.verifier:
        return ""
    clerk = context.clerk
    who = clerk.name if one.verifier == clerk.account else one.verifier
    return f"{who} {datetime.fromisoformat(one.verified_at):%H:%M}"


def _defect(one: DefectText) -> DefectLine:
    return DefectLine(one.material, one.text, one.required, one.basis)


def _reason(one: ReasonText) -> ReasonLine:
    return ReasonLine(one.code, one.text, one.basis)
