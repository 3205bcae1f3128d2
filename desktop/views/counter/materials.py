"""Step 4: paper and originals, line by line; there is no key for all originals at once."""

from casework.errors import RuleError
from casework.law.materials import Material
from desktop.views.counter import checklist
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Paper


class MaterialVerbs:
    """What a key does to a line of the checklist."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def take(self, line: str) -> None:
        """The paper was handed over in the form that was asked for."""
        self.put(line, checklist.taken(self.material(line), self.paper(line)))

    def see(self, line: str) -> None:
        """The clerk compared this original; one deliberate key per original."""
        at = self._board.desk.now().isoformat()
        record, paper = self._board.state.record, self.paper(line)
        held = record.material(line) if record is not None else None
        if held is not None and held.received and not paper.medium:
            paper = checklist.lying(held)
        self.put(line, checklist.seen(self.material(line), paper, at))

    def reuse(self, line: str) -> None:
        """The person confirms that the file of an earlier application is used again (004-7)."""
        board = self._board
        around, case = board.state.around, board.state.draft.case
        if around is not None:
            asked = (self.material(line),)
            offer = around.lent(asked, board.item, case, board.rules.law).get(line)
            if offer is not None:
                self.put(line, checklist.reused(offer))

    def drop(self, line: str) -> None:
        """Handed back: nothing is kept for this line any more."""
        self.put(line, Paper())

    def paper(self, line: str) -> Paper:
        """What lies on the counter for a line."""
        return self._board.state.draft.papers.get(line, Paper())

    def material(self, line: str) -> Material:
        """The line as the pack has it."""
        return next(one for one in self._board.item.materials if one.key == line)

    def refuses(self, line: str) -> bool:
        """What must not be asked for cannot be taken in, scanned or uploaded here; says why."""
        material = self.material(line)
        if not material.refused:
            return False
        self._board.fail(RuleError("CT-110", material=material.name, basis=material.basis.short))
        return True

    def put(self, line: str, paper: Paper) -> None:
        """What lies on the counter for a line has changed."""
        if not self.refuses(line):
            self._board.put(self._board.state.draft.with_paper(line, paper))
