"""Receive a batch: act by act, whole or not at all; the answer is a signed receipt.

The same batch again gets the stored receipt, the same id with other bytes is refused. Acts that
cannot be placed are kept in the chain with their reason; paper that was served stands.
"""

from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from sqlalchemy import Connection, RowMapping, select

from casework.errors import SyncError
from casework.records.registry import blobs_in
from hub import refusals
from hub.order import place
from sync import signing, wire
from sync.ledger import chain, journal, settle
from sync.ledger.blobs import Blobs
from sync.ledger.journal import StoredAct
from sync.ledger.ledger import Ledger
from sync.ledger.settle import KeptReceipt
from sync.ledger.tables import acts, receipts
from sync.wire import ActResult, Batch, Receipt


@dataclass(slots=True)
class _Round:
    """One batch on its way in: where the chain stands and what was found so far."""

    connection: Connection
    batch: Batch
    now: datetime
    last_seq: int
    head: bytes
    results: list[ActResult] = field(default_factory=list)
    blocked: tuple[str, ...] = ()


class Receiver:
    """Accepts batches into the hub's ledger."""

    def __init__(self, ledger: Ledger, blobs: Blobs, *, approval_system: bool) -> None:
        self._ledger = ledger
        self._blobs = blobs
        self._approval_system = approval_system
        self._hall = ledger.identity.hall

    def accept(self, device: str, body: bytes, now: datetime) -> tuple[bytes, str]:
        """The receipt for a batch and its signature.

        SyncError SY-203…SY-207 when the batch as a whole is not acceptable; nothing is kept then.
        """
        batch = wire.decode_batch(body)
        if batch.manifest.device != device or batch.manifest.hall != self._hall:
            raise SyncError("SY-203")
        digest = wire.body_digest(body)
        with self._ledger.writing(), self._ledger.store.writing() as connection:
            if (stored := self._stored(connection, batch.manifest.batch, digest)) is not None:
                return stored
            receipt = self._take(connection, batch, digest, now)
            answer = msgspec.json.encode(receipt)
            signature = signing.sign_answer(self._ledger.identity.key, signing.RECEIPT, answer)
            kept = KeptReceipt(
                receipt.batch, device, bytes.fromhex(digest), answer, signature.encode()
            )
            settle.keep_receipt(connection, self._hall, kept)
        return answer, signature

    def _stored(self, connection: Connection, batch: str, digest: str) -> tuple[bytes, str] | None:
        row = connection.execute(
            select(receipts).where(receipts.c.hall == self._hall, receipts.c.batch == batch)
        ).one_or_none()
        if row is None:
            return None
        if row.digest.hex() != digest:
            raise SyncError("SY-205")
        return row.body, row.signature.decode("ascii")

    def _take(self, connection: Connection, batch: Batch, digest: str, now: datetime) -> Receipt:
        device = journal.device_row(connection, self._hall, batch.manifest.device)
        if device is None:
            raise SyncError("SY-201")
        self._check_joint(connection, batch, device)
        step = _Round(connection, batch, now, device["last_seq"], device["head"])
        values = {(line.stream, line.commitment): line.value() for line in batch.sealed}
        rows = [(stream, value) for (stream, _), value in values.items()]
        journal.write_sealed(connection, self._hall, rows)
        for act in batch.acts:
            self._one(step, act, device)
        journal.move_head(connection, self._hall, batch.manifest.device, step.last_seq, step.head)
        return Receipt(
            batch=batch.manifest.batch,
            digest=digest,
            hall=self._hall,
            device=batch.manifest.device,
            last_seq=step.last_seq,
            head=step.head.hex(),
            hub_at=now.isoformat(),
            approval_system=self._approval_system,
            results=tuple(step.results),
        )

    def _check_joint(self, connection: Connection, batch: Batch, device: RowMapping) -> None:
        """The batch must continue the chain the hub knows, or repeat a part of it."""
        if not batch.acts:
            raise SyncError("SY-203")
        first = batch.acts[0].first_seq
        if first > device["last_seq"] + 1:
            raise SyncError("SY-207", expected=device["last_seq"] + 1, got=first)
        known = (
            chain.genesis(device["device"], device["public_key"])
            if first == 1
            else journal.hash_at(connection, self._hall, device["device"], first - 1)
        )
        if known is None or known.hex() != batch.manifest.previous:
            raise SyncError("SY-206")

    def _one(self, step: _Round, act: StoredAct, device: RowMapping) -> None:
        if act.last_seq <= device["last_seq"]:
            step.results.append(self._known(step.connection, act))
            return
        if step.blocked or (missing := self._missing(act)):
            step.blocked = step.blocked or missing
            step.results.append(ActResult(act.act, "missing-blob", missing=step.blocked))
            return
        if act.first_seq != step.last_seq + 1 or self._is_taken(step.connection, act):
            raise SyncError("SY-206")
        if not chain.act_is_signed(device["public_key"], act.head, act.signature):
            raise SyncError("SY-204", act=act.act)
        step.results.append(self._new(step, act))
        step.last_seq, step.head = act.last_seq, act.head

    def _is_taken(self, connection: Connection, act: StoredAct) -> bool:
        """Whether another act already bears this identifier."""
        query = select(acts.c.act).where(acts.c.hall == self._hall, acts.c.act == act.act)
        return connection.execute(query).first() is not None

    def _known(self, connection: Connection, act: StoredAct) -> ActResult:
        row = connection.execute(
            select(acts.c.state, acts.c.reason, acts.c.head).where(
                acts.c.hall == self._hall, acts.c.act == act.act
            )
        ).one_or_none()
        if row is None or row.head != act.head:
            raise SyncError("SY-206")
        if row.state == journal.SET_ASIDE:
            return _aside(act, row.reason)
        positions = journal.positions_of(connection, self._hall, act)
        return ActResult(act.act, "duplicate", positions=positions)

    def _missing(self, act: StoredAct) -> tuple[str, ...]:
        named = (name for event in refusals.events_of(act) for name in blobs_in(event))
        names = tuple(name for name in named if refusals.BLOB_NAME.fullmatch(name))
        return tuple(sorted(set(names) - self._blobs.has(names))) if names else ()

    def _new(self, step: _Round, act: StoredAct) -> ActResult:
        connection = step.connection
        journal.write_act(connection, self._hall, act, journal.RECEIPTED)
        if code := refusals.reason(connection, self._hall, act):
            journal.set_aside(connection, self._hall, act, code)
            refusals.remember_aside(connection, self._hall, act, step.now)
            return _aside(act, code)
        positions = place(connection, self._hall, act)
        self._ledger.added(connection, act, positions)
        return ActResult(act.act, "new", positions=positions)


def _aside(act: StoredAct, code: str) -> ActResult:
    return ActResult(act.act, "rejected" if code in refusals.REJECTED else "conflict", code)
