"""A check against the list of exemptions on its way, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.law.exemptions import Exemption, Finding
from casework.records.case_events import PageRef
from casework.records.exemption import ExemptionRecord
from desktop.papers import MadePaper


@dataclass(frozen=True, slots=True)
class Check:
    """The rows that were found, the chosen one, the answers and what they come to.

    ``stream`` and ``record`` are there once the row was determined.
    """

    words: str = ""
    rows: tuple[Exemption, ...] = ()
    row: Exemption | None = None
    works: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    finding: Finding | None = None
    stream: str = ""
    record: ExemptionRecord | None = None
    choice: str = ""
    """``exempt`` or ``ordinary``; empty while the applicant has not said: there is no default."""
    units: Mapping[str, str] = field(default_factory=dict)
    """By committer of the row the unit whose commitment lies on the counter."""
    pages: Mapping[str, tuple[PageRef, ...]] = field(default_factory=dict)
    paper: MadePaper | None = None
