"""A unit: the applicant (办事主体) of a case, or one of the units that took part in a project."""

from dataclasses import dataclass, replace

from casework.law.problem import Problem, error
from casework.people.numbers import check_phone, check_unit_code


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as licence, project or clerk named it; empty where nobody knows.

    ``legal_representative``, ``phone`` and ``address`` may name or reach a natural person: sealed
    in events.
    """

    name: str
    code: str
    """统一社会信用代码, for old public bodies the 组织机构代码; not personal."""
    legal_representative: str = ""
    phone: str = ""
    address: str = ""


def check_unit(unit: Unit) -> tuple[Problem, ...]:
    """What is missing or doubtful about an applicant; ``field`` names the attribute.

    PE-201 no name, PE-202 no code; what ``check_unit_code`` and ``check_phone`` find.
    """
    found = []
    if not unit.name.strip():
        found.append(replace(error("PE-201"), field="name"))
    if unit.code.strip():
        problems = check_unit_code(unit.code).problems
        found += [replace(problem, field="code") for problem in problems]
    else:
        found.append(replace(error("PE-202"), field="code"))
    if unit.phone.strip():
        problems = check_phone(unit.phone).problems
        found += [replace(problem, field="phone") for problem in problems]
    return tuple(found)
