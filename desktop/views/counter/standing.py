"""Step 5: what stands against acceptance beside form and papers, in the clerk's words."""

from collections.abc import Iterator

from casework.flows.prerequisites import Needed
from casework.law.items import Item
from casework.law.problem import Problem, error
from desktop import prior_words
from desktop.messages import message_of
from desktop.views.counter.filing import Looked
from desktop.views.counter.state import Against

_PRIOR = "前置成果"


def results(needed: tuple[Needed, ...]) -> Iterator[Against]:
    """Earlier results that are not there: those that stop acceptance, and those trusted for now."""
    for one in needed:
        word = prior_words.STANDINGS[one.standing][0]
        policy = prior_words.POLICIES[one.policy]
        if not one.allows:
            yield Against(f"{_PRIOR}“{one.name}”：{word}，{policy}", _PRIOR, blocking=True)
        elif one.unasked and one.standing in prior_words.OPEN:
            yield Against(f"{_PRIOR}“{one.name}”：{word}，{policy}", _PRIOR, blocking=False)


def of_filing(looked: Looked | None, item: Item) -> Iterator[Against]:
    """Everything about a filing in one go (001C四(一)), that which only is told among it."""
    if looked is None:
        return
    for one in looked.problems:
        yield _told(one, item)
    if looked.receive_only:
        yield _told(error("SV-114"), item)


def _told(one: Problem, item: Item) -> Against:
    words = message_of(one)
    return Against(words.what, item.basis.short, one.blocking, f"{words.what}{words.next_step}")
