"""The clerk's way to a project: found, chosen, told; the verbs of its sections hang here."""

from collections.abc import Callable
from dataclasses import replace

from casework.law import project_code
from casework.law.codes import fold_width
from casework.law.project_code import CodeForm
from casework.people.grants import EVERY_ITEM, Duty
from casework.records.case_events import Deliverer
from casework.rows import ProjectRow
from desktop.desk import Desk
from desktop.views.projects.board import Board
from desktop.views.projects.closing_verbs import ClosingVerbs
from desktop.views.projects.exemption_state import Check
from desktop.views.projects.exemption_verbs import ExemptionVerbs
from desktop.views.projects.guidance_verbs import GuidanceVerbs
from desktop.views.projects.import_verbs import ImportVerbs
from desktop.views.projects.result_verbs import ResultVerbs
from desktop.views.projects.state import EXEMPTION, FACTS, FIND, State
from desktop.views.projects.tree_verbs import TreeVerbs

UNIT = "unit"
"""The field in which the code of the unit at the counter stands."""


class ProjectsPresenter:
    """Reads and shows; every section has its verbs.

    ``device`` names the stream of this workstation's numbers; ``visitor`` gives the person at the
    counter, None when nobody is known there.
    """

    def __init__(
        self,
        desk: Desk,
        item: str,
        changed: Callable[[], None],
        *,
        device: str = "",
        visitor: Callable[[], Deliverer | None] = lambda: None,
    ) -> None:
        self.board = Board(desk, item, changed)
        self.tree = TreeVerbs(self.board)
        self.results = ResultVerbs(self.board)
        self.bring_in = ImportVerbs(self.board)
        self.closing = ClosingVerbs(self.board)
        self.guidance = GuidanceVerbs(self.board)
        self.exemption = ExemptionVerbs(self.board, device, visitor)

    @property
    def state(self) -> State:
        """What the page shows."""
        return self.board.state

    def load(self) -> None:
        """Read the list and the chosen project again."""
        self.find(self.state.searched)
        self.board.tell_again()

    def find(self, words: str) -> None:
        """Search while typing; late answers to earlier words are dropped."""
        self.board.set(searched=words)
        rows, wanted = self.board.desk.rows, _searched(words)

        def found(answer: tuple[ProjectRow, ...]) -> None:
            if self.state.searched == words:
                self.board.set(rows=answer, answered=words)

        self.board.run("search", lambda: rows.find_projects(wanted), found)

    def choose(self, stream: str) -> None:
        """Tell a project; what was typed about another one goes with it."""
        if stream != self.state.stream:
            self.board.state = replace(
                self.state, stream=stream, told=None, typed={}, pdf=None, check=Check(), done=""
            )
        self.board.set(section=FACTS)
        self.board.tell_again()

    def turn(self, section: int) -> None:
        """Show a section; without a project only the search."""
        self.board.set(section=section if self.state.stream else FIND, done="")
        if section == EXEMPTION and not self.state.check.rows:
            self.exemption.find(self.state.check.words)

    def set_item(self, item: str) -> None:
        """For which item the clerk acts: whose right is asked, whose earlier results are told."""
        self.board.set(item=item)

    def law_replaced(self) -> None:
        """Other rules hold; an item they do not have gives way to the first they have."""
        desk, item = self.board.desk, self.state.item
        self.board.set(item=item if item in desk.law.catalogue.items else first_item(desk))
        self.load()

    def type(self, key: str, text: str) -> None:
        """Keep what is typed."""
        self.board.set(typed={**self.state.typed, key: text})


def first_item(desk: Desk) -> str:
    """The first item of the pack that the clerk may accept; the first of all where it is none."""
    items = desk.law.catalogue.items
    granted = {one.item for one in desk.clerk.grants if one.duty is Duty.ACCEPT}
    own = (code for code in items if granted & {code, EVERY_ITEM})
    return next(own, next(iter(items), ""))


def _searched(words: str) -> str:
    """Half-width, and a whole code in its normal form, however it was typed."""
    folded = fold_width(words).strip()
    code = project_code.parse(folded)
    return folded if code.form is CodeForm.OTHER else code.code
