"""From a code to the words of its table in ``resources/messages``; knows no Qt."""

from collections.abc import Mapping

import resources
from casework.errors import ClerkError
from casework.law.problem import Problem
from desktop.ui.wording import Message


def message_for(error: ClerkError) -> Message:
    """The words for an error, filled with its facts; a fact that is missing shows as ``?``."""
    return _message(error.code, error.facts, str(error))


def message_of(problem: Problem) -> Message:
    """The words for a finding about a value."""
    return _message(problem.code, dict(problem.facts), problem.code)


def _message(code: str, facts: Mapping[str, object], plain: str) -> Message:
    known = resources.messages().get(code)
    if known is None:
        return Message(
            title="出现了没有说明的情况",
            what=plain,
            next_step="请记下代码，告诉系统管理员。",
            code=code,
        )
    filled = known.filled(facts)
    return Message(
        title=filled.title,
        what=filled.what,
        next_step=filled.next,
        code=code,
        call=filled.call,
        may_retry=filled.retry,
    )
