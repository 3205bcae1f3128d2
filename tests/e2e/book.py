"""The store of one end, read by another process than the one that writes it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from casework.records.case import CaseRecord
from casework.rows import ActRow, CaseRow
from sync import keys
from sync.ledger import facts, journal, verify
from sync.ledger.blobs import Blobs
from sync.ledger.drafts import Drafts
from sync.ledger.ledger import Identity, Ledger
from sync.ledger.lists import Lists
from sync.ledger.opening import BLOB_KEY, Opened
from sync.ledger.store import Store
from sync.ledger.tables import acts, cases, devices, receipts
from sync.ledger.tailguard import TailGuard
from sync.ledger.verify import Verdict
from sync.trusted_time import TimeAnchor

PASSPHRASE = "yichuang-practice"
_DRAFTS = "intake.v1"


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain has come: sequence number and hash (hex)."""

    seq: int
    hash: str


class Book:
    """Only looks. Every question is a transaction of its own, so it sees what is on disk now."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        identity = opened.ledger.identity
        self.device = identity.device
        self._hall = identity.hall
        self.rows = Lists(opened.store, identity.hall)

    def head(self, device: str = "") -> Head:
        """The head of a device's chain as this end has it; of its own when none is named."""
        with self._opened.store.reading() as connection:
            row = journal.device_row(connection, self._hall, device or self.device)
        assert row is not None
        return Head(row["last_seq"], row["head"].hex())

    def acts(self) -> tuple[ActRow, ...]:
        """The latest acts of its own device, newest first."""
        return self.rows.acts()

    def count_acts(self, device: str) -> dict[str, int]:
        """How often each act of a device is here, by its identifier."""
        query = select(acts.c.act).where(acts.c.hall == self._hall, acts.c.device == device)
        counted: dict[str, int] = {}
        with self._opened.store.reading() as connection:
            for act in connection.execute(query).scalars():
                counted[act] = counted.get(act, 0) + 1
        return counted

    def cases(self) -> tuple[CaseRow, ...]:
        """The latest cases taken in at a counter, newest first; what came online is the hub's."""
        return tuple(row for row in self.rows.cases() if not self.case(row.stream).online)

    def case_numbers(self) -> list[str]:
        """The receipt numbers of all cases."""
        query = select(cases.c.number).where(cases.c.hall == self._hall)
        with self._opened.store.reading() as connection:
            return list(connection.execute(query).scalars())

    def case(self, stream: str) -> CaseRecord:
        """A case folded from what is on disk now."""
        identity = self._opened.ledger.identity
        fresh = Ledger(self._opened.store, identity, TimeAnchor(None))
        record = fresh.load(stream).record
        assert isinstance(record, CaseRecord)
        return record

    def blob(self, sha: str) -> bytes:
        """The plain bytes behind a name."""
        return self._opened.blobs.read(sha)

    def receipt(self) -> dict[str, Any]:
        """The newest receipt as the hub signed it; empty when there is none."""
        query = select(receipts.c.body).where(
            receipts.c.hall == self._hall, receipts.c.device == self.device
        )
        newest = query.order_by(receipts.c.batch.desc()).limit(1)
        with self._opened.store.reading() as connection:
            body = connection.execute(newest).scalar_one_or_none()
        return dict(json.loads(body)) if body else {}

    def drafts(self) -> tuple[bytes, ...]:
        """The unfinished intakes, newest first."""
        return tuple(one.body for one in self._opened.drafts.all(_DRAFTS))

    def verify(self, *, scans: bool = True) -> Verdict:
        """Look at every chain, signature, sealed value and scan."""
        return verify.verify(self._opened, scans=scans)


@contextmanager
def opened(folder: Path) -> Iterator[Book]:
    """Open a practice store beside its owner, and leave no trace in it."""
    key = keys.open_by_passphrase(folder, PASSPHRASE)
    store = Store(folder, key.key)
    try:
        yield Book(_assembled(store, TailGuard(folder / "never", key.store)))
    finally:
        store.close()


def _assembled(store: Store, guard: TailGuard) -> Opened:
    own = select(devices).where(devices.c.own.is_(True), devices.c.ended.is_(False))
    with store.reading() as connection:
        row = connection.execute(own).one()
        name_key = bytes.fromhex(facts.get(connection, row.hall, BLOB_KEY))
    identity = Identity(row.hall, row.device, Ed25519PrivateKey.from_private_bytes(row.private_key))
    ledger = Ledger(store, identity, TimeAnchor(None))
    return Opened(store, ledger, Blobs(store, row.hall, name_key), Drafts(store, row.hall), guard)
