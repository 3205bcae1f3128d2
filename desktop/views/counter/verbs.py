"""The clerk's verbs of steps 1 to 3: person, project, form."""

from dataclasses import dataclass

from msgspec import structs

from casework.flows import projects
from casework.law import project_code
from casework.people.person import Role
from casework.ports import CardArrived, CardFault, CardGone, CardRead, ReaderReport, ReaderState
from casework.records.case import CaseRecord
from casework.records.ids import PROJECT, new_id, stream_of
from casework.records.project import ProjectRecord
from casework.rows import CaseRow, ProjectRow
from desktop.desk import Desk
from desktop.views.counter import identity, prefill
from desktop.views.counter.board import Board
from desktop.views.counter.draft import Person


class PersonVerbs:
    """Step 1: who stands at the counter."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def report(self, report: ReaderReport) -> None:
        """Something happened at the reader; in the window's thread."""
        if isinstance(report, ReaderState):
            self._board.set(reader=report)
        elif isinstance(report, CardArrived):
            self._board.set(reading=True)
        elif isinstance(report, CardRead):
            self._read(report)
        elif isinstance(report, CardGone):
            self._board.set(reading=False)
        elif isinstance(report, CardFault):
            self._board.set(reading=False)
            self._board.fail(report.error)

    def _read(self, report: CardRead) -> None:
        person = identity.from_card(report.holder, self._board.desk.now().date())
        self._board.set(reading=False)
        held = self._board.state.draft.person
        if self._board.state.case or (held.number and held.number != person.number):
            self._board.set(other_card=person)
            return
        kept = structs.replace(person, role=held.role, face_matched=held.face_matched)
        self._put(kept if held.number == person.number else person)

    def use_other(self) -> None:
        """Take the waiting card's person instead of the one the case has."""
        other = self._board.state.other_card
        if other is not None:
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
        self._board.put(structs.replace(self._board.state.draft, person=person))


class ProjectVerbs:
    """Step 2: which project."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def find(self, words: str) -> None:
        """Search while typing; late answers to earlier words are dropped."""
        self._board.set(searched=words)
        rows = self._board.desk.rows
        self._board.run(
            "search",
            lambda: rows.find_projects(words.strip()),
            lambda found: (
                self._board.set(projects=found) if self._board.state.searched == words else None
            ),
        )

    def choose(self, stream: str) -> None:
        """Take a project: its parts, earlier cases and everything it knows for the form."""
        desk = self._board.desk
        self._board.run("ledger", lambda: _look_up(desk, stream), self._take)

    def enter(self, code: str, name: str, builder: str, builder_code: str) -> None:
        """A project the cache does not have, by its code."""
        desk = self._board.desk
        known = project_code.parse(code)
        stream = stream_of(PROJECT, new_id(desk.now()))
        request = projects.EnterProject(
            stream, self._board.item.code, code, name, builder, builder_code
        )
        existing = next((r.stream for r in self._board.state.projects if r.code == known.code), "")

        def work() -> str:
            if existing:
                return existing
            desk.act(projects.ENTER, request)
            return stream

        self._board.run("ledger", work, self.choose)

    def _take(self, chosen: "_Chosen") -> None:
        if chosen.project is None:
            return
        one = chosen.project.registered
        draft = structs.replace(
            self._board.state.draft,
            project=chosen.stream,
            project_code=one.code,
            project_name=one.project_name,
            builder=one.builder,
            builder_code=one.builder_code,
        )
        values = prefill.fill(self._board.form, draft, chosen.project, chosen.earlier)
        self._board.set(parts=chosen.parts, earlier=chosen.cases)
        self._board.put(structs.replace(draft, values=values))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the ledger knows of a chosen project."""

    stream: str
    project: ProjectRecord | None
    parts: tuple[ProjectRow, ...]
    cases: tuple[CaseRow, ...]
    earlier: CaseRecord | None


def _look_up(desk: Desk, stream: str) -> _Chosen:
    project = desk.ledger.load(stream).record
    cases = desk.rows.cases_of_project(stream)
    earlier = desk.ledger.load(cases[0].stream).record if cases else None
    return _Chosen(
        stream,
        project if isinstance(project, ProjectRecord) else None,
        desk.rows.sub_projects(stream),
        cases,
        earlier if isinstance(earlier, CaseRecord) else None,
    )


class FormVerbs:
    """Step 3: the one form."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def edit(self, key: str, text: str) -> None:
        """A field was typed into; its provenance becomes 手工."""
        current = self._board.state.draft.values.get(key)
        if current is None or current.text != text:
            self._board.put(self._board.state.draft.with_value(key, text))

    def fill(self) -> None:
        """Fill what is still empty from the person, the project and the latest case."""
        stream = self._board.state.draft.project
        if stream:
            ProjectVerbs(self._board).choose(stream)

    def declare(self, *, made: bool) -> None:
        """The applicant's one self-declaration of the conditions (001D六)."""
        self._board.put(structs.replace(self._board.state.draft, declaration=made))
