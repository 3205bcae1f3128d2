"""What a soak reports.

A module of this folder is one fault test with its full count. It has ``COUNT``, how often a full
run tries, and ``run(count)``, which gives a report; ``./dev soak NAME`` runs it and writes the row
into docs/reliability.md.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """How often it was tried, how often something was wrong, and what else a reader must know."""

    tried: int
    wrong: int
    note: str = ""
