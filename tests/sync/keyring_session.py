"""A session of its own with a real Secret Service: the child in it, and how to run it.

``in_session`` starts ``dbus-run-session`` in a private home; inside, this module unlocks (or does
not) a gnome-keyring-daemon of its own, does one step on a folder and prints what came of it.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
from keyring.errors import KeyringError

from casework.errors import StoreError
from sync import keys
from tools.tree import ROOT

PASSWORD = b"ci"
WAIT = 20.0


def in_session(home: Path, step: str, folder: Path, *, unlocked: bool = True) -> dict[str, Any]:
    """Do a step in a fresh session over the same home; what it printed."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "share"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    for name in ("share", "run"):
        (home / name).mkdir(mode=0o700, exist_ok=True)
    command = [sys.executable, "-m", __name__, step, str(folder), "unlocked" if unlocked else ""]
    done = subprocess.run(
        ["dbus-run-session", "--", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=2 * WAIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextlib.contextmanager
def _service(*, unlocked: bool) -> Iterator[subprocess.Popen[bytes]]:
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
    command += ["--unlock"] if unlocked else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as daemon:
        assert daemon.stdin is not None
        daemon.stdin.write(PASSWORD if unlocked else b"")
        daemon.stdin.close()
        try:
            if unlocked:
                _await_service()
            yield daemon
        finally:
            daemon.kill()


def _await_service() -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(KeyringError):
            keyring.set_password("yichuang-test", "ready", "1")
            return
        time.sleep(0.05)
    raise TimeoutError("no Secret Service")


def _step(step: str, folder: Path, daemon: subprocess.Popen[bytes]) -> dict[str, Any]:
    if step == "killed":
        daemon.kill()
        daemon.wait()
    if step.startswith("create"):
        passphrase = "长口令" if step.endswith("passphrase") else ""
        return {"key": keys.create(folder, passphrase).key.hex()}
    if step == "spoilt":
        store = json.loads((folder / "store.key").read_bytes())["store"]
        keyring.set_password(keys.SERVICE, store, "no base 64 ÿ")
    if step == "forgotten":
        store = json.loads((folder / "store.key").read_bytes())["store"]
        keyring.delete_password(keys.SERVICE, store)
    opened = keys.open_by_keyring(folder)
    return {"key": opened.key.hex() if opened else None}


def main() -> None:
    """Inside the session: one step, its outcome as the last line."""
    step, folder, unlocked = sys.argv[1:4]
    with _service(unlocked=bool(unlocked)) as daemon:
        try:
            found = _step(step, Path(folder), daemon)
        except StoreError as error:
            found = {"code": error.code}
    found["backend"] = type(keyring.get_keyring()).__module__
    print(json.dumps(found))  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
