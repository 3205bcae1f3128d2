"""The working-day calendar of this window: the years that are shipped and those imported here."""

from collections.abc import Mapping
from pathlib import Path

import resources
from casework.errors import RuleError
from casework.law import workdays
from casework.law.tables import FileKind
from casework.law.workdays import WorkCalendar
from foundation.places import Places
from sync.durable import replace_file

_FOLDER = "calendar"


def files(places: Places) -> dict[str, str]:
    """The calendars by file name; a year imported here stands before the one shipped.

    Raise RuleError LW-415 for an imported file that cannot be read any more.
    """
    return resources.calendar_files() | _imported(places)


def with_imported(places: Places, published: Mapping[str, str]) -> dict[str, str]:
    """A published calendar, and the years imported here that follow it and that it does not have.

    What the hall published about a year stands before an earlier import of that year.
    """
    try:
        whole = {**_imported(places), **published}
        workdays.parse(whole)
    except RuleError:
        # Years with a gap between them, or a file somebody spoilt: what was published holds.
        return dict(published)
    return whole


def _imported(places: Places) -> dict[str, str]:
    """What was imported; RuleError LW-415 for a file that cannot be read."""
    found: dict[str, str] = {}
    for one in sorted((places.settings / _FOLDER).glob("*.toml")):
        try:
            found[one.name] = one.read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            raise RuleError("LW-415", kind=FileKind.CALENDAR.value, file=one.name) from error
    return found


def read(places: Places) -> WorkCalendar:
    """The calendar in force here; RuleError LW-3xx, LW-4xx for a file that somebody spoilt."""
    return workdays.parse(files(places))


def keep(places: Places, source: Path) -> WorkCalendar:
    """Import the file of a year, offline; nothing is kept of one that does not fit.

    Raise RuleError LW-3xx, LW-4xx with file, line and key; OSError and UnicodeError when the file
    cannot be read or kept.
    """
    text = source.read_text(encoding="utf-8")
    whole = workdays.with_year(files(places), source.name, text)
    name = next(name for name, body in whole.items() if body is text)
    folder = places.settings / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / name, text.encode())
    return workdays.parse(whole)
