"""The clerk's verbs of step 1: who stands at the counter, from the card or by hand."""

from msgspec import structs

from casework.people.person import CardKind, Role
from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderReport, ReaderState
from desktop.views.counter import identity, prefill
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Draft, Person


class PersonVerbs:
    """Step 1: who stands at the counter."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def report(self, report: ReaderReport) -> None:
        """Something happened at the reader; in the window's thread."""
        if isinstance(report, ReaderState):
            self._board.set(reader=report, reading=self._board.state.reading and not report.fault)
        elif isinstance(report, CardArrived):
            self._board.set(reading=True, raw_card="")
        elif isinstance(report, CardRead):
            self._read(report)
        elif isinstance(report, CardGone):
            self._board.set(reading=False, raw_card="")
        elif isinstance(report, CardFault):
            self._board.set(reading=False)
            self._board.fail(report.error)

    def _read(self, report: CardRead) -> None:
        self._board.set(reading=False, raw_card=report.holder.raw)
        if report.holder.kind is CardKind.UNKNOWN:
            return
        state = self._board.state
        person = identity.from_card(report.holder, self._board.desk.now().date())
        held = state.draft.person
        if state.case or (held.known and not identity.same(held, person)):
            self._board.set(other_card=person)
            return
        self._put(structs.replace(person, role=held.role, face_matched=held.face_matched))

    def use_other(self) -> None:
        """Take the waiting card's person instead of the one the case has.

        Once the case is decided, the card begins the next intake.
        """
        other = self._board.state.other_card
        if other is None:
            return
        if self._board.state.case:
            self._board.start()
        self._put(other)
        self._board.set(other_card=None)

    def leave_other(self) -> None:
        """Keep the person of the case."""
        self._board.set(other_card=None)

    def type(self, field: str, text: str) -> None:
        """Manual entry of ``name`` or ``number``, marked as such."""
        person = self._board.state.draft.person
        if getattr(person, field) != text.strip():
            today = self._board.desk.now().date()
            self._put(identity.retyped(person, field, text, today))

    def choose_role(self, role: str) -> None:
        """本人 / 法定代表人 / 代理人."""
        self._put(structs.replace(self._board.state.draft.person, role=Role(role).value))

    def match_face(self, *, matched: bool) -> None:
        """人证一致, looked at by the clerk."""
        self._put(structs.replace(self._board.state.draft.person, face_matched=matched))

    def _put(self, person: Person) -> None:
        before = self._board.state.draft
        draft = structs.replace(before, person=person)
        if (person.name, person.source) != (before.person.name, before.person.source):
            draft = self._refilled(draft)
        self._board.put(draft)

    def _refilled(self, draft: Draft) -> Draft:
        """Another name at the counter: what the form had from the person follows it."""
        if not draft.project or draft.case or self._board.chosen is None:
            return draft
        left = structs.replace(draft, values=prefill.without_person(draft.values))
        return structs.replace(left, values=prefill.fill(self._board.form, left, None, None))
