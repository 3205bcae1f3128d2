"""The clerk's verbs of step 2: which item, of those the clerk's grants reach."""

from msgspec import structs

from casework.errors import RuleError
from desktop.views.counter.board import Board
from desktop.views.counter.project_verbs import ProjectVerbs
from desktop.views.counter.turning import turned, without_item


class ItemVerbs:
    """Step 2: which item."""

    def __init__(self, board: Board, projects: ProjectVerbs) -> None:
        self._board = board
        self._projects = projects
        self.last = ""
        """What was chosen last at this window: the cursor begins there."""

    @property
    def likely(self) -> str:
        """The item the clerk most likely means: the chosen one, the last one, else the first."""
        offered = [one.code for one in self._board.offered]
        wanted = (self._board.state.draft.item, self.last, *offered)
        return next((code for code in wanted if code in offered), "")

    def choose(self, code: str) -> bool:
        """Turn to an item; another one keeps what both ask for. False where it is not open here."""
        state = self._board.state
        item = next((one for one in self._board.offered if one.code == code), None)
        if item is None or state.case or state.draft.case:
            return False
        self.last = code
        if state.draft.item != code:
            form = self._board.desk.law.catalogue.form_of(item)
            self._board.put(turned(state.draft, item, form))
            self._projects.refresh()
        return True

    def name_type(self, key: str) -> None:
        """The type of the project: items that it lacks are offered no more (000§4)."""
        board = self._board
        draft = structs.replace(board.state.draft, project_type=key)
        board.put(draft)
        if draft.item and draft.item not in {one.code for one in board.offered}:
            board.put(without_item(draft))

    def refuse_unchosen(self) -> bool:
        """Say that an item has to be chosen first; whether that is so."""
        if self._board.chosen is not None:
            return False
        self._board.fail(RuleError("CT-114"))
        return True
