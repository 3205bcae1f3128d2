"""The data record of a printed notice: everything the paper says, and nothing of its layout.

Its SHA-256 stands in the QR code, so that the paper is an outside witness of the journal. The
record names people; events hold it sealed as a whole.
"""

import hashlib
from enum import StrEnum

import msgspec


class NoticeKind(StrEnum):
    """The papers of the hall; those after the first four are letters of sections."""

    RECEIPT = "receipt"
    """收件凭证"""
    ACCEPTANCE = "acceptance"
    """受理通知书"""
    CORRECTION = "correction"
    """一次性补正告知书"""
    REFUSAL = "refusal"
    """不予受理决定书"""
    SPECIAL = "special"
    """特别程序告知书: a pause with its cause"""
    EXTENSION = "extension"
    """延期通知书"""
    RETURN = "return"
    """退件通知书: what is given back, original by original"""
    WITHDRAWAL = "withdrawal"
    """准予撤回通知书"""
    TERMINATION = "termination"
    """终止办理通知书"""
    TELLING = "telling"
    """告知书: the six tellings (001A-7)"""
    COMMITMENT = "commitment"
    """承诺书: the eight promises (001A-8)"""
    APPROVAL_TOLD = "approval_told"
    """审批信息告知单 (001A-13)"""
    RESCISSION = "rescission"
    """撤销告知单 (001A-15)"""
    RESULT = "result"
    """联合验收结果告知书 (001D七(五)1)"""
    SITE = "site"
    """现场验收通知单 (001D七(四))"""
    RECTIFICATION = "rectification"
    """整改意见汇总表 (001D七(五)2)"""
    SURVEY_FILING = "survey_filing"
    """联合测绘备案回执 (001C四(一))"""
    EXEMPTION = "exemption"
    """豁免认定记录 (001B)"""
    GUIDANCE = "guidance"
    """项目审批流程图和材料清单 (004-6)"""
    RELAY = "relay"
    """转办单"""


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person or unit as the paper names it; ``number`` is masked already."""

    name: str
    number_label: str
    number: str


class MaterialLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One material handed in: what was asked, what lies here, who looked at the original."""

    name: str
    required: str
    received: str
    checked: str = ""


class DefectLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to be corrected, with the form that is required and its basis."""

    material: str
    defect: str
    required: str
    basis: str


class ReasonLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One coded reason of a refusal with the clause it rests on."""

    code: str
    text: str
    basis: str


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part of a letter: a heading, paragraphs, and a table when it has a head.

    ``shares`` are the widths of the columns in percent of what the number column leaves.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class NoticeRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything one notice says. Times are ISO 8601 with offset, dates ISO, texts final.

    Defaults are left out of the encoding, so that a field added later leaves the digests of
    earlier papers as they are.
    """

    kind: NoticeKind
    number: str
    organ: str
    """Who signs: the organ of the item; its seal stands beside the date."""
    seal: str
    """Name of the dedicated seal, for the place where it goes."""
    hall: str
    window: str
    clerk: str
    applicant: Party
    deliverer: Party
    """Who stood at the counter."""
    role: str
    """本人 / 法定代表人 / 代理人 in words."""
    project_name: str
    project_code: str
    item_name: str
    item_code: str
    received_at: str
    made_at: str
    rule: str
    """Rule pack with version and status, for the foot of the page."""
    materials: tuple[MaterialLine, ...] = ()
    defects: tuple[DefectLine, ...] = ()
    reasons: tuple[ReasonLine, ...] = ()
    steps: tuple[str, ...] = ()
    """Steps of the clock, one sentence each (资料审核 2 个工作日 …)."""
    due: str = ""
    """The due date in words, or 自受理之日起15个工作日 beyond the calendar."""
    hand_in: str = ""
    """Where and until when corrections are handed in."""
    contact: str = ""
    """Where and by which telephone the applicant may ask."""
    competent_organ: str = ""
    remedies: tuple[str, ...] = ()
    excluded: str = ""
    """What is not counted in the limit."""
    remarks: tuple[str, ...] = ()
    sample_texts: bool = False
    """Texts marked ``sample`` were used: the paper is never a legal basis."""
    copies: int = 2
    """一式N份."""
    practice: bool = False
    opening: str = ""
    """The first sentence of a letter; on another paper in the place of the usual one."""
    sections: tuple[Section, ...] = ()
    """The parts of a letter."""
    mark: str = ""
    """Words the paper must bear beside its title: 承诺审批 (001A-10)."""
    accepted_at: str = ""
    """When it was accepted, where that is not when the paper was made (行政许可法 32)."""


def encode_record(record: NoticeRecord) -> bytes:
    """The one encoding of a record: JSON in field order, UTF-8."""
    return msgspec.json.encode(record)


def decode_record(body: bytes) -> NoticeRecord:
    """A record back from its encoding."""
    return msgspec.json.decode(body, type=NoticeRecord)


def record_digest(record: NoticeRecord) -> str:
    """SHA-256 of the encoded record in hex: what the QR code carries."""
    return hashlib.sha256(encode_record(record)).hexdigest()


class PaperMark(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the QR code of a final paper says beside its number."""

    number: str
    entry_hash: str
    """Hash of the journal entry that made the paper true, hex."""
    record_digest: str
    verify_address: str = ""
