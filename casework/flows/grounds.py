"""What a decision rests on beside its own case: the project's holdings, earlier cases, locks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from casework.act import Records
from casework.flows import project_tree
from casework.flows.project_tree import Holding, HoldingKind
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.locks import LOCKS, LocksRecord
from casework.records.project import ProjectRecord


@dataclass(frozen=True)
class Grounds:
    """Records by stream as this end knows them; ``case`` is applied for in ``project``.

    ``key_serial`` is the certificate of the seal key that is present; empty for none.
    """

    case: str = ""
    project: str = ""
    projects: Mapping[str, ProjectRecord] = field(default_factory=dict)
    cases: Mapping[str, CaseRecord] = field(default_factory=dict)
    locks: LocksRecord = field(default_factory=LocksRecord)
    key_serial: str = ""

    @cached_property
    def held(self) -> tuple[Holding, ...]:
        """Everything the project may rely on, its own first."""
        return project_tree.holdings(self.project, self.projects, self.cases)

    def result(self, key: str, number: str) -> Holding | None:
        """The result of this kind and number that counts for the project."""
        return next(
            (
                one
                for one in self.held
                if one.kind is HoldingKind.RESULT
                and one.counts
                and (one.key, one.number) == (key, number)
            ),
            None,
        )


NOTHING = Grounds()


def of(
    records: Records, own: tuple[str, str], streams: Iterable[str], key_serial: str = ""
) -> Grounds:
    """The grounds of a case in its project (``own``) behind the streams that a request names.

    What is not known here is left out.
    """
    case, project = own
    named = dict.fromkeys((project, *streams) if project else streams)
    projects = {one: records.project(one) for one in named if ids.kind_of(one) == ids.PROJECT}
    cases = {one: records.case(one) for one in named if ids.kind_of(one) == ids.CASE}
    locks = records.of(LOCKS, LocksRecord) if LOCKS in named else None
    return Grounds(
        case=case,
        project=project,
        projects={stream: one for stream, one in projects.items() if one is not None},
        cases={stream: one for stream, one in cases.items() if one is not None},
        locks=locks or LocksRecord(),
        key_serial=key_serial,
    )
