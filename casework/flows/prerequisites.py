"""Earlier results an item builds on (002图3): found, supplemented, put off, waiting, missing.

Connected systems are asked first, in their order; what they do not have is supplemented. Where
they cannot be asked the pack's offline policy says whether the window may go on (obligations 0b q).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from casework.errors import RuleError
from casework.flows.project_tree import Holding, HoldingKind
from casework.flows.project_words import listed
from casework.law.catalogue import Catalogue
from casework.law.items import Item
from casework.law.results import PriorResult
from casework.law.settings import Offline


class Source(StrEnum):
    """What can be asked: the matters of the province's two systems (002图3, 图4注1).

    A city's own system is none: it cannot be connected for want of one rule for the province
    (002图4注3).
    """

    DRAWING_REVIEW = "drawing_review"
    """施工图"""
    TENDER = "tender"
    """招投标"""
    CONTRACT = "contract"
    """施工监理合同"""
    PERMIT = "permit"
    """施工许可及质安监"""


ORDER = tuple(Source)
"""The order of the chart."""


class Outcome(StrEnum):
    """What a system said when it was asked for a result."""

    FOUND = "found"
    NONE = "none"
    SILENT = "silent"
    """Out of reach"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system said about one result (its key in the pack); ``at`` in ISO 8601."""

    result: str
    source: Source
    outcome: Outcome
    at: str
    number: str = ""


class Standing(StrEnum):
    """How a needed result stands."""

    FOUND = "found"
    SUPPLEMENTED = "supplemented"
    STOOD_IN = "stood_in"
    """Something the law puts in its place, such as an exemption"""
    DEFERRED = "deferred"
    """容缺: it is owed by a day"""
    PENDING = "pending"
    """Supplemented, and the issuing department has not looked"""
    MISSING = "missing"


_ENOUGH = (Standing.FOUND, Standing.SUPPLEMENTED, Standing.STOOD_IN, Standing.DEFERRED)


@dataclass(frozen=True, slots=True)
class Needed:
    """One line of the view; ``policy`` is what to do while it cannot be looked up."""

    prior: PriorResult
    name: str
    standing: Standing
    policy: Offline
    source: str = ""
    """The system, ``upload``, or the words of what stands in."""
    number: str = ""
    owner: str = ""
    """The stream of the project that holds it."""
    reviewer: str = ""
    inherited: bool = False
    unasked: tuple[Source, ...] = ()
    """Systems that were not asked or did not answer."""

    @property
    def allows(self) -> bool:
        """Whether the window may accept: it is there, or nobody can know and the pack trusts.

        Every system having said that it does not exist, there is nothing left to trust.
        """
        if self.standing in _ENOUGH:
            return True
        return self.policy is Offline.ACCEPT_UNVERIFIED and bool(self.unasked)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything known of a project's results.

    ``held`` is what it may rely on (``project_tree.holdings``); ``stand_ins`` gives by result the
    words of what stands in for it (such as an exemption), ``deferred`` the results put off.
    """

    held: tuple[Holding, ...] = ()
    answers: tuple[Answer, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    deferred: frozenset[str] = frozenset()


def view(
    item: Item, known: Known, catalogue: Catalogue, order: Sequence[Source] = ORDER
) -> tuple[Needed, ...]:
    """How every earlier result of an item stands, in the pack's order (002图3)."""
    return tuple(_needed(prior, known, catalogue, order) for prior in item.prior_results)


def _needed(
    prior: PriorResult, known: Known, catalogue: Catalogue, order: Sequence[Source]
) -> Needed:
    base = Needed(
        prior=prior,
        name=catalogue.results[prior.result].name,
        standing=Standing.MISSING,
        policy=catalogue.policy(prior),
        unasked=unasked(prior.result, known.answers, order),
    )
    if (found := _found(prior.result, known.answers, order)) is not None:
        return replace(
            base, standing=Standing.FOUND, source=found.source.value, number=found.number
        )
    if (held := _held(prior.result, known.held)) is not None:
        standing = Standing.SUPPLEMENTED if held.counts else Standing.PENDING
        if held.counts or prior.result not in {*known.stand_ins, *known.deferred}:
            return replace(
                base,
                standing=standing,
                source=held.source,
                number=held.number,
                owner=held.owner,
                reviewer=held.reviewer,
                inherited=held.inherited,
            )
    if prior.result in known.stand_ins:
        return replace(base, standing=Standing.STOOD_IN, source=known.stand_ins[prior.result])
    if prior.result in known.deferred:
        return replace(base, standing=Standing.DEFERRED)
    return base


def _found(result: str, answers: Sequence[Answer], order: Sequence[Source]) -> Answer | None:
    """The first system, in order, that has the result."""
    has = {
        one.source: one for one in answers if one.result == result and one.outcome is Outcome.FOUND
    }
    return next((has[source] for source in order if source in has), None)


def _held(result: str, held: Sequence[Holding]) -> Holding | None:
    """What counts before what waits, a project's own before what it inherits."""
    fitting = [one for one in held if one.kind is HoldingKind.RESULT and one.key == result]
    return next((one for one in fitting if one.counts), fitting[0] if fitting else None)


def unasked(
    result: str, answers: Iterable[Answer], order: Sequence[Source] = ORDER
) -> tuple[Source, ...]:
    """The systems that have not said whether they have the result, in order."""
    told = {
        one.source for one in answers if one.result == result and one.outcome is not Outcome.SILENT
    }
    return tuple(source for source in order if source not in told)


def lacking(needed: Iterable[Needed]) -> tuple[Needed, ...]:
    """What stands against acceptance, or has to be supplemented first."""
    return tuple(one for one in needed if not one.allows)


def require(needed: Iterable[Needed]) -> None:
    """RuleError PJ-150 naming every result without which the window only receives."""
    if found := lacking(needed):
        raise RuleError("PJ-150", results=listed(tuple(one.name for one in found)))
