"""Personal data in events: the journal holds a commitment, the value lies beside it and can go.

``commitment = HMAC-SHA256(32 random bytes, value as JSON)``. The random bytes and the value are a
row of their own, written with the act, travelling with the batch, deleted by purge; the chain of
hashes never has to change for it.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, get_args

import msgspec

from casework.errors import StoreError

T = TypeVar("T")
SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class SealedValue:
    """What the table ``sealed`` keeps: hex commitment, 32 random bytes, the value as JSON."""

    commitment: str
    salt: bytes
    body: bytes

    def verify(self) -> None:
        """Raise StoreError LE-301 when value and commitment do not belong together."""
        if not hmac.compare_digest(_commit(self.salt, self.body), self.commitment):
            raise StoreError("LE-301", commitment=self.commitment[:12])


def _commit(salt: bytes, body: bytes) -> str:
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


class Sealed(Generic[T]):
    """A personal value inside an event: always a commitment, the value only while it exists."""

    __slots__ = ("_salt", "_value", "commitment")

    def __init__(self, commitment: str, value: T | None = None, salt: bytes = b"") -> None:
        self.commitment = commitment
        self._value = value
        self._salt = salt

    @classmethod
    def of(cls, value: T) -> "Sealed[T]":
        """Seal a value; draws the random bytes, so commands receive values already sealed."""
        salt = secrets.token_bytes(SALT_BYTES)
        return cls(_commit(salt, msgspec.json.encode(value)), value, salt)

    @property
    def value(self) -> T | None:
        """The value, or None once it was purged (or never reached this store)."""
        return self._value

    @property
    def row(self) -> SealedValue | None:
        """The row to keep beside the journal; None when there is nothing to keep."""
        if self._value is None:
            return None
        return SealedValue(self.commitment, self._salt, msgspec.json.encode(self._value))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.commitment == self.commitment

    def __hash__(self) -> int:
        return hash(self.commitment)

    def __repr__(self) -> str:
        return f"Sealed({self.commitment[:8]}…)"


def encode_hook(found: list[SealedValue]) -> Callable[[object], object]:
    """A msgspec hook that writes commitments and collects the rows to keep."""

    def hook(value: object) -> object:
        if isinstance(value, Sealed):
            if (row := value.row) is not None:
                found.append(row)
            return value.commitment
        raise NotImplementedError(f"no encoding for {type(value).__name__}")

    return hook


def decode_hook(values: Mapping[str, SealedValue]) -> Callable[[type, object], object]:
    """A msgspec hook that opens what is still there and leaves the rest closed.

    A value that is not of the sealed type (a forged or damaged one) stays closed as well.
    """

    def hook(kind: type, commitment: object) -> object:
        if not isinstance(commitment, str):
            raise TypeError("a commitment is text")
        row = values.get(commitment)
        if row is None:
            return Sealed[object](commitment)
        (inner,) = get_args(kind)
        try:
            return Sealed[object](commitment, msgspec.json.decode(row.body, type=inner), row.salt)
        except (ValueError, RecursionError):
            return Sealed[object](commitment)

    return hook
