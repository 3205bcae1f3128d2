"""The clerk's verbs of step 2: which project, from the cache or by its code."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import structs

from casework.errors import RuleError
from casework.flows import projects
from casework.law import project_code
from casework.law.codes import UnitCode, check_unit_code, fold_width
from casework.law.project_code import CodeForm, ProjectCode
from casework.records.case import CaseRecord
from casework.records.project import ProjectRecord
from casework.rows import CaseRow, ProjectRow
from desktop.desk import Desk
from desktop.views.counter import prefill
from desktop.views.counter.around_verbs import AroundVerbs
from desktop.views.counter.board import Board


class ProjectVerbs:
    """Step 2: which project."""

    def __init__(self, board: Board, around: AroundVerbs) -> None:
        self._board = board
        self._around = around

    def find(self, words: str) -> None:
        """Search while typing; late answers to earlier words are dropped."""
        self._search(words, take=False)

    def take(self, words: str) -> None:
        """Enter behind the words: the one project that fits is chosen, several are shown."""
        self._search(words, take=True)

    def _search(self, words: str, *, take: bool) -> None:
        self._board.set(searched=words)
        rows = self._board.desk.rows

        def found(answer: tuple[ProjectRow, ...]) -> None:
            if self._board.state.searched != words:
                return
            self._board.set(projects=answer, answered=words)
            if take and len(answer) == 1:
                self.choose(answer[0].stream)

        wanted = _searched(words)
        self._board.run("search", lambda: rows.find_projects(wanted), found)

    def choose(self, stream: str) -> None:
        """Take a project: its parts, earlier cases and everything it knows for the form."""
        desk, item = self._board.desk, self._board.chosen
        name = item.name if item is not None else ""
        self._board.run("ledger", lambda: _look_up(desk, stream, name), self._take)

    def refresh(self) -> None:
        """The ledger has news of the chosen project: fill what is still untouched."""
        draft = self._board.state.draft
        if draft.project and not (self._board.state.case or draft.case):
            self.choose(draft.project)

    @staticmethod
    def read_code(text: str) -> ProjectCode:
        """How a typed code reads in its normal form, with its doubts."""
        return project_code.parse(text)

    @staticmethod
    def read_unit(text: str) -> UnitCode:
        """How a typed 统一社会信用代码 reads in its normal form, with its doubts."""
        return check_unit_code(text)

    def type(self, part: str, text: str) -> None:
        """A key in ``code``, ``name``, ``builder`` or ``builder_code`` of a project by hand."""
        draft = self._board.state.draft
        self._board.type(structs.replace(draft, entry=draft.entry | {part: text}))

    def leave(self, part: str) -> None:
        """The cursor left a part: codes stand in their normal form."""
        text = self._board.state.draft.entry.get(part, "")
        normal = _NORMAL[part](text) if part in _NORMAL and text.strip() else text
        if normal != text:
            self.type(part, normal)

    def enter(self) -> None:
        """The project in hand, which the cache does not have; one it has by that code is taken."""
        desk, entry = self._board.desk, self._board.state.draft.entry
        item = self._board.chosen or next(iter(self._board.offered), None)
        if item is None:
            self._board.fail(RuleError("CT-114"))
            return
        code = entry.get("code", "")
        normal = project_code.parse(code).code
        stream = projects.stream_for(code)
        request = projects.EnterProject(
            stream,
            item.code,
            code,
            entry.get("name", ""),
            entry.get("builder", ""),
            check_unit_code(entry.get("builder_code", "")).code,
        )

        def work() -> str:
            known = desk.rows.find_projects(normal) if normal else ()
            for row in known:
                if row.code == normal:
                    return row.stream
            desk.act(projects.ENTER, request)
            return stream

        self._board.run("ledger", work, self.choose)

    def _take(self, chosen: "_Chosen") -> None:
        state = self._board.state
        if chosen.project is None or state.case or state.draft.case:
            return
        one, before = chosen.project.registered, self._board.state.draft
        values = before.values
        if before.project != chosen.stream:
            values = prefill.without_project(values)
        draft = structs.replace(
            before,
            project=chosen.stream,
            project_code=one.code,
            project_name=one.project_name,
            builder=one.builder,
            builder_code=one.builder_code,
            entry={},
            values=values,
            told=before.told and before.project == chosen.stream,
        )
        self._board.set(parts=chosen.parts, earlier=chosen.cases)
        if self._board.chosen is not None:
            filled = prefill.fill(self._board.form, draft, chosen.project, chosen.earlier)
            draft = structs.replace(draft, values=filled)
        self._board.put(draft)
        self._around.look()


def _searched(words: str) -> str:
    """Half-width, and a whole code in its normal form, however it was typed."""
    folded = fold_width(words).strip()
    code = project_code.parse(folded)
    return folded if code.form is CodeForm.OTHER else code.code


_NORMAL: dict[str, Callable[[str], str]] = {
    "code": lambda text: project_code.parse(text).code,
    "builder_code": lambda text: check_unit_code(text).code,
}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What the ledger knows of a chosen project."""

    stream: str
    project: ProjectRecord | None
    parts: tuple[ProjectRow, ...]
    cases: tuple[CaseRow, ...]
    earlier: CaseRecord | None


def _look_up(desk: Desk, stream: str, item: str) -> _Chosen:
    """What the form may be filled from: a case of the same item before one of another."""
    project = desk.ledger.load(stream).record
    cases = desk.rows.cases_of_project(stream)
    nearest = sorted(cases, key=lambda row: row.item_name != item)
    earlier = desk.ledger.load(nearest[0].stream).record if nearest else None
    return _Chosen(
        stream,
        project if isinstance(project, ProjectRecord) else None,
        desk.rows.sub_projects(stream),
        cases,
        earlier if isinstance(earlier, CaseRecord) else None,
    )
