"""What is commissioned, read off the form, and everything that stands against filing it (001C)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casework.flows.credit import Check
from casework.flows.credit import Standing as Listed
from casework.law.items import Item, Refusal
from casework.law.problem import Problem, error, warning
from casework.law.survey import TOTAL, Filer, Investment, Matter, Size, Survey
from casework.people.agent import EVERYTHING, Authorisation, check_authorisation
from casework.people.person import CardHolder, CardKind, Role
from casework.people.unit import Unit
from casework.records.case import CaseRecord
from casework.records.survey_events import TermLine

_BOUND_TO_MATCH = ("PE-215", "PE-216")
"""The agent's number: a rule here, a hint elsewhere (001C附件2第2项)."""


@dataclass(frozen=True, slots=True)
class Commission:
    """The form of a filing in the scheme's terms."""

    filer: Filer
    builder: Unit
    surveyor: Unit
    certificate: str
    certificate_until: str
    sub_items: tuple[str, ...]
    contract: str
    contract_date: str
    investment: Investment
    area: str
    """m² as decimal text."""
    size: Size
    matters: tuple[Matter, ...]
    points: tuple[str, ...]
    terms: tuple[TermLine, ...]
    """Of every commissioned survey, the total last."""
    outside: tuple[str, ...]
    """Boxes that put the project outside the scheme."""

    @property
    def unit(self) -> Unit:
        """Who files."""
        return self.builder if self.filer is Filer.BUILDER else self.surveyor


def commission(values: Mapping[str, str], law: Survey) -> Commission:
    """Read a form's kept values; a form that passed its check has all that is needed."""
    investment = Investment(values.get("investment") or Investment.SOCIAL)
    area = values.get("area", "0")
    size = law.size(Decimal(area))
    matters = tuple(one for one in law.matters if one.key in _boxes(values, "matters"))
    return Commission(
        filer=Filer(values.get("filer") or Filer.BUILDER),
        builder=Unit(values.get("builder", ""), values.get("builder_code", "")),
        surveyor=Unit(values.get("surveyor_name", ""), values.get("surveyor_code", "")),
        certificate=values.get("certificate", ""),
        certificate_until=values.get("certificate_until", ""),
        sub_items=_boxes(values, "sub_items"),
        contract=values.get("contract_number", ""),
        contract_date=values.get("contract_date", ""),
        investment=investment,
        area=area,
        size=size,
        matters=matters,
        points=_boxes(values, "points"),
        terms=tuple(_term(one, law, size, investment, values) for one in (*matters, law.total)),
        outside=_boxes(values, "outside"),
    )


def _boxes(values: Mapping[str, str], field: str) -> tuple[str, ...]:
    return tuple(filter(None, values.get(field, "").split(",")))


def _term(
    matter: Matter, law: Survey, size: Size, investment: Investment, values: Mapping[str, str]
) -> TermLine:
    return TermLine(
        matter=matter.key,
        label=matter.label,
        days=int(values.get(f"agreed.{matter.key}.days") or 0),
        on=values.get(f"agreed.{matter.key}.on", ""),
        recommended=law.recommended(matter, size, investment),
        most=law.most(matter, size, investment),
    )


def refusals(found: Commission, law: Survey, item: Item, today: date) -> tuple[Refusal, ...]:
    """The coded reasons for which nothing is filed: outside the scheme, or no qualification."""
    reasons = [one.refusal for one in law.exclusions if one.key in found.outside]
    if any(_qualification(found, law, today)):
        reasons.append(UNQUALIFIED)
    return tuple(item.refusal(key) for key in dict.fromkeys(reasons))


UNQUALIFIED = "unqualified"


def problems(
    record: CaseRecord,
    found: Commission,
    law: Survey,
    blacklist: Check,
    authorised_number: str,
    today: date,
) -> tuple[Problem, ...]:
    """All findings at once; those that do not block are told and may be passed over."""
    return (
        *_scope(found, law),
        *_qualification(found, law, today),
        *_contract(found, law),
        *_agreed(found),
        *_authorisation(record, found, authorised_number, today),
        *_listed(found, blacklist),
    )


def _scope(found: Commission, law: Survey) -> Iterator[Problem]:
    for one in law.exclusions:
        if one.key in found.outside:
            yield error("SV-201", reason=one.label)


def _qualification(found: Commission, law: Survey, today: date) -> Iterator[Problem]:
    lacking = [one.label for one in law.sub_items if one.key not in found.sub_items]
    if lacking:
        yield error("SV-202", names="、".join(lacking))
    if found.certificate_until < today.isoformat():
        yield error("SV-203", until=found.certificate_until)


def _contract(found: Commission, law: Survey) -> Iterator[Problem]:
    lacking = [one.label for one in law.points if one.key not in found.points]
    if lacking:
        yield error("SV-204", names="、".join(lacking))


def _agreed(found: Commission) -> Iterator[Problem]:
    """The contract prevails; only what is negotiated has a bound (001C四(一), 附件3)."""
    for term in found.terms:
        agreed = term.days or term.on
        settled = term.recommended and found.investment is Investment.SOCIAL
        if term.matter == TOTAL and not agreed and not settled:
            yield error("SV-205")
        if term.most and term.days > term.most:
            yield error("SV-206", matter=term.label, days=str(term.days), most=str(term.most))
        elif term.days and term.recommended and term.days != term.recommended:
            days, recommended = str(term.days), str(term.recommended)
            yield warning("SV-207", matter=term.label, days=days, recommended=recommended)


def _authorisation(
    record: CaseRecord, found: Commission, number: str, today: date
) -> Iterator[Problem]:
    person = record.deliverer
    if person.role != Role.AGENT:
        return
    agent = CardHolder(
        CardKind.UNKNOWN, person.person_name.value or "", person.person_number.value or ""
    )
    paper = Authorisation(
        agent_name=agent.name,
        agent_number=number,
        principal_name=found.unit.name,
        principal_code=found.unit.code,
        scope=(EVERYTHING,),
        number_is_rule=True,
    )
    checked = check_authorisation(paper, agent, found.unit, record.received.item, today)
    yield from (one for one in checked if one.code in _BOUND_TO_MATCH)


def _listed(found: Commission, blacklist: Check) -> Iterator[Problem]:
    if blacklist.standing is Listed.LISTED:
        reasons = "；".join(one.reason for one in blacklist.entries)
        yield warning("SV-208", surveyor=found.surveyor.name, reasons=reasons)
    elif blacklist.standing is Listed.UNVERIFIED:
        yield warning("SV-209", surveyor=found.surveyor.name, said=blacklist.words)
