"""How each of the six steps stands, for the step bar."""

from enum import StrEnum

from desktop.views.counter.state import STEPS, State

_FORM = 3


class Mark(StrEnum):
    """One step's standing."""

    OPEN = "open"
    DONE = "done"
    PROBLEM = "problem"
    CLOSED = "closed"


def marks(state: State) -> tuple[Mark, ...]:
    """One mark per step; what was decided cannot be entered again."""
    if state.case:
        return (*(Mark.CLOSED for _ in range(STEPS - 1)), Mark.OPEN)
    return (
        _person(state),
        _project(state),
        _form(state),
        _materials(state),
        Mark.OPEN,
        Mark.CLOSED,
    )


def _person(state: State) -> Mark:
    if not state.draft.person.known:
        # A case that came online is decided with nobody at the counter.
        alone = state.record is not None and state.record.waiting and not state.draft.papers
        return Mark.DONE if alone else Mark.OPEN
    blocking = [one for one in state.person_problems if one.blocking]
    if any(one.field in ("name", "number") for one in blocking):
        return Mark.PROBLEM
    return Mark.OPEN if blocking else Mark.DONE


def _project(state: State) -> Mark:
    return Mark.DONE if state.draft.project and state.draft.item else Mark.OPEN


def _form(state: State) -> Mark:
    blocking = any(one.blocking for one in state.form_problems.values())
    if not state.draft.item:
        return Mark.OPEN
    if blocking or state.undeclared:
        return Mark.PROBLEM if _FORM in state.revealed else Mark.OPEN
    return Mark.DONE


def _materials(state: State) -> Mark:
    if not state.lines or not (state.draft.papers or state.record):
        return Mark.OPEN
    return Mark.OPEN if any(one.open for one in state.lines) else Mark.DONE
