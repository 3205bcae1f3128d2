"""An agent's authorisation (授权委托书): for whom, for what, until when (001A-9, 001C附2-2).

What the paper says beside what the card says. Doubts are hints here: a defective authorisation is
a paper to be corrected, never a dead end (obligations 23, 24).
"""

from dataclasses import dataclass
from datetime import date

from casework.law.codes import fold_width
from casework.law.problem import Problem, error, warning
from casework.people.person import CardHolder
from casework.people.unit import Unit

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The authorisation as its paper states it; empty or None where it says nothing."""

    agent_name: str
    agent_number: str
    principal_name: str
    principal_code: str
    scope: tuple[str, ...]
    """Codes of the items it covers; ``*`` for all."""
    until: date | None = None
    number_is_rule: bool = False
    """Whether the number has to be stated and match, as in 001C附2-2."""


def check_authorisation(
    paper: Authorisation, agent: CardHolder, unit: Unit, item: str, today: date
) -> tuple[Problem, ...]:
    """Compare the paper with the person at the counter, the applicant and the item.

    PE-211 another agent, PE-212 another principal, PE-213 does not cover the item, PE-214 ran out,
    PE-215 the number differs, PE-216 no number stated. All are warnings, but PE-215 and PE-216
    where ``number_is_rule``.
    """
    found = []
    if not _same(paper.agent_name, agent.name):
        found.append(warning("PE-211"))
    if not _same_principal(paper, unit):
        found.append(warning("PE-212"))
    if item not in paper.scope and EVERYTHING not in paper.scope:
        found.append(warning("PE-213"))
    if paper.until is not None and paper.until < today:
        found.append(warning("PE-214", until=paper.until.isoformat()))
    if not paper.agent_number:
        found += [error("PE-216")] if paper.number_is_rule else []
    elif not _same(paper.agent_number, agent.number):
        found.append(error("PE-215") if paper.number_is_rule else warning("PE-215"))
    return tuple(found)


def _same_principal(paper: Authorisation, unit: Unit) -> bool:
    """By code where the paper states one, else by name."""
    if paper.principal_code:
        return _same(paper.principal_code, unit.code)
    return _same(paper.principal_name, unit.name)


def _same(one: str, other: str) -> bool:
    def folded(text: str) -> str:
        return fold_width(text).replace(" ", "").replace("-", "").upper()

    return folded(one) == folded(other)
