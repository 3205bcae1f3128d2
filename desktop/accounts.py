"""Login without a network: the hub's signed verifier, the grants it gave, and a growing delay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.act import Ledger
from casework.errors import RightsError
from casework.people.grants import Clerk
from casework.records.account import AccountRecord, clerk

FREE_TRIES = 5
FIRST_DELAY = 60.0


@dataclass(slots=True)
class _Tries:
    failed: int = 0
    closed_until: float = 0.0


class Accounts:
    """Checks names and passwords; ``monotonic`` counts the delays, so no clock unlocks them."""

    def __init__(
        self,
        ledger: Ledger,
        streams: Callable[[], tuple[str, ...]],
        monotonic: Callable[[], float],
    ) -> None:
        self._ledger = ledger
        self._streams = streams
        self._monotonic = monotonic
        self._tries: dict[str, _Tries] = {}

    def log_in(self, login: str, password: str, today: date) -> Clerk:
        """The clerk behind a name and password; RightsError AC-101…AC-104.

        A wrong name and a wrong password are the same answer.
        """
        tries = self._tries.setdefault(login, _Tries())
        left = tries.closed_until - self._monotonic()
        if left > 0:
            raise RightsError("AC-102", seconds=int(left) + 1)
        found = self._find(login)
        if found is None or not _matches(found[1], password):
            self._failed(tries)
            raise RightsError("AC-101")
        stream, account = found
        if account.closed or date.fromisoformat(account.granted.valid_to) < today:
            raise RightsError("AC-103", login=login)
        tries.failed = 0
        return clerk(stream, account)

    def _find(self, login: str) -> tuple[str, AccountRecord] | None:
        streams = self._streams()
        if not streams:
            raise RightsError("AC-104")
        for stream in streams:
            record = self._ledger.load(stream).record
            if isinstance(record, AccountRecord) and record.granted.login == login:
                return stream, record
        return None

    def _failed(self, tries: _Tries) -> None:
        tries.failed += 1
        over = tries.failed - FREE_TRIES
        if over >= 0:
            tries.closed_until = self._monotonic() + FIRST_DELAY * 4 ** min(over, 3)


def _matches(account: AccountRecord, password: str) -> bool:
    verifier = account.granted.verifier.value
    if not verifier:
        return False
    try:
        return PasswordHasher().verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False
