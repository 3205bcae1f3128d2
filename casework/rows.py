"""Rows of the lists a window shows, and the queries behind them as a port."""

from dataclasses import dataclass
from typing import Protocol

from casework.records.event import AnyEvent


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the case list; the person is masked already."""

    stream: str
    received_at: str
    number: str
    item_name: str
    project: str
    project_code: str
    project_name: str
    unit: str
    person_masked: str
    state: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One line of the project list."""

    stream: str
    code: str
    name: str
    parent: str
    builder: str
    origin: str
    beginning: str = ""
    """``new`` or ``in_progress``; empty while nobody said."""
    works: str = ""
    state: str = "known"


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit of a case; ``due`` is empty for a provisional one."""

    stream: str
    key: str
    name: str
    kind: str
    role: str
    start: str
    due: str
    ends: str
    expected: bool
    sentence: str
    article: str
    project_name: str
    number: str
    at_hub: bool = False
    """Whether the hub has receipted the act it hangs on."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list of relays and notices; ``due`` is empty where nothing runs."""

    stream: str
    opened_at: str
    kind: str
    about: str
    item: str
    project_name: str
    number: str
    addressee: str
    title: str
    state: str
    tries: int
    due: str


@dataclass(frozen=True, slots=True)
class ExemptionRow:
    """One exemption of a project; ``number`` is that of its printed record, empty before."""

    stream: str
    determined_at: str
    project: str
    item: str
    name: str
    """What it exempts from."""
    clause: str
    works: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """An own act: where it stands in this device's chain and what became of it."""

    act: str
    at: str
    last_seq: int
    head: str
    """Hash (hex) of its last entry."""
    state: str
    """``pending``, ``receipted`` or ``set_aside``."""
    reason: str


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One event of an act: its stream, and the hash (hex) of its entry."""

    stream: str
    event: AnyEvent
    entry_hash: str


@dataclass(frozen=True, slots=True)
class ToldAct:
    """What one act did to a case and to what hangs on it: who, when, where, and its events."""

    act: str
    at: str
    clerk: str
    """The account's stream; ``hub`` where nobody but the centre acts."""
    station: str
    """Short name of the workstation; empty where it is not known here."""
    state: str
    reason: str
    """Code that says why it was set aside, else empty."""
    feed: int | None
    """Place in the hall's order; None at a window and for what was set aside."""
    clock_suspect: bool
    events: tuple[ToldEvent, ...]


class Rows(Protocol):
    """Queries over the rows of a hall; short, read-only, callable from any thread."""

    def cases(self, before: CaseRow | None = None) -> tuple[CaseRow, ...]:
        """A page of cases, newest first; ``before`` is the last row of the page above."""

    def inbox(self) -> tuple[str, ...]:
        """Streams of the cases that came online and wait, the longest waiting first."""

    def history(self, case: str) -> tuple[ToldAct, ...]:
        """Everything that happened to a case and the streams bound to it, in its order."""

    def cases_of_project(self, project: str) -> tuple[CaseRow, ...]:
        """Earlier cases of a project, newest first."""

    def find_cases(self, words: str) -> tuple[CaseRow, ...]:
        """Cases by name, code, number, initials or the last four digits of a person's number."""

    def find_projects(self, words: str) -> tuple[ProjectRow, ...]:
        """Projects by code, name, builder or initials; one page of all for no words."""

    def sub_projects(self, stream: str) -> tuple[ProjectRow, ...]:
        """The parts of a project, but those in the bin."""

    def bin(self, stream: str) -> tuple[ProjectRow, ...]:
        """The parts of a project that lie in the recycle bin."""

    def exemptions(self, project: str) -> tuple[ExemptionRow, ...]:
        """The exemptions of a project, whatever became of them, newest first."""

    def limits(self, stream: str = "") -> tuple[LimitRow, ...]:
        """Open limits of one case, or the nearest of all; provisional ones come last."""

    def undated(self) -> tuple[str, ...]:
        """Cases whose papers may bear a limit without a date: first those dated since."""

    def debts(self) -> tuple[LimitRow, ...]:
        """Pushes that the approval system has not acknowledged, the earliest to break first."""

    def tasks(self, about: str = "") -> tuple[TaskRow, ...]:
        """Tasks that are not over, the oldest first; all of one case when ``about`` names it."""

    def acts(self) -> tuple[ActRow, ...]:
        """The latest own acts, newest first."""

    def paper_hash(self, case: str, number: str) -> str:
        """Hash (hex) of the journal entry that issued a paper; empty when there is none."""
