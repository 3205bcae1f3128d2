"""Step 5 of a joint survey: everything that stands against filing it, and what it asks beside.

The checks are those of the filing itself (001C四(一)); here they are told before the act.
"""

from dataclasses import dataclass

from casework.act import Context
from casework.errors import RuleError
from casework.flows import credit, survey_filing, survey_terms
from casework.flows.credit import Check, Standing
from casework.flows.deciding import Defect
from casework.flows.survey_filing import FILED_ELSEWHERE, Filing
from casework.law.problem import Problem
from casework.law.settings import Prerequisite
from casework.people.person import Role
from casework.records.case import CaseRecord
from casework.records.rolls import Roll
from casework.rows import CaseRow
from desktop.messages import message_of
from desktop.views.counter.around import Around
from desktop.views.counter.draft import FilingSaid

CONTRACT, INCOMPLETE = "contract", "incomplete"
"""The line of the checklist and the pack's correction by which a lacking contract is told."""
_CORRECTED = ("SV-204", "SV-205", "SV-206")
"""Findings about the contract: they are corrected, and told with all else (001A-18(一))."""
_TWO_DAYS = 48
_OF_NUMBER = ("PE-215", "PE-216")
"""About what is typed beside the form: they do not close the decision, they wait for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks beside the form."""

    number: bool
    """The agent's number as the authorisation states it (001C附2-2)."""
    again: str
    """The filing that is there already: why one more is needed; empty for none."""
    listed: bool
    """The surveyor stands on the black list: the filer is told."""
    blacklist: str
    """What the list says, how old it is, and why somebody stands on it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A filing as it stands before the act."""

    asked: Asked
    problems: tuple[Problem, ...]
    """What stands against it beside the papers, and what is told and passed over."""
    beside: tuple[Problem, ...]
    defects: tuple[Defect, ...]
    """What belongs into the one notice of everything that is to be corrected."""
    refusals: tuple[str, ...]
    """Keys of the item's reasons for which nothing is filed."""
    receive_only: bool
    """The city lets the window only receive while the list cannot be relied on."""
    known: tuple[str, ...]
    """The project's other cases of this item."""


def look(
    case: str, record: CaseRecord, around: Around, said: FilingSaid, context: Context
) -> Looked:
    """Everything about the filing of a ``case`` (its stream) in one go."""
    code = record.values().get("surveyor_code", "")
    blacklist = credit.look(around.rolls, Roll.SURVEYORS, code, context.now)
    found = survey_filing.findings(record, blacklist, said.authorised_number, context)
    item = context.catalogue.item(record.received.item)
    filed = survey_filing.filed_already(around.cases, item, record.received.project_code)
    others = tuple(row for row in filed if row.stream != case)
    law = context.catalogue.surveys[item.code]
    terms = survey_terms.commission(record.values(), law)
    refusals = survey_terms.refusals(terms, law, item, context.now.date())
    asked = Asked(
        number=record.deliverer.role == Role.AGENT,
        again=_there(around, others),
        listed=blacklist.standing is Standing.LISTED,
        blacklist=_words(blacklist),
    )
    return Looked(
        asked=asked,
        problems=tuple(one for one in found if one.code not in (*_OF_NUMBER, *_CORRECTED)),
        beside=tuple(one for one in found if one.code in _OF_NUMBER and one.blocking),
        defects=tuple(_defect(one) for one in found if one.code in _CORRECTED),
        refusals=tuple(one.key for one in refusals),
        receive_only=credit.receive_only(blacklist, Prerequisite.BLACKLIST, context),
        known=tuple(row.stream for row in others),
    )


def require(looked: Looked, said: FilingSaid) -> None:
    """RuleError PE-215, PE-216, SV-112, SV-113 for what is still to be said beside the form."""
    for one in looked.beside:
        raise RuleError(one.code, **dict(one.facts))
    if looked.asked.again and not said.again.strip():
        raise RuleError("SV-112", number=looked.asked.again)
    if looked.asked.listed and not said.listed_told:
        raise RuleError("SV-113")


def request(looked: Looked, around: Around, said: FilingSaid, hall: str) -> Filing:
    """What the clerk said beside the form, for the command."""
    return Filing(
        rolls=credit.stream_for(hall),
        project=around.project if around.record is not None else "",
        authorised_number=said.authorised_number,
        known=looked.known,
        again=said.again,
        listed_told=said.listed_told,
    )


def _defect(one: Problem) -> Defect:
    """What the contract lacks, in the words of the finding."""
    return Defect(CONTRACT, INCOMPLETE, message_of(one).what.rstrip("。"))


def _there(around: Around, others: tuple[CaseRow, ...]) -> str:
    """The number of a filing that is there already; empty for none."""
    elsewhere = around.record.fact(FILED_ELSEWHERE) if around.record is not None else ""
    return elsewhere or next((row.number or row.received_at[:10] for row in others), "")


def _words(blacklist: Check) -> str:
    """Never 无记录 unless the list is fresh and whole; an old one says how old it is."""
    if blacklist.hours is None:
        return blacklist.words
    reasons = "；".join(one.reason for one in blacklist.entries)
    age = (
        f"{blacklist.hours} 小时" if blacklist.hours < _TWO_DAYS else f"{blacklist.hours // 24} 天"
    )
    return f"{blacklist.words}，距今 {age}{'。' if reasons else ''}{reasons}"
