"""Papers one after the other: make, print, follow the job, and ask what came out."""

from collections.abc import Callable
from dataclasses import replace

from casework.errors import ClerkError
from casework.ports import PrintState, PrintStatus
from desktop import papers
from desktop.papers import MadePaper
from desktop.print_jobs import PaperBoard, Print

_SENT = Print("", PrintStatus(PrintState.WAITING))


class PaperVerbs:
    """打印, 打印出来了, 没出来; ``item`` is the one the case is about."""

    def __init__(self, board: PaperBoard, item: Callable[[], str]) -> None:
        self._board = board
        self._item = item
        self._known: tuple[str, ...] = ()
        self._asking = False

    def make_all(self, case: str, known: tuple[str, ...] = ()) -> None:
        """Make every paper but those ``known`` before; each is archived before it is shown."""
        desk, self._known = self._board.desk, known

        def work() -> tuple[MadePaper, ...]:
            fresh = (p for p in papers.papers_of(desk, case) if p.number not in known)
            return tuple(papers.make(desk, case, p.number) for p in fresh)

        self._board.set(busy="正在生成文书")
        self._board.run("printer", work, lambda made: self._board.set(made=made), self._board.idle)

    def make_again(self) -> None:
        """After a fault: the same record gives the same bytes."""
        if self._board.state.case and not self._board.state.busy:
            self.make_all(self._board.state.case, self._known)

    def print(self, number: str) -> None:
        """Send the archived bytes to the printer, unless they are on their way."""
        under_way = self._board.state.prints.get(number)
        if under_way is not None and under_way.open:
            return
        paper, desk = self._made(number), self._board.desk
        answers = {key: out for key, out in self._board.state.answers.items() if key != number}
        self._board.set(answers=answers, error=None)
        self._put(number, _SENT)

        def work() -> Print:
            job = papers.send(desk, paper)
            return Print(job, papers.status(desk, job))

        def failed(error: ClerkError) -> None:
            prints = {key: one for key, one in self._board.state.prints.items() if key != number}
            self._board.set(prints=prints)
            self._board.fail(error)

        self._board.run("printer", work, lambda sent: self._put(number, sent), failed=failed)

    def print_all(self) -> None:
        """Send every paper that has not come out and is not on its way."""
        for paper in self._board.state.made:
            if not self._board.state.answers.get(paper.number):
                self.print(paper.number)

    def poll(self) -> None:
        """Ask for the open jobs; a call while the last one is still out does nothing."""
        desk = self._board.desk
        asked = {n: one for n, one in self._board.state.prints.items() if one.open and one.job}
        if not asked or self._asking:
            return
        self._asking = True

        def work() -> dict[str, Print]:
            return {
                n: replace(one, status=papers.status(desk, one.job)) for n, one in asked.items()
            }

        def lost(error: ClerkError) -> None:
            for number, one in asked.items():
                self._put(number, replace(one, lost=True))
            self._board.fail(error)

        self._board.run("printer", work, self._answer_of_spooler, self._asked, lost)

    @property
    def waiting(self) -> bool:
        """Whether a job is open and has to be asked for."""
        return any(one.open for one in self._board.state.prints.values())

    def answer(self, number: str, reason: str = "") -> None:
        """打印出来了 (no reason), or not and why."""
        paper, desk, case = self._made(number), self._board.desk, self._board.state.case
        item = self._item()

        def work() -> bool:
            papers.confirm(desk, case, item, paper, reason)
            return not reason

        def answered(out: bool) -> None:  # noqa: FBT001 - the lane hands the result over
            self._board.set(answers={**self._board.state.answers, number: out})

        self._board.run("ledger", work, answered)

    def _answer_of_spooler(self, found: dict[str, Print]) -> None:
        """Take over what is still the same job; one printed again meanwhile is left alone."""
        prints = dict(self._board.state.prints)
        for number, one in found.items():
            if prints[number].job == one.job:
                prints[number] = one
        if prints != self._board.state.prints:
            self._board.set(prints=prints)

    def _asked(self) -> None:
        self._asking = False

    def _put(self, number: str, one: Print) -> None:
        self._board.set(prints={**self._board.state.prints, number: one})

    def _made(self, number: str) -> MadePaper:
        return next(one for one in self._board.state.made if one.number == number)
