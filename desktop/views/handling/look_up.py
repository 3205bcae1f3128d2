"""Reads one case with what its flows say of it; for a lane of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casework.act import Records
from casework.errors import ClerkError, RuleError
from casework.people.grants import Duty, Need, require
from casework.records import ids
from casework.records.case import CaseRecord
from casework.records.case_events import Deliverer
from casework.rows import CaseRow
from desktop import limit_rows
from desktop.desk import Desk
from desktop.limit_rows import LimitShown
from desktop.views.handling.verbs import Flow, Look, Standing, Verb


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the page shows of a case, as it was read."""

    case: CaseRecord
    standings: tuple[Standing, ...]
    limits: tuple[LimitShown, ...]

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """The open verbs first, each group in the order of the flows."""
        every = [verb for one in self.standings for verb in one.verbs]
        return tuple(sorted(every, key=lambda verb: verb.closed is not None))

    def verb(self, key: str) -> Verb | None:
        """A verb by its key, None where this state knows it no more."""
        return next((one for one in self.verbs if one.key == key), None)

    @property
    def unprinted(self) -> tuple[str, ...]:
        """Numbers of the papers that have not come out of a printer."""
        return tuple(one.number for one in self.case.papers if not one.copies_out)


def read(
    desk: Desk, stream: str, flows: Sequence[Flow], numbers: str, visitor: Deliverer | None
) -> Seen:
    """The case as it stands; RuleError IN-110 where there is none, IN-190 for an unknown record."""
    record = desk.ledger.load(stream).record
    if not isinstance(record, CaseRecord):
        raise RuleError("IN-110", state="")
    if record.unknown:
        raise RuleError("IN-190", stream=stream)
    context = desk.context()
    item = context.catalogue.item(record.received.item)

    def records(streams: Sequence[str]) -> Records:
        return Records({one: desk.ledger.load(one) for one in streams})

    def siblings() -> tuple[CaseRow, ...]:
        return desk.rows.cases_of_project(record.received.project)

    look = Look(stream, record, item, context, records, numbers, visitor, siblings)
    found = tuple(one for one in (flow(look) for flow in flows) if one is not None)
    barred = _barred(look)
    bound = (ids.bound_to(stream, kind) for kind in sorted(ids.BOUND))
    return Seen(
        record,
        tuple(_closed(one, barred) for one in found) if barred is not None else found,
        limit_rows.read(desk, stream, *bound),
    )


def _barred(look: Look) -> ClerkError | None:
    """Why this clerk may do nothing about cases of this item; None where everything is granted."""
    place, context = look.context.place, look.context
    try:
        require(context.clerk, Need(look.item.code, Duty.ACCEPT), place.area, context.now.date())
    except ClerkError as error:
        return error
    return None


def _closed(one: Standing, barred: ClerkError) -> Standing:
    return replace(one, verbs=tuple(replace(verb, closed=barred) for verb in one.verbs))
