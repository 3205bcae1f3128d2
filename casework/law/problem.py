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


def blocks(problems: tuple[Problem, ...]) -> bool:
    """Whether any of the findings stops the step."""
    return any(problem.blocking for problem in problems)
