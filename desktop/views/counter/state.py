"""What the counter page shows, as one frozen record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.errors import ClerkError
from casework.flows.deciding import Defect
from casework.law.problem import Problem
from casework.ports import ReaderState
from casework.records.case import CaseRecord
from casework.records.commitment import CommitmentRecord
from casework.rows import CaseRow, ProjectRow
from desktop.papers import MadePaper
from desktop.print_jobs import Print
from desktop.views.counter.around import Around
from desktop.views.counter.checklist import Line
from desktop.views.counter.draft import Draft, Person
from desktop.views.counter.filing import Looked

STEPS = 6


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft offered back after a crash or a break."""

    ident: str
    project_name: str
    person_masked: str
    saved_at: str
    again: bool = False
    """It goes on with a case that is here already."""


@dataclass(frozen=True, slots=True)
class Option:
    """A decision that can be picked; ``why_not`` says why this one cannot be made now."""

    kind: str
    word: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Against:
    """What stands against acceptance beside the papers; or is told and passed over."""

    text: str
    basis: str
    blocking: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Everything on the page; the presenter replaces it whole."""

    draft: Draft
    record: CaseRecord | None = None
    """The case that is gone on with, as the ledger has it."""
    commitment: CommitmentRecord | None = None
    """How far its commitment is; None before anything was told."""
    unsettled: bool = False
    """The applicant has not chosen between commitment and the ordinary route (001A-12)."""
    fetched: bool = False
    """The scans of this case were asked for, and the hub has answered."""
    to_fetch: int = 0
    """Scans of this case that are on their way from the hub."""
    unfetched: ClerkError | None = None
    """Why the scans did not come."""
    unfinished: tuple[Unfinished, ...] = ()
    saved_at: str = ""
    reader: ReaderState | None = None
    reading: bool = False
    raw_card: str = ""
    """The text of a card of a type that nobody has described, for the clerk's eye."""
    other_card: Person | None = None
    """A card that was put on while the case already has its person: never taken over by itself."""
    person_problems: tuple[Problem, ...] = ()
    searched: str = ""
    answered: str = ""
    """The words that ``projects`` answers to."""
    projects: tuple[ProjectRow, ...] | None = None
    """None until the first answer."""
    parts: tuple[ProjectRow, ...] = ()
    earlier: tuple[CaseRow, ...] = ()
    around: Around | None = None
    """What stands around the chosen project; None until it was read."""
    form_problems: Mapping[str, Problem] = field(default_factory=dict)
    revealed: frozenset[int] = frozenset()
    """Steps whose empty places are pointed at: the clerk wanted to go on from there."""
    undeclared: bool = True
    """The item asks for a declaration and the applicant has not made it."""
    lines: tuple[Line, ...] = ()
    scanning: str = ""
    """Name of the material whose pages are coming in."""
    scanned: int = 0
    thumbs: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures by the SHA-256 of the page."""
    looked_at: tuple[bytes, ...] = ()
    """A page, or the pages of a file, shown in full."""
    findings: tuple[Defect, ...] = ()
    against: tuple[Against, ...] = ()
    filing: Looked | None = None
    """How the filing stands, where the item is filed when it is accepted."""
    asked_before: bool = False
    """A correction was asked for on this case already (001A-18(一))."""
    blocked: ClerkError | None = None
    """Why nothing can be decided yet."""
    blocked_at: int = 0
    """The step where that is mended."""
    options: tuple[Option, ...] = ()
    wanting: ClerkError | None = None
    """What the picked decision still lacks."""
    preview: tuple[bytes, ...] = ()
    case: str = ""
    """The stream of the case once it is in the ledger."""
    made: tuple[MadePaper, ...] = ()
    prints: Mapping[str, Print] = field(default_factory=dict)
    """The latest print by the paper's number."""
    answers: Mapping[str, bool] = field(default_factory=dict)
    """The clerk's word by the paper's number: it came out or it did not."""
    busy: str = ""
    error: ClerkError | None = None
