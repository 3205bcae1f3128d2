"""Packs that differ from the real one in a point, and events of a newer program."""

from functools import cache

from casework.law import catalogue
from casework.records.event import Event, Staged
from tests.casework.flows.intakes import FILES

ITEM = "zhengzhou/joint_acceptance.toml"
PACK = "zhengzhou/pack.toml"


class CaseMoved(Event, frozen=True, tag="CaseMoved.v9"):
    """What only a newer program knows."""

    to: str = "w9"


@cache
def changed(*changes: tuple[str, str], rows: str = "", file: str = ITEM) -> catalogue.Catalogue:
    """The real pack with words of the item replaced, and ``rows`` after its last."""
    text = FILES[file]
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return catalogue.parse({**FILES, file: text + rows})


def settled(*changes: tuple[str, str]) -> catalogue.Catalogue:
    """The real pack with other settings."""
    return changed(*changes, file=PACK)


def department_accepts() -> catalogue.Catalogue:
    """The pack of a city where the department accepts and checks originals (004-9, 004-11)."""
    return changed(
        ('accepting_body = "window"', 'accepting_body = "department"'),
        ('originals_checked_by = "window"', 'originals_checked_by = "department"'),
    )


def newer(stream: str) -> Staged:
    """An event that this program does not know."""
    return Staged(stream, CaseMoved())
