"""The printed record of an exemption (豁免认定记录): basis, answers, duty, what follows from it."""

from casework.act import Context
from casework.flows import words
from casework.law.exemptions import Exemption
from casework.law.wording import NoticeKey
from casework.people.numbers import NumberKind, mask_number
from casework.people.person import Role
from casework.records.case_events import Deliverer
from casework.records.exemption import ExemptionRecord
from casework.records.notice import NoticeKind, NoticeRecord, Party, Section

_ANSWERS = (62, 38)
_UNITS = (30, 70)


def written(record: ExemptionRecord, row: Exemption, number: str, context: Context) -> NoticeRecord:
    """The data record of the paper; ``number`` is empty for a draft."""
    determined, taken = record.determined, record.taken
    texts = context.catalogue.notices[NoticeKey.EXEMPTION]
    applicant = determined.applicant
    return NoticeRecord(
        kind=NoticeKind.EXEMPTION,
        number=number,
        organ=context.place.hall_name,
        seal=row.part.seal,
        hall=context.place.hall_name,
        window=context.place.window_name,
        clerk=context.clerk.name,
        applicant=Party(applicant.unit, words.CREDIT_CODE, applicant.credit_code),
        deliverer=_deliverer(taken.deliverer) if taken else Party("", "", ""),
        role=words.ROLES[Role(taken.deliverer.role)] if taken else "",
        project_name=determined.project_name,
        project_code=determined.project_code,
        item_name=determined.effect.name,
        item_code="",
        received_at=determined.determined_at,
        made_at=context.now.isoformat(),
        rule=determined.list_line.version,
        remarks=texts.remarks,
        sample_texts=texts.sample,
        copies=texts.copies,
        practice=context.practice,
        opening=_opening(record),
        sections=tuple(one for one in _sections(record, row) if one.paragraphs or one.rows),
    )


def _deliverer(person: Deliverer) -> Party:
    label = words.NUMBER_LABELS[NumberKind(person.number_kind)]
    return Party(
        person.person_name.value or "", label, mask_number(person.person_number.value or "")
    )


def _opening(record: ExemptionRecord) -> str:
    determined = record.determined
    return (
        f"你单位自愿提出审批豁免。经核对，{determined.project_name}的{determined.works}"
        f"属于{determined.list_line.clause}的范围，{determined.effect.verdict}。"
    )


def _sections(record: ExemptionRecord, row: Exemption) -> tuple[Section, ...]:
    """Everything the paper says; a section without content is left out."""
    determined, part = record.determined, row.part
    listed = determined.list_line
    commitments = record.taken.commitments if record.taken else ()
    return (
        Section(
            "豁免依据",
            (f"{listed.clause}（{listed.number}）：{listed.text}", f"清单版本：{listed.version}"),
        ),
        Section(
            "核对的情况",
            head=("核对内容", "申请人的回答"),
            shares=_ANSWERS,
            rows=tuple((one.question, one.words) for one in determined.answers),
        ),
        Section("清单文字的理解", listed.readings),
        Section("仍应遵守的要求", (determined.effect.duty,) if determined.effect.duty else ()),
        Section(
            "勘察、设计单位的承诺",
            (part.commitment.text,) if part.commitment else (),
            ("单位类别", "出具承诺的单位"),
            _UNITS,
            tuple((one.label, one.unit) for one in commitments),
        ),
        Section("豁免的效力", (part.voluntary.text, part.counts.text, part.supervised.text)),
    )
