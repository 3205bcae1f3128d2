"""What stands around an application, as the ledger knows it: family, exemptions, lists, cases."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.flows import application, credit, prerequisites, reuse
from casework.flows.exemption_basis import Standing, standing
from casework.flows.grounds import Grounds
from casework.flows.prerequisites import Needed
from casework.flows.reuse import Offer
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.law.materials import Material
from casework.records.case import CaseRecord
from casework.records.exemption import ExemptionRecord
from casework.records.locks import LOCKS, LocksRecord
from casework.records.project import ProjectRecord, ProjectState
from casework.records.rolls import RollsRecord
from casework.rows import CaseRow
from desktop.desk import Desk
from desktop.families import above

_LENDING = 12
"""How many earlier cases lend their files: those a clerk still remembers."""


@dataclass(frozen=True, slots=True)
class Around:
    """About one project (its stream): it and what it was split from, and what hangs on these."""

    project: str
    family: Mapping[str, ProjectRecord]
    exemptions: tuple[Standing, ...]
    """Those that count, the newest first."""
    rolls: RollsRecord | None
    """The hall's credit list and black lists; None before any came."""
    cases: tuple[CaseRow, ...]
    records: Mapping[str, CaseRecord] = field(default_factory=dict)
    """The latest of these cases, by stream, as far as they are here."""
    locks: LocksRecord = field(default_factory=LocksRecord)
    """The key persons of the hall who are bound to a project (002图4.2注4)."""

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The streams a decision looks at beside its own case."""
        return (*self.family, *self.records, LOCKS)

    def grounds(self, case: str, key_serial: str = "") -> Grounds:
        """What a decision on ``case`` rests on."""
        lent = {stream: one for stream, one in self.records.items() if stream != case}
        return Grounds(case, self.project, self.family, lent, self.locks, key_serial)

    def lent(
        self, asked: tuple[Material, ...], item: Item, case: str, law: Catalogue
    ) -> dict[str, Offer]:
        """By line that is asked for, the file of an earlier application to be used again."""
        cases = {stream: one for stream, one in self.records.items() if stream != case}
        return reuse.offers(item, [one.key for one in asked], cases, law)

    @property
    def record(self) -> ProjectRecord | None:
        """The project itself."""
        return self.family.get(self.project)

    @property
    def becomes_final(self) -> bool:
        """Whether the first application makes an import final (002图2注3)."""
        record = self.record
        return record is not None and record.state is ProjectState.IMPORTED and not record.applied

    def needed(
        self, item: Item, relied: tuple[Standing, ...], law: Catalogue
    ) -> tuple[Needed, ...]:
        """How the item's earlier results stand (002图3)."""
        known = application.known(self.project, dict(self.family), relied)
        return prerequisites.view(item, known, law)

    def owner(self, one: Needed) -> str:
        """The name of the project a result is inherited from; empty for its own."""
        record = self.family.get(one.owner) if one.inherited else None
        return record.name if record is not None else ""


def look_up(desk: Desk, project: str, code: str) -> Around:
    """Read it all; on the ledger lane. ``code`` is the code of the project."""
    family = above(desk, project)
    rolls = desk.ledger.load(credit.stream_for(desk.place.hall)).record
    locks = desk.ledger.load(LOCKS).record
    cases = tuple(row for one in family for row in desk.rows.cases_of_project(one))
    return Around(
        project=project,
        family=family,
        exemptions=_exemptions(desk, family or {project: None}, code),
        rolls=rolls if isinstance(rolls, RollsRecord) else None,
        cases=cases,
        records=_records(desk, cases[:_LENDING]),
        locks=locks if isinstance(locks, LocksRecord) else LocksRecord(),
    )


def _records(desk: Desk, rows: tuple[CaseRow, ...]) -> dict[str, CaseRecord]:
    loaded = {row.stream: desk.ledger.load(row.stream).record for row in rows}
    return {name: one for name, one in loaded.items() if isinstance(one, CaseRecord)}


def rests_on(record: CaseRecord, one: Standing) -> bool:
    """Whether the checklist of a case says that an exemption took something from it."""
    return bool(one.number) and any(one.number in held.line.basis for held in record.materials)


def _exemptions(
    desk: Desk, family: Mapping[str, ProjectRecord | None], code: str
) -> tuple[Standing, ...]:
    rows = (row for one in family for row in desk.rows.exemptions(one))
    loaded = {row.stream: desk.ledger.load(row.stream).record for row in rows}
    found = {name: one for name, one in loaded.items() if isinstance(one, ExemptionRecord)}
    return standing(found, code)
