"""The check against the list of exemptions: row, answers, the applicant's choice, the record."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.errors import RuleError
from casework.flows import exemption
from casework.flows.exemption import CHOOSE, DETERMINE, Choice, Choose, CommitmentIn, Determine
from casework.law.codes import fold_width
from casework.law.exemptions import Exemption
from casework.records.case_events import Applicant, Deliverer, PageRef
from casework.records.exemption import ExemptionRecord
from casework.records.ids import EXEMPTION, NUMBERS, new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.papers import number_of
from desktop import papers
from desktop.papers import MadePaper
from desktop.views.projects.board import Board
from desktop.views.projects.exemption_state import Check


class ExemptionVerbs:
    """What a clerk does about an exemption of the project on show."""

    def __init__(self, board: Board, device: str, visitor: Callable[[], Deliverer | None]) -> None:
        self._board = board
        self._device = device
        self._visitor = visitor

    @property
    def check(self) -> Check:
        """The check as it stands."""
        return self._board.state.check

    def find(self, words: str) -> None:
        """The rows of today's list in which all the words occur."""
        today = self._board.desk.now().date()
        wanted = fold_width(words).split()
        rows = self._board.desk.law.catalogue.exemptions.values()
        found = tuple(
            row
            for row in rows
            if row.in_force(today) and all(word in _texts(row) for word in wanted)
        )
        self._put(words=words, rows=found)

    def choose(self, key: str) -> None:
        """Check by another row; what was answered to this one goes."""
        row = self._board.desk.law.catalogue.exemptions.get(key)
        before = self.check
        if row is None or (before.row is not None and before.row.key == key and not before.stream):
            return
        fresh = Check(words=before.words, rows=before.rows, row=row, works=before.works)
        self._board.set(check=replace(fresh, finding=row.evaluate({})))

    def type_works(self, text: str) -> None:
        """Which works of the project are meant."""
        self._put(works=text)

    def answer(self, fact: str, text: str) -> None:
        """An answer in the clerk's words; what they come to is measured at once."""
        row = self.check.row
        if row is None or self.check.stream:
            return
        answers = {**self.check.answers, fact: text}
        self._put(answers=answers, finding=row.evaluate(answers))

    def determine(self) -> None:
        """Record that the answers fit the row; refused with the reason where they do not."""
        check, told, desk = self.check, self._board.told(), self._board.desk
        if check.row is None or told is None:
            return
        one, first = told.record.registered, told.record.builders[0]
        stream = stream_of(EXEMPTION, new_id(desk.now()))
        request = Determine(
            exemption=stream,
            item=check.row.part.exempts,
            row=check.row.key,
            shown=check.row.digest,
            project=told.stream,
            project_code=one.code,
            project_name=told.record.name,
            works=check.works,
            applicant=Applicant(first.unit, first.code),
            answers=tuple(check.answers.items()),
        )
        self._run("ledger", lambda: desk.act(DETERMINE, request), lambda _: self.open(stream))

    def open(self, stream: str) -> None:
        """Show a recorded exemption: still to be chosen about, or with its paper."""
        desk = self._board.desk

        def show(found: object) -> None:
            if isinstance(found, ExemptionRecord):
                law = desk.law.catalogue.exemptions
                row = law.get(found.determined.list_line.row)
                kept = Check(words=self.check.words, rows=self.check.rows, row=row)
                answers = {one.fact: one.value for one in found.determined.answers}
                self._board.set(
                    check=replace(
                        kept,
                        works=found.determined.works,
                        answers=answers,
                        finding=row.evaluate(answers) if row else None,
                        stream=stream,
                        record=found,
                    )
                )
                self._board.tell_again()

        self._run("ledger", lambda: desk.ledger.load(stream).record, show)

    def pick(self, choice: str) -> None:
        """What the applicant says, in so many words; nothing is chosen before."""
        self._put(choice=choice)

    def type_unit(self, role: str, text: str) -> None:
        """The unit whose commitment lies on the counter."""
        self._put(units={**self.check.units, role: text})

    def bring(self, role: str, file: Path) -> None:
        """The commitment of a unit as a file; each page is durable before it is shown."""
        desk = self._board.desk

        def work() -> tuple[PageRef, ...]:
            return tuple(
                PageRef(desk.blobs.put(one.body), one.media_type, len(one.body), file.name)
                for one in desk.importer.read(file)
            )

        def show(found: tuple[PageRef, ...]) -> None:
            self._put(pages={**self.check.pages, role: found})

        self._run("scanner", work, show)

    def decide(self) -> None:
        """Record the choice; an exemption's paper is made and printed at once."""
        check, desk, visitor = self.check, self._board.desk, self._visitor()
        if check.record is None:
            return
        if visitor is None:
            self._board.fail(RuleError("PG-103"))
            return
        request = Choose(
            exemption=check.stream,
            item=check.record.item,
            numbers=stream_of(NUMBERS, self._device),
            choice=Choice(check.choice) if check.choice else None,
            deliverer=visitor,
            commitments=self._commitments(check),
        )

        def recorded(_: object) -> None:
            self.open(check.stream)
            if request.choice is Choice.EXEMPT:
                self.print()

        self._run("ledger", lambda: desk.act(CHOOSE, request), recorded)

    def print(self) -> None:
        """Make the record's final bytes (the same ones every time) and send them."""
        desk, stream = self._board.desk, self.check.stream

        def work() -> MadePaper:
            record = desk.ledger.load(stream).record
            known = record.papers if isinstance(record, ExemptionRecord) else ()
            made = papers.make(desk, stream, number_of(known, NoticeKind.EXEMPTION))
            papers.send(desk, made)
            return made

        self._run("printer", work, lambda made: self._put(paper=made))

    def answer_print(self, reason: str = "") -> None:
        """打印出来了 (no reason), or not and why."""
        check, desk = self.check, self._board.desk
        paper, record = check.paper, check.record
        if paper is not None and record is not None:
            self._run(
                "ledger",
                lambda: papers.confirm(desk, check.stream, record.item, paper, reason),
                lambda _: self.open(check.stream),
            )

    def turn_away(self, material: str) -> None:
        """Somebody wants to hand something in: written down and refused (001B note 1)."""
        check, desk = self.check, self._board.desk
        record = check.record
        if record is None:
            return
        request = exemption.TurnAway(check.stream, record.item, material)

        def work() -> object:
            exemption.hand_in(desk.ledger, new_id(desk.now()), request, desk.context())

        self._run("ledger", work, lambda _: None)

    @staticmethod
    def _commitments(check: Check) -> tuple[CommitmentIn, ...]:
        if check.choice != Choice.EXEMPT or check.row is None:
            return ()
        return tuple(
            CommitmentIn(one.key, check.units.get(one.key, ""), check.pages.get(one.key, ()))
            for one in check.row.part.committers
            if check.units.get(one.key, "").strip() or check.pages.get(one.key)
        )

    def _run(self, lane: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._board.run(lane, work, done)

    def _put(self, **changes: Any) -> None:
        self._board.set(check=replace(self.check, **changes))


def _texts(row: Exemption) -> str:
    """Everything of a row that a clerk may look for."""
    asked = " ".join(f"{one.label}{''.join(one.options)}" for one in row.facts)
    return f"{row.basis.clause} {row.basis.text} {row.part.name} {asked}"
