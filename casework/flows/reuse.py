"""材料共享 (000§6, 004-7): a file that was handed in before is used again, never asked for twice.

Materials are the same when they have the same ``type``; what lies here is known by its hash. A
file whose original somebody has compared already needs no second look (004-11): the earlier check
goes with it, with who made it and when.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from casework.act import Context
from casework.errors import RuleError
from casework.flows.grounds import Grounds
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.law.materials import Handling
from casework.records.case import CaseRecord, Material
from casework.records.case_events import MaterialReused, PageRef


@dataclass(frozen=True, slots=True)
class Shared:
    """Where a file comes from: an earlier case and its line, and who compared the original there.

    ``verifier`` and ``verified_at`` are empty where nobody has.
    """

    case: str
    line: str
    number: str
    """The earlier case's receipt."""
    verifier: str = ""
    verified_at: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be used again for a line of the checklist; the person confirms it."""

    line: str
    name: str
    medium: str
    count: int
    pages: tuple[PageRef, ...]
    item_name: str
    received_at: str
    shared: Shared

    @property
    def verified(self) -> bool:
        """已核验: the original was compared, so it is not asked to be seen again (004-11)."""
        return bool(self.shared.verifier)


class Brought(Protocol):
    """What a request says of one line."""

    @property
    def line(self) -> str:
        """The line of the checklist."""

    @property
    def pages(self) -> tuple[PageRef, ...]:
        """Its pages."""

    @property
    def shared(self) -> Shared | None:
        """Where they come from, when they are used again."""


def offers(
    item: Item,
    lines: Iterable[str],
    cases: Mapping[str, CaseRecord],
    catalogue: Catalogue,
) -> dict[str, Offer]:
    """By line of ``item``, the latest file of the same type in the ``cases`` of its project.

    Only what was handed in as pages can be used again, and only for what is asked for here.
    """
    latest = sorted(cases.items(), key=lambda one: one[1].received.received_at, reverse=True)
    wanted = [one for one in item.materials if one.key in set(lines)]
    found: dict[str, Offer] = {}
    for material in wanted:
        if material.handling is not Handling.ASK or not material.type:
            continue
        known = (
            _offer(material.key, stream, case, held)
            for stream, case in latest
            for held in _of_type(case, material.type, catalogue)
        )
        if (first := next(known, None)) is not None:
            found[material.key] = first
    return found


def _of_type(case: CaseRecord, kind: str, catalogue: Catalogue) -> Iterator[Material]:
    item = catalogue.items.get(case.item)
    types = {one.key: one.type for one in item.materials} if item is not None else {}
    return (one for one in case.materials if one.pages and types.get(one.line.key) == kind)


def _offer(line: str, stream: str, case: CaseRecord, held: Material) -> Offer:
    shared = Shared(stream, held.line.key, case.heading[1], held.verifier, held.verified_at)
    return Offer(
        line=line,
        name=held.line.name,
        medium=held.medium,
        count=held.count,
        pages=held.pages,
        item_name=case.received.item_name,
        received_at=held.received_at,
        shared=shared,
    )


def require(item: str, brought: Sequence[Brought], known: Grounds, context: Context) -> None:
    """RuleError PM-151 unless each file that is used again is the one that lies there."""
    asked = context.catalogue.item(item)
    for one in brought:
        if one.shared is None:
            continue
        case = known.cases.get(one.shared.case)
        cases = {one.shared.case: case} if case is not None else {}
        offer = offers(asked, (one.line,), cases, context.catalogue).get(one.line)
        if offer is None or (offer.pages, offer.shared) != (one.pages, one.shared):
            raise RuleError("PM-151", number=one.shared.number)


def taken(
    line: str, medium: str, count: int, pages: tuple[PageRef, ...], shared: Shared, at: str
) -> MaterialReused:
    """The event of using a file again."""
    return MaterialReused(
        line=line,
        medium=medium,
        count=count,
        pages=pages,
        case=shared.case,
        from_line=shared.line,
        receipt=shared.number,
        verifier=shared.verifier,
        verified_at=shared.verified_at,
        reused_at=at,
    )
