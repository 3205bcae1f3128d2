"""Who may speak to the hub: a known device, with its signature over this very request, now."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping

from casework.errors import SyncError
from sync import signing
from sync.ledger import journal
from sync.ledger.ledger import Ledger
from sync.signing import Signer, Target

TOLERANCE = timedelta(days=1)


def check_clock(signer: Signer, now: datetime) -> None:
    """SyncError HU-202 when the request was signed more than a day from hub time."""
    # Compared as numbers: whatever somebody wrote into the header need not be a date at all.
    if abs(signer.created - now.timestamp()) > TOLERANCE.total_seconds():
        raise SyncError("HU-202", hub_at=now.astimezone(UTC).isoformat(timespec="seconds"))


class Gate:
    """Checks the requests of enrolled devices."""

    def __init__(self, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._now = now

    def known(self, headers: Mapping[str, str]) -> Signer:
        """Who claims to have signed, before a body is read for it.

        SyncError SY-201 for headers that are not ours or a stranger, HU-201 for a device that
        was ended.
        """
        signer = signing.read_signer(headers)
        self._device(signer)
        return signer

    def admit(self, target: Target, headers: Mapping[str, str], body: bytes | None) -> str:
        """The device that signed this request; ``body`` is None for one that is streamed.

        As ``known``, and SY-201/SY-202 for a signature or digest that does not fit, HU-202.
        """
        signer = self.known(headers)
        if body is not None and "content-digest" not in signer.params:
            raise SyncError("SY-202")
        key: bytes = self._device(signer)["public_key"]
        signing.check_request(key, signer, target, headers, body or b"")
        check_clock(signer, self._now())
        return signer.device

    def _device(self, signer: Signer) -> RowMapping:
        with self._ledger.store.reading() as connection:
            row = journal.device_row(connection, self._ledger.identity.hall, signer.device)
        if row is None or row["own"]:
            raise SyncError("SY-201")
        if row["ended"]:
            raise SyncError("HU-201", device=row["name"])
        return row
