"""A disk that really fills: a small tmpfs in a mount namespace of its own, and the child on it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import StoreError
from casework.records.ids import new_id
from sync.ledger import opening
from sync.ledger.opening import NewDevice, Opened
from sync.ledger.store import Store
from sync.ledger.tailguard import TailGuard
from sync.ledger.verify import verify
from tests.sync.ledger.conftest import KEY, NOW, act_of, received
from tools.tree import ROOT

SIZE = "3m"
DRAFT = b"x" * 60_000
SCAN = 40_000


def run(folder: Path) -> dict[str, Any]:
    """Fill a disk at ``folder`` and tell what was refused and what was kept."""
    mount = f"mount -t tmpfs -o size={SIZE} tmpfs {folder}"
    child = f"{sys.executable} -m {__name__} {folder}"
    rights = [] if os.access("/root", os.W_OK) else ["--map-root-user"]
    done = subprocess.run(
        ["unshare", "--mount", *rights, "sh", "-ec", f"{mount}; exec {child}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """On the small disk."""
    folder = Path(sys.argv[1])
    (folder / "store").mkdir()
    device = NewDevice("hall-1", new_id(NOW), "W03", Ed25519PrivateKey.generate())
    guard = TailGuard(folder / "state", "s1")
    opened = opening.create(Store(folder / "store", KEY), guard, device, {})
    found: dict[str, Any] = {"ballast": (folder / "store/ballast").exists()}
    opened.blobs.put(os.urandom(SCAN))
    found["acts"], found["act"] = _fill_with_acts(opened)
    found["scan"] = _fill_with_scans(opened)
    found["head"] = opened.ledger.head()[0]
    found["draft"] = _save_until_the_ballast_goes(opened, folder / "store/ballast")
    found["ballast after"] = (folder / "store/ballast").exists()
    found["kept"] = opened.drafts.all("intake")[0].body == DRAFT
    opened.blobs.close()
    opened.store.close()
    again = opening.reopen(Store(folder / "store", KEY), guard)
    found["faults"] = verify(again, scans=True).faults
    found["head again"] = again.ledger.head()[0]
    found["kept again"] = again.drafts.all("intake")[0].body == DRAFT
    subprocess.run(["mount", "-o", "remount,size=20m", str(folder)], check=True)
    found["more"] = _code(lambda: again.ledger.append(act_of(received())))
    again.store.ensure_ballast()
    found["ballast again"] = (folder / "store/ballast").exists()
    again.close()
    print(json.dumps(found))  # noqa: T201 - this is how it answers


def _save_until_the_ballast_goes(opened: Opened, ballast: Path) -> str:
    """Drafts in what the scans left over, then in the room of the ballast."""
    for count in range(200):
        if code := _code(lambda at=count: opened.drafts.save(f"d{at}", "intake", DRAFT, NOW)):
            return code
        if not ballast.exists():
            return ""
    return "never needed"


def _fill_with_scans(opened: Opened) -> str:
    """Scans until the first that does not fit; what came of that one, twice over."""
    for _ in range(100):
        if code := _code(lambda: opened.blobs.put(os.urandom(SCAN))):
            return code + _code(lambda: opened.blobs.put(os.urandom(SCAN)))
    return "never full"


def _fill_with_acts(opened: Opened) -> tuple[int, str]:
    for count in range(1000):
        if code := _code(lambda: opened.ledger.append(act_of(received()))):
            return count, code
    return 1000, "never full"


def _code(work: Any) -> str:
    try:
        work()
    except StoreError as error:
        return error.code
    return ""


if __name__ == "__main__":
    main()
