"""The lists a practice begins with: an invented black list and credit list, published as whole."""

from datetime import timedelta

import msgspec

import resources
from casework.flows import credit
from casework.people.grants import EVERY_ITEM, Clerk, Duty, Grant
from casework.records.rolls import Roll
from hub.desk import Desk
from hub.opening import Hub

_ACCOUNT = "account/mingdan"
"""Whose acts these are; nobody can log in by it."""


class _Keeper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    department: str
    valid_days: int
    version: str


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    roll: Roll
    entry: str
    item: str
    unit: str
    credit_code: str
    reason: str
    basis: str
    number: str


class Invented(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who keeps the lists, for how long they may be relied on, and who stands on them."""

    keeper: _Keeper
    listed: tuple[_Listed, ...]


def invented() -> Invented:
    """The practice data as it is shipped."""
    return msgspec.toml.decode(resources.text("practice/lists.toml"), type=Invented)


def seed(hub: Hub, desk: Desk) -> None:
    """Enter everybody, then vouch for both lists from now on: a window shows how old they are."""
    data, now = invented(), hub.now()
    rolls = credit.stream_for(hub.hall_id)
    until = now + timedelta(days=data.keeper.valid_days)
    grant = Grant(hub.hall.area, EVERY_ITEM, Duty.HANDLE, now.date(), until.date())
    keeper = Clerk(_ACCOUNT, data.keeper.name, (grant,), data.keeper.department)
    for one in data.listed:
        entered = credit.Enter(
            rolls=rolls,
            roll=one.roll,
            entry=one.entry,
            item=one.item,
            unit=one.unit,
            credit_code=one.credit_code,
            reason=one.reason,
            basis=one.basis,
            number=one.number,
        )
        desk.act(credit.ENTER, entered, keeper)
    for roll in Roll:
        published = credit.Publish(rolls, roll, data.keeper.version, until.isoformat())
        desk.act(credit.PUBLISH, published, keeper)
