"""The store key: random, never on disk in the clear, wrapped in slots; any slot opens it.

``store.key`` is JSON with one entry per slot. A keyring slot is wrapped with a random key that the
system's keyring holds; a passphrase slot with argon2id of the passphrase (RFC 9106 low-memory).
"""

import base64
import secrets
from dataclasses import dataclass
from pathlib import Path

import keyring
import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from keyring.errors import KeyringError

from casework.errors import StoreError
from sync.durable import replace_file

KEY_BYTES = 32
SERVICE = "yichuang"
_MEMORY_KIB, _PASSES, _LANES = 65536, 3, 1


class Slot(msgspec.Struct, frozen=True):
    """One way to open the store; ``salt`` is empty for a keyring slot."""

    kind: str
    """``keyring`` or ``passphrase``."""
    nonce: bytes
    wrapped: bytes
    salt: bytes = b""


class KeyFile(msgspec.Struct, frozen=True):
    """The file beside the store."""

    store: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The raw key of an open store and the store's identifier."""

    store: str
    key: bytes


def create(folder: Path, passphrase: str = "", *, in_keyring: bool = True) -> StoreKey:
    """Make a new key with a keyring slot where there is a keyring, and a passphrase slot if given.

    Without ``in_keyring`` the system's keyring is left alone (practice leaves nothing there).
    StoreError LE-101 when neither is to be had: a store without a slot could never be opened
    again, and a key in plain text is never written.
    """
    made = StoreKey(secrets.token_hex(16), secrets.token_bytes(KEY_BYTES))
    slots = [_passphrase_slot(made, passphrase)] if passphrase else []
    try:
        if in_keyring:
            slots.append(_keyring_slot(made))
    except KeyringError as error:
        if not slots:
            raise StoreError("LE-101") from error
    if not slots:
        raise StoreError("LE-101")
    _write(folder, KeyFile(made.store, tuple(slots)))
    return made


def forget(folder: Path) -> None:
    """Drop the key of a store that was never used; a keyring entry without it opens nothing."""
    _path(folder).unlink(missing_ok=True)


def exists(folder: Path) -> bool:
    """Whether a store was created here."""
    return _path(folder).exists()


def has_passphrase(folder: Path) -> bool:
    """Whether a passphrase can open the store."""
    return any(slot.kind == "passphrase" for slot in _read(folder).slots)


def open_by_keyring(folder: Path) -> StoreKey | None:
    """Open by the system's keyring; None when it is absent, locked or holds no key for us."""
    file = _read(folder)
    for slot in (one for one in file.slots if one.kind == "keyring"):
        try:
            secret = keyring.get_password(SERVICE, file.store)
            return _unwrap(file, slot, base64.b64decode(secret or ""))
        except (KeyringError, ValueError):
            # Absent, locked, or something else lies under our name there.
            return None
    return None


def open_by_passphrase(folder: Path, passphrase: str) -> StoreKey:
    """Open by passphrase; StoreError LE-102 for a wrong one, LE-103 when no such slot exists."""
    file = _read(folder)
    for slot in (one for one in file.slots if one.kind == "passphrase"):
        if (opened := _unwrap(file, slot, _stretch(passphrase, slot.salt))) is not None:
            return opened
        raise StoreError("LE-102")
    raise StoreError("LE-103")


def _keyring_slot(made: StoreKey) -> Slot:
    wrapping = secrets.token_bytes(KEY_BYTES)
    keyring.set_password(SERVICE, made.store, base64.b64encode(wrapping).decode("ascii"))
    return _wrap(made, "keyring", wrapping)


def _passphrase_slot(made: StoreKey, passphrase: str) -> Slot:
    salt = secrets.token_bytes(16)
    return _wrap(made, "passphrase", _stretch(passphrase, salt), salt)


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, _PASSES, _MEMORY_KIB, _LANES, KEY_BYTES, Type.ID
    )


def _wrap(made: StoreKey, kind: str, wrapping: bytes, salt: bytes = b"") -> Slot:
    nonce = secrets.token_bytes(12)
    bound = f"{made.store}/{kind}".encode()
    return Slot(kind, nonce, AESGCM(wrapping).encrypt(nonce, made.key, bound), salt)


def _unwrap(file: KeyFile, slot: Slot, wrapping: bytes) -> StoreKey | None:
    bound = f"{file.store}/{slot.kind}".encode()
    try:
        return StoreKey(file.store, AESGCM(wrapping).decrypt(slot.nonce, slot.wrapped, bound))
    except (InvalidTag, ValueError):
        return None


def _path(folder: Path) -> Path:
    return folder / "store.key"


def _read(folder: Path) -> KeyFile:
    try:
        return msgspec.json.decode(_path(folder).read_bytes(), type=KeyFile)
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError("LE-104") from error


def _write(folder: Path, file: KeyFile) -> None:
    replace_file(_path(folder), msgspec.json.format(msgspec.json.encode(file)))
