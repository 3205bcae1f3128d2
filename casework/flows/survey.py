"""Joint survey (001C): what all its verbs check, and what they all say alike.

The filing stands in ``survey_filing``, the papers of annex 2 in ``survey_papers``, site and base
data in ``survey_site``, results in ``survey_results``, the project's two sums of time in
``survey_time``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows.survey_words import STATES
from casework.flows.tasks import About
from casework.law.survey import Survey
from casework.people.grants import Duty, Need
from casework.records import ids
from casework.records.event import Event, Staged, tag_of
from casework.records.survey import SurveyRecord, allows


@dataclass(frozen=True, slots=True)
class OnSurvey:
    """What every verb names: the survey's stream and the item its grant was asked for."""

    survey: str
    item: str


class AboutSurvey(Protocol):
    """A request that names its survey."""

    @property
    def about(self) -> OnSurvey:
        """The survey it is about."""


Decide = Callable[[Records, Any, Context], Sequence[Staged]]


def command(
    name: str, decide: Decide, duty: Duty, more: Callable[[Any], tuple[str, ...]] | None = None
) -> Command[Any]:
    """A command on a survey; ``more`` names the streams beside its own that it writes."""

    def need(request: AboutSurvey) -> Need:
        return Need(request.about.item, duty)

    def streams(request: AboutSurvey) -> tuple[str, ...]:
        return (request.about.survey, *(more(request) if more else ()))

    return Command(f"survey.{name}", need, streams, decide)


def survey_of(records: Records, on: OnSurvey) -> SurveyRecord:
    """The survey a verb is about; RuleError SV-101 for none, IN-121 for another item's."""
    record = records.of(on.survey, SurveyRecord)
    if record is None:
        raise RuleError("SV-101")
    if record.filed.item != on.item:
        # The grant was asked for this item; another one's survey is not reached through it.
        raise RuleError("IN-121", item=record.filed.item)
    return record


def staged(on: OnSurvey, record: SurveyRecord, event: Event) -> Staged:
    """An event that the survey's state allows; RuleError SV-102 when it does not."""
    if not allows(record, tag_of(event)):
        raise RuleError("SV-102", state=STATES[record.state])
    return Staged(on.survey, event)


def law_of(record: SurveyRecord, context: Context) -> Survey:
    """The rules of the scheme; RuleError SV-103 where the pack has none for the item."""
    law = context.catalogue.surveys.get(record.filed.item)
    if law is None:
        raise RuleError("SV-103", item=record.filed.item)
    return law


def departments(item: str, context: Context) -> tuple[str, ...]:
    """Whom the survey concerns: 资源规划, 住房保障, 人防 (001C四)."""
    found = context.catalogue.item(item)
    return (found.lead, *found.participants)


def of_department(record: SurveyRecord, context: Context) -> str:
    """The acting department; RuleError SV-104 when the survey is none of its concern."""
    department = context.clerk.department
    if department not in departments(record.filed.item, context):
        raise RuleError("SV-104", department=department)
    return department


def of_surveyor(record: SurveyRecord, context: Context) -> str:
    """The commissioned surveyor; RuleError SV-105 for anybody else who acts at the hub."""
    if context.clerk.department != record.filed.surveyor.unit:
        raise RuleError("SV-105", surveyor=record.filed.surveyor.unit)
    return context.clerk.department


def by_whom(record: SurveyRecord, context: Context, said_by: str) -> str:
    """Whose word it is: the surveyor's at the hub, at the window that of who is named."""
    return of_surveyor(record, context) if context.clerk.department else said(said_by)


def about_survey(on: OnSurvey, record: SurveyRecord, context: Context) -> About:
    """A survey as tasks name it: by its case."""
    return About(
        stream=ids.case_of(on.survey),
        item=record.filed.item,
        item_name=context.catalogue.item(record.filed.item).name,
        project_name=record.filed.project_name,
        number=record.filed.number,
        unit=record.filed.surveyor.unit,
    )


def said(text: str) -> str:
    """A text that must not be empty; RuleError SV-106."""
    if not text.strip():
        raise RuleError("SV-106")
    return text.strip()
