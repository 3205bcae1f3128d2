"""Accounts of clerks: opened and changed on the hub alone, carried to the windows by the feed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.errors import InputError
from casework.law.clock import BEIJING
from casework.records import ids
from casework.records.account import AccountGranted, AccountRecord, GrantLine
from casework.records.event import Staged
from casework.records.sealed import Sealed
from hub.order import HubLedger

SHORTEST = 8
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open or change; ``valid_to`` is its last day (ISO)."""

    login: str
    name: str
    grants: Sequence[GrantLine]
    valid_to: str
    department: str = ""


def stream_of(login: str) -> str:
    """The stream of an account; windows find it by the login the clerk types."""
    return ids.stream_of(ids.ACCOUNT, login)


def verifier_of(password: str) -> str:
    """The argon2id verifier of a password (64 MiB, 3 passes, 1 lane)."""
    return _HASHER.hash(password)


def grant(
    ledger: HubLedger, account: NewAccount, password: str, now: datetime, verifier: str = ""
) -> None:
    """Open or change an account by an act of the hub; ``verifier`` if it was made already.

    InputError HU-401 for a login that cannot be one, HU-402 for a short password.
    """
    if not _LOGIN.fullmatch(account.login):
        raise InputError("HU-401")
    if len(password) < SHORTEST:
        raise InputError("HU-402", least=SHORTEST)
    granted = AccountGranted(
        login=account.login,
        person_name=Sealed.of(account.name),
        verifier=Sealed.of(verifier or verifier_of(password)),
        grants=tuple(account.grants),
        valid_to=account.valid_to,
        department=account.department,
    )
    ledger.record("accounts.grant", now, [Staged(stream_of(account.login), granted)])


def of_login(ledger: HubLedger, login: str) -> AccountRecord | None:
    """The account behind a login as it stands; None when there is none."""
    if not _LOGIN.fullmatch(login):
        return None
    record = ledger.load(stream_of(login)).record
    return record if isinstance(record, AccountRecord) else None


def admits(record: AccountRecord | None, password: str, now: datetime) -> bool:
    """Whether the password opens the account today; takes as long when there is no account."""
    verifier = record.granted.verifier.value if record else None
    try:
        _HASHER.verify(verifier or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    if record is None or record.closed or not verifier:
        return False
    return now.astimezone(BEIJING).date().isoformat() <= record.granted.valid_to


_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""A verifier no password fits: guessing must not tell which logins exist."""
