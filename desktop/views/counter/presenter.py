"""The counter's presenter: six steps over one draft, then one act and its papers."""

from collections.abc import Callable

from msgspec import structs

from casework.act import Changed
from casework.errors import RuleError
from casework.law.catalogue import Catalogue
from casework.records.case import CaseRecord
from casework.records.ids import COMMITMENT, bound_to
from casework.records.registry import Record
from desktop.desk import Desk
from desktop.paper_verbs import PaperVerbs
from desktop.views.counter import draft as drafts
from desktop.views.counter import help_texts
from desktop.views.counter.around_verbs import AroundVerbs
from desktop.views.counter.board import Board
from desktop.views.counter.decision import DecisionVerbs
from desktop.views.counter.fetching import FetchVerbs
from desktop.views.counter.form_verbs import FormVerbs
from desktop.views.counter.help_texts import HelpText
from desktop.views.counter.item_verbs import ItemVerbs
from desktop.views.counter.materials import MaterialVerbs
from desktop.views.counter.options import RECEIVE
from desktop.views.counter.page_verbs import PageVerbs
from desktop.views.counter.person_verbs import PersonVerbs
from desktop.views.counter.project_verbs import ProjectVerbs
from desktop.views.counter.state import STEPS, State
from desktop.views.counter.turning import same, turned, without_item
from desktop.views.counter.visit_verbs import VisitVerbs, case_of
from desktop.views.counter.visits import open_now

PERSON, PROJECT, FORM, MATERIALS, DECIDE, DELIVER = range(1, STEPS + 1)


class CounterPresenter:
    """The clerk's verbs by step; ``state`` is what the page renders.

    ``home`` runs a function in the window's thread, from any thread; ``device`` names the stream
    of this workstation's numbers; ``handle`` opens a case on the page 办理.
    """

    def __init__(
        self,
        desk: Desk,
        device: str,
        home: Callable[[Callable[[], None]], None],
        handle: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._handle = handle
        self._board = Board(desk, home)
        self.around = AroundVerbs(self._board)
        self.visit = VisitVerbs(self._board, FetchVerbs(self._board), self.around)
        self.person = PersonVerbs(self._board)
        self.project = ProjectVerbs(self._board, self.around)
        self.item = ItemVerbs(self._board, self.project)
        self.form = FormVerbs(self._board, self.project)
        self.materials = MaterialVerbs(self._board)
        self.pages = PageVerbs(self._board, self.materials)
        self.papers = PaperVerbs(self._board, lambda: self._board.item.code)
        self.decision = DecisionVerbs(
            self._board, device, self.around, self._decided, self.visit.reload
        )
        self._board.considered = self._considered

    @property
    def state(self) -> State:
        """The page as it stands."""
        return self._board.state

    @property
    def board(self) -> Board:
        """The item and its form, for building the page."""
        return self._board

    def show_with(self, changed: Callable[[], None]) -> None:
        """Who renders; called after every change, in the window's thread."""
        self._board.changed = changed

    def heard(self, changed: Changed) -> None:
        """A commit, local or from the feed; in the window's thread."""
        draft = self.state.draft
        if self.state.case or self._board.closing:
            return
        bound = bound_to(draft.case, COMMITMENT) if draft.case else ""
        if changed.streams & {draft.case, bound} - {""}:
            self.visit.reload()
        elif draft.project in changed.streams and not draft.case:
            self.project.refresh()
        else:
            self.around.hear(changed.streams)

    def law_replaced(self, before: Catalogue, after: Catalogue) -> bool:
        """Other rules hold: the intake goes on under them. Whether some of it is to be looked at.

        What both ask for stays; the declaration and the decision are made anew. A case whose item
        is gone is put down: it stands in the lists as it was.
        """
        board, draft = self._board, self.state.draft
        if self.state.case or board.closing:
            return False
        if not draft.item or same(draft.item, before, after):
            board.put(draft)
            return False
        item = after.items.get(draft.item)
        if draft.case and item is None:
            board.start()
            board.fail(RuleError("LW-411", item=before.name_of(draft.item), pack=after.pack.line))
            return False
        if draft.case:
            self.visit.reload()
        else:
            fresh = turned(draft, item, after.form_of(item)) if item else without_item(draft)
            board.put(fresh)
            self.project.refresh()
        return not draft.empty

    def start(self) -> None:
        """A fresh intake; the one on the page is kept as a draft, unfinished ones are offered."""
        if self._settled():
            self._board.start()

    def open_case(self, stream: str) -> None:
        """Go on with a case that is here; what is on the page is kept as a draft."""
        if self._settled():
            self.visit.open(stream)

    def resume(self, ident: str) -> None:
        """Go on with an unfinished intake where it was left; one that became a case shows it."""
        desk = self._board.desk

        def work() -> tuple[drafts.Draft | None, bool]:
            saved = next((d for d in desk.drafts.all(drafts.KIND) if d.draft == ident), None)
            found = drafts.decode(saved.body) if saved else None
            record = desk.ledger.load(case_of(found)).record if found is not None else None
            decided = _is_decided(found, record)
            if decided:
                desk.drafts.drop(ident)
            return found, decided

        if self._settled():
            self._board.run("ledger", work, lambda found: self._resumed(*found))

    def discard(self, ident: str) -> None:
        """Throw an unfinished intake away."""
        desk = self._board.desk
        self._board.run(
            "ledger", lambda: desk.drafts.drop(ident), lambda _: self._board.list_unfinished()
        )

    def go(self, step: int) -> None:
        """Go to a step; leaving never loses input, deciding looks at everything first."""
        if self.state.case or not PERSON <= step < DELIVER:
            return
        if step > PROJECT and self._board.chosen is None:
            step = PROJECT
            self._board.put(structs.replace(self.state.draft, step=step))
            self.item.refuse_unchosen()
            return
        if step > self.state.draft.step:
            self.reveal()
        self._board.put(structs.replace(self.state.draft, step=step))
        if step == FORM and not self.state.draft.case:
            self.form.fill()

    def next(self) -> None:
        """The step after this one."""
        self.go(self.state.draft.step + 1)

    def reveal(self) -> None:
        """Point at what is empty on this step and must be filled."""
        revealed = self.state.revealed | {self.state.draft.step}
        if revealed != self.state.revealed:
            self._board.set(revealed=revealed)

    def help(self, key: str) -> HelpText | None:
        """What F1 says about a place of this page; None where there is nothing to say."""
        item = self._board.chosen
        if item is None:
            return help_texts.of_person(key)
        cards = self._board.desk.law.catalogue.helps_of(item)
        return help_texts.find(key, item, self._board.form, cards)

    def dismiss(self) -> None:
        """The clerk has read the message."""
        self._board.set(error=None)

    def _considered(self) -> None:
        """On the page of the decision every change is looked at from there."""
        state = self.state
        if state.draft.step == DECIDE and not state.case and not self._board.closing:
            self.decision.look()

    def _settled(self) -> bool:
        """Pages that are coming in, and a decision on its way to disk, belong to this intake."""
        if self.state.scanning or self._board.closing:
            self._board.fail(RuleError("CT-112"))
            return False
        return True

    def _resumed(self, found: drafts.Draft | None, decided: bool) -> None:  # noqa: FBT001
        if found is None:
            self._board.fail(RuleError("CT-113"))
            return
        if decided:
            case = case_of(found)
            self._board.start(structs.replace(found, step=DELIVER), case)
            self.papers.make_all(case, self.state.draft.known_papers)
            return
        if found.case:
            self.visit.take_up(found)
            return
        self._board.start(found)
        self.project.refresh()

    def _decided(self, case: str) -> None:
        self._board.set(draft=structs.replace(self.state.draft, step=DELIVER))
        self.papers.make_all(case, self.state.draft.known_papers)
        if self.state.unsettled and self.state.draft.choosing.kind == RECEIVE:
            # The papers are here; now the applicant is told and chooses (001A-7, -12).
            self._handle(case)


def _is_decided(draft: drafts.Draft | None, record: Record | None) -> bool:
    """Whether a saved intake became its act: a visit did when its case is over for the counter."""
    if draft is None or not isinstance(record, CaseRecord):
        return False
    return not draft.case or not open_now(record)
