"""The code of a project: two forms in circulation, others kept as they are (obligations trap 11).

The national form 4-6-2-2-6 and the city's 4-6-4-4. Nothing here blocks: the code decides nothing
alone, and a project may be entered by whatever its papers say.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from casework.law.codes import fold_width
from casework.law.problem import Problem, warning

_NATIONAL = (4, 6, 2, 2, 6)
_LOCAL = (4, 6, 4, 4)
_TYPES = ("01", "02", "03")
"""审批 核准 备案 (from memory); other values are in use locally, e.g. 88."""


class CodeForm(StrEnum):
    """How a code is built."""

    NATIONAL = "national"
    LOCAL = "local"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code: as typed, in normal form (half-width, hyphens in place), and what is doubtful."""

    raw: str
    code: str
    form: CodeForm
    problems: tuple[Problem, ...] = ()

    @property
    def area(self) -> str:
        """The area code inside, empty where the form is not known."""
        return "" if self.form is CodeForm.OTHER else self.code.split("-")[1]


def parse(text: str) -> ProjectCode:
    """Read a code; 20 or 18 digits without hyphens get them, anything else is kept.

    Warnings only: LW-101 a form nobody has described, LW-102 an implausible first group (neither a
    year nor a year and month), LW-103 an area code of no province, LW-104 an unusual type of
    project.
    """
    code = re.sub(r"-{2,}", "-", re.sub(r"\s", "", fold_width(text))).strip("-").upper()
    for form, sizes in ((CodeForm.NATIONAL, _NATIONAL), (CodeForm.LOCAL, _LOCAL)):
        groups = _groups(code, sizes)
        if groups:
            joined = "-".join(groups)
            return ProjectCode(text, joined, form, tuple(_doubts(form, groups)))
    return ProjectCode(text, code, CodeForm.OTHER, (warning("LW-101", number=code),))


def _groups(code: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    """The groups of digits; a hyphen may be missing, but stands nowhere else."""
    found = re.fullmatch("-?".join(f"([0-9]{{{size}}})" for size in sizes), code)
    return found.groups() if found else ()


def _doubts(form: CodeForm, groups: tuple[str, ...]) -> list[Problem]:
    doubts = []
    if not _is_time(groups[0]):
        doubts.append(warning("LW-102", group=groups[0]))
    if not "11" <= groups[1][:2] <= "82":
        doubts.append(warning("LW-103", area=groups[1]))
    if form is CodeForm.NATIONAL and groups[3] not in _TYPES:
        doubts.append(warning("LW-104", type=groups[3]))
    return doubts


def _is_time(group: str) -> bool:
    """A year since 2000, or (since about the end of 2020) two digits of year and a month."""
    return group[:2] == "20" or (group[:2] >= "20" and "01" <= group[2:] <= "12")
