"""竣工验收备案 at the department (002图4.4): filing forms come out, key persons are released."""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.errors import RuleError
from casework.flows import completion_filing, project_closing
from casework.flows.on_case import OnCase, case_of
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.locks import LOCKS


@dataclass(frozen=True, slots=True)
class FormNumber:
    """One filing form that came out: its key in the pack and its number."""

    form: str
    number: str


@dataclass(frozen=True, slots=True)
class File:
    """The filing of a case, with every form its procedures give (002图4.4注1)."""

    on: OnCase
    project: str
    forms: tuple[FormNumber, ...]


def _file(records: Records, request: File, context: Context) -> list[Staged]:
    case = case_of(records, request.on)
    item = context.catalogue.item(request.on.item)
    if case.received.project != request.project or not completion_filing.follows(item):
        raise RuleError("PM-134")
    due = completion_filing.forms_due(item, case)
    given = {one.form: one.number.strip() for one in request.forms}
    if set(given) != set(due) or len(given) < len(request.forms) or not all(given.values()):
        names = "、".join(context.catalogue.forms[one].title for one in due)
        raise RuleError("PM-133", forms=names)
    numbers = tuple(given[one] for one in due)
    filed = project_closing.FileCompletion(request.project, item.code, request.on.case, numbers)
    return [*project_closing.FILE_COMPLETION.decide(records, filed, context)]


FILE: Command[File] = Command(
    "completion.file",
    need=lambda request: Need(request.on.item, Duty.HANDLE),
    streams=lambda request: (request.on.case, request.project, LOCKS),
    decide=_file,
)
