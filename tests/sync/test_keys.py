"""The store key: any slot opens it, nothing opens it without one, and it is never in the clear."""

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from casework.errors import StoreError
from sync import keys
from tests.sync.keyring_session import in_session

PASSPHRASE = "一条长一点的口令"


@pytest.fixture
def no_keyring() -> Iterator[None]:
    """A system without a keyring, as on a machine with no session."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "store").mkdir()
    return tmp_path


def code(work: object) -> str:
    assert callable(work)
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value.code


def test_a_passphrase_opens_what_it_made(no_keyring: None, tmp_path: Path) -> None:
    made = keys.create(tmp_path, PASSPHRASE)
    assert keys.exists(tmp_path)
    assert keys.has_passphrase(tmp_path)
    assert keys.open_by_passphrase(tmp_path, PASSPHRASE) == made
    assert keys.open_by_keyring(tmp_path) is None
    assert len(made.key) == keys.KEY_BYTES


def test_every_store_has_a_key_of_its_own(no_keyring: None, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    one, other = (keys.create(folder, PASSPHRASE) for folder in folders)
    assert one.key != other.key
    assert one.store != other.store


@pytest.mark.parametrize("wrong", ["", "一条长一点的口令 ", PASSPHRASE[:-1]])
def test_a_wrong_passphrase_opens_nothing(no_keyring: None, tmp_path: Path, wrong: str) -> None:
    keys.create(tmp_path, PASSPHRASE)
    assert code(lambda: keys.open_by_passphrase(tmp_path, wrong)) == "LE-102"


def test_without_keyring_and_passphrase_no_store_is_made(no_keyring: None, tmp_path: Path) -> None:
    assert code(lambda: keys.create(tmp_path)) == "LE-101"
    assert code(lambda: keys.create(tmp_path, in_keyring=False)) == "LE-101"
    assert not keys.exists(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_nowhere_in_the_clear(no_keyring: None, tmp_path: Path) -> None:
    made = keys.create(tmp_path, PASSPHRASE)
    (file,) = tmp_path.iterdir()
    body = file.read_bytes()
    assert made.key not in body
    assert made.key.hex().encode() not in body
    assert PASSPHRASE.encode() not in body
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_forgotten_is_gone(no_keyring: None, tmp_path: Path) -> None:
    keys.create(tmp_path, PASSPHRASE)
    keys.forget(tmp_path)
    keys.forget(tmp_path)
    assert not keys.exists(tmp_path)


def test_every_byte_of_the_file_counts(no_keyring: None, tmp_path: Path) -> None:
    made = keys.create(tmp_path, PASSPHRASE)
    file = tmp_path / "store.key"
    whole = json.loads(file.read_bytes())
    for field, change in (
        ("wrapped", whole["slots"][0]["salt"]),
        ("nonce", "AAAAAAAAAAAAAAAA"),
        ("nonce", "AA=="),
        ("salt", whole["slots"][0]["nonce"]),
    ):
        slot = {**whole["slots"][0], field: change}
        file.write_text(json.dumps({**whole, "slots": [slot]}), encoding="utf-8")
        assert code(lambda: keys.open_by_passphrase(tmp_path, PASSPHRASE)) == "LE-102"
    file.write_text(json.dumps({**whole, "store": "other"}), encoding="utf-8")
    assert code(lambda: keys.open_by_passphrase(tmp_path, PASSPHRASE)) == "LE-102"
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert keys.open_by_passphrase(tmp_path, PASSPHRASE) == made


@pytest.mark.parametrize("torn", [b"", b"{", b'{"store":"x"}', b"\xff\x00", None])
def test_a_torn_key_file_is_told(no_keyring: None, tmp_path: Path, torn: bytes | None) -> None:
    keys.create(tmp_path, PASSPHRASE)
    file = tmp_path / "store.key"
    file.unlink()
    if torn is not None:
        file.write_bytes(torn)
    assert code(lambda: keys.open_by_passphrase(tmp_path, PASSPHRASE)) == "LE-104"
    assert code(lambda: keys.open_by_keyring(tmp_path)) == "LE-104"
    assert code(lambda: keys.has_passphrase(tmp_path)) == "LE-104"


def test_a_store_without_a_passphrase_slot_says_so(no_keyring: None, tmp_path: Path) -> None:
    keys.create(tmp_path, PASSPHRASE)
    file = tmp_path / "store.key"
    whole = json.loads(file.read_bytes())
    file.write_text(json.dumps({**whole, "slots": []}), encoding="utf-8")
    assert code(lambda: keys.open_by_passphrase(tmp_path, PASSPHRASE)) == "LE-103"
    assert not keys.has_passphrase(tmp_path)


def test_a_crash_while_writing_leaves_the_old_file(
    no_keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keys.create(tmp_path, PASSPHRASE)

    def cut(_: int) -> None:
        raise OSError(5, "cut")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", cut)
        with pytest.raises(OSError, match="cut"):
            keys.create(tmp_path, "other")
    assert keys.open_by_passphrase(tmp_path, PASSPHRASE) == made
    again = keys.create(tmp_path, PASSPHRASE)
    assert keys.open_by_passphrase(tmp_path, PASSPHRASE) == again


@pytest.mark.slow
def test_a_real_keyring_opens_the_store_in_the_next_session(home: Path) -> None:
    folder = home / "store"
    made = in_session(home, "create", folder)
    assert made["backend"] == "keyring.backends.SecretService"
    assert in_session(home, "open", folder)["key"] == made["key"]
    assert not keys.has_passphrase(folder)
    assert made["key"].encode() not in (folder / "store.key").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("step", "unlocked"),
    [("open", False), ("killed", True), ("spoilt", True), ("forgotten", True)],
)
def test_a_keyring_that_cannot_help_opens_nothing_and_says_nothing(
    home: Path, step: str, unlocked: bool
) -> None:
    """Locked, gone in the middle, or with something else under our name."""
    folder = home / "store"
    made = in_session(home, "create-passphrase", folder)
    assert in_session(home, step, folder, unlocked=unlocked)["key"] is None
    assert keys.open_by_passphrase(folder, "长口令").key.hex() == made["key"]


@pytest.mark.slow
def test_a_locked_keyring_makes_no_store_but_a_passphrase_does(home: Path) -> None:
    folder = home / "store"
    assert in_session(home, "create", folder, unlocked=False)["code"] == "LE-101"
    assert not keys.exists(folder)
    made = in_session(home, "create-passphrase", folder, unlocked=False)
    assert keys.open_by_passphrase(folder, "长口令").key.hex() == made["key"]
