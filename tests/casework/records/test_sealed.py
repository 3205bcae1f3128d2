"""Sealed values: a commitment that hides, a value that can go, and no way to slip in another."""

import pytest

from casework.errors import StoreError
from casework.records.account import AccountGranted
from casework.records.registry import BOOK
from casework.records.sealed import SALT_BYTES, Sealed, SealedValue


def granted() -> AccountGranted:
    return AccountGranted("w3", Sealed.of("李明"), Sealed.of("$argon2id$…"), (), "2027-12-31")


def test_the_same_value_is_sealed_differently_each_time() -> None:
    one, other = Sealed.of("王晓燕"), Sealed.of("王晓燕")
    assert one.commitment != other.commitment
    assert one != other
    assert one.row is not None
    assert len(one.row.salt) == SALT_BYTES
    one.row.verify()


def test_equality_and_hash_are_those_of_the_commitment() -> None:
    sealed = Sealed.of("王晓燕")
    closed = Sealed[str](sealed.commitment)
    assert sealed == closed
    assert hash(sealed) == hash(closed)
    assert closed.value is None
    assert closed.row is None
    assert sealed != sealed.commitment


def test_a_value_is_never_shown_by_accident() -> None:
    assert "王晓燕" not in repr(granted()) + str(Sealed.of("王晓燕"))


@pytest.mark.parametrize(
    "change", [{"salt": bytes(32)}, {"body": b'"x"'}, {"commitment": "0" * 64}]
)
def test_a_changed_row_is_found(change: dict[str, object]) -> None:
    row = Sealed.of("王晓燕").row
    assert row is not None
    parts: dict[str, object] = {
        "commitment": row.commitment,
        "salt": row.salt,
        "body": row.body,
    }
    with pytest.raises(StoreError, match="LE-301"):
        SealedValue(**(parts | change)).verify()  # type: ignore[arg-type]


def test_the_event_holds_only_commitments() -> None:
    body, rows = BOOK.encode(granted())
    assert "李明".encode() not in body
    assert [row.body for row in rows] == ['"李明"'.encode(), '"$argon2id$…"'.encode()]
    assert all(row.commitment.encode() in body for row in rows)


def test_a_purged_value_leaves_the_event_closed_and_its_bytes_the_same() -> None:
    body, rows = BOOK.encode(granted())
    back = BOOK.decode(body, {rows[1].commitment: rows[1]})
    assert isinstance(back, AccountGranted)
    assert back.person_name.value is None
    assert back.verifier.value == "$argon2id$…"
    assert BOOK.encode(back) == (body, (rows[1],))


@pytest.mark.parametrize("body", [b"7", b"[]", b"{", b"", b"\xff", b"null"])
def test_a_value_of_another_type_stays_closed(body: bytes) -> None:
    encoded, rows = BOOK.encode(granted())
    forged = SealedValue(rows[0].commitment, rows[0].salt, body)
    back = BOOK.decode(encoded, {forged.commitment: forged})
    assert isinstance(back, AccountGranted)
    assert back.person_name.value is None


def test_what_cannot_be_encoded_is_a_fault_of_the_program() -> None:
    event = AccountGranted("w3", object(), Sealed.of(""), (), "")  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError, match="object"):
        BOOK.encode(event)
