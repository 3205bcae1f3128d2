"""What the page of projects shows, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.errors import ClerkError
from casework.flows.prerequisites import Known
from casework.flows.project_closing import Unfinished
from casework.flows.project_tree import Holding
from casework.records.case_events import PageRef
from casework.records.project import ProjectRecord
from casework.rows import CaseRow, ExemptionRow, ProjectRow
from desktop.ui.scenes import Scene
from desktop.views.projects.exemption_state import Check

FIND, FACTS, PARTS, RESULTS, IMPORT, CLOSING, EXEMPTION, STORY = range(8)
"""The sections of the page, in their order."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the tree: the project itself, what it came from, what was split off."""

    stream: str
    record: ProjectRecord
    depth: int
    in_the_way: tuple[str, ...]
    """What stands against its deletion, by name."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the ledger knows of one project."""

    stream: str
    record: ProjectRecord
    tree: tuple[Part, ...]
    cases: tuple[CaseRow, ...]
    holdings: tuple[Holding, ...]
    known: Known
    unfinished: tuple[Unfinished, ...]
    exemptions: tuple[ExemptionRow, ...]
    scenes: tuple[Scene, ...] = ()
    """What happened to the project and to its exemptions."""

    def part(self, stream: str) -> Part | None:
        """One line of the tree."""
        return next((one for one in self.tree if one.stream == stream), None)

    @property
    def main(self) -> str:
        """The main project, which is the root of the tree."""
        return self.tree[0].stream


@dataclass(frozen=True, slots=True)
class State:
    """The list, the chosen project, and what is typed about it."""

    item: str
    section: int = FIND
    rows: tuple[ProjectRow, ...] | None = None
    searched: str = ""
    answered: str = ""
    stream: str = ""
    told: Told | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    """By field of the sections' forms; all of it is about the chosen project."""
    pdf: PageRef | None = None
    """The file of the supplement that is being entered."""
    check: Check = field(default_factory=Check)
    done: str = ""
    """What was done last, in a sentence."""
    error: ClerkError | None = None

    def text(self, key: str) -> str:
        """What is typed in a field, without blanks around."""
        return self.typed.get(key, "").strip()
