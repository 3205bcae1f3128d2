"""An application at the counter, as one act: its project, exemptions, earlier results, its own way.

The general intake knows the item and its papers. What else stands around an application is asked
here, before it; what an item's flow does at once (a joint survey is filed) follows in the same act.
"""

from dataclasses import dataclass

from casework.act import Command, Context, Records
from casework.flows import exemption_basis, intake, prerequisites, projects, survey_filing
from casework.flows.deciding import Accept
from casework.flows.exemption_basis import Standing
from casework.flows.exemption_intake import counting, under
from casework.flows.intake import Again, TakeIn
from casework.flows.prerequisites import Known
from casework.flows.project_tree import holdings
from casework.flows.survey_filing import Filing, TakeInFiling
from casework.people.grants import Duty, Need
from casework.records.event import Staged
from casework.records.project import ProjectRecord


@dataclass(frozen=True, slots=True)
class Application:
    """A new application or a visit, and what it rests on.

    ``exemptions`` are those whose works it is about (streams), ``family`` the project and what it
    was split from; without ``family`` nothing is known of earlier results. ``told``: the applicant
    heard that an import is final now (002图2注3). ``filing`` goes with an item that is filed.
    """

    taken: TakeIn | Again
    exemptions: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    told: bool = False
    filing: Filing | None = None

    @property
    def item(self) -> str:
        """Code of the item."""
        return self.taken.intake.item if isinstance(self.taken, TakeIn) else self.taken.item

    @property
    def case(self) -> str:
        """The stream of the case."""
        return self.taken.intake.case if isinstance(self.taken, TakeIn) else self.taken.case


def known(project: str, family: dict[str, ProjectRecord], standings: tuple[Standing, ...]) -> Known:
    """What is known of the earlier results of a project; ``family`` by stream."""
    record = family.get(project)
    return Known(
        held=holdings(project, family, {}),
        stand_ins=exemption_basis.stands_in(standings),
        deferred=frozenset(one.key for one in record.deferred) if record else frozenset(),
    )


def _apply(records: Records, request: Application, context: Context) -> list[Staged]:
    project, code = _project_of(records, request)
    standings = counting(records, request.exemptions, code)
    law = under(context, request.item, standings) if standings else context
    family = {stream: records.project(stream) for stream in request.family}
    here = {stream: one for stream, one in family.items() if one is not None}
    if isinstance(request.taken, TakeIn):
        projects.check_application(records.project(project) if project else None, told=request.told)
    if isinstance(request.taken.decision, Accept):
        item = law.catalogue.item(request.item)
        prerequisites.require(
            prerequisites.view(item, known(project, here, standings), law.catalogue)
        )
    return _own_way(records, request, law)


def _own_way(records: Records, request: Application, context: Context) -> list[Staged]:
    taken = request.taken
    if request.filing is not None:
        filed = TakeInFiling(taken, request.filing)
        return list(survey_filing.TAKE_IN.decide(records, filed, context))
    if isinstance(taken, TakeIn):
        return list(intake.TAKE_IN.decide(records, taken, context))
    return list(intake.AGAIN.decide(records, taken, context))


def _project_of(records: Records, request: Application) -> tuple[str, str]:
    """Stream and code of the project; both empty for a case that is not here."""
    if isinstance(request.taken, TakeIn):
        return request.taken.intake.project, request.taken.intake.project_code
    case = records.case(request.case)
    return (case.received.project, case.received.project_code) if case else ("", "")


def _streams(request: Application) -> tuple[str, ...]:
    taken = request.taken
    if request.filing is not None:
        own = survey_filing.TAKE_IN.streams(TakeInFiling(taken, request.filing))
    elif isinstance(taken, TakeIn):
        own = intake.TAKE_IN.streams(taken)
    else:
        own = intake.AGAIN.streams(taken)
    return tuple(dict.fromkeys((*own, *request.exemptions, *request.family)))


APPLY: Command[Application] = Command(
    "intake.apply",
    need=lambda request: Need(request.item, Duty.ACCEPT),
    streams=_streams,
    decide=_apply,
)
