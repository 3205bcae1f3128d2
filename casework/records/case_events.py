"""The stream ``case``: one application from receipt to decision, with its papers and materials."""

import msgspec

from casework.records.event import Event
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed

WINDOW, ONLINE = "window", "online"
"""Channels by which an application comes in."""
PORTAL = "portal"
"""Source of a person whom the portal's real-name account vouches for (003§2.1)."""
E_FILE = "e-file"
"""The medium of what was never on paper here."""
SCANNER = "scanner"
"""Source of a page that was scanned from paper at the window."""


class FormEntry(msgspec.Struct, frozen=True):
    """One field of the form in canonical text, and where the value came from."""

    key: str
    value: str
    source: str


class SealedEntry(msgspec.Struct, frozen=True):
    """One field of the form that names or reaches a natural person."""

    key: str
    value: Sealed[str]
    source: str


class Applicant(msgspec.Struct, frozen=True):
    """办事主体: the unit the case belongs to."""

    unit: str
    credit_code: str


class Deliverer(msgspec.Struct, frozen=True):
    """Who stood at the counter, in which role, and how the window knows."""

    person_name: Sealed[str]
    person_number: Sealed[str]
    number_kind: str
    role: str
    source: str
    """``card`` when a reader gave it, ``typed`` when the clerk did, ``portal`` (see ``PORTAL``)."""
    face_matched: bool
    authorisation: str = ""
    """Key of the checklist line that holds the authorisation; empty when none is needed."""


class ChecklistLine(msgspec.Struct, frozen=True):
    """One material as the pack of that day asked for it."""

    key: str
    name: str
    handling: str
    """``ask``, ``number``, ``shared`` (never asked), ``on_site`` (never at the window)."""
    required: bool
    form: str
    """``original``, ``copy``, ``e-file`` or a combination joined by ``+``."""
    basis: str
    sample: bool = False


class PageRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """A scanned or imported page or file: SHA-256 of the plain bytes in hex, size in bytes."""

    sha256: str
    media_type: str
    size: int
    source: str
    """``scanner``, ``online``, or the name of the imported file."""
    signed: bool = False
    """Whether an electronic signature or seal was found in the file (000§6 签)."""
    of_original: bool = False
    """原件扫描: whether it was scanned from the original itself (004-7)."""


class LimitLine(msgspec.Struct, frozen=True):
    """A limit as decided that day: the rule in words and numbers, and the moment it breaks.

    ``start`` and ``due`` are ISO 8601; ``due`` is empty beyond the calendar (provisional).
    """

    key: str
    name: str
    kind: str
    """``at_once``, ``same_day`` or ``working_days``."""
    role: str
    """``duty``, ``step`` or ``ceiling``."""
    amount: int
    start: str
    due: str
    ends: str
    """What ends it: ``pushed``, ``notice_served``, ``site_done`` …"""
    expected: bool
    """The start has not happened; both moments are the latest possible ones."""
    sentence: str
    article: str


class ReasonText(msgspec.Struct, frozen=True):
    """A coded reason of a refusal with its clause."""

    code: str
    text: str
    basis: str


class DefectText(msgspec.Struct, frozen=True):
    """One thing to be corrected; all of them are told at once."""

    material: str
    code: str
    text: str
    required: str
    basis: str


class ApplicationReceived(Event, frozen=True, tag="ApplicationReceived.v1"):
    """收件: the papers were handed over; this moment is fixed for good (行政许可法 32)."""

    item: str
    item_name: str
    nature: str
    accepting_body: str
    channel: str
    received_at: str
    project: str
    project_code: str
    project_name: str
    applicant: Applicant
    deliverer: Deliverer
    form_name: str
    form: tuple[FormEntry, ...]
    sealed_form: tuple[SealedEntry, ...]
    checklist: tuple[ChecklistLine, ...]
    declaration_made: bool
    """The applicant's one self-declaration of the conditions (001D六, obligations 0b c)."""
    limits: tuple[LimitLine, ...]
    practice: bool = False


class MaterialReceived(Event, frozen=True, tag="MaterialReceived.v1"):
    """One material was handed in: on paper, as a copy, as a file or as a number."""

    line: str
    medium: str
    count: int
    pages: tuple[PageRef, ...]
    number: str
    received_at: str


class MaterialReused(Event, frozen=True, tag="MaterialReused.v1"):
    """材料共享: a file of an earlier application is used again, the person having confirmed it.

    ``case`` and ``from_line`` say where it lies, ``receipt`` that case's number; whoever compared
    its original there need not do so again (004-11), else ``verifier`` is empty.
    """

    line: str
    medium: str
    count: int
    pages: tuple[PageRef, ...]
    case: str
    from_line: str
    receipt: str
    verifier: str
    verified_at: str
    reused_at: str


class OriginalVerified(Event, frozen=True, tag="OriginalVerified.v1"):
    """首录负责 (004-11): who compared the original with the file, and exactly which file."""

    line: str
    verifier: str
    department: str
    pages: tuple[str, ...]
    verified_at: str


class ApplicationAccepted(Event, frozen=True, tag="ApplicationAccepted.v1"):
    """受理 (001D七(二)): from here the limits run, as copied here."""

    decided_at: str
    organ: str
    limits: tuple[LimitLine, ...]


class CorrectionRequested(Event, frozen=True, tag="CorrectionRequested.v1"):
    """一次性告知: everything that is missing or wrong, told once (001A-18(一))."""

    decided_at: str
    organ: str
    defects: tuple[DefectText, ...]
    second_reason: str = ""
    """Why a second notice on the same case was needed; empty for the first."""


class ApplicationRefused(Event, frozen=True, tag="ApplicationRefused.v1"):
    """不予受理 with coded reasons; missing papers are never one of them (obligations 0b p)."""

    decided_at: str
    organ: str
    reasons: tuple[ReasonText, ...]
    competent_organ: str
    remedies: tuple[str, ...]


class NoticeIssued(Event, frozen=True, tag="NoticeIssued.v1"):
    """A paper became true: its number is taken, its data record fixed (digest in the QR)."""

    kind: NoticeKind
    number: str
    record_digest: str
    record: Sealed[str]
    """The encoded NoticeRecord as text."""


class NoticeFiled(Event, frozen=True, tag="NoticeFiled.v1"):
    """The final bytes of a paper were archived: these are the bytes sent to the printer."""

    number: str
    pdf_sha256: str
    size: int


class NoticePrinted(Event, frozen=True, tag="NoticePrinted.v1"):
    """The clerk's word on a print: it came out, or it did not and why."""

    number: str
    pdf_sha256: str
    copies: int
    came_out: bool
    reason: str = ""


class VisitorCame(Event, frozen=True, tag="VisitorCame.v1"):
    """Somebody stands at the counter again for a case that is here, asked anew who that is."""

    deliverer: Deliverer
    came_at: str


class FormCorrected(Event, frozen=True, tag="FormCorrected.v1"):
    """The applicant corrected the form or the declaration: only what changed, by its key."""

    form: tuple[FormEntry, ...]
    sealed_form: tuple[SealedEntry, ...]
    cleared: tuple[str, ...]
    """Keys of the fields that were emptied."""
    declaration_made: bool
    corrected_at: str


class ChecklistChanged(Event, frozen=True, tag="ChecklistChanged.v1"):
    """Other conditions hold since the form or the role at the counter is another."""

    added: tuple[ChecklistLine, ...]
    dropped: tuple[str, ...]
    """Keys of lines nobody asks for any more; one that lies here stays on the list."""
    changed_at: str


EVENTS: tuple[type[Event], ...] = (
    ApplicationReceived,
    MaterialReceived,
    MaterialReused,
    OriginalVerified,
    ApplicationAccepted,
    CorrectionRequested,
    ApplicationRefused,
    NoticeIssued,
    NoticeFiled,
    NoticePrinted,
    VisitorCame,
    FormCorrected,
    ChecklistChanged,
)
