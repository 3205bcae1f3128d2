"""What is doubtful or wrong about a value, before anybody decides: coded, blocking or a warning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; the words for ``code`` stand in resources/messages, filled from ``facts``.

    ``field`` is the key of the form field it belongs to, empty for a value checked alone. A
    finding that does not block is a warning: the clerk sees it and may go on.
    """

    code: str
    blocking: bool = True
    field: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def error(code: str, /, **facts: str) -> Problem:
    """A finding that stops the step."""
    return Problem(code, facts=tuple(facts.items()))


def warning(code: str, /, **facts: str) -> Problem:
    """A finding that the clerk sees and may pass over."""
    return Problem(code, blocking=False, facts=tuple(facts.items()))


def blocks(problems: tuple[Problem, ...]) -> bool:
    """Whether any of the findings stops the step."""
    return any(problem.blocking for problem in problems)
