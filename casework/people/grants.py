"""Who may do what: grants per area, item and duty (003§2.3(5), 004-15); everything else is denied.

Grants arrive signed from the hub; whoever loads them has checked the signature.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.errors import RightsError

EVERY_ITEM = "*"


class Duty(StrEnum):
    """The two duties that are granted apart, and what the portal does for applicants."""

    ACCEPT = "accept"
    """受理"""
    HANDLE = "handle"
    """办理"""
    FILE = "file"
    """网上申报: brings in what applicants file online, and nothing else"""

    @property
    def word(self) -> str:
        """The hall's word for it."""
        return {"accept": "受理", "handle": "办理", "file": "网上申报"}[self.value]


@dataclass(frozen=True, slots=True)
class Grant:
    """A right for the areas that begin with ``area`` (digits of an area code, first ones first).

    ``item`` is an item's code or ``*``; both days belong to the term.
    """

    area: str
    item: str
    duty: Duty
    valid_from: date
    valid_to: date

    def reaches(self, area: str) -> bool:
        """Whether ``area`` lies inside; an empty prefix reaches nothing."""
        return bool(self.area) and area.startswith(self.area)

    def runs(self, day: date) -> bool:
        """Whether the grant holds on ``day``."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Clerk:
    """The acting clerk: account, name as printed on notices, grants."""

    account: str
    name: str
    grants: tuple[Grant, ...] = ()
    department: str = ""
    """The department acted for; empty for the hall's own clerks."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a command asks for: the item's code and the duty."""

    item: str
    duty: Duty


def require(clerk: Clerk, need: Need, area: str, day: date) -> Grant:
    """The grant that lets ``clerk`` act in ``area`` on ``day``.

    Raise RightsError PE-301 (no such right), PE-302 (not for this area) or PE-303 (not today).
    """
    fitting = [g for g in clerk.grants if g.duty is need.duty and g.item in (need.item, EVERY_ITEM)]
    if not fitting:
        raise RightsError("PE-301", item=need.item, duty=need.duty.word)
    here = [grant for grant in fitting if grant.reaches(area)]
    if not here:
        raise RightsError("PE-302", item=need.item, area=area)
    for grant in here:
        if grant.runs(day):
            return grant
    last = max(grant.valid_to for grant in here)
    raise RightsError("PE-303", item=need.item, day=day.isoformat(), valid_to=last.isoformat())


def may(clerk: Clerk, need: Need, area: str, day: date) -> bool:
    """Whether ``require`` would let the clerk act: for lists that offer only what can be done."""
    try:
        require(clerk, need, area, day)
    except RightsError:
        return False
    return True
