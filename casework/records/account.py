"""The stream ``account``: a clerk's account with its signed grants (signed by the hub's chain)."""

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from casework.people.grants import Clerk, Duty, Grant
from casework.records.event import AnyEvent, Event
from casework.records.sealed import Sealed


class GrantLine(msgspec.Struct, frozen=True):
    """A right: area code prefix, item (``*`` for all), ``accept`` 受理 or ``handle`` 办理."""

    area: str
    item: str
    kind: str
    valid_from: str
    valid_to: str


class AccountGranted(Event, frozen=True, omit_defaults=True, tag="AccountGranted.v1"):
    """An account was opened or changed on the hub; windows never make one (003一)."""

    login: str
    person_name: Sealed[str]
    verifier: Sealed[str]
    """argon2id verifier of the password, for login without a network."""
    grants: tuple[GrantLine, ...]
    valid_to: str
    department: str = ""
    """The department for which the account acts; empty for the hall's own clerks."""


class AccountClosed(Event, frozen=True, tag="AccountClosed.v1"):
    """The account may not be used from this moment."""

    closed_at: str


EVENTS: tuple[type[Event], ...] = (AccountGranted, AccountClosed)


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account as it stands."""

    granted: AccountGranted
    closed: bool = False
    unknown: bool = False


def apply(record: AccountRecord | None, event: AnyEvent) -> AccountRecord | None:
    """Fold one event."""
    if isinstance(event, AccountGranted):
        return AccountRecord(event, unknown=record is not None and record.unknown)
    if record is None:
        return None
    if isinstance(event, AccountClosed):
        return replace(record, closed=True)
    return replace(record, unknown=True)


def clerk(stream: str, record: AccountRecord) -> Clerk:
    """Who acts under an account; a purged name leaves the login."""
    granted = record.granted
    name = granted.person_name.value or granted.login
    return Clerk(stream, name, tuple(map(_grant, granted.grants)), granted.department)


def _grant(line: GrantLine) -> Grant:
    return Grant(
        area=line.area,
        item=line.item,
        duty=Duty(line.kind),
        valid_from=date.fromisoformat(line.valid_from),
        valid_to=date.fromisoformat(line.valid_to),
    )
