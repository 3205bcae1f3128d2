"""How the number of a paper is written: from a reserved block, or workstation-date-serial.

Who reserves and uses up serials is the stream ``numbers``; platform numbers stay opaque text.
"""

from dataclasses import dataclass
from datetime import date

from casework.law.tables import Table


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The formats of one series of papers, with ``{year} {serial} {station} {day}`` to fill."""

    series: str
    """The kind of paper: ``receipt``, ``acceptance``, ``correction``, ``refusal``."""
    template: str
    dry: str
    """For when the block has run dry (obligations 0b f)."""
    sample: bool = False

    def reserved(self, year: int, serial: int) -> str:
        """The number of a reserved serial: 郑窗受〔2026〕00012号."""
        return self.template.format(year=year, serial=serial)

    def unreserved(self, station: str, day: date, serial: int) -> str:
        """The number outside any block: W03-20261120-001."""
        return self.dry.format(station=station, day=day.strftime("%Y%m%d"), serial=serial)


def read_number_format(table: Table) -> NumberFormat:
    """One ``[[number_format]]``; LW-408 when two papers could get the same number."""
    found = NumberFormat(
        series=table.text("key"),
        template=table.text("template"),
        dry=table.text("dry"),
        sample=table.flag("sample", default=False),
    )
    day = date(2026, 11, 20)
    try:
        written = {found.reserved(2026, 1), found.reserved(2026, 2), found.reserved(2027, 1)}
    except (KeyError, ValueError, IndexError):
        table.fail("template", "LW-408", value=found.template)
    if len(written) < 3:
        table.fail("template", "LW-408", value=found.template)
    try:
        dry = {
            found.unreserved("A", day, 1),
            found.unreserved("B", day, 1),
            found.unreserved("A", day, 2),
            found.unreserved("A", date(2026, 11, 21), 1),
        }
    except (KeyError, ValueError, IndexError):
        table.fail("dry", "LW-408", value=found.dry)
    if len(dry) < 4 or dry & written:
        table.fail("dry", "LW-408", value=found.dry)
    table.close()
    return found
