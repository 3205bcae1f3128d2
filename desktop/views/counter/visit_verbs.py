"""Going on with a case that is here: opened anew, followed while others work on it too."""

from dataclasses import dataclass

from casework.errors import ClerkError, RuleError
from casework.people.grants import Duty, Need, require
from casework.records.case import CaseRecord
from casework.records.commitment import CommitmentRecord
from casework.records.ids import CASE, COMMITMENT, bound_to, stream_of
from desktop.views.counter import draft as drafts
from desktop.views.counter import visits
from desktop.views.counter.around_verbs import AroundVerbs
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Draft
from desktop.views.counter.fetching import FetchVerbs


@dataclass(frozen=True, slots=True)
class Here:
    """A case as the ledger has it, and how far its commitment is."""

    case: CaseRecord | None
    commitment: CommitmentRecord | None


Opened = tuple[Here, Draft | None]


class VisitVerbs:
    """Opens a case in the counter and keeps what is shown of it fresh."""

    def __init__(self, board: Board, fetch: FetchVerbs, around: AroundVerbs) -> None:
        self._board = board
        self._fetch = fetch
        self._around = around

    def open(self, stream: str) -> None:
        """Go on with a case; a visit that was begun and put down is taken up again."""
        desk = self._board.desk

        def work() -> Opened:
            saved = (drafts.decode(one.body) for one in desk.drafts.all(drafts.KIND))
            begun = next((one for one in saved if one is not None and one.case == stream), None)
            return self._case(stream), begun

        self._board.run("ledger", work, lambda found: self._opened(stream, *found))

    def take_up(self, draft: Draft) -> None:
        """Go on with a visit that was saved, on the case as it stands now."""
        self._board.run(
            "ledger",
            lambda: self._case(draft.case),
            lambda here: self._opened(draft.case, here, draft),
        )

    def reload(self, error: ClerkError | None = None) -> None:
        """Somebody was at the case: show it as it stands; ``error`` stays on the page."""
        board = self._board
        stream, ident = board.state.draft.case, board.state.draft.ident

        def show(here: Here) -> None:
            current, record = board.state.draft, here.case
            if record is None or current.ident != ident or board.state.case:
                return
            board.set(record=record, commitment=here.commitment, fetched=False)
            board.put(visits.renewed(current, record, board.form))
            self._around.look()
            self._fetch.bring()
            if error is not None:
                board.fail(error)

        if stream:
            board.run("ledger", lambda: self._case(stream), show)

    def fetch(self) -> None:
        """Try once more to bring the scans."""
        self._board.set(unfetched=None)
        self._fetch.bring()

    def _case(self, stream: str) -> Here:
        ledger = self._board.desk.ledger
        record, own = ledger.load(stream).record, ledger.load(bound_to(stream, COMMITMENT)).record
        return Here(
            record if isinstance(record, CaseRecord) else None,
            own if isinstance(own, CommitmentRecord) else None,
        )

    def _opened(self, stream: str, here: Here, begun: Draft | None) -> None:
        board = self._board
        try:
            case = self._may_go_on(here.case)
        except ClerkError as error:
            board.fail(error)
            return
        law = board.desk.law.catalogue
        form = law.form_of(law.item(case.received.item))
        fresh = visits.begin(stream, case, form, board.desk.now())
        visit = visits.renewed(begun, case, form) if begun else fresh
        board.start(visit, record=case, commitment=here.commitment)
        self._around.look()
        self._fetch.bring()

    def _may_go_on(self, record: CaseRecord | None) -> CaseRecord:
        """RuleError IN-110, IN-190, LW-411 or RightsError where nobody here can go on with it."""
        if record is None or not visits.open_now(record):
            if record is not None and record.unknown:
                raise RuleError("IN-190", stream="")
            raise RuleError("IN-110", state=record.state.value if record else "")
        desk = self._board.desk
        item = desk.law.catalogue.item(record.received.item)
        need = Need(item.code, Duty.ACCEPT)
        require(desk.clerk, need, desk.place.area, desk.now().date())
        return record


def case_of(draft: Draft) -> str:
    """The stream of the case that a draft is about, or will become."""
    return draft.case or stream_of(CASE, draft.ident)
