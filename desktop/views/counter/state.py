"""What the counter page shows, as one frozen record."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.errors import ClerkError
from casework.flows.deciding import Defect
from casework.law.problem import Problem
from casework.ports import PrintStatus, ReaderState
from casework.rows import CaseRow, ProjectRow
from desktop.papers import MadePaper
from desktop.views.counter.checklist import Line
from desktop.views.counter.draft import Draft, Person

STEPS = 6


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft offered back after a crash or a break."""

    ident: str
    project_name: str
    person_masked: str
    saved_at: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything on the page; the presenter replaces it whole."""

    draft: Draft
    unfinished: tuple[Unfinished, ...] = ()
    saved_at: str = ""
    reader: ReaderState | None = None
    reading: bool = False
    other_card: Person | None = None
    """A card that was put on while the case already has its person: never taken over by itself."""
    person_problems: tuple[Problem, ...] = ()
    searched: str = ""
    projects: tuple[ProjectRow, ...] = ()
    parts: tuple[ProjectRow, ...] = ()
    earlier: tuple[CaseRow, ...] = ()
    form_problems: Mapping[str, Problem] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    scanning: str = ""
    """Name of the material whose pages are coming in."""
    scanned: int = 0
    thumbs: Mapping[str, bytes] = field(default_factory=dict)
    """PNG pictures by the SHA-256 of the page."""
    findings: tuple[Defect, ...] = ()
    blocked: ClerkError | None = None
    """Why nothing can be decided yet."""
    preview: tuple[bytes, ...] = ()
    case: str = ""
    """The stream of the case once it is in the ledger."""
    made: tuple[MadePaper, ...] = ()
    jobs: Mapping[str, PrintStatus] = field(default_factory=dict)
    """State of the print by the paper's number."""
    answers: Mapping[str, bool] = field(default_factory=dict)
    """The clerk's word by the paper's number: it came out or it did not."""
    busy: str = ""
    error: ClerkError | None = None
