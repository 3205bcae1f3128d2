"""Who may look at the pages: a clerk's password, or the practice window's random token."""

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.errors import RightsError
from hub import accounts
from hub.order import HubLedger

COOKIE = "yichuang"
LASTS = timedelta(hours=8)
PRACTICE = "演练"
"""Whose session the token opens."""
TRIES = 5
WAIT = timedelta(minutes=1)


@dataclass(slots=True)
class _Failures:
    count: int
    until: datetime


class Sessions:
    """The open sessions of this process; thread-safe. An empty ``token`` opens nothing."""

    def __init__(self, ledger: HubLedger, now: Callable[[], datetime], token: str = "") -> None:
        self._ledger = ledger
        self._now = now
        self._token = token
        self._lock = threading.Lock()
        self._open: dict[str, tuple[str, datetime]] = {}
        self._failures: dict[str, _Failures] = {}

    def by_token(self, token: str) -> str:
        """A new session for whoever knows the token; RightsError HU-502."""
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            raise RightsError("HU-502")
        return self._start(PRACTICE)

    def by_password(self, login: str, password: str) -> str:
        """A new session for a clerk; RightsError HU-502, or HU-501 after too many failures."""
        self.check(login, password)
        return self._start(login)

    def check(self, login: str, password: str) -> None:
        """Let a right password pass; RightsError HU-502, or HU-501 after too many failures."""
        with self._lock:
            failed = self._failures.get(login)
            if failed is not None and failed.count >= TRIES and self._now() < failed.until:
                raise RightsError("HU-501", seconds=int(WAIT.total_seconds()))
        record = accounts.of_login(self._ledger, login)
        if not accounts.admits(record, password, self._now()):
            self._count(login)
            raise RightsError("HU-502")
        with self._lock:
            self._failures.pop(login, None)

    def who(self, session: str) -> str:
        """The login behind a session, empty when it is over or never was."""
        with self._lock:
            login, until = self._open.get(session, ("", self._now()))
            return login if self._now() < until else ""

    def end(self, session: str) -> None:
        """Forget a session."""
        with self._lock:
            self._open.pop(session, None)

    def _start(self, login: str) -> str:
        session = secrets.token_urlsafe(32)
        with self._lock:
            now = self._now()
            self._open = {key: one for key, one in self._open.items() if one[1] > now}
            self._open[session] = (login, now + LASTS)
        return session

    def _count(self, login: str) -> None:
        with self._lock:
            known = self._failures.get(login)
            count = known.count + 1 if known else 1
            self._failures[login] = _Failures(count, self._now() + WAIT)
            # Logins nobody has must not fill the memory of a process that runs for years.
            while len(self._failures) > 1000:
                self._failures.pop(next(iter(self._failures)))
