"""Accounts: granted, changed, closed."""

from msgspec import structs

from casework.records.account import AccountClosed, AccountGranted, AccountRecord
from casework.records.registry import fold
from casework.records.sealed import Sealed


def test_an_account_is_granted_changed_and_closed() -> None:
    granted = AccountGranted("w3", Sealed.of("李明"), Sealed.of("…"), (), "2026-12-31")
    longer = structs.replace(granted, valid_to="2027-12-31")
    record = fold("account/a1", [granted, longer])
    assert isinstance(record, AccountRecord)
    assert record.granted.valid_to == "2027-12-31"
    assert not record.closed
    closed = fold("account/a1", [granted, AccountClosed("2026-11-20T10:30:00+08:00")])
    assert isinstance(closed, AccountRecord)
    assert closed.closed
    assert fold("account/a1", [AccountClosed("")]) is None
