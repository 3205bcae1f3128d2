"""Step 5: what stands against acceptance beside form and papers, in the clerk's words."""

from collections.abc import Iterator

from casework.act import Context
from casework.errors import RuleError
from casework.flows import opening, projects
from casework.flows.prerequisites import Needed
from casework.law.items import Item
from casework.law.problem import Problem, error
from casework.records.case import CaseRecord
from casework.records.ids import CASE, stream_of
from desktop import prior_words
from desktop.messages import message_for, message_of
from desktop.views.counter.filing import Looked
from desktop.views.counter.state import Against, State

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


def of_project(state: State, record: CaseRecord, item: Item, context: Context) -> Iterator[Against]:
    """What the project brings against it (002图4.3), and what of it is only told (000§4, §9)."""
    around = state.around
    if around is None:
        return
    case = state.draft.case or stream_of(CASE, state.draft.ident)
    try:
        opening.require(record, around.grounds(case), context)
    except RuleError as refusal:
        words = message_for(refusal)
        detail = f"{words.what}{words.next_step}"
        yield Against(words.what, item.basis.short, blocking=True, detail=detail)
    told = [one for one in state.form_problems.values() if one.code == "PM-144"]
    if not state.draft.case:
        told += projects.duplicates(around.record, item.code)
    for one in told:
        yield _told(one, item)


def _told(one: Problem, item: Item) -> Against:
    words = message_of(one)
    return Against(words.what, item.basis.short, one.blocking, f"{words.what}{words.next_step}")
