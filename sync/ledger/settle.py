"""What comes back from the hub: receipts settle own acts, the feed brings everybody's.

Both are idempotent: the same receipt or feed twice changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select, update

from casework.errors import HaltError
from casework.records.sealed import SealedValue
from sync.ledger import journal
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger
from sync.ledger.tables import acts, receipts


def check_head(ledger: Ledger, connection: Connection, seq: int, head: str) -> None:
    """Both ends must hold the same chain up to ``seq``, else nothing counts: HaltError SY-106."""
    if seq == 0:
        return
    own = journal.hash_at(connection, ledger.identity.hall, ledger.identity.device, seq)
    if own is None or own.hex() != head:
        raise HaltError("SY-106", seq=seq)


def settle_act(
    ledger: Ledger, connection: Connection, act: str, batch: str, positions: Mapping[str, int]
) -> None:
    """An own act has its place in the hub's order: it is done."""
    hall = ledger.identity.hall
    state = connection.execute(
        select(acts.c.state).where(acts.c.hall == hall, acts.c.act == act)
    ).scalar_one_or_none()
    stored = journal.read_act(connection, hall, act)
    if stored is None or state != journal.PENDING:
        return
    journal.place_act(connection, hall, stored, positions)
    connection.execute(
        update(acts)
        .where(acts.c.hall == hall, acts.c.act == act)
        .values(state=journal.RECEIPTED, batch=batch)
    )
    ledger.settled(connection, stored, positions)


def set_aside_act(ledger: Ledger, connection: Connection, act: str, reason: str) -> None:
    """The hub could not place an own act: it is kept, out of every fold, with the reason."""
    stored = journal.read_act(connection, ledger.identity.hall, act)
    if stored is None:
        return
    journal.set_aside(connection, ledger.identity.hall, stored, reason)
    ledger.reread(connection, stored.streams())


def absorb_act(
    ledger: Ledger,
    connection: Connection,
    act: StoredAct,
    positions: Mapping[str, int],
    values: Sequence[tuple[str, SealedValue]],
) -> None:
    """An act of the feed: another's is inserted, an own one whose receipt was lost settles."""
    hall = ledger.identity.hall
    if act.device == ledger.identity.device:
        settle_act(ledger, connection, act.act, "feed", positions)
        return
    journal.write_sealed(connection, hall, values)
    if journal.read_act(connection, hall, act.act) is None:
        journal.write_act(connection, hall, act, journal.RECEIPTED)
        journal.place_act(connection, hall, act, positions)
        ledger.added(connection, act, positions)
    else:
        # It was here already; values that had been missing may have come with it now.
        ledger.reread(connection, act.streams())


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt beside the journal: SHA-256 of the batch, the exact bytes, the signature."""

    batch: str
    device: str
    digest: bytes
    body: bytes
    signature: bytes


def keep_receipt(connection: Connection, hall: str, receipt: KeptReceipt) -> None:
    """Store a receipt once."""
    connection.execute(insert(receipts).prefix_with("OR IGNORE"), {"hall": hall, **asdict(receipt)})
