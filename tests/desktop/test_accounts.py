"""Login without a network: right, wrong, locked, closed, and never unlocked by a clock."""

from datetime import date

import pytest
from argon2 import PasswordHasher

from casework.act import Appended, Loaded, NewAct
from casework.errors import RightsError
from casework.people.grants import Duty
from casework.records.account import AccountClosed, AccountGranted, AccountRecord, GrantLine
from casework.records.account import apply as fold
from casework.records.sealed import Sealed
from desktop.accounts import FREE_TRIES, Accounts

DAY = date(2026, 11, 20)
_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_GRANT = GrantLine("4101", "*", "accept", "2026-01-01", "2026-12-31")


class Shelf:
    """A ledger that only holds accounts."""

    def __init__(self, **records: AccountRecord) -> None:
        self.records = records

    def writing(self) -> object:
        raise AssertionError("login writes nothing")

    def append(self, act: NewAct) -> Appended:
        raise AssertionError("login writes nothing")

    def load(self, stream: str) -> Loaded:
        return Loaded(self.records[stream], 1)


class Ticks:
    """A monotonic clock that only the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def account(login: str, *, valid_to: str = "2026-12-31", closed: bool = False) -> AccountRecord:
    verifier = Sealed.of(_HASHER.hash("yichuang"))
    granted = AccountGranted(login, Sealed.of("林溪桥"), verifier, (_GRANT,), valid_to)
    record = fold(None, granted)
    if closed:
        record = fold(record, AccountClosed("2026-11-01T09:00:00+08:00"))
    assert record is not None
    return record


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def office(ticks: Ticks, **records: AccountRecord) -> Accounts:
    shelf = Shelf(**records)
    return Accounts(shelf, lambda: tuple(shelf.records), ticks)  # type: ignore[arg-type]


def refused(accounts: Accounts, login: str, password: str) -> RightsError:
    with pytest.raises(RightsError) as caught:
        accounts.log_in(login, password, DAY)
    return caught.value


def test_the_right_password_gives_the_clerk_with_its_grants(ticks: Ticks) -> None:
    clerk = office(ticks, a=account("lin")).log_in("lin", "yichuang", DAY)
    assert (clerk.account, clerk.name) == ("a", "林溪桥")
    assert [grant.duty for grant in clerk.grants] == [Duty.ACCEPT]


def test_a_wrong_name_and_a_wrong_password_are_the_same_answer(ticks: Ticks) -> None:
    accounts = office(ticks, a=account("lin"))
    assert refused(accounts, "nobody", "yichuang").code == "AC-101"
    assert refused(accounts, "lin", "wrong").code == "AC-101"


def test_an_account_is_closed_for_a_growing_while(ticks: Ticks) -> None:
    accounts = office(ticks, a=account("lin"))
    for _ in range(FREE_TRIES):
        assert refused(accounts, "lin", "wrong").code == "AC-101"
    locked = refused(accounts, "lin", "yichuang")
    assert (locked.code, locked.facts["seconds"]) == ("AC-102", 61)
    ticks.now += 61
    assert refused(accounts, "lin", "wrong").code == "AC-101"
    ticks.now += 61
    assert refused(accounts, "lin", "yichuang").code == "AC-102"
    ticks.now += 240
    assert accounts.log_in("lin", "yichuang", DAY).account == "a"


def test_a_closed_or_lapsed_account_does_not_enter(ticks: Ticks) -> None:
    accounts = office(ticks, a=account("lin", closed=True), b=account("he", valid_to="2026-11-19"))
    assert refused(accounts, "lin", "yichuang").code == "AC-103"
    assert refused(accounts, "he", "yichuang").code == "AC-103"


def test_a_purged_verifier_lets_nobody_in(ticks: Ticks) -> None:
    granted = account("lin").granted
    bare = AccountGranted(
        "lin", Sealed("0" * 64), Sealed("1" * 64), granted.grants, granted.valid_to
    )
    accounts = office(ticks, a=AccountRecord(bare))
    assert refused(accounts, "lin", "").code == "AC-101"


def test_before_the_first_feed_there_is_nobody(ticks: Ticks) -> None:
    assert refused(office(ticks), "lin", "yichuang").code == "AC-104"
