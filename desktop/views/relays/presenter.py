"""Relays and notices: the open ones, one told in full, and what the clerk records of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from casework.act import Command
from casework.errors import ClerkError
from casework.flows import tasks
from casework.records.task import TaskRecord
from casework.rows import TaskRow
from desktop.desk import Desk

MEANS, OUTCOME, RECIPIENT = "means", "outcome", "recipient"
"""The fields the clerk fills before recording anything."""


@dataclass(frozen=True, slots=True)
class State:
    """The list, the chosen task, and what is typed about it."""

    rows: tuple[TaskRow, ...] | None = None
    stream: str = ""
    task: TaskRecord | None = None
    typed: dict[str, str] = field(default_factory=dict)
    error: ClerkError | None = None


class RelaysPresenter:
    """Reads tasks and records attempts, deliveries, answers and endings."""

    def __init__(self, desk: Desk, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._changed = changed
        self.state = State()

    def load(self) -> None:
        """Read the list and the chosen task again."""
        rows, ledger, stream = self._desk.rows, self._desk.ledger, self.state.stream

        def work() -> tuple[tuple[TaskRow, ...], TaskRecord | None]:
            found = ledger.load(stream).record if stream else None
            return rows.tasks(), found if isinstance(found, TaskRecord) else None

        self._desk.run("search", work, self._show, self._failed)

    def choose(self, stream: str) -> None:
        """Look at a task; what was typed about another one goes with it."""
        if stream == self.state.stream:
            return
        self._set(replace(self.state, stream=stream, task=None, typed={}))
        self.load()

    def type(self, key: str, text: str) -> None:
        """Keep what is typed."""
        self.state = replace(self.state, typed={**self.state.typed, key: text})

    def tried(self) -> None:
        """The addressee was not reached."""
        self._record(tasks.GO_ON, tasks.Tried, self._text(MEANS), self._text(OUTCOME))

    def delivered(self) -> None:
        """The addressee was reached, with the proof that was typed."""
        texts = (self._text(MEANS), self._text(OUTCOME), self._text(RECIPIENT))
        self._record(tasks.GO_ON, tasks.Delivered, *texts)

    def answered(self) -> None:
        """An answer came; who gave it stands in the field of the recipient."""
        by = self._text(RECIPIENT) or (self.state.task.opened.to if self.state.task else "")
        self._record(tasks.GO_ON, tasks.Answered, by, self._text(OUTCOME))

    def close(self) -> None:
        """Nothing more is owed, for the reason that was typed."""
        self._record(tasks.GO_ON, tasks.Closed, self._text(OUTCOME))

    def _record(
        self, command: Command[tasks.Done], request: Callable[..., tasks.Done], *texts: str
    ) -> None:
        task, stream = self.state.task, self.state.stream
        if task is None:
            return
        made = request(stream, task.opened.item, *texts)
        self._desk.run(
            "ledger", lambda: self._desk.act(command, made), self._recorded, self._failed
        )

    def _recorded(self, _: object) -> None:
        self.state = replace(self.state, typed={})
        self.load()

    def _text(self, key: str) -> str:
        return self.state.typed.get(key, "").strip()

    def _show(self, found: tuple[tuple[TaskRow, ...], TaskRecord | None]) -> None:
        rows, task = found
        self._set(replace(self.state, rows=rows, task=task, error=None))

    def _failed(self, error: ClerkError) -> None:
        self._set(replace(self.state, error=error))

    def _set(self, state: State) -> None:
        self.state = state
        self._changed()
